# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import BaseCase

from ..tools import ExpressionError, evaluate, type_problems
from ..tools.operators import OPERATORS

VARIABLES = {"today": "date", "warranty.parts": "number", "case.origin": "text"}
QUESTIONS = {
    "flag": "boolean",
    "level": "choice",
    "marks": "choices",
    "depth": "number",
    "note": "text",
    "bought": "date",
    "plate": "photo",
    "index": "meter",
}
# A value of each type, and a text that is no date.
SAMPLES = {
    "boolean": True,
    "number": 1.0,
    "text": "soon",
    "date": "2026-03-01",
    "set": ["a"],
}


def op(name, *operands):
    """Return an operation; operands that are no nodes are constants."""
    return {
        "op": name,
        "args": [
            operand if isinstance(operand, dict) else {"const": operand}
            for operand in operands
        ],
    }


def ref(code):
    return {"ref": code}


def var(name):
    return {"var": name}


class TestScenarioTypes(BaseCase):
    def check_found(self, expected, expression, attribute="visible_if", kind="text"):
        """Check the problems of an expression of the question ``asked``."""
        questions = [{"code": code, "type": type_} for code, type_ in QUESTIONS.items()]
        questions.append({"code": "asked", "type": kind, attribute: expression})
        scenario = {"code": "form", "sections": [{"code": "s", "questions": questions}]}
        self.assertEqual(
            [
                (problem["code"], problem["detail"])
                for problem in type_problems(scenario, VARIABLES)
            ],
            expected,
        )

    def test_good_expressions(self):
        for expression in (
            op("and", ref("flag"), op("gt", ref("depth"), 3)),
            op("eq", ref("level"), "low"),
            op("eq", ref("bought"), ref("note")),
            op("between", ref("bought"), "2026-01-01", var("today")),
            op("gt", op("days_between", ref("bought"), var("today")), 30),
            op("in", ref("bought"), ["2026-01-01"]),
            op("contains_any", ref("plate"), ref("marks")),
            op("ge", op("round", ref("index"), 2), var("warranty.parts")),
            op("if", ref("flag"), True, ref("flag")),
            op("coalesce", ref("flag"), op("is_answered", ref("plate"))),
            op("lt", op("coalesce", ref("depth"), None), op("count", ref("marks"))),
            op("eq", ref("ghost"), ref("flag")),
            {"const": None},
        ):
            with self.subTest(expression):
                self.check_found([], expression)

    def test_operators_that_could_raise(self):
        for path, expression in (
            ([], op("lt", ref("note"), "2026-01-01")),
            ([], op("lt", ref("depth"), ref("bought"))),
            ([], op("lt", ref("flag"), ref("flag"))),
            ([], op("eq", op("coalesce", ref("depth"), ref("note")), 1)),
            ([], op("eq", op("if", ref("flag"), 1, "a"), 1)),
            ([], op("in", ref("depth"), ref("marks"))),
            ([], op("in", ref("note"), ref("level"))),
            ([], op("not", ref("index"))),
            ([], op("and", ref("flag"), var("case.origin"))),
            ([], op("eq", var("today"), var("warranty.parts"))),
            (["args", 1], op("or", True, op("contains_all", ref("marks"), "a"))),
            (["args", 0], op("gt", op("add", ref("depth"), ref("flag")), 1)),
            (["args", 0], op("gt", op("days_between", ref("note"), None), 1)),
            (["args", 0], op("gt", op("count", ref("level")), 1)),
            (["args", 0], op("gt", op("round", ref("depth"), ref("depth")), 1)),
            (["args", 0], op("gt", op("round", ref("depth"), 10), 1)),
            (["args", 0], op("gt", op("round", ref("depth"), 1.5), 1)),
            (["args", 0], op("gt", op("round", ref("note"), 1), 1)),
        ):
            with self.subTest(expression):
                self.check_found([("type", ["visible_if", *path])], expression)
        self.check_found(
            [("type", ["warning"])], op("if", ref("depth"), True, False), "warning"
        )

    def test_results(self):
        for attribute in ("visible_if", "required_if", "constraint", "warning"):
            self.check_found(
                [("result_type", attribute)], op("add", ref("depth"), 1), attribute
            )
            self.check_found(
                [("result_type", attribute)], op("if", True, True, 1), attribute
            )
        for kind, expression in (
            ("number", ref("index")),
            ("meter", op("coalesce", None, 5)),
            ("text", ref("bought")),
            ("choice", op("if", ref("flag"), "low", "high")),
            ("choices", ref("marks")),
            ("date", var("today")),
            ("boolean", op("not", ref("flag"))),
            ("number", {"const": None}),
        ):
            self.check_found([], expression, "calculate", kind)
        for kind, expression in (
            ("number", ref("note")),
            ("date", ref("note")),
            ("date", op("coalesce", ref("bought"), "soon")),
            ("choices", ref("level")),
            ("text", ref("depth")),
        ):
            self.check_found(
                [("result_type", "calculate")], expression, "calculate", kind
            )

    def test_variables(self):
        self.check_found(
            [("unknown_var", "meter"), ("unknown_var", "age")],
            op("lt", op("add", var("meter"), var("age"), var("meter")), var("age")),
        )

    def test_sections_effects_and_bad_expressions(self):
        scenario = {
            "code": "form",
            "sections": [{"code": "s", "visible_if": op("not", 1), "questions": []}],
            "effects": [
                {"code": "e1", "when": op("xor", 1)},
                {"code": "e2", "when": {"const": 1}},
            ],
        }
        self.assertEqual(
            type_problems(scenario, {}),
            [
                {"code": "type", "where": "s", "detail": ["visible_if"]},
                {"code": "result_type", "where": "e2", "detail": "when"},
            ],
        )

    def test_every_operator_is_judged_as_it_evaluates(self):
        variables = {name: name for name in SAMPLES}
        for name, operator in OPERATORS.items():
            for first in SAMPLES:
                for second in SAMPLES:
                    operands = [first, second, second][: max(operator.least, 1)]
                    if name == "round":
                        operands = [first]
                    node = op(name, *(var(operand) for operand in operands))
                    if name == "round":
                        node["args"].append({"const": 2})
                    with self.subTest(name, operands=operands):
                        effect = {"code": "e", "when": op("is_answered", node)}
                        found = type_problems({"effects": [effect]}, variables)
                        try:
                            evaluate(node, {}, SAMPLES)
                            expected = []
                        except ExpressionError:
                            expected = ["type"]
                        self.assertEqual([each["code"] for each in found], expected)
