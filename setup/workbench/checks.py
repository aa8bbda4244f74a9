# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The static checks: linters, core's linters on our addons, fresh translations."""

import os
import subprocess
import time

from .account import environment
from .console import say
from .results import Outcome
from .suite_tests import DATABASE
from .translations import Translations

# Checkers of core's module test_lint that pylint can load by themselves.
CORE_CHECKERS = (
    "_odoo_checker_sql_injection",
    "_odoo_checker_gettext",
    "_odoo_checker_unlink_override",
)
CORE_MESSAGES = (
    "sql-injection",
    "missing-gettext",
    "gettext-variable",
    "gettext-placeholders",
    "gettext-repr",
    "raise-unlink-override",
)


class StaticChecks:
    """Runs the checks of one clone; the addons are installed in the test database."""

    def __init__(self, machine, odoo):
        self.machine = machine
        self.layout = machine.layout
        self.odoo = odoo

    def run(self, *, fix=False):
        """Run every check and return the outcome.

        :param fix: let the tools repair what they can first
        """
        say("==> static checks")
        start = time.monotonic()
        outcome = Outcome("static checks")
        checks = {
            "linters": lambda: self._linters(fix),
            "core's linters": self._core_linters,
            "core's checkers for pylint": self._core_checkers,
            "translations": Translations(self.layout, self.odoo, DATABASE).check,
        }
        for name, check in checks.items():
            if check():
                outcome.passed += 1
            else:
                outcome.failed += 1
                outcome.complaints.append(f"{name} found something, see above")
        outcome.seconds = time.monotonic() - start
        return outcome

    def _linters(self, fix):
        """Run what needs no database, as whoever owns the clone."""
        modules = self.layout.repository / "node_modules"
        if not modules.exists():
            # The tools' settings import their plugins from beside them.
            modules.unlink(missing_ok=True)
            modules.symlink_to(self.layout.work / "npm/node_modules")
        node = self.machine.node
        path = [self.layout.lint_venv / "bin", node.binaries, os.environ["PATH"]]
        return self._ends_well(
            ["bash", self.layout.setup / "lint/static.sh", *(["--fix"] if fix else [])],
            env=os.environ
            | {
                "PATH": os.pathsep.join(str(folder) for folder in path),
                "ODOO_CONF": str(self.odoo.configuration),
                "PYTHONPYCACHEPREFIX": str(self.layout.work / "pycache-lint"),
            },
        )

    def _core_linters(self):
        addons = self.layout.addons()
        if not addons:
            return True
        with (self.layout.setup / "lint/core_lint.py").open() as script:
            return self._ends_well(
                self.odoo.command(
                    *("-d", DATABASE, "--no-http", "--log-level=warn"),
                    subcommand="shell",
                ),
                env=self.odoo.environment(MODULES=",".join(addons)),
                stdin=script,
            )

    def _core_checkers(self):
        addons = self.layout.addons()
        if not addons:
            return True
        checkers = self.layout.core_addons / "test_lint/tests"
        return self._ends_well(
            [
                *(*self.machine.account.prefix(), self.layout.python, "-m", "pylint"),
                *("--rcfile=/dev/null", "--disable=all", "--score=n"),
                # Comments for the other run of pylint name messages unknown here.
                "--disable=unknown-option-value",
                f"--load-plugins={','.join(CORE_CHECKERS)}",
                f"--enable={','.join(CORE_MESSAGES)}",
                *addons,
            ],
            env=environment(
                self.layout,
                PYTHONPATH=f"{checkers}{os.pathsep}{self.layout.odoo_parent}",
            ),
        )

    def _ends_well(self, command, **options):
        command = [str(word) for word in command]
        return not subprocess.run(
            command, cwd=self.layout.repository, check=False, **options
        ).returncode
