# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The demonstration: its database, its servers, and what is told about them."""

import json
from datetime import date

from .console import say, step
from .databases import (
    Databases,
    Template,
    addon_digest,
    addon_digests,
    core_needs,
)
from .process import run
from .proxy import Proxy, own_addresses
from .server import Server, answers
from .system import check_port

DATABASE = "sav_demo"
# The chart of accounts follows the company's country at the moment accounting is
# installed: the company comes first.
COMPANY_SCRIPT = """\
env["res.lang"]._activate_lang({lang!r})
company = env.ref("base.main_company")
currency = env.ref("base.TND")
currency.active = True
company.write({{"country_id": env.ref("base.tn").id, "currency_id": currency.id}})
env.cr.commit()
"""
# Modules whose screens the demonstration uses, besides what the addons ask for.
ALSO_INSTALLED = ("l10n_tn", "sale_management", "stock")
LOADER = """\
import json, sys
sys.path.insert(0, {folder!r})
import load
report = load.load(env, {lang!r})
env["ir.qweb"]._pregenerate_assets_bundles()
env["ir.config_parameter"].set_param({key!r}, json.dumps(report))
env.cr.commit()
"""
# What is told about the demonstration travels with its database.
REPORT = "sav_suite.demonstration"


class Demonstration:
    """Everything that ``setup/demo`` starts and stops."""

    def __init__(self, machine):
        self.layout = machine.layout
        self.odoo = machine.odoo("demo", durable=True)
        self.odoo.write_configuration()
        self.cluster = self.odoo.cluster
        self.databases = Databases(self.odoo)
        self.proxy = Proxy(self.layout, machine.account)
        self.server = Server(self.odoo, DATABASE)
        self.log = self.layout.logs / "demonstration.log"
        self.state_file = self.layout.work / "demo.json"

    def state(self):
        """Return what is known of the running demonstration, as a dictionary."""
        try:
            return json.loads(self.state_file.read_text())
        except (OSError, ValueError):
            return {}

    def language(self):
        """Return the language the database was made in; None without one."""
        return (self.databases.origin(DATABASE) or {}).get("lang")

    def make_database(self, lang):
        """Make the database if it does not exist; bring it up to the addons."""
        if self.databases.origin(DATABASE) is None:
            template = self._whole_template(lang).ensure()
            self.server.stop()
            with step("demonstration database"):
                self.databases.build(
                    DATABASE,
                    {"lang": lang},
                    lambda name: self.odoo.copy_database(template, name),
                )
                # Fresh tables, those of a dump too, have no statistics, and the
                # planner guesses very badly.
                self.cluster.query("ANALYZE", database=DATABASE)
                self.databases.record_addons(DATABASE, self.layout.addons())
            return
        new, changed = self.databases.changed_addons(DATABASE)
        if new or changed:
            self.server.stop()
            with step(f"update of {', '.join(new + changed)}"):
                words = [f"--update={','.join(changed)}"] if changed else []
                words += [f"--init={','.join(new)}"] if new else []
                self.odoo.run(
                    *("-d", DATABASE, *words, "--stop-after-init", "--no-http"),
                    log=self.log,
                    problem="the addons cannot be updated in the demonstration.",
                )
                self.databases.record_addons(DATABASE, new + changed)

    def _whole_template(self, lang):
        """Return the template of the demonstration itself, its data included.

        Kept for the next clone with the same addons and data, on the same day: the
        dates of its story are counted from today.
        """
        core = self._template(lang)
        data = addon_digest(self.layout.setup / "demonstration")
        addons = sorted(addon_digests(self.layout).items())
        return Template(
            self.databases,
            f"demonstration_{lang.lower()}",
            lambda name: self._fill(name, core.name, lang),
            *(lang, addons, data, date.today(), core.digest, LOADER),
            base=core,
            content="the suite and its data",
        )

    def _template(self, lang):
        modules = sorted(
            {*ALSO_INSTALLED, *core_needs(self.layout, self.layout.addons())}
        )

        def make(name):
            log = template.log
            language = f"--load-language={lang}"
            self.odoo.install(name, ["base"], language, log=log)
            self._shell(name, COMPANY_SCRIPT.format(lang=lang), log)
            self.odoo.install(name, modules, log=log)

        template = Template(
            self.databases, f"demo_{lang.lower()}", make, lang, modules, COMPANY_SCRIPT
        )
        return template

    def _fill(self, name, template, lang):
        self.odoo.copy_database(template, name)
        if self.layout.addons():
            self.odoo.install(name, self.layout.addons(), log=self.log)
        script = LOADER.format(
            folder=str(self.layout.setup / "demonstration"), lang=lang, key=REPORT
        )
        self._shell(name, script, self.log)

    def _shell(self, name, script, log):
        run(
            self.odoo.command("-d", name, "--no-http", subcommand="shell"),
            log=log,
            problem="the demonstration's data cannot be loaded.",
            input=script.encode(),
            env=self.odoo.environment(),
            cwd=self.layout.home,
        )

    def drop_database(self):
        self.server.stop()
        self.odoo.drop_database(DATABASE)

    def is_serving(self, port, https):
        """Tell whether the servers run already, in this manner."""
        state = self.state()
        return (
            (state.get("port"), state.get("https")) == (port, https)
            and self.server.pid() is not None
            and self.proxy.pid() is not None
            and answers(f"http://127.0.0.1:{state['http_port']}/web/health")
        )

    def serve(self, port, https):
        """Start Odoo and the proxy.

        :raise SetupError: the port is taken
        """
        self.proxy.stop()
        check_port(port)
        with step("Odoo with its workers, behind the proxy"):
            self._write_addresses(port, https)
            self.server.start()
            ports = {
                "http_port": self.server.http_port,
                "gevent_port": self.server.gevent_port,
            }
            self.proxy.start(port, https=https, **ports)
            state = {"port": port, "https": https, **ports}
            self.state_file.write_text(json.dumps(state))
            # The first page is the slowest: not for the person to wait for.
            answers(f"http://127.0.0.1:{self.server.http_port}/web/login")

    def _write_addresses(self, port, https):
        """Tell Odoo, before it starts, where people and its PDF engine reach it.

        Without them the pages of a PDF have no style sheet: they would be asked of
        Odoo's default port. Odoo itself takes the address by which the administrator
        logs in for that of people.
        """
        scheme = "https" if https else "http"
        addresses = {
            "web.base.url": f"{scheme}://localhost:{port}",
            "report.url": f"http://127.0.0.1:{self.server.http_port}",
        }
        for key, address in addresses.items():
            self.cluster.query(
                "INSERT INTO ir_config_parameter (key, value) "
                f"VALUES ('{key}', '{address}') "
                "ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value",
                DATABASE,
            )

    def stop(self):
        """Stop everything that ``serve`` and ``make_database`` started."""
        self.proxy.stop()
        self.server.stop()
        self.cluster.stop()

    def tell(self):
        """Print the address, the logins and what to try."""
        state = self.state()
        scheme = "https" if state["https"] else "http"
        addresses = ["localhost", *own_addresses()]
        rows = self.cluster.query(
            f"SELECT value FROM ir_config_parameter WHERE key = '{REPORT}'", DATABASE
        )
        report = json.loads(rows[0])
        say()
        say("The demonstration is ready:")
        for address in addresses:
            say(f"    {scheme}://{address}:{state['port']}/odoo")
        say("Whoever reaches this machine can open it: the passwords are known to all.")
        say()
        width = max(len(user["login"]) for user in report["logins"])
        say("Logins (login / password: who)")
        for user in report["logins"]:
            say(f"    {user['login']:<{width}} / {user['password']}: {user['role']}")
        say()
        say("What to try")
        for number, text in enumerate(report["try"], 1):
            say(f"    {number}. {text}")
        say()
        say("To stop it: setup/demo --stop. To start from scratch: setup/demo --fresh.")
