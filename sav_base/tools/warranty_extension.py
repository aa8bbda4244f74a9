# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What lengthens a warranty, and the clocks of a legal one. Pure functions over dates.

France (Code de la consommation, as in force since 1 January 2022, ordonnance
n° 2021-1247):

- L217-10: a good is brought into conformity within 30 days of the consumer's request;
- L217-13: a good repaired under the legal guarantee gets six months more of it, and one
  that the seller replaces although its repair was asked for a new guarantee from the
  day that the replacement is delivered;
- L217-28: any time without the good suspends what is left of the guarantee. The article
  L217-16 before it, for contracts concluded until 31 December 2021, added periods of
  seven days or more.
"""

from datetime import date, timedelta

from .arguments import check_count, check_date, check_list, check_rows

EXTENSION_KEYS = ("days", "months", "date_start")


def away_spans(
    dropped_off: date, holders: list, handed_over: date, requested: date | None = None
) -> list:
    """Return when the customer was without the device, for ``immobilised_days``.

    >>> days = [date(2026, 3, day) for day in (1, 4, 10, 13)]
    >>> lent_back = [(days[1], True), (days[2], False)]
    >>> spans = away_spans(days[0], lent_back, days[3])
    >>> spans == [(days[0], days[1]), (days[2], days[3])]
    True

    :param dropped_off: first day without it
    :param holders: ``[(day, is_customer), …]``, who holds it from a day on, in the
        order of time
    :param handed_over: the last day, no span ends after it
    :param requested: day of the customer's request, where the time counts from it;
        the drop-off when it is later
    :return: ``[(out, back), …]``, one span or more
    :raises ValueError: an argument is none of this
    """
    check_date("Day of the drop-off", dropped_off)
    check_date("Day of the hand-over", handed_over)
    if requested is not None:
        check_date("Day of the request", requested)
    out, spans = dropped_off, []
    for rank, (day, is_customer) in enumerate(check_list("Holders", holders), 1):
        check_date(f"Holder {rank}, day", day)
        if not is_customer:
            out = out or day
        elif out:
            spans.append((out, max(out, min(day, handed_over))))
            out = None
    if out:
        spans.append((out, max(out, handed_over)))
    first_out, first_back = spans[0]
    return [(min(first_out, requested or first_out), first_back), *spans[1:]]


def immobilised_days(spans: list, threshold_days: int) -> int:
    """Return the days to add to a warranty for the time without the device.

    Each span counts in whole days, from the day the device left the customer to the
    day it came back, and only if it lasts ``threshold_days`` or more. Spans that meet
    or overlap are one.

    >>> immobilised_days([(date(2026, 3, 1), date(2026, 3, 13))], 7)
    12
    >>> immobilised_days([(date(2026, 3, 1), date(2026, 3, 7))], 7)
    0

    :param spans: ``[(out, back), …]``, dates
    :param threshold_days: 1: every day counts; 0: none ever does
    :raises ValueError: a device that came back before it left, or no dates
    """
    check_count("Days of immobilisation that count", threshold_days)
    merged = []
    for rank, span in enumerate(check_list("Spans", spans), 1):
        if len(check_list(f"Span {rank}", span)) != 2:
            raise ValueError(f"Span {rank}: give the day out and the day back.")
        out, back = span
        check_date(f"Span {rank}, day out", out)
        if check_date(f"Span {rank}, day back", back) < out:
            raise ValueError(
                f"Span {rank}: the device came back on {back}, before it left on {out}."
            )
    for out, back in sorted(map(tuple, spans)):
        if merged and out <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(back, merged[-1][1])
        else:
            merged.append((out, back))
    if not threshold_days:
        return 0
    lengths = [(back - out).days for out, back in merged]
    return sum(days for days in lengths if days >= threshold_days)


def extend_term(months: int, basis: date | None, extensions: list, on: date) -> dict:
    """Return how long a term lasts and from when, once it was extended.

    Months and days add up. The latest new start that ``on`` has reached replaces
    ``basis``; what was added before it is lost, as it was added to the former device.

    >>> extend_term(24, date(2025, 1, 1), [{"days": 0, "months": 6,
    ...     "date_start": None, "date": date(2025, 6, 1)}], date(2026, 1, 1))["months"]
    30

    :param months: of the term itself
    :param basis: its first day, None when it is not known
    :param extensions: dicts ``days``, ``months`` (0 or more), ``date_start`` (a new
        first day, else None) and ``date`` (when it was given)
    :param on: the day to judge
    :return: ``{"months", "extra_days", "basis"}``
    :raises ValueError: an argument is none of this
    """
    check_count("Months of the term", months)
    check_date("Day to judge", on)
    for rank, row in enumerate(
        check_rows("Extensions", extensions, (*EXTENSION_KEYS, "date")), 1
    ):
        check_count(f"Extension {rank}, days", row["days"])
        check_count(f"Extension {rank}, months", row["months"])
        check_date(f"Extension {rank}, date", row["date"])
        if row["date_start"] is not None:
            check_date(f"Extension {rank}, new start", row["date_start"])
    starts = [
        row["date_start"]
        for row in extensions
        if row["date_start"] and row["date_start"] <= on
    ]
    restart = max(starts, default=None)
    counted = [row for row in extensions if restart is None or row["date"] >= restart]
    return {
        "months": months + sum(row["months"] for row in counted),
        "extra_days": sum(row["days"] for row in counted),
        "basis": restart or basis,
    }


def remedy_clock(requested: date, days: int, on: date) -> dict:
    """Return until when the seller has to repair or replace, and the days left.

    >>> clock = remedy_clock(date(2026, 3, 1), 30, date(2026, 4, 2))
    >>> clock["due"].isoformat(), clock["days_left"], clock["is_late"]
    ('2026-03-31', -2, True)

    :param requested: day of the customer's request
    :param days: that the law leaves, 1 or more (France: 30, art. L217-10)
    :param on: today
    :raises ValueError: an argument is none of this
    """
    check_date("Day of the request", requested)
    check_date("Today", on)
    if check_count("Days to repair or replace", days) < 1:
        raise ValueError("Days to repair or replace: give 1 or more.")
    due = requested + timedelta(days)
    return {"due": due, "days_left": (due - on).days, "is_late": on > due}
