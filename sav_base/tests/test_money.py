# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
from decimal import Context, Decimal, Inexact, localcontext

from ..tools import allocate, exact, money
from .calculation_cases import CalculationCase

CENT = Decimal("0.01")


def decimals(*texts):
    return [Decimal(text) for text in texts]


class TestMoney(CalculationCase):
    def test_examples(self):
        self.assertEqual(doctest.testmod(money), (0, 1))  # failed, attempted
        self.assertEqual(doctest.testmod(exact), (0, 3))

    def test_golden_cases(self):
        self.check_cases(allocate)

    def test_ties_go_to_the_first(self):
        self.assertEqual(
            allocate(Decimal("0.02"), decimals("1", "1", "1"), CENT),
            decimals("0.01", "0.01", "0"),
        )

    def test_negative_amount_is_shared_as_its_opposite(self):
        weights = decimals("1", "2", "4", "0.5")
        shares = allocate(Decimal("10.01"), weights, CENT)
        credit = allocate(Decimal("-10.01"), weights, CENT)
        self.assertEqual(credit, [-share for share in shares])
        self.assertEqual(sum(credit), Decimal("-10.01"))

    def test_zero(self):
        shares = allocate(Decimal("-0.00"), decimals("1", "2"), CENT)
        self.assertEqual([str(share) for share in shares], ["0.00", "0.00"])

    def test_rounding_of_any_size(self):
        self.assertEqual(
            allocate(Decimal(100), decimals("1", "1", "1"), Decimal("0.05")),
            decimals("33.35", "33.35", "33.30"),
        )
        self.assertEqual(
            allocate(Decimal(100), decimals("2", "1"), Decimal("1E+1")),
            decimals("70", "30"),
        )

    def test_a_tuple_is_as_good(self):
        shares = allocate(Decimal(1), (Decimal(1), Decimal(3)), CENT)
        self.assertEqual(shares, decimals("0.25", "0.75"))

    def test_no_precision_is_lost(self):
        amount = Decimal("123456789012345678901234567890.123")
        weights = decimals("0.3333333333333333333333333333333333", "1", "1E+20")
        with localcontext(Context(prec=3, traps=[Inexact])):
            shares = allocate(amount, weights, Decimal("0.001"))
        with localcontext(Context(prec=60)):
            self.assertEqual(sum(shares), amount)

    def test_bad_input(self):
        one = decimals("1")
        for amount in (1.0, 1, True, "1", None):
            self.check_refused("Amount.*decimal", allocate, amount, one, CENT)
        for amount in ("NaN", "sNaN", "Infinity", "-Infinity"):
            self.check_refused("finite", allocate, Decimal(amount), one, CENT)
            self.check_refused("finite", allocate, CENT, decimals(amount), CENT)
            self.check_refused("finite", allocate, CENT, one, Decimal(amount))
        for weight in (1.0, 1, False, "1", None):
            self.check_refused("Weight 2", allocate, CENT, [*one, weight], CENT)
        for weights in (None, "1", Decimal(1), {Decimal(1)}, {}):
            self.check_refused("Weights.*list", allocate, CENT, weights, CENT)
        for weights in ([], (), decimals("0"), decimals("0", "-0")):
            self.check_refused("at least one", allocate, CENT, weights, CENT)
        self.check_refused("Weight 2", allocate, CENT, decimals("3", "-1"), CENT)
        for rounding in (0.01, 1, None, "0.01"):
            self.check_refused("Rounding.*decimal", allocate, CENT, one, rounding)
        for rounding in decimals("0", "-0.01"):
            self.check_refused("Rounding.*above 0", allocate, CENT, one, rounding)
        self.check_refused("multiple", allocate, Decimal("0.005"), one, CENT)
        self.check_refused("multiple", allocate, Decimal("-10.5"), one, Decimal(1))

    def test_bad_input_is_seen_before_nothing_to_share(self):
        self.check_refused("Weight 1", allocate, Decimal(0), decimals("-1"), CENT)
        self.check_refused("Rounding", allocate, Decimal(0), decimals("1"), Decimal(0))
