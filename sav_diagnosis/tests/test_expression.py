# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
from copy import deepcopy
from datetime import date
from decimal import Decimal

from odoo.tests import BaseCase

from ..tools import ExpressionError, evaluate, expression, operators, references
from .engine_cases import comparable, expected_part, outcome, read_cases


class TestExpression(BaseCase):
    def test_examples(self):
        self.assertEqual(doctest.testmod(expression), (0, 3))  # failed, attempted
        self.assertEqual(doctest.testmod(operators), (0, 1))

    def test_shared_cases(self):
        for case in read_cases("expression", "expression_more"):
            if "references" in case:
                continue
            given = [case["expression"], case["values"], case["context"]]
            before = deepcopy(given)
            with self.subTest(case["name"]):
                actual = outcome(lambda *given: {"value": evaluate(*given)}, *given)
                expected = case["expect"]
                if "value" in expected:
                    actual, expected = comparable(actual), comparable(expected)
                self.assertEqual(expected_part(actual, expected), expected)
                self.assertEqual(given, before)

    def test_shared_cases_of_references(self):
        for case in read_cases("expression_more"):
            if "references" not in case:
                continue
            with self.subTest(case["name"]):
                expected = case["references"]
                if isinstance(expected, list):
                    expected = set(expected)
                self.assertEqual(outcome(references, case["expression"]), expected)

    def test_values_that_json_does_not_know(self):
        for value in (date(2026, 3, 1), Decimal(1), ("a",), {"a"}, b"a", 1j, object):
            with self.subTest(value=value):
                with self.assertRaises(ExpressionError) as refused:
                    evaluate({"ref": "a"}, {"a": value}, {})
                self.assertEqual(refused.exception.code, "type")
                with self.assertRaises(ExpressionError) as refused:
                    evaluate({"const": value}, {}, {})
                self.assertEqual(refused.exception.code, "malformed")

    def test_numbers_beyond_doubles(self):
        self.assertIsNone(evaluate({"const": 10**400}, {}, {}))
        self.assertIsNone(evaluate({"const": float("nan")}, {}, {}))

    def test_there_is_one_zero(self):
        for zero in (0, 0.0, -0.0):
            for node in ({"ref": "a"}, {"op": "neg", "args": [{"ref": "a"}]}):
                self.assertEqual(str(evaluate(node, {"a": zero}, {})), "0.0")

    def test_results_are_no_part_of_the_input(self):
        answers = {"a": ["x"]}
        evaluate({"ref": "a"}, answers, {}).append("y")
        self.assertEqual(answers, {"a": ["x"]})

    def test_depth_exhausts_nothing(self):
        node = {"const": True}
        for _depth in range(100_000):
            node = {"op": "not", "args": [node]}
        with self.assertRaises(ExpressionError) as refused:
            references(node)
        self.assertEqual(refused.exception.path, ["args", 0] * 64)
        while "args" in node:  # the interpreter would free it by recursion
            [node] = node.pop("args")

    def test_error_says_what_and_where(self):
        with self.assertRaisesRegex(ValueError, r"unknown \(unknown_op, at args/1\)"):
            references({"op": "or", "args": [{"ref": "a"}, {"op": "x", "args": []}]})
