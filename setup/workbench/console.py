# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a person sees while the machine works: steps, times and refusals."""

import sys
import time
from contextlib import contextmanager


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
def step(title):
    """Announce a piece of work, then print how long it took."""
    say(f"==> {title}")
    start = time.monotonic()
    yield
    say(f"    done in {format_duration(time.monotonic() - start)}")


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
