# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Expressions of the diagnostic scenarios: conditions and calculations as JSON.

A node is ``{"const": x}``, ``{"ref": "question"}``, ``{"var": "name"}`` or
``{"op": "name", "args": [node, …]}``. Values are null (unknown), booleans, doubles,
texts, dates (texts ``YYYY-MM-DD``) and sets (lists of texts; an empty one is null).

Pure functions: no ORM, no clock. Their JavaScript twin is
``static/src/core/expression.js``; both are specified by the same cases,
``static/tests/cases/expression.json`` and ``expression_more.json``.
"""

from .operators import OPERATORS, is_date, is_value, read_value

# The root has depth 1.
DEEPEST = 64

_MEANINGS = {
    "malformed": "this is not a well-formed expression",
    "unknown_op": "the operator is unknown",
    "arity": "the operator has too few or too many operands",
    "type": "a value is not of the type that is expected here",
}


class ExpressionError(ValueError):
    """A bad expression, or a value that an operator cannot take.

    ``code`` is ``malformed``, ``unknown_op``, ``arity`` or ``type``; ``path`` is the
    list of keys and indexes from the root of the expression to the node at fault, such
    as ``["args", 1]``.
    """

    def __init__(self, code, path):
        super().__init__(code, path)
        self.code = code
        self.path = path

    def __str__(self):
        where = "/".join(str(key) for key in self.path)
        return f"{_MEANINGS[self.code]} ({self.code}{where and f', at {where}'})"


def evaluate(expression, values, context):
    """Return the value of ``expression``.

    >>> shallow = {"op": "lt", "args": [{"ref": "depth"}, {"const": 4}]}
    >>> evaluate(shallow, {"depth": 3.9}, {})
    True

    :param expression: the root node
    :param values: dict, code of a question → its active answer; null is an empty one
    :param context: dict, name of a variable → its value; null is an empty one
    :return: None, a bool, a float, a text, or a list of texts without repeats
    :raises ExpressionError: the expression is bad, whatever its values; an argument is
        no dict (``malformed``, path ``[]``); a value has a wrong type (``type``)
    """
    check(expression)
    return run(expression, read_object(values), read_object(context))


def references(expression) -> set:
    """Return the codes of the questions that ``expression`` refers to.

    >>> references({"op": "neg", "args": [{"ref": "depth"}]})
    {'depth'}

    :raises ExpressionError: the expression is bad
    """
    return set(check(expression))


# What follows is shared with the scenario's files of this folder.


def check(expression) -> list:
    """Return the references of ``expression``, in document order, without repeats.

    :raises ExpressionError: the first defect in document order
    """
    codes = {}
    # The nodes to visit, the next one last: (node, trail, depth, operand of an operator
    # that compares dates). Without recursion, a deep input cannot exhaust the stack.
    nodes = [(expression, None, 1, False)]
    while nodes:
        node, trail, depth, is_ordered = nodes.pop()
        kind = _kind(node) if depth <= DEEPEST else None
        if kind == "ref":
            codes[node["ref"]] = None
        elif kind == "op":
            operator = OPERATORS.get(node["op"])
            operands = node["args"]
            if operator is None:
                raise ExpressionError("unknown_op", _path(trail))
            if not operator.least <= len(operands) <= operator.most:
                raise ExpressionError("arity", _path(trail))
            nodes.extend(
                (operands[index], (trail, index), depth + 1, operator.is_ordered)
                for index in reversed(range(len(operands)))
            )
        elif kind is None or (
            is_ordered
            and kind == "const"
            and isinstance(node["const"], str)
            and not is_date(node["const"])
        ):
            raise ExpressionError("malformed", _path(trail))
    return list(codes)


def run(node, values, context, trail=None):
    """Return the value of a node that has passed ``check``.

    :param node: the node
    :param values: dict, as in ``evaluate``
    :param context: dict, as in ``evaluate``
    :param trail: the way from the root, see ``_path``
    :raises ExpressionError: ``type``
    """
    if "op" in node:
        operator = OPERATORS[node["op"]]
        operands = [
            run(operand, values, context, (trail, index))
            for index, operand in enumerate(node["args"])
        ]
        if not operator.accepts(operands):
            raise ExpressionError("type", _path(trail))
        return operator.apply(operands)
    if "const" in node:
        return read_value(node["const"])
    value = values.get(node["ref"]) if "ref" in node else context.get(node["var"])
    if not is_value(value):
        raise ExpressionError("type", _path(trail))
    return read_value(value)


def read_object(argument) -> dict:
    """Return ``argument``, a dict, or an empty one for null.

    :raises ExpressionError: ``malformed`` for anything else
    """
    if argument is None:
        return {}
    if not isinstance(argument, dict):
        raise ExpressionError("malformed", [])
    return argument


def _kind(node):
    """Return ``const``, ``ref``, ``var`` or ``op``, None when ``node`` is no node."""
    if not isinstance(node, dict):
        return None
    if len(node) == 2:
        is_operation = isinstance(node.get("op"), str) and isinstance(
            node.get("args"), list
        )
        return "op" if is_operation else None
    if len(node) != 1:
        return None
    [(kind, content)] = node.items()
    if kind == "const":
        return kind if is_value(content) else None
    return kind if kind in ("ref", "var") and isinstance(content, str) else None


def _path(trail) -> list:
    """Return the path of a node from its trail: (trail of its operator, its rank)."""
    path = []
    while trail:
        trail, index = trail
        path[:0] = ["args", index]
    return path
