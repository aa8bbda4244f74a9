# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What test runs said: counts, skips and log records, judged."""

import re
import subprocess
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

# How Odoo's test runner closes; it is a WARNING when no test ran.
CLOSING = re.compile(
    r"odoo\.tests\.result: (?P<failed>\d+) failed, (?P<errors>\d+) error\(s\) of "
    r"(?P<total>\d+) tests"
)


@dataclass
class Outcome:
    """One line of the summary.

    :param complaints: what makes the run fail, in words; empty when all is well
    """

    title: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    complaints: list = field(default_factory=list)

    @property
    def succeeded(self):
        return not self.complaints and not self.failed


def read_junit(path):
    """Return the counts and skips of a pytest run.

    :return: passed, failed, and the skipped as ``(test, reason)``
    """
    passed, failed, skips = 0, 0, []
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError):
        # Killed before it wrote its report: nothing is known to have passed.
        return 0, 0, []
    for case in root.iter("testcase"):
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif skip is not None:
            name = f"{case.get('classname')}.{case.get('name')}"
            skips.append((name, skip.get("message", "")))
        else:
            passed += 1
    return passed, failed, skips


def read_odoo_closing(text):
    """Return the passed and the failed of Odoo's own test runner.

    Several closings (one a registry load) add up; no closing is no test.
    """
    total = failed = 0
    for match in CLOSING.finditer(text):
        total += int(match["total"])
        failed += int(match["failed"]) + int(match["errors"])
    return max(total - failed, 0), failed


def read_odoo_skips(text):
    """Return what Odoo's own runner skipped, as the lines of its log."""
    return [line for line in text.splitlines() if ": skipped " in line]


def judge_counts(outcome):
    """Add the complaint of a run in which nothing was tested."""
    if not outcome.passed and not outcome.failed:
        outcome.complaints.append("no test ran")


def judge_log(layout, log, configuration):
    """Return the complaints about warnings and errors of an Odoo log.

    :param configuration: file of the records that are excused, each with its reason
    """
    command = [layout.lint_venv / "bin/checklog-odoo", "-c", configuration]
    done = subprocess.run(
        [*command, "--no-echo", log], capture_output=True, text=True, check=False
    )
    if not done.returncode:
        return []
    text = (done.stdout + done.stderr).strip()
    _excused, _mark, caused = text.rpartition("errors that caused failure")
    return [f"{log.name} holds warnings or errors that nothing excuses:\n{caused}"]
