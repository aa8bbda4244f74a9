# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Warranty of an equipment and return of a repaired one. Pure functions over dates."""

from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from .arguments import (
    check_boolean,
    check_count,
    check_date,
    check_decimal,
    check_rows,
    check_text,
)

SHARES = ("parts", "labour", "travel")


def assess(terms: list, basis: date | None, on: date, extra_days: int = 0) -> dict:
    """Return what the warranty covers on a day.

    A term runs from ``basis`` to as many months later (the day is clamped to the last
    one of the month), ``extra_days`` added, both days included.

    >>> term = {"code": "sale", "months": 12, "parts": Decimal(100),
    ...     "labour": Decimal(50), "travel": Decimal(0)}
    >>> verdict = assess([term], date(2025, 1, 1), date(2026, 2, 5))
    >>> verdict["active"], verdict["end"].isoformat(), verdict["days_left"]
    ([], '2026-01-01', -35)

    :param terms: ``[{"code", "months", "parts", "labour", "travel"}, …]``: months, 0 or
        more; percentages covered, ``Decimal``s from 0 to 100; other keys are ignored
    :param basis: first day of the warranty, None when it is not known: no coverage then
    :param on: the day to judge, not before ``basis``
    :param extra_days: days by which every term is extended, 0 or more
    :return: ``{"parts", "labour", "travel"}``: the best percentage among the active
        terms, 0 without any; ``"active"``: their codes, in order; ``"end"``: latest end
        of all terms; ``"days_left"``: days from ``on`` to it, negative once over. Both
        are None without terms or without ``basis``
    :raises ValueError: an argument is none of this
    """
    for rank, term in enumerate(
        check_rows("Warranty terms", terms, ("code", "months", *SHARES)), 1
    ):
        name = f"Warranty term {rank}"
        check_text(f"{name}, code", term["code"])
        check_count(f"{name}, months", term["months"])
        for share in SHARES:
            if not 0 <= check_decimal(f"{name}, {share}", term[share]) <= 100:
                raise ValueError(
                    f"{name}, {share}: give a percentage from 0 to 100,"
                    f" not {term[share]}."
                )
    check_date("Day to judge", on)
    check_count("Extra days of warranty", extra_days)
    if basis is not None and on < check_date("First day of the warranty", basis):
        raise ValueError(
            f"The day to judge ({on}) is before the first day of the warranty"
            f" ({basis}): correct one of them."
        )
    ends = [_term_end(term, basis, extra_days) for term in terms] if basis else []
    active = [term for term, end in zip(terms, ends, strict=False) if on <= end]
    end = max(ends, default=None)
    return {
        **{
            share: max((term[share] for term in active), default=Decimal(0))
            for share in SHARES
        },
        "active": [term["code"] for term in active],
        "end": end,
        "days_left": (end - on).days if end else None,
    }


def _term_end(term, basis, extra_days):
    """Return the last day of a term."""
    try:
        return basis + relativedelta(months=term["months"]) + timedelta(extra_days)
    except (OverflowError, ValueError) as error:
        raise ValueError(
            f"Warranty term {term['code']}: {term['months']} months and {extra_days}"
            f" days after {basis} lie beyond the calendar; shorten them."
        ) from error


def is_return(
    previous_end: date | None, received: date, window_days: int, same_equipment: bool
) -> bool:
    """Tell whether an equipment received is the return of a repaired one.

    >>> is_return(date(2026, 1, 10), date(2026, 4, 10), 90, True)
    True

    :param previous_end: day the last repair ended, None without any
    :param received: day of the new reception
    :param window_days: days after ``previous_end`` that still count, 0 or more
    :param same_equipment: whether that repair was of the same equipment
    :raises ValueError: an argument is none of this
    """
    if previous_end is not None:
        check_date("End of the previous repair", previous_end)
    check_date("Day of the reception", received)
    check_count("Days of the return window", window_days)
    if not check_boolean("Same equipment", same_equipment) or previous_end is None:
        return False
    return 0 <= (received - previous_end).days <= window_days
