# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What test runs said: counts, skips and log records, judged."""

import re
import subprocess
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import dataclass, field

# How Odoo's test runner closes; it is a WARNING when no test ran.
CLOSING = re.compile(
    r"odoo\.tests\.result: (?P<failed>\d+) failed, (?P<errors>\d+) error\(s\) of "
    r"(?P<total>\d+) tests"
)
SKIPPED = re.compile(r": skipped (?:Subtest )?(?P<test>\S+)[^:\n]* : (?P<reason>.*)")
# A log record, as Odoo writes it.
RECORD = re.compile(
    r"\d{4}-\d\d-\d\d [\d:,]+ \d+ (?P<level>\w+) \S+ (?P<logger>\S+): (?P<message>.*)"
)
SHOWN_RECORDS = 25
SHOWN_LINES = 12


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
    """Return what Odoo's own runner skipped, as ``(test, reason)``."""
    return [(match["test"], match["reason"]) for match in SKIPPED.finditer(text)]


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
    return [
        f"{log} holds warnings or errors that {configuration.name} does not excuse:\n"
        + digest_records(caused)
    ]


def digest_records(text):
    """Return log records without their times, each once with its count."""
    records = Counter()
    rest = {}
    current = None
    for line in text.splitlines():
        start = RECORD.match(line)
        if start:
            current = f"{start['level']} {start['logger']}: {start['message'].rstrip()}"
            records[current] += 1
            rest.setdefault(current, [])
        elif current and records[current] == 1:
            rest[current].append(line)
    lines = []
    for record, count in records.most_common(SHOWN_RECORDS):
        lines.append(f"    {record}" + (f" ({count} times)" if count > 1 else ""))
        lines += [f"        {line}" for line in rest[record][:SHOWN_LINES]]
    if len(records) > SHOWN_RECORDS:
        lines.append(f"    … and {len(records) - SHOWN_RECORDS} more")
    return "\n".join(lines) or text
