# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
from datetime import date, datetime, timedelta
from decimal import Decimal

from ..tools import assess, is_return, warranty
from .calculation_cases import CalculationCase

BASIS, ON = date(2025, 1, 1), date(2025, 6, 1)


def term(**changes):
    """Return a term of twelve months that covers parts and labour."""
    return {
        "code": "sale",
        "months": 12,
        "parts": Decimal(100),
        "labour": Decimal(100),
        "travel": Decimal(0),
        **changes,
    }


class TestWarranty(CalculationCase):
    def test_examples(self):
        self.assertEqual(doctest.testmod(warranty), (0, 4))  # failed, attempted

    def test_golden_cases(self):
        self.check_cases(assess)
        self.check_cases(is_return)

    def test_first_and_last_day(self):
        for day, is_active in (
            (date(2025, 1, 1), True),
            (date(2026, 1, 1), True),
            (date(2026, 1, 2), False),
        ):
            with self.subTest(day=day):
                self.assertIs(bool(assess([term()], BASIS, day)["active"]), is_active)

    def test_end_is_clamped_to_the_month_then_extended(self):
        for basis, months, extra_days, end in (
            (date(2025, 8, 31), 6, 0, date(2026, 2, 28)),
            (date(2025, 8, 31), 6, 1, date(2026, 3, 1)),
            (date(2024, 2, 29), 12, 0, date(2025, 2, 28)),
            (date(2024, 2, 29), 48, 0, date(2028, 2, 29)),
            (date(2025, 12, 31), 2, 0, date(2026, 2, 28)),
            (date(2025, 1, 15), 0, 0, date(2025, 1, 15)),
        ):
            with self.subTest(basis=basis, months=months):
                verdict = assess([term(months=months)], basis, basis, extra_days)
                self.assertEqual(verdict["end"], end)

    def test_end_counts_the_terms_that_are_over(self):
        terms = [
            term(code="long", months=24, parts=Decimal(50), labour=Decimal(0)),
            term(code="short", months=6),
        ]
        verdict = assess(terms, BASIS, date(2026, 12, 25))
        self.assertEqual(verdict["active"], ["long"])
        self.assertEqual(verdict["parts"], 50)
        self.assertEqual(verdict["labour"], 0)
        self.assertEqual(verdict["end"], date(2027, 1, 1))
        self.assertEqual(verdict["days_left"], 7)
        verdict = assess(tuple(terms), BASIS, date(2027, 1, 4))
        self.assertEqual(verdict["active"], [])
        self.assertEqual(verdict["days_left"], -3)

    def test_percentages_with_decimals(self):
        verdict = assess([term(parts=Decimal("33.3"))], BASIS, ON)
        self.assertEqual(verdict["parts"], Decimal("33.3"))

    def test_bad_terms(self):
        for terms in (None, "sale", term(), 5):
            self.check_refused("Warranty terms: give a list", assess, terms, BASIS, ON)
        for row in (None, "sale", ["sale"]):
            self.check_refused("Warranty terms, row 1", assess, [row], BASIS, ON)
        for key in term():
            lacking = term()
            del lacking[key]
            self.check_refused(f"row 2: {key}", assess, [term(), lacking], BASIS, ON)
        for changes in (
            {"code": None},
            {"code": 5},
            {"months": -1},
            {"months": 12.0},
            {"months": Decimal(12)},
            {"months": True},
            {"months": "12"},
            {"months": None},
            {"parts": Decimal("100.01")},
            {"labour": Decimal("-0.01")},
            {"travel": Decimal("NaN")},
            {"travel": Decimal("Infinity")},
            {"parts": 100},
            {"parts": 100.0},
            {"labour": True},
            {"travel": "50"},
            {"travel": None},
        ):
            [key] = changes
            with self.subTest(changes):
                self.check_refused(
                    f"term 1, {key}", assess, [term(**changes)], BASIS, ON
                )
                # Also where the terms do not matter.
                self.check_refused(
                    f"term 1, {key}", assess, [term(**changes)], None, ON
                )

    def test_bad_dates(self):
        for day in (None, "2025-06-01", datetime(2025, 6, 1), 20250601, True):
            self.check_refused("Day to judge", assess, [term()], BASIS, day)
            self.check_refused("Day to judge", assess, [], None, day)
        for day in ("2025-01-01", datetime(2025, 1, 1), 20250101, False, 0, ""):
            self.check_refused("First day", assess, [term()], day, ON)
            self.check_refused("First day", assess, [], day, ON)
        self.check_refused("before the first day", assess, [], ON, BASIS)
        for days in (-1, 1.0, True, None, "1", timedelta(1), Decimal(1)):
            self.check_refused("Extra days", assess, [term()], BASIS, ON, days)
            self.check_refused("Extra days", assess, [], None, ON, days)

    def test_terms_beyond_the_calendar(self):
        for changes, extra_days in (
            ({"months": 12 * 8000}, 0),
            ({"months": 10**12}, 0),
            ({"months": 10**30}, 0),
            ({}, 3_000_000),
            ({}, 10**30),
        ):
            with self.subTest(changes, extra_days=extra_days):
                self.check_refused(
                    "term sale.*shorten",
                    assess,
                    [term(**changes)],
                    BASIS,
                    ON,
                    extra_days,
                )

    def test_return_window(self):
        end = date(2026, 1, 10)
        self.assertIs(is_return(end, end, 0, True), True)
        self.assertIs(is_return(end, date(2026, 1, 11), 0, True), False)
        self.assertIs(is_return(end, end, 0, False), False)
        self.assertIs(is_return(None, end, 90, True), False)
        self.assertIs(is_return(end, date(9999, 12, 31), 10**9, True), True)

    def test_bad_return(self):
        end = date(2026, 1, 10)
        for day in ("2026-01-10", datetime(2026, 1, 10), False, 0):
            self.check_refused("previous repair", is_return, day, end, 90, True)
            self.check_refused("previous repair", is_return, day, end, 90, False)
        for day in (None, "2026-01-10", datetime(2026, 1, 10)):
            self.check_refused("reception", is_return, end, day, 90, True)
            self.check_refused("reception", is_return, None, day, 90, False)
        for days in (-1, 90.0, True, None, "90"):
            self.check_refused("window", is_return, end, end, days, True)
            self.check_refused("window", is_return, None, end, days, False)
        for same in (None, 1, "yes"):
            self.check_refused("Same equipment", is_return, None, end, 90, same)
