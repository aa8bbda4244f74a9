# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import configparser
from pathlib import Path

import pytest
from workbench.layout import Layout
from workbench.results import (
    Outcome,
    judge_counts,
    judge_log,
    read_junit,
    read_odoo_closing,
    read_odoo_skips,
)

REPOSITORY = Path(__file__).resolve().parents[2]
CONFIGURATIONS = ["checklog-odoo.cfg", "setup/lint/checklog-core.cfg"]
JUNIT = """\
<testsuites><testsuite>
<testcase classname="a" name="passes"/>
<testcase classname="a" name="fails"><failure message="no"/></testcase>
<testcase classname="a" name="errs"><error message="no"/></testcase>
<testcase classname="a" name="tour"><skipped message="no browser"/></testcase>
</testsuite></testsuites>
"""
RECORD = "2026-01-01 10:00:00,000 42 {level} db odoo.{logger}: {text}\n"


@pytest.fixture
def judge(tmp_path):
    """Judge a log made of records; the linters are those of this machine."""
    layout = Layout.of(REPOSITORY)

    def judge(*records):
        log = tmp_path / "odoo.log"
        log.write_text("".join(RECORD.format(**record) for record in records))
        return judge_log(layout, log, REPOSITORY / "checklog-odoo.cfg")

    return judge


def record(level, text="something", logger="addons"):
    return {"level": level, "text": text, "logger": logger}


def test_junit_counts_and_reasons(tmp_path):
    path = tmp_path / "report.xml"
    path.write_text(JUNIT)
    assert read_junit(path) == (1, 2, [("a.tour", "no browser")])


def test_report_that_was_never_written_counts_nothing(tmp_path):
    assert read_junit(tmp_path / "none.xml") == (0, 0, [])
    (tmp_path / "half.xml").write_text("<testsuites>")
    assert read_junit(tmp_path / "half.xml") == (0, 0, [])


def test_odoo_closings_add_up():
    closing = "INFO db odoo.tests.result: {} failed, {} error(s) of {} tests when …\n"
    assert read_odoo_closing(closing.format(0, 0, 5) + closing.format(1, 1, 7)) == (
        10,
        2,
    )
    assert read_odoo_closing("") == (0, 0)


def test_odoo_skips_are_the_lines_that_say_so():
    text = """\
INFO db odoo: nothing was skipped
INFO db odoo.addons.web: skipped TestTour.test_tour : Chrome not found
INFO db odoo.addons.web: skipped Subtest TestA.test_x [with a case] : not installed
"""
    assert read_odoo_skips(text) == [
        ("TestTour.test_tour", "Chrome not found"),
        ("TestA.test_x", "not installed"),
    ]


def test_nothing_tested_is_a_complaint():
    nothing = Outcome("tests")
    judge_counts(nothing)
    assert nothing.complaints == ["no test ran"]
    something = Outcome("tests", passed=1)
    judge_counts(something)
    assert something.succeeded


@pytest.mark.parametrize("level", ["WARNING", "ERROR", "CRITICAL"])
def test_log_records_that_count(judge, level):
    (complaint,) = judge(record("INFO"), record(level, "the roof is on fire"))
    assert "the roof is on fire" in complaint


def test_log_records_are_shown_once(judge):
    (complaint,) = judge(record("ERROR", "fire"), *[record("WARNING", "smoke")] * 3)
    assert complaint.count("smoke") == 1
    assert "smoke (3 times)" in complaint
    assert "ERROR odoo.addons: fire\n" in complaint + "\n"


def test_log_records_that_do_not(judge):
    assert judge(record("INFO"), record("DEBUG")) == []
    assert judge(record("WARNING", "Killing chrome descendants-or-self 42")) == []


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_each_excused_record_has_its_reason(name):
    parser = configparser.ConfigParser(comment_prefixes=(";",))
    parser.read_string(
        "".join(
            line
            for line in (REPOSITORY / name).read_text().splitlines(keepends=True)
            if not line.startswith("#")
        )
    )
    reason = False
    for line in parser["checklog-odoo"]["ignore"].strip().splitlines():
        is_reason = line.strip().startswith("#")
        assert is_reason or reason, f"{line} has no reason above it"
        reason = is_reason or reason
