# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The command ``setup/test``."""

import argparse
import time

from .checks import StaticChecks
from .console import format_duration, say
from .core_tests import CoreTests
from .machine import Machine
from .results import Outcome
from .suite_tests import DATABASE, SuiteTests
from .translations import Translations

DESCRIPTION = """\
Set up everything, install the SAV suite in a test database, run every test and check.

  setup/test                        all of it, as the continuous integration does
  setup/test sav_base               the tests of one addon, on the kept database
  setup/test sav_base -k warranty   some of them; what pytest knows is passed to it
  setup/test tests/test_story.py    the tests of one file
  setup/test --lint                 the static checks alone (--fix repairs first)
  setup/test --core                 core's own tests alone

A part of the tests updates in the database the addons it names, and only them."""


def parse(layout, arguments):
    """Return the options, the targets and the words for pytest.

    :return: ``(options, targets, words)``; no target means everything
    """
    parser = argparse.ArgumentParser(
        prog="setup/test",
        usage="setup/test [OPTION]… [ADDON or PATH]… [pytest's options]…",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--fresh", action="store_true", help="make the test database anew"
    )
    parser.add_argument("--lint", action="store_true", help="the static checks alone")
    parser.add_argument(
        "--fix", action="store_true", help="with --lint: repair what can be repaired"
    )
    parser.add_argument("--core", action="store_true", help="core's own tests alone")
    parser.add_argument(
        "--renew-translations",
        action="store_true",
        help="write the .pot of each addon anew and bring its fr.po up to it",
    )
    options, rest = parser.parse_known_args(arguments)
    if options.fix and not options.lint:
        parser.error("--fix goes with --lint")
    targets, words = split_targets(layout, rest)
    if alone(options) and (targets or words):
        parser.error(f"{rest[0]} goes with the tests of the suite, not with the rest")
    return options, targets, words


def alone(options):
    """Tell whether something else than the tests of the suite was asked for."""
    return options.lint or options.core or options.renew_translations


def split_targets(layout, arguments):
    """Part the leading addons and paths from pytest's options.

    A word behind the first option may be that option's value: it is pytest's.
    """
    for position, word in enumerate(arguments):
        path = word.partition("::")[0]
        if word.startswith("-") or not (layout.repository / path).exists():
            return arguments[:position], arguments[position:]
    return arguments, []


def all_targets(layout):
    """Return every folder that holds tests of ours."""
    folders = [*layout.addons(), "tests", "setup/tests"]
    return [folder for folder in folders if (layout.repository / folder).is_dir()]


def main(repository, arguments):
    """Run the command and return its exit status."""
    machine = Machine(repository)
    options, targets, words = parse(machine.layout, arguments)
    start = time.monotonic()
    with machine.locked():
        machine.prepare()
        suite_tests = SuiteTests(machine)
        started = suite_tests.odoo.cluster.start()
        try:
            outcomes = run(machine, suite_tests, options, targets, words)
        finally:
            if started:
                suite_tests.odoo.cluster.stop()
    return summarise(outcomes, time.monotonic() - start)


def run(machine, suite_tests, options, targets, words):
    """Run what the options ask for and return the outcomes."""
    everything = not (targets or words or alone(options))
    only = [target.split("/")[0] for target in targets]
    # An update leaves alone the data that users may change: everything is judged on
    # a new installation.
    fresh = options.fresh or everything
    outcomes = [suite_tests.make_database(only, fresh=fresh)]
    if options.renew_translations:
        Translations(machine.layout, suite_tests.odoo, DATABASE).renew()
        return outcomes
    core_tests = CoreTests(suite_tests)
    try:
        if everything or options.core:
            # They take the second core while ours take the first.
            core_tests.start()
        if not (options.lint or options.core):
            targets = targets or all_targets(machine.layout)
            if {"tests", "tests/test_install_alone.py"} & set(targets):
                suite_tests.make_needs_templates()
            outcomes.append(suite_tests.run_pytest(targets, words))
        if everything or options.core:
            outcomes.append(core_tests.finish())
    finally:
        core_tests.stop()
    if everything or options.lint:
        outcomes.append(StaticChecks(machine, suite_tests.odoo).run(fix=options.fix))
    return outcomes


def summarise(outcomes, seconds):
    """Print the summary and return the exit status."""
    say()
    say("Summary")
    for outcome in outcomes:
        say(f"    {describe(outcome)}")
    for outcome in outcomes:
        for complaint in outcome.complaints:
            say(f"  {outcome.title}: {complaint}")
    total = Outcome(
        "total",
        passed=sum(outcome.passed for outcome in outcomes),
        failed=sum(outcome.failed for outcome in outcomes),
        skipped=sum(outcome.skipped for outcome in outcomes),
    )
    succeeded = all(outcome.succeeded for outcome in outcomes)
    say(f"{'Succeeded' if succeeded else 'FAILED'} in {format_duration(seconds)}")
    say(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped")
    return 0 if succeeded else 1


def describe(outcome):
    """Return one line of the summary."""
    verdict = "ok" if outcome.succeeded else "FAILED"
    counts = f"{outcome.passed} passed, {outcome.failed} failed"
    if outcome.skipped:
        counts += f", {outcome.skipped} skipped"
    if not outcome.passed and not outcome.failed:
        counts = ""
    duration = format_duration(outcome.seconds)
    return f"{outcome.title:<20} {verdict:<7} {counts:<32} {duration:>12}"
