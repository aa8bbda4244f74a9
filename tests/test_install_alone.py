# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Each addon, alone on an Odoo that has only what its manifest asks for.

Real processes do it: an installation, an uninstallation, then a server.
"""

import http.cookiejar
import json
import subprocess
import urllib.request
from pathlib import Path

import pytest
from workbench.databases import Databases, needs_template
from workbench.layout import Layout
from workbench.results import judge_log
from workbench.server import Server

LAYOUT = Layout.of(Path(__file__).resolve().parent.parent)
DATABASE = "sav_alone"
# What an uninstalled addon must not leave behind, and what must still work.
AFTERMATH = """\
import json
module = env["ir.module.module"].search([("name", "=", {addon!r})])
left = env["ir.model.data"].search([("module", "=", {addon!r})])
broken = []
views = env["ir.ui.view"].search([("inherit_id", "=", False), ("model", "!=", False)])
for view in views:
    try:
        env[view.model].get_view(view.id, view.type)
    except Exception as error:
        broken.append(f"{{view.xml_id}}: {{error}}")
print("AFTERMATH" + json.dumps({{
    "state": module.state, "left": left.mapped("complete_name"), "broken": broken,
}}))
"""


@pytest.mark.parametrize("addon", LAYOUT.addons())
def test_installs_and_uninstalls_alone(machine, odoo, addon):
    databases = Databases(odoo)
    template = needs_template(databases, addon)
    log = machine.layout.logs / f"alone-{addon}.log"
    log.unlink(missing_ok=True)
    odoo.copy_database(template.ensure(), DATABASE)
    try:
        odoo.install(DATABASE, [addon], log=log)
        odoo.run(
            *("-d", DATABASE, addon),
            subcommand="module uninstall",
            log=log,
            problem=f"{addon} cannot be uninstalled.",
        )
        aftermath = look_around(odoo, addon, log)
        assert aftermath == {"state": "uninstalled", "left": [], "broken": []}
        server = Server(odoo, DATABASE, workers=0, crons=0, proxy=False)
        server.log = log
        server.start()
        try:
            assert_works(server.http_port)
        finally:
            server.stop()
        configuration = machine.layout.repository / "checklog-odoo.cfg"
        complaints = judge_log(machine.layout, log, configuration)
        assert not complaints, complaints[0]
    finally:
        odoo.drop_database(DATABASE)


def look_around(odoo, addon, log):
    """Return what is left of an uninstalled addon: its state, records, broken views."""
    done = subprocess.run(
        [
            str(word)
            for word in odoo.command(
                *("-d", DATABASE, "--no-http", f"--logfile={log}"), subcommand="shell"
            )
        ],
        input=AFTERMATH.format(addon=addon),
        env=odoo.environment(),
        cwd=odoo.layout.home,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    (line,) = (
        line for line in done.stdout.splitlines() if line.startswith("AFTERMATH")
    )
    return json.loads(line.removeprefix("AFTERMATH"))


def assert_works(port):
    """Log in as a person would, open the web client, read repair orders."""
    opener = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    )

    def call(route, **params):
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{route}",
            json.dumps({"jsonrpc": "2.0", "params": params}).encode(),
            {"Content-Type": "application/json"},
        )
        answer = json.load(opener.open(request, timeout=60))
        assert "error" not in answer, answer["error"]
        return answer["result"]

    session = call(
        "/web/session/authenticate", db=DATABASE, login="admin", password="admin"
    )
    assert session["uid"]
    with opener.open(f"http://127.0.0.1:{port}/odoo", timeout=60) as page:
        assert b"web.assets_web" in page.read()
    found = call(
        "/web/dataset/call_kw/repair.order/web_search_read",
        model="repair.order",
        method="web_search_read",
        args=[],
        kwargs={"domain": [], "specification": {"name": {}}},
    )
    assert found["length"] == 0
