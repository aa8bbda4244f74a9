# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
from datetime import date, datetime
from decimal import Decimal

from ..tools import (
    away_spans,
    extend_term,
    immobilised_days,
    is_same_fault,
    judge_terms,
    list_fact_changes,
    reduce_shares,
    remedy_clock,
    select_terms,
    warranty_changes,
    warranty_extension,
    warranty_terms,
)
from .calculation_cases import CalculationCase

ON = date(2026, 6, 1)


def term(**changes):
    return {
        "code": "shop",
        "kind": "commercial",
        "months": 12,
        "basis": date(2026, 1, 1),
        "extra_days": 0,
        "parts": Decimal(100),
        "labour": Decimal(100),
        "travel": Decimal(0),
        **changes,
    }


class TestWarrantyRules(CalculationCase):
    """Terms, extensions and clocks as plain functions."""

    def test_examples(self):
        for module, count in (
            (warranty_terms, 12),
            (warranty_extension, 9),
            (warranty_changes, 3),
        ):
            self.assertEqual(doctest.testmod(module), (0, count))

    def test_first_scope_that_does_not_fit_is_the_reason(self):
        legal = {
            "kind": "legal",
            "code": "l",
            "country": [75],
            "customer_kind": ["consumer"],
        }
        for situation, reason in (
            ({"country": [75], "customer_kind": ["consumer"]}, None),
            ({"country": [75], "customer_kind": ["professional"]}, "customer_kind"),
            ({"country": [222], "customer_kind": ["professional"]}, "country"),
            ({"customer_kind": ["consumer"]}, "country"),
            ({}, "country"),
        ):
            with self.subTest(situation):
                self.assertEqual(select_terms([legal], situation), [reason])

    def test_a_category_above_fits(self):
        rows = [{"kind": "commercial", "code": "c", "product_category": [3]}]
        self.assertEqual(select_terms(rows, {"product_category": [1, 3, 9]}), [None])
        self.assertEqual(
            select_terms(rows, {"product_category": [1, 9]}), ["product_category"]
        )

    def test_narrowest_of_one_kind_and_code(self):
        rows = [
            {"kind": "commercial", "code": "c"},
            {"kind": "commercial", "code": "c", "country": [1]},
            {"kind": "commercial", "code": "c", "product": [5]},
            {"kind": "commercial", "code": "other"},
            {"kind": "legal", "code": "c"},
        ]
        situation = {"country": [1], "product": [5]}
        self.assertEqual(
            select_terms(rows, situation), ["narrower", "narrower", None, None, None]
        )
        self.assertEqual(
            select_terms(rows, {"country": [1]}),
            ["narrower", None, "product", None, None],
        )

    def test_bad_terms(self):
        self.check_refused("Terms: give a list", select_terms, None, {})
        self.check_refused("row 1: code", select_terms, [{"kind": "legal"}], {})
        self.check_refused(
            "Term 1, kind", select_terms, [{"kind": "moral", "code": "m"}], {}
        )
        lacking = {key: value for key, value in term().items() if key != "basis"}
        self.check_refused("row 1: basis", judge_terms, [lacking], ON)
        self.check_refused("Day to judge", judge_terms, [term()], "2026-06-01")

    def test_the_legal_term_pays_first(self):
        legal = term(code="law", kind="legal", months=24)
        maker = term(code="maker", kind="manufacturer")
        for terms in ([term(), maker, legal], [legal, term(), maker]):
            self.assertEqual(judge_terms(terms, ON)["kind"], "legal")
        self.assertEqual(judge_terms([term(), maker], ON)["kind"], "manufacturer")
        # Where the commercial one pays more, it pays.
        self.assertEqual(
            judge_terms([term(), term(kind="legal", labour=Decimal(0))], ON)["kind"],
            "commercial",
        )
        self.assertIsNone(judge_terms([], ON)["kind"])

    def test_terms_with_days_of_their_own(self):
        terms = [
            term(code="a", basis=date(2025, 1, 1)),
            term(code="b", basis=date(2025, 6, 2), parts=Decimal(50)),
            term(code="c", basis=None),
            term(code="d", basis=date(2025, 1, 1), extra_days=151, labour=Decimal(20)),
        ]
        verdict = judge_terms(terms, ON)
        self.assertEqual(verdict["active"], ["b", "d"])
        self.assertEqual(verdict["parts"], 100)
        self.assertEqual(verdict["labour"], 100)
        self.assertEqual(verdict["end"], date(2026, 6, 2))
        self.assertEqual(verdict["days_left"], 1)

    def test_reductions(self):
        shares = {"parts": Decimal(80), "labour": Decimal(40), "travel": Decimal(0)}
        self.assertEqual(reduce_shares(shares, []), shares)
        row = {"parts": Decimal(50), "labour": Decimal(50), "travel": Decimal(50)}
        self.assertEqual(reduce_shares(shares, [row]), {**shares, "parts": Decimal(50)})
        self.check_refused("parts", reduce_shares, shares, [{**row, "parts": 50}])

    def test_immobilisation(self):
        for spans, threshold, days in (
            ([(date(2026, 3, 1), date(2026, 3, 13))], 7, 12),
            ([(date(2026, 3, 1), date(2026, 3, 7))], 7, 0),
            ([(date(2026, 3, 1), date(2026, 3, 8))], 7, 7),
            ([(date(2026, 3, 1), date(2026, 3, 7))], 1, 6),
            ([(date(2026, 3, 1), date(2026, 3, 31))], 0, 0),
            ([(date(2026, 3, 1), date(2026, 3, 1))], 1, 0),
            ([], 7, 0),
            # each span on its own
            (
                [
                    (date(2026, 3, 1), date(2026, 3, 7)),
                    (date(2026, 4, 1), date(2026, 4, 11)),
                ],
                7,
                10,
            ),
            # overlapping ones are one
            (
                [
                    (date(2026, 3, 4), date(2026, 3, 10)),
                    (date(2026, 3, 1), date(2026, 3, 5)),
                ],
                7,
                9,
            ),
        ):
            with self.subTest(spans=spans, threshold=threshold):
                self.assertEqual(immobilised_days(spans, threshold), days)

    def test_when_the_customer_was_without_the_device(self):
        first, second, third, fourth = (date(2026, 3, day) for day in (1, 5, 9, 20))
        whole = [(first, fourth)]
        for holders, requested, spans in (
            ([], None, whole),
            # from one of us to another it stays away
            ([(first, False), (second, False)], None, whole),
            ([(second, True)], None, [(first, second)]),
            (
                [(second, True), (third, False)],
                None,
                [(first, second), (third, fourth)],
            ),
            # twice back is back once, and nobody brings back before the drop-off
            ([(second, True), (third, True)], None, [(first, second)]),
            ([(date(2026, 2, 1), True)], None, [(first, first)]),
            # after the hand-over no day counts
            ([(date(2026, 4, 1), True)], None, whole),
            # the request, when it came first
            ([], date(2026, 2, 27), [(date(2026, 2, 27), fourth)]),
            ([], second, whole),
            (
                [(second, True), (third, False)],
                date(2026, 2, 27),
                [(date(2026, 2, 27), second), (third, fourth)],
            ),
        ):
            with self.subTest(holders=holders, requested=requested):
                self.assertEqual(away_spans(first, holders, fourth, requested), spans)

    def test_bad_days_without_the_device(self):
        day = date(2026, 3, 1)
        self.check_refused("drop-off", away_spans, datetime.now(), [], day)
        self.check_refused("hand-over", away_spans, day, [], None)
        self.check_refused("request", away_spans, day, [], day, "2026-03-01")
        self.check_refused("Holder 1", away_spans, day, [(None, True)], day)

    def test_bad_immobilisation(self):
        day = date(2026, 3, 1)
        self.check_refused("before it left", immobilised_days, [(ON, day)], 7)
        self.check_refused("Span 1", immobilised_days, [(day,)], 7)
        self.check_refused("day out", immobilised_days, [(datetime.now(), day)], 7)
        self.check_refused("Days of immobilisation", immobilised_days, [], -1)

    def test_extensions_add_up_and_a_new_start_forgets_them(self):
        basis = date(2024, 1, 1)
        rows = [
            {"days": 12, "months": 0, "date_start": None, "date": date(2024, 5, 1)},
            {"days": 0, "months": 6, "date_start": None, "date": date(2024, 6, 1)},
        ]
        self.assertEqual(
            extend_term(24, basis, rows, ON),
            {"months": 30, "extra_days": 12, "basis": basis},
        )
        start = date(2025, 2, 1)
        rows += [
            {"days": 0, "months": 0, "date_start": start, "date": start},
            {"days": 9, "months": 0, "date_start": None, "date": date(2025, 3, 1)},
        ]
        self.assertEqual(
            extend_term(24, basis, rows, ON),
            {"months": 24, "extra_days": 9, "basis": start},
        )
        # Before the replacement was delivered it changes nothing.
        self.assertEqual(
            extend_term(24, basis, rows, date(2025, 1, 31))["basis"], basis
        )
        self.assertEqual(extend_term(24, None, rows, ON)["basis"], start)
        self.check_refused(
            "days", extend_term, 24, basis, [{**rows[0], "days": -1}], ON
        )
        self.check_refused("Months", extend_term, -1, basis, [], ON)

    def test_remedy_clock(self):
        asked = date(2026, 3, 1)
        for day, left, is_late in (
            (asked, 30, False),
            (date(2026, 3, 31), 0, False),
            (date(2026, 4, 1), -1, True),
        ):
            clock = remedy_clock(asked, 30, day)
            self.assertEqual(clock["due"], date(2026, 3, 31))
            self.assertEqual((clock["days_left"], clock["is_late"]), (left, is_late))
        self.check_refused("1 or more", remedy_clock, asked, 0, ON)
        self.check_refused("Today", remedy_clock, asked, 30, None)

    def test_same_fault(self):
        for previous, current, is_same in (
            ((None, ["a"]), (None, ["a", "b"]), True),
            ((None, ["a"]), (None, ["b"]), False),
            (("f", ["a"]), (None, ["a"]), True),
            (("f", ["a"]), ("g", ["a"]), False),
            (("f", ["a"]), ("f", ["b"]), True),
            ((None, []), (None, []), False),
        ):
            with self.subTest(previous=previous, current=current):
                self.assertIs(
                    is_same_fault(
                        dict(zip(("fault", "symptoms"), previous, strict=True)),
                        dict(zip(("fault", "symptoms"), current, strict=True)),
                    ),
                    is_same,
                )

    def test_changes(self):
        old = {
            "on": "2026-01-01",
            "basis": None,
            "terms": [{"key": "1:1", "months": 12}, {"key": "1:2", "months": 6}],
            "extensions": [{"id": 4, "days": 12}],
        }
        self.assertEqual(list_fact_changes(old, old), [])
        new = old | {
            "basis": "2025-01-01",
            "terms": [{"key": "1:1", "months": 12}, {"key": "1:3", "months": 6}],
            "extensions": [],
        }
        self.assertEqual(
            [
                (change["what"], bool(change["before"]), bool(change["after"]))
                for change in list_fact_changes(old, new)
            ],
            [
                ("basis", False, True),
                ("term", True, False),
                ("term", False, True),
                ("extension", True, False),
            ],
        )
