# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Checks of what the calculations of this folder are given.

Each takes the name of the argument as a person knows it, and raises ``ValueError`` with
a message that says what is wrong and what is asked for.
"""

from datetime import date, datetime
from decimal import Decimal


def check_decimal(name: str, number) -> Decimal:
    """Return ``number``, a finite ``Decimal``; floats and integers are refused."""
    if not isinstance(number, Decimal):
        raise ValueError(f"{name}: give a decimal number, not {number!r}.")
    if not number.is_finite():
        raise ValueError(f"{name}: give a finite number, not {number}.")
    return number


def check_count(name: str, number) -> int:
    """Return ``number``, an integer of 0 or more; booleans are refused."""
    if not isinstance(number, int) or isinstance(number, bool):
        raise ValueError(f"{name}: give a whole number, not {number!r}.")
    if number < 0:
        raise ValueError(f"{name}: give a number of 0 or more, not {number}.")
    return number


def check_date(name: str, day) -> date:
    """Return ``day``, a date; a date with a time is refused."""
    if not isinstance(day, date) or isinstance(day, datetime):
        raise ValueError(f"{name}: give a date, not {day!r}.")
    return day


def check_boolean(name: str, value) -> bool:
    """Return ``value``, a boolean."""
    if not isinstance(value, bool):
        raise ValueError(f"{name}: give true or false, not {value!r}.")
    return value


def check_text(name: str, value) -> str:
    """Return ``value``, a text."""
    if not isinstance(value, str):
        raise ValueError(f"{name}: give a text, not {value!r}.")
    return value


def check_rows(name: str, rows, keys: tuple) -> list:
    """Return ``rows``, a list or a tuple of dicts that have all ``keys``."""
    for rank, row in enumerate(check_list(name, rows), 1):
        if not isinstance(row, dict):
            raise ValueError(
                f"{name}, row {rank}: give {', '.join(keys)}, not {row!r}."
            )
        missing = [key for key in keys if key not in row]
        if missing:
            raise ValueError(f"{name}, row {rank}: {', '.join(missing)} is missing.")
    return rows


def check_list(name: str, items) -> list:
    """Return ``items``, a list or a tuple."""
    if not isinstance(items, list | tuple):
        raise ValueError(f"{name}: give a list, not {items!r}.")
    return items
