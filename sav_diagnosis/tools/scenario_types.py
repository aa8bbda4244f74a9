# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Types of the expressions of a scenario, worked out before anybody answers it.

The type of a node is the set of types that its value can have when it is not null:
``boolean``, ``number``, ``text``, ``date`` (which is a text too) and ``set``; it is
empty when the node is always null.
"""

from .operators import is_boolean, is_date, is_number, is_text, read_value
from .scenario_form import VALUE_TYPES, read_form

_TEXTS = {"text", "date"}

# Operator → types that it takes, place by place, the last one for all that follow; and
# the type of its result. The operators that are not here have rules of their own.
_BOOLEAN, _NUMBER, _DATE, _SET = {"boolean"}, {"number"}, {"date"}, {"set"}
_ANYTHING = {"boolean", "number", "text", "date", "set"}
_SIGNATURES = {
    "and": ([_BOOLEAN], _BOOLEAN),
    "or": ([_BOOLEAN], _BOOLEAN),
    "not": ([_BOOLEAN], _BOOLEAN),
    "in": ([_TEXTS, _SET], _BOOLEAN),
    "contains_any": ([_SET], _BOOLEAN),
    "contains_all": ([_SET], _BOOLEAN),
    "contains_none": ([_SET], _BOOLEAN),
    "contains_exactly": ([_SET], _BOOLEAN),
    "is_answered": ([_ANYTHING], _BOOLEAN),
    "add": ([_NUMBER], _NUMBER),
    "mul": ([_NUMBER], _NUMBER),
    "sub": ([_NUMBER], _NUMBER),
    "div": ([_NUMBER], _NUMBER),
    "neg": ([_NUMBER], _NUMBER),
    "abs": ([_NUMBER], _NUMBER),
    "round": ([_NUMBER], _NUMBER),
    "min": ([_NUMBER], _NUMBER),
    "max": ([_NUMBER], _NUMBER),
    "sum": ([_NUMBER], _NUMBER),
    "count": ([_SET], _NUMBER),
    "days_between": ([_DATE], _NUMBER),
}
_ORDERS = {"lt", "le", "gt", "ge", "between"}


def type_problems(scenario, variables: dict) -> list:
    """Return what could raise, or never be right, while a technician answers.

    When this and ``problems`` are empty, ``resolve`` raises for no answers, as long as
    the values of the context have their declared types.

    :param scenario: dict, a version of a scenario; its bad expressions are left to
        ``problems``
    :param variables: dict, name of each variable of the context → its type
    :return: ``[{"code", "where", "detail"}]`` in form order; ``where`` is the code of
        the question, section or effect that holds the expression. By code:

        - ``type``: an operator can meet a type that it does not take, or digits of
          ``round`` are no constant from 0 to 9; detail: the attribute that holds the
          expression, then the path of the operator in it;
        - ``result_type``: the result cannot be what the attribute is for: a boolean
          for a condition, a value of the question for ``calculate``; detail: the
          attribute;
        - ``unknown_var``: a variable that is not declared; detail: its name.
    :raises ExpressionError: ``malformed``: the structure is wrong
    """
    form = read_form(scenario)
    question_types = {}
    for question in form.questions:
        question_types.setdefault(question.code, VALUE_TYPES[question.type])
    found = []
    for expression in form.expressions:
        if expression.error:
            continue
        typing = _Typing(question_types, variables)
        result = typing.type_of(expression.node, [expression.attribute])
        found += [
            {"code": code, "where": expression.where, "detail": detail}
            for code, detail in typing.found
        ]
        if expression.attribute == "calculate":
            wanted = _taken(question_types[expression.where])
        else:
            wanted = _BOOLEAN
        if not result <= wanted:
            found.append(
                {
                    "code": "result_type",
                    "where": expression.where,
                    "detail": expression.attribute,
                }
            )
    return found


def _taken(value_type):
    """Return the types that are good where a value type is asked for."""
    return _TEXTS if value_type == "text" else {value_type}


class _Typing:
    """The work on one expression; ``found`` gets ``(code, detail)`` of each problem."""

    def __init__(self, question_types, variables):
        self.question_types = question_types
        self.variables = variables
        self.found = []

    def type_of(self, node, path):
        """Return the type of a node, ``path`` leading to it."""
        if "const" in node:
            return _type_of_constant(node["const"])
        if "ref" in node:
            known = self.question_types.get(node["ref"])
            return {known} if known else set()
        if "var" in node:
            return self._type_of_variable(node["var"])
        operator = node["op"]
        types = [
            self.type_of(operand, [*path, "args", index])
            for index, operand in enumerate(node["args"])
        ]
        is_taken, result = _type_of_operation(operator, types)
        if operator == "round":
            digits = node["args"][1]
            is_taken = is_taken and (not types[1] or _is_digits(digits))
        if not is_taken:
            self.found.append(("type", path))
        return result

    def _type_of_variable(self, name):
        if name in self.variables:
            return {self.variables[name]}
        if ("unknown_var", name) not in self.found:
            self.found.append(("unknown_var", name))
        return set()


def _type_of_operation(operator, types):
    """Return whether an operator takes operands of these types, and its own type."""
    met = set().union(*types)
    if operator in ("eq", "ne"):
        return len(
            met - {"date"} | ({"text"} if "date" in met else set())
        ) <= 1, _BOOLEAN
    if operator in _ORDERS:
        return met <= _NUMBER or met <= _DATE, _BOOLEAN
    if operator == "coalesce":
        return True, met
    if operator == "if":
        return types[0] <= _BOOLEAN, types[1] | types[2]
    taken, result = _SIGNATURES[operator]
    return (
        all(
            operand <= taken[min(place, len(taken) - 1)]
            for place, operand in enumerate(types)
        ),
        result,
    )


def _type_of_constant(constant):
    value = read_value(constant)
    if value is None:
        return set()
    if is_boolean(value):
        return _BOOLEAN
    if is_number(value):
        return _NUMBER
    if is_text(value):
        return {"date"} if is_date(value) else {"text"}
    return _SET


def _is_digits(node):
    return "const" in node and read_value(node["const"]) in range(10)
