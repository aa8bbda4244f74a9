# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Types and operators of the expressions of diagnostic scenarios.

Values are null (unknown), booleans, doubles, texts, dates (texts ``YYYY-MM-DD``) and
sets (lists of texts; an empty one is null). Twin: ``static/src/core/operators.js``.
"""

import math
import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple


def is_value(value) -> bool:
    """Tell whether ``value`` is of one of the types of the language."""
    return value is None or isinstance(value, bool | int | float | str) or is_set(value)


def is_boolean(value) -> bool:
    """Tell whether ``value`` is a boolean."""
    return isinstance(value, bool)


def is_number(value) -> bool:
    """Tell whether ``value`` is a number; a boolean never is."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_text(value) -> bool:
    """Tell whether ``value`` is a text; a date is one."""
    return isinstance(value, str)


def is_set(value) -> bool:
    """Tell whether ``value`` is a list of texts."""
    return isinstance(value, list) and all(isinstance(member, str) for member in value)


def is_date(value) -> bool:
    """Tell whether ``value`` is a text that names a real day.

    >>> is_date("2024-02-29"), is_date("2025-02-29"), is_date("20240229")
    (True, False, False)
    """
    return isinstance(value, str) and _ordinal(value) is not None


def read_value(value):
    """Return a value of the language in the one form that the operators know.

    Numbers are finite doubles (null otherwise, and no negative zero, which neither
    people nor JSON tell from zero); sets are lists without repeats, null when empty.
    """
    if isinstance(value, list):
        return list(dict.fromkeys(value)) or None
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, bool):
        return value
    return _finite(value)


# `date.fromisoformat` reads other formats of ISO 8601 too.
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def _ordinal(text: str):
    """Return the rank of the day that ``text`` names, None when it names none."""
    match = _DATE.fullmatch(text)
    if not match:
        return None
    try:
        return date(*map(int, match.groups())).toordinal()
    except ValueError:
        return None


def _finite(number):
    """Return ``number`` as a double, None when it is infinite or not a number."""
    try:
        number = float(number)
    except OverflowError:
        return None
    return number + 0.0 if math.isfinite(number) else None


# What an operator accepts: a function of its operands, in the form of `read_value`, or
# null, which no operator refuses.


def _only(kind):
    """Accept operands of one Python type."""
    kinds = {type(None), kind}
    return lambda operands: kinds.issuperset(map(type, operands))


def _in_places(*predicates):
    """Accept operands that have each the type of their place."""
    return lambda operands: all(
        operand is None or predicate(operand)
        for operand, predicate in zip(operands, predicates, strict=True)
    )


def _are_anything(_operands):
    return True


def _are_alike(operands):
    """Accept operands of any one type."""
    return len(set(map(type, operands)) - {type(None)}) <= 1


def _are_dates(operands):
    return all(operand is None or is_date(operand) for operand in operands)


def _are_ordered(operands):
    """Accept numbers, or dates."""
    return _are_numbers(operands) or _are_dates(operands)


def _is_anything(_value):
    return True


def _is_digits(value):
    return is_number(value) and value in range(10)


_are_booleans, _are_numbers, _are_sets = _only(bool), _only(float), _only(list)


# The results.


def _strict(function):
    """Apply ``function`` to the operands; null when one of them is."""
    return lambda operands: None if None in operands else function(*operands)


def _skipping(function):
    """Apply ``function`` to the operands that are not null; null when all are."""

    def apply(operands):
        known = [operand for operand in operands if operand is not None]
        return function(*known) if known else None

    return apply


def _and(operands):
    if False in operands:
        return False
    return None if None in operands else True


def _or(operands):
    if True in operands:
        return True
    return None if None in operands else False


def _eq(first, second):
    if isinstance(first, list):
        return set(first) == set(second)
    return first == second


def _coalesce(operands):
    return next((operand for operand in operands if operand is not None), None)


def _if(operands):
    condition, when_true, when_false = operands
    if condition is None:
        return None
    return when_true if condition else when_false


