# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Decimal numbers as whole numbers of units, for calculations that never round.

Operations on ``Decimal`` round to the precision of the thread's context.
"""

from decimal import Decimal


def finest_exponent(numbers) -> int:
    """Return the exponent of ten of which all ``numbers`` are multiples, 0 at most.

    >>> finest_exponent([Decimal("1200"), Decimal("1350.5")])
    -1
    """
    return min([0, *(number.as_tuple().exponent for number in numbers)])


def to_units(number: Decimal, exponent: int) -> int:
    """Return how many times 10 ** ``exponent`` there is in ``number``.

    >>> to_units(Decimal("1350.5"), -1)
    13505

    :param number: a multiple of 10 ** ``exponent``
    :param exponent: as ``finest_exponent`` gives it
    """
    sign, digits, own_exponent = number.as_tuple()
    units = int("".join(map(str, digits))) * 10 ** (own_exponent - exponent)
    return -units if sign else units


def from_units(units: int, exponent: int) -> Decimal:
    """Return ``units`` × 10 ** ``exponent``.

    >>> from_units(1505, -1)
    Decimal('150.5')
    """
    digits = tuple(map(int, str(abs(units))))
    return Decimal((int(units < 0), digits, exponent))
