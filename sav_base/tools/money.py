# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sharing of amounts. Pure functions over ``Decimal``."""

from decimal import Decimal

from .arguments import check_decimal, check_list
from .exact import finest_exponent, from_units, to_units


def allocate(amount: Decimal, weights: list, rounding: Decimal) -> list:
    """Return the shares of ``amount`` in proportion to ``weights``.

    Each share is a multiple of ``rounding`` and they add up to ``amount`` exactly: the
    shares are rounded down, then the units left go to the largest remainders, the first
    ones among equals. A negative amount is shared as its opposite, signs changed.

    >>> allocate(Decimal("100.00"), [Decimal(1), Decimal(2)], Decimal("0.01"))
    [Decimal('33.33'), Decimal('66.67')]

    :param amount: a multiple of ``rounding``
    :param weights: ``Decimal``s of 0 or more, not all 0
    :param rounding: smallest amount of the currency, above 0
    :raises ValueError: an argument is none of this
    """
    check_decimal("Amount to share", amount)
    check_decimal("Rounding", rounding)
    for rank, weight in enumerate(check_list("Weights", weights), 1):
        if check_decimal(f"Weight {rank}", weight) < 0:
            raise ValueError(
                f"Weight {rank}: give a weight of 0 or more, not {weight}."
            )
    if rounding <= 0:
        raise ValueError(f"Rounding: give an amount above 0, not {rounding}.")
    if not any(weights):
        raise ValueError("Weights: give at least one weight above 0.")
    exponent = finest_exponent([amount, rounding])
    unit = to_units(rounding, exponent)
    total, rest = divmod(abs(to_units(amount, exponent)), unit)
    if rest:
        raise ValueError(
            f"Amount to share: {amount} is no multiple of the rounding {rounding};"
            " round it first."
        )
    weight_exponent = finest_exponent(weights)
    weight_units = [to_units(weight, weight_exponent) for weight in weights]
    weight_total = sum(weight_units)
    shares, remainders = [], []
    for weight in weight_units:
        share, remainder = divmod(total * weight, weight_total)
        shares.append(share)
        remainders.append(remainder)
    by_remainder = sorted(range(len(shares)), key=lambda rank: -remainders[rank])
    for rank in by_remainder[: total - sum(shares)]:
        shares[rank] += 1
    sign = -1 if amount < 0 else 1
    return [from_units(sign * share * unit, exponent) for share in shares]
