# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reading of the cases that the engine passes in Python and in JavaScript.

``expression.json`` and ``scenario.json`` are part of the specification, copied as they
are; the ``_more`` files are ours. A case expects a value, an error, or some keys of a
result.
"""

import json

from odoo.tools.misc import file_open

from ..tools import ExpressionError


def read_cases(*names):
    """Yield the cases of ``static/tests/cases/<name>.json``."""
    for name in names:
        with file_open(f"sav_diagnosis/static/tests/cases/{name}.json") as cases:
            yield from json.load(cases)


def outcome(function, *arguments):
    """Return what ``function`` gives, or ``{"error", "path"}``."""
    try:
        return function(*arguments)
    except ExpressionError as error:
        return {"error": error.code, "path": error.path}


def comparable(value):
    """Return a value so that sets compare as sets and booleans are no numbers."""
    if isinstance(value, dict):
        return {key: comparable(content) for key, content in value.items()}
    if isinstance(value, list):
        return "set", frozenset(value)
    return isinstance(value, bool), value


def expected_part(actual, expected):
    """Return the keys of ``actual`` that a case expects."""
    return {key: actual.get(key, "nothing") for key in expected}
