# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a person sees while the machine works: steps, times and refusals."""

import re
import sys
import threading
import time
from contextlib import contextmanager

REPORT_SECONDS = 15
POSITION = re.compile(r"Loading module (\S+ \(\d+/\d+\))")


class SetupError(Exception):
    """A refusal in the user's words: what is wrong, then what to do."""

    def __init__(self, problem, remedy=""):
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{problem}\n{remedy}".strip())


def say(text=""):
    """Print a line at once, also when the output is a file or a pipe."""
    print(text, flush=True)


@contextmanager
def step(title, log=None):
    """Announce a piece of work, say that it goes on, then how long it took.

    :param log: file whose last line that tells a position is repeated meanwhile
    """
    say(f"==> {title}")
    start = time.monotonic()
    done = threading.Event()

    def report():
        while not done.wait(REPORT_SECONDS):
            passed = format_duration(time.monotonic() - start)
            say(f"    … {passed} {find_position(log)}".rstrip())

    reporter = threading.Thread(target=report, daemon=True)
    reporter.start()
    try:
        yield
    finally:
        done.set()
        reporter.join()
    say(f"    done in {format_duration(time.monotonic() - start)}")


def find_position(log):
    """Return the last position in Odoo's log, such as ``stock (35/74)``."""
    try:
        positions = POSITION.findall(log.read_text(errors="replace"))
    except (AttributeError, OSError):
        return ""
    return positions[-1] if positions else ""


def format_duration(seconds):
    """Return a duration in seconds as people say it: ``4 s``, ``2 min 05 s``."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def refuse(error):
    """Print a refusal on the error output and return the exit status."""
    sys.stdout.flush()
    print(f"\nCannot go on: {error.problem}", file=sys.stderr)
    if error.remedy:
        print(f"What to do: {error.remedy}", file=sys.stderr)
    return 1
