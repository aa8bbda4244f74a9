# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The cases of the specification for the calculations of ``tools``."""

import json
import re
from datetime import date
from decimal import Decimal

from odoo.tests import BaseCase
from odoo.tools.misc import file_open


def read_value(value, is_number=False):
    """Return a value of the cases as the functions know it.

    Numbers and dates are texts there; which texts are numbers, the key says.
    """
    if isinstance(value, dict):
        return {
            key: read_value(content, key not in ("code", "event", "active"))
            for key, content in value.items()
        }
    if isinstance(value, list):
        return [read_value(item, is_number) for item in value]
    if not isinstance(value, str) or not is_number:
        return value
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value)
    return Decimal(value)


class CalculationCase(BaseCase):
    def check_cases(self, function):
        """Run the cases of ``function``, which are named after it."""
        module = function.__module__.rpartition(".")[2]
        name = f"{module}.{function.__name__}"
        with file_open("sav_base/tests/golden/calculations.json") as golden:
            cases = [case for case in json.load(golden) if case["function"] == name]
        self.assertTrue(cases)
        for case in cases:
            with self.subTest(case["name"]):
                arguments = read_value(case["args"])
                if "error" in case["expect"]:
                    with self.assertRaises(ValueError):
                        function(**arguments)
                    continue
                value = function(**arguments)
                self.assertEqual(value, read_value(case["expect"], True)["value"])
                self.check_no_float(value)

    def check_no_float(self, value):
        """Check that amounts come back as ``Decimal``."""
        if isinstance(value, dict):
            value = list(value.values())
        for part in value if isinstance(value, list) else [value]:
            self.assertNotIsInstance(part, float)

    def check_refused(self, message, function, *arguments, **named):
        """Check that arguments are refused with a message that matches a pattern."""
        with self.assertRaisesRegex(ValueError, message):
            function(*arguments, **named)
