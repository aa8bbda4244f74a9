# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Consumption of meters. Pure functions over ``Decimal``."""

from decimal import Decimal

from .arguments import check_decimal, check_rows
from .exact import finest_exponent, from_units, to_units

EVENTS = ("read", "estimate", "rollover", "removed", "installed")


def consumption(readings: list, capacity: Decimal | None = None) -> Decimal:
    """Return the units used over ``readings``, given in order.

    The first reading is the starting index, whatever its event. An estimate may prove
    too high: the reading that follows then counts as a negative step.

    >>> consumption(
    ...     [
    ...         {"value": Decimal("99950"), "event": "read"},
    ...         {"value": Decimal("25"), "event": "rollover"},
    ...     ],
    ...     capacity=Decimal("100000"),
    ... )
    Decimal('75')

    :param readings: ``[{"value", "event"}, …]``; other keys are ignored. Events:

        - ``read``: what the counter displays;
        - ``estimate``: what it is believed to display;
        - ``rollover``: a read after the counter passed its capacity, once;
        - ``removed``: the last value of a meter;
        - ``installed``: the first value of the meter that takes its place.
    :param capacity: number at which the counter is back to 0, 100 000 for one that
        displays up to 99 999; None when it is not known
    :raises ValueError: there is no reading, a reading is impossible after those before
        it, or an argument is of the wrong type
    """
    _check_readings(readings, capacity)
    values = [reading["value"] for reading in readings]
    exponent = finest_exponent(values if capacity is None else [*values, capacity])
    units = [to_units(value, exponent) for value in values]
    used = 0
    # Rank of the same meter's last real reading, None before there is one.
    real = None
    for rank, reading in enumerate(readings):
        event = reading["event"]
        is_meter_gone = rank > 0 and readings[rank - 1]["event"] == "removed"
        name = f"Reading {rank + 1} ({event}, {reading['value']})"
        if rank and event == "installed" and not is_meter_gone:
            raise ValueError(
                f"{name}: record the last value of the former meter (removed) just"
                " before the first value of the new one."
            )
        if event != "installed" and is_meter_gone:
            raise ValueError(
                f"{name}: the meter has been removed; record the first value of the new"
                " one (installed) first."
            )
        if event == "rollover" and rank:
            if capacity is None:
                raise ValueError(
                    f"{name}: give the capacity of the meter to count its rollover."
                )
            used += to_units(capacity, exponent) - units[rank - 1] + units[rank]
        elif event != "installed" and rank:
            if real is not None and units[rank] < units[real]:
                raise ValueError(
                    f"{name}: the counter cannot go back below its last reading"
                    f" ({values[real]}); correct the value, or record a rollover or a"
                    " change of meter."
                )
            used += units[rank] - units[rank - 1]
        if event in ("read", "rollover", "installed"):
            real = rank
    return from_units(used, exponent)


def _check_readings(readings, capacity):
    """Check each reading by itself."""
    if capacity is not None and check_decimal("Capacity of the meter", capacity) <= 0:
        raise ValueError(
            f"Capacity of the meter: give a number above 0, not {capacity}."
        )
    if not check_rows("Readings", readings, ("value", "event")):
        raise ValueError("Readings: give at least the starting reading of the meter.")
    for rank, reading in enumerate(readings, 1):
        value, event = reading["value"], reading["event"]
        if event not in EVENTS:
            raise ValueError(
                f"Reading {rank}: give one of the events {', '.join(EVENTS)},"
                f" not {event!r}."
            )
        if check_decimal(f"Reading {rank}", value) < 0:
            raise ValueError(f"Reading {rank}: give a value of 0 or more, not {value}.")
        if capacity is not None and value >= capacity:
            raise ValueError(
                f"Reading {rank}: the meter cannot display {value}; its capacity is"
                f" {capacity}."
            )