def _add(*numbers):
    # Not `sum`, which compensates the rounding errors from Python 3.12 on.
    total = 0.0
    for number in numbers:
        total += number
    return _finite(total)


def _mul(*numbers):
    product = 1.0
    for number in numbers:
        product *= number
    return _finite(product)


def _div(dividend, divisor):
    return _finite(dividend / divisor) if divisor else None


# Not the thread's context, which may have traps. A double has 17 digits at most.
_ROUNDING = Context(prec=20, rounding=ROUND_HALF_UP)


def _round(number, digits):
    shortest = Decimal(repr(number))
    if shortest.as_tuple().exponent >= -digits:
        return number
    unit = Decimal((0, (1,), -int(digits)))
    return _finite(shortest.quantize(unit, context=_ROUNDING))


def _days_between(first, last):
    return float(_ordinal(last) - _ordinal(first))


class Operator(NamedTuple):
    """An operator: how many operands it takes, of which types, and what it gives."""

    least: int
    most: float
    accepts: Callable
    apply: Callable
    # Whether a constant text has to be a date to be its operand.
    is_ordered: bool = False


OPERATORS = {
    "and": Operator(1, math.inf, _are_booleans, _and),
    "or": Operator(1, math.inf, _are_booleans, _or),
    "not": Operator(1, 1, _are_booleans, _strict(lambda a: not a)),
    "eq": Operator(2, 2, _are_alike, _strict(_eq)),
    "ne": Operator(2, 2, _are_alike, _strict(lambda a, b: not _eq(a, b))),
    "lt": Operator(2, 2, _are_ordered, _strict(lambda a, b: a < b), True),
    "le": Operator(2, 2, _are_ordered, _strict(lambda a, b: a <= b), True),
    "gt": Operator(2, 2, _are_ordered, _strict(lambda a, b: a > b), True),
    "ge": Operator(2, 2, _are_ordered, _strict(lambda a, b: a >= b), True),
    "between": Operator(
        3, 3, _are_ordered, _strict(lambda x, low, high: low <= x <= high), True
    ),
    "in": Operator(2, 2, _in_places(is_text, is_set), _strict(lambda x, a: x in a)),
    "contains_any": Operator(
        2, 2, _are_sets, _strict(lambda a, b: not set(a).isdisjoint(b))
    ),
    "contains_all": Operator(
        2, 2, _are_sets, _strict(lambda a, b: set(a).issuperset(b))
    ),
    "contains_none": Operator(
        2, 2, _are_sets, _strict(lambda a, b: set(a).isdisjoint(b))
    ),
    "contains_exactly": Operator(2, 2, _are_sets, _strict(_eq)),
    "is_answered": Operator(1, 1, _are_anything, lambda operands: operands != [None]),
    "coalesce": Operator(1, math.inf, _are_anything, _coalesce),
    "if": Operator(3, 3, _in_places(is_boolean, _is_anything, _is_anything), _if),
    "add": Operator(2, math.inf, _are_numbers, _strict(_add)),
    "mul": Operator(2, math.inf, _are_numbers, _strict(_mul)),
    "sub": Operator(2, 2, _are_numbers, _strict(lambda a, b: _finite(a - b))),
    "div": Operator(2, 2, _are_numbers, _strict(_div)),
    "neg": Operator(1, 1, _are_numbers, _strict(lambda a: _finite(-a))),
    "abs": Operator(1, 1, _are_numbers, _strict(abs)),
    "round": Operator(2, 2, _in_places(is_number, _is_digits), _strict(_round)),
    "min": Operator(1, math.inf, _are_numbers, _skipping(lambda *known: min(known))),
    "max": Operator(1, math.inf, _are_numbers, _skipping(lambda *known: max(known))),
    "sum": Operator(1, math.inf, _are_numbers, _skipping(_add)),
    "count": Operator(1, 1, _are_sets, lambda operands: float(len(operands[0] or ()))),
    "days_between": Operator(2, 2, _are_dates, _strict(_days_between), True),
}
