# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from copy import deepcopy

from odoo.tests import BaseCase

from ..tools import problems, resolve
from .engine_cases import comparable, expected_part, outcome, read_cases


def chain(length):
    """Return a scenario of calculated questions, each of which reads the next."""
    questions = [
        {
            "code": f"n{rank}",
            "type": "number",
            "calculate": {
                "op": "add",
                "args": [{"ref": f"n{rank + 1}"}, {"const": 1}],
            },
        }
        for rank in range(length)
    ]
    questions.append({"code": f"n{length}", "type": "number"})
    return {"code": "chain", "sections": [{"code": "s", "questions": questions}]}


class TestScenario(BaseCase):
    def test_shared_cases(self):
        for case in read_cases("scenario", "scenario_more"):
            if "problems" in case:
                continue
            given = [case["scenario"], case["answers"], case["context"]]
            before = deepcopy(given)
            with self.subTest(case["name"]):
                actual, expected = outcome(resolve, *given), case["expect"]
                if "values" in expected:
                    actual["values"] = comparable(actual["values"])
                    expected["values"] = comparable(expected["values"])
                self.assertEqual(expected_part(actual, expected), expected)
                self.assertEqual(given, before)

    def test_shared_cases_of_problems(self):
        for case in read_cases("scenario", "scenario_more"):
            if "problems" not in case:
                continue
            with self.subTest(case["name"]):
                actual, expected = outcome(problems, case["scenario"]), case["problems"]
                if isinstance(expected, dict):
                    self.assertEqual(expected_part(actual, expected), expected)
                else:
                    self.assertCountEqual(actual, expected)

    def test_result_is_json_of_ten_keys(self):
        scenario = chain(1)
        result = resolve(scenario, {"n1": 2}, {})
        self.assertEqual(json.loads(json.dumps(result)), result)
        self.assertEqual(
            list(result),
            [
                "visible",
                "required",
                "values",
                "inactive",
                "missing",
                "errors",
                "warnings",
                "score",
                "effects",
                "complete",
            ],
        )

    def test_long_chain_exhausts_nothing(self):
        scenario = chain(5000)
        self.assertEqual(resolve(scenario, {"n5000": 1}, {})["values"]["n0"], 5001)
        self.assertEqual(problems(scenario), [])
        scenario["sections"][0]["questions"][-1]["calculate"] = {"ref": "n0"}
        [cycle] = problems(scenario)
        self.assertEqual(cycle["code"], "cycle")
        self.assertEqual(cycle["where"], "n0")
        self.assertEqual(len(cycle["detail"]), 5001)

    def test_problems_that_json_does_not_know(self):
        self.assertEqual(
            problems({"code": ["odd"]}),
            [{"code": "empty", "where": ["odd"], "detail": None}],
        )
