# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Core's own tests, run by Odoo's own runner: they must pass with the suite in."""

import subprocess
import time

import tomllib

from .console import format_duration, say
from .results import (
    Outcome,
    judge_counts,
    judge_log,
    read_odoo_closing,
    read_odoo_skips,
)
from .server import free_port
from .suite_tests import DATABASE

CORE_DATABASE = "sav_test_core"


def test_tags(selection):
    """Return Odoo's test tags for a selection of core's tests.

    :param selection: ``{"run": [{"module", "classes", "reason"}], "leave_out":
        [{"test": "module:Class.method", "reason"}]}``; without classes, the module
    """
    tags = []
    for part in selection["run"]:
        classes = part.get("classes")
        tags += (
            [f"/{part['module']}:{name}" for name in classes]
            if classes
            else [f"/{part['module']}"]
        )
    tags += [f"-/{part['test']}" for part in selection.get("leave_out", ())]
    return ",".join(tags)


class CoreTests:
    """Core's own tests, run with the suite installed, on a copy of its database."""

    def __init__(self, suite_tests):
        self.layout = suite_tests.layout
        self.odoo = suite_tests.odoo
        self.log = self.layout.logs / "core-tests.log"
        selection = (self.layout.setup / "core-tests.toml").read_text()
        self.selection = tomllib.loads(selection)
        self.process = None
        self.start_time = 0.0

    def start(self):
        """Start the tests in the background."""
        self.odoo.copy_database(DATABASE, CORE_DATABASE)
        self.log.unlink(missing_ok=True)
        command = self.odoo.command(
            *("-d", CORE_DATABASE, "--stop-after-init"),
            f"--test-tags={test_tags(self.selection)}",
            f"--http-port={free_port()}",
        )
        self.start_time = time.monotonic()
        with self.log.open("wb") as stream:
            self.process = subprocess.Popen(
                [str(word) for word in command],
                stdout=stream,
                stderr=subprocess.STDOUT,
                env=self.odoo.environment(),
                cwd=self.layout.home,
            )

    def finish(self):
        """Wait for the end and return the outcome."""
        say("==> core's own tests, with the suite installed")
        status = self.process.wait()
        outcome = Outcome(
            "core's own tests", seconds=time.monotonic() - self.start_time
        )
        text = self.log.read_text(errors="replace")
        outcome.passed, outcome.failed = read_odoo_closing(text)
        skips = read_odoo_skips(text)
        outcome.skipped = len(skips)
        outcome.complaints += [
            f"skipped: {test} ({reason})"
            for test, reason in skips
            if test not in self._excused()
        ]
        judge_counts(outcome)
        if status and not outcome.failed:
            outcome.complaints.append(f"Odoo ended with status {status}")
        configuration = self.layout.setup / "lint/checklog-core.cfg"
        outcome.complaints += judge_log(self.layout, self.log, configuration)
        say(f"    done in {format_duration(outcome.seconds)}")
        self.odoo.drop_database(CORE_DATABASE)
        return outcome

    def _excused(self):
        """Return the tests that may be skipped, as ``Class.method``."""
        parts = self.selection.get("may_skip", ())
        return {part["test"].partition(":")[2] for part in parts}

    def stop(self):
        """End the tests early, when the command was interrupted."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()
