# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The test database, and the tests that run on it: ours by pytest, core's by Odoo."""

import subprocess
import time

from .console import say, step
from .databases import Databases, core_needs, module_template, needs_template
from .results import Outcome, judge_counts, judge_log, read_junit

DATABASE = "sav_test"
# What the tests use besides the needs of the addons: core's linters, and the French
# chart of accounts as the company that Tunisian rules must leave alone.
ALSO_INSTALLED = ("l10n_fr_account", "test_lint")
# Odoo's own format, which the log checker reads.
LOG_FORMAT = "%(asctime)s,%(msecs)03d %(process)d %(levelname)s ? %(name)s: %(message)s"


class SuiteTests:
    """Runs the tests of one clone.

    :param database: where they run; it is made when it is missing
    """

    def __init__(self, machine, database=DATABASE):
        self.database = database
        self.layout = machine.layout
        self.account = machine.account
        self.odoo = machine.odoo("test", durable=False)
        self.odoo.write_configuration()
        self.databases = Databases(self.odoo)
        self.reports = self.layout.work / "reports"

    def template(self):
        """Return the template with all that the addons need of core."""
        needs = core_needs(self.layout, self.layout.addons())
        modules = sorted({*ALSO_INSTALLED, *needs})
        return module_template(self.databases, "test_core", modules)

    def make_database(self, only=(), *, fresh=False):
        """Have the addons installed in the kept database.

        :param only: addons to bring up to date; all of them when empty
        :return: the outcome, whose log was judged
        """
        outcome = Outcome("installation")
        start = time.monotonic()
        template = self.template()
        log = self.layout.logs / "test-install.log"
        log.unlink(missing_ok=True)
        known = self.databases.origin(self.database) or {}
        if fresh or known.get("template") != template.digest:
            self._install(template, log)
        else:
            self._update(only, log)
        if log.exists():
            configuration = self.layout.repository / "checklog-odoo.cfg"
            outcome.complaints += judge_log(self.layout, log, configuration)
        outcome.seconds = time.monotonic() - start
        return outcome

    def _install(self, template, log):
        addons = self.layout.addons()
        source = template.ensure()

        def make(name):
            self.odoo.copy_database(source, name)
            if addons:
                self.odoo.install(name, addons, log=log)

        with step(f"test database: {', '.join(addons) or 'no addon yet'}", log):
            self.databases.build(self.database, {"template": template.digest}, make)
            self.databases.record_addons(self.database, addons)

    def _update(self, only, log):
        new, changed = self.databases.changed_addons(self.database)
        changed = [addon for addon in changed if not only or addon in only]
        if not new and not changed:
            return
        with step(f"test database: update of {', '.join(new + changed)}"):
            words = [f"--update={','.join(changed)}"] if changed else []
            words += [f"--init={','.join(new)}"] if new else []
            self.odoo.run(
                *("-d", self.database, *words, "--stop-after-init", "--no-http"),
                log=log,
                problem="the addons cannot be updated in the test database.",
            )
            self.databases.record_addons(self.database, new + changed)

    def make_needs_templates(self):
        """Have ready what the tests of each addon alone start from."""
        for addon in self.layout.addons():
            needs_template(self.databases, addon).ensure()

    def run_pytest(self, targets, words=(), **environment):
        """Run our tests with pytest and return the outcome.

        :param targets: folders and files, relative to the repository
        :param words: pytest's own options
        :param environment: variables for the tests
        """
        self.account.own(self.reports)
        report = self.reports / "pytest.xml"
        log = self.reports / "pytest.log"
        for path in (report, log):
            path.unlink(missing_ok=True)
        say("==> tests of the suite")
        command = [
            *(*self.account.prefix(), self.layout.python, "-m", "pytest"),
            f"--odoo-database={self.database}",
            f"--odoo-config={self.odoo.configuration}",
            "--odoo-http",
            f"--junit-xml={report}",
            f"--log-file={log}",
            "--log-file-level=INFO",
            f"--log-file-format={LOG_FORMAT}",
            "--log-file-date-format=%Y-%m-%d %H:%M:%S",
            *("-o", f"cache_dir={self.layout.work / 'pytest-cache'}"),
            *(*words, *targets),
        ]
        self.account.own(self.layout.work / "pytest-cache")
        start = time.monotonic()
        status = subprocess.run(
            [str(word) for word in command],
            env=self.odoo.environment(SAV_WORK=str(self.layout.work), **environment),
            cwd=self.layout.repository,
            check=False,
        ).returncode
        outcome = Outcome("tests of the suite", seconds=time.monotonic() - start)
        outcome.passed, outcome.failed, skips = read_junit(report)
        outcome.skipped = len(skips)
        outcome.complaints += [f"skipped: {test} ({why})" for test, why in skips]
        judge_counts(outcome)
        if status and not outcome.failed and not outcome.complaints:
            outcome.complaints.append(f"pytest ended with status {status}")
        if log.exists() and log.stat().st_size:
            configuration = self.layout.repository / "checklog-odoo.cfg"
            outcome.complaints += judge_log(self.layout, log, configuration)
        return outcome
