# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The command ``setup/bench``."""

import argparse

from .machine import Machine
from .suite_tests import SuiteTests
from .test_command import summarise

DATABASE = "sav_bench"
TARGET = "tests/benchmarks"
DESCRIPTION = """\
Set up everything, then measure the SAV suite on many rows, beside Odoo's own screens.

  setup/bench                 all of it; takes some minutes and 2 GB of disk
  setup/bench -k label        some of it; what it does not know is passed to pytest

The database is made for the measures and removed at their end. Leave the machine alone
meanwhile: figures are compared within one run, but what disturbs them disturbs some
more than others."""


def parse(arguments):
    """Return the options, and the words for pytest."""
    parser = argparse.ArgumentParser(
        prog="setup/bench",
        usage="setup/bench [OPTION]… [pytest's options]…",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--rows",
        type=row_count,
        default=200_000,
        help="how many cases and machines there are (200000); times are compared with "
        "core's from 100000 on",
    )
    return parser.parse_known_args(arguments)


def row_count(text):
    """Return a number of rows from its digits."""
    if not text.isdecimal() or not 1000 <= int(text) <= 5_000_000:
        raise argparse.ArgumentTypeError("choose a number from 1000 to 5000000")
    return int(text)


def main(repository, arguments):
    """Run the command and return its exit status."""
    options, words = parse(arguments)
    machine = Machine(repository)
    with machine.locked():
        machine.prepare()
        suite_tests = SuiteTests(machine, DATABASE)
        started = suite_tests.odoo.cluster.start()
        try:
            outcomes = [suite_tests.make_database(fresh=True)]
            rows = str(options.rows)
            outcomes.append(
                suite_tests.run_pytest([TARGET], ["-s", *words], SAV_BENCH_ROWS=rows)
            )
        finally:
            suite_tests.odoo.drop_database(DATABASE)
            if started:
                suite_tests.odoo.cluster.stop()
    return summarise(outcomes, sum(outcome.seconds for outcome in outcomes))
