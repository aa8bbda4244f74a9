# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How things are measured, and how many there are of them."""

import gc
import os
import statistics
import time

# setup/bench sets it; the tests of every day try the same code on few rows.
ROWS = int(os.environ.get("SAV_BENCH_ROWS", "0"))
FULL = bool(ROWS)
# The bars were set on 200 000 rows; core is as fast on a few.
JUDGED = ROWS >= 100_000


def measure(call, runs=9):
    """Return the median seconds of ``runs`` calls, after one that is not counted."""
    return measure_both(call, runs=runs)[0]


def measure_both(*calls, runs=9):
    """Return the median seconds of each call; they take turns.

    What else the machine does in the meantime slows each of them as much.
    """
    for call in calls:
        call()
    seconds = [[] for _call in calls]
    for _run in range(runs if FULL else 2):
        for call, taken in zip(calls, seconds, strict=True):
            gc.collect()
            start = time.perf_counter()
            call()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in seconds]


def report(name, seconds, note=""):
    """Print a figure; setup/bench shows it."""
    print(f"    {name:<52} {seconds * 1000:>10.1f} ms  {note}")
