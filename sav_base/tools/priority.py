# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which device comes first on the bench, and why. A pure function."""

from .arguments import check_boolean, check_count, check_rows, check_text

SAFETY = 400  # more than any two of the other parts together
URGENCY = (0, 100, 200)  # the stars given by hand: normal, high, urgent
SEVERITY = (0, 60, 120)  # of the fault: ordinary, serious, critical
IMPORTANCE = (0, 40, 80)  # of the customer: ordinary, important, key account
AGE_DAY = 2  # a day since the device was received
AGE_MAX = 60
PROMISE_DAYS = 4  # the promise begins to count on the third day before
PROMISE_DAY = 10  # a day nearer
LATE = 50
LATE_DAY = 5
LATE_MAX = 150
OVERRIDES = {"top": 1000, "high": 300, "low": 0}


def rank(
    urgency: int = 0,
    severity: int = 0,
    is_safety: bool = False,
    importance: int = 0,
    age_days: int | None = None,
    promise_days: int | None = None,
    extras: list | tuple = (),
    override: str | None = None,
) -> dict:
    """Return the priority of a device: a score, higher first, and what it is made of.

    >>> rank(severity=1, age_days=3, promise_days=-2)["score"]
    126

    :param urgency: 0 to 2, the stars given by hand
    :param severity: 0 to 2, the worst of the faults
    :param is_safety: somebody could be hurt
    :param importance: 0 to 2, of the customer
    :param age_days: days since the device was received, None before
    :param promise_days: days left to the promised date, negative once late, None
        without a promise
    :param extras: ``[{"code", "points"}, …]``, what other rules add (a contract)
    :param override: ``top``, ``high`` or ``low``: decided by hand, whatever the rest
    :return: ``{"score": int, "reasons": [{"code", "points", "value"}, …]}``, most
        points first; ``value`` is the level or the days, None for an extra. With an
        override it is the only reason, and the score is its own
    :raises ValueError: an argument is of the wrong type or out of its bounds
    """
    parts = [
        ("urgency", *_level("urgency", urgency, URGENCY)),
        ("severity", *_level("severity", severity, SEVERITY)),
        ("safety", SAFETY * check_boolean("is_safety", is_safety), 1),
        ("importance", *_level("importance", importance, IMPORTANCE)),
        ("age", *_age(age_days)),
        ("promise", *_promise(promise_days)),
    ]
    for extra in check_rows("extras", extras, ("code", "points")):
        code = check_text("extras, code", extra["code"])
        parts.append((code, check_count("extras, points", extra["points"]), None))
    if override is not None:
        if override not in OVERRIDES:
            raise ValueError(f"override: give one of {', '.join(OVERRIDES)}.")
        return _result([("override", OVERRIDES[override], override)], is_kept=True)
    return _result(parts)


def _level(name, level, points):
    if check_count(name, level) >= len(points):
        raise ValueError(f"{name}: give 0 to {len(points) - 1}, not {level}.")
    return points[level], level


def _age(days):
    if days is None:
        return 0, None
    return min(AGE_DAY * check_count("age_days", days), AGE_MAX), days


def _promise(days):
    if days is None:
        return 0, None
    if not isinstance(days, int) or isinstance(days, bool):
        raise ValueError(f"promise_days: give a whole number, not {days!r}.")
    if days < 0:
        return min(LATE + LATE_DAY * -days, LATE_MAX), days
    return PROMISE_DAY * max(PROMISE_DAYS - days, 0), days


def _result(parts, is_kept=False):
    reasons = [
        {"code": code, "points": points, "value": value}
        for code, points, value in sorted(parts, key=lambda part: -part[1])
        if points or is_kept
    ]
    return {"score": sum(reason["points"] for reason in reasons), "reasons": reasons}
