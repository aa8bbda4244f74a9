# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What forbids publishing a scenario. Twin: ``static/src/core/scenario_check.js``."""

from .operators import is_boolean, is_date, is_number, is_text, read_value
from .scenario_form import VALUE_TYPES, dependencies, read_form

_COMPARISONS = {"eq", "ne", "lt", "le", "gt", "ge", "between"}
# Operator over sets → the types that it takes, in the places of its operands.
_MEMBERSHIPS = {
    "in": ("text", "set"),
    "contains_any": ("set", "set"),
    "contains_all": ("set", "set"),
    "contains_none": ("set", "set"),
    "contains_exactly": ("set", "set"),
}


def problems(scenario) -> list:
    """Return what forbids publishing ``scenario``.

    :return: ``[{"code", "where", "detail"}]``, in any order, each once; ``where`` is
        the code of the question, section or effect at fault. By code:

        - ``cycle``: questions that depend on one another; detail: the shortest cycle
          through the smallest code, which is also ``where``;
        - ``duplicate``: two questions of one code; detail: None;
        - ``unknown_ref``; detail: the code that no question has;
        - ``bad_expression``; detail: the code of the ``ExpressionError``;
        - ``type_mismatch``: a question and a constant that cannot meet; detail: the
          code of that question;
        - ``empty``: no question; where: the code of the scenario; detail: None.
    :raises ExpressionError: ``malformed``: the structure is wrong
    """
    form = read_form(scenario)
    questions = {}
    # (code, where, detail) → None: each problem once, in the order of their finding.
    found = {}
    for question in form.questions:
        if question.code in questions:
            found["duplicate", question.code, None] = None
        questions.setdefault(question.code, question)
    for expression in form.expressions:
        where = expression.where
        if expression.error:
            found["bad_expression", where, expression.error.code] = None
            continue
        for code in expression.references:
            if code not in questions:
                found["unknown_ref", where, code] = None
        for code in _mismatches(expression.node, questions):
            found["type_mismatch", where, code] = None
    listed = [
        {"code": code, "where": where, "detail": detail}
        for code, where, detail in found
    ]
    for cycle in _cycles(dependencies(form)):
        listed.append({"code": "cycle", "where": cycle[0], "detail": cycle})
    if not questions:
        listed.append({"code": "empty", "where": form.code, "detail": None})
    return listed


def _mismatches(node, questions):
    """Yield the codes of the questions compared with a constant that does not fit."""
    if "op" not in node:
        return
    operator = node["op"]
    operands = node["args"]
    if operator in _COMPARISONS or operator in _MEMBERSHIPS:
        for place, operand in enumerate(operands):
            question = questions.get(operand.get("ref"))
            if question and any(
                not _fits(operator, question, place, constant, constant_place)
                for constant_place, constant in _constants(operands)
            ):
                yield question.code
    for operand in operands:
        yield from _mismatches(operand, questions)


def _constants(operands):
    """Yield the place and the value of the constants that are not null."""
    for place, operand in enumerate(operands):
        constant = read_value(operand.get("const"))
        if constant is not None:
            yield place, constant


def _fits(operator, question, place, constant, constant_place):
    """Tell whether a question and a constant can be operands of one operator."""
    question_type = VALUE_TYPES[question.type]
    constant_type = _type_of(constant)
    if operator in _MEMBERSHIPS:
        taken = _MEMBERSHIPS[operator]
        question_type = "text" if question_type == "date" else question_type
        if (taken[place], taken[constant_place]) != (question_type, constant_type):
            return False
    elif question_type == "date":
        if not is_date(constant):
            return False
    elif question_type != constant_type:
        return False
    if question.type not in ("choice", "choices"):
        return True
    codes = constant if constant_type == "set" else [constant]
    return all(code in question.choices for code in codes)


def _type_of(constant):
    if is_boolean(constant):
        return "boolean"
    if is_number(constant):
        return "number"
    return "text" if is_text(constant) else "set"


def _cycles(needs):
    """Return the shortest cycle of each group of questions that reach one another.

    It goes through the smallest code of the group and starts there; among the shortest
    ones it is the smallest, code after code.

    :param needs: dict, code → codes that it depends on
    """
    needs = _without_loose_ends(needs)
    needed_by = _reversed(needs)
    cycles = []
    grouped = set()
    for start in sorted(needs):
        if start in grouped:
            continue
        # The group: what `start` reaches and what reaches it.
        steps_to_start = _steps(needed_by, start)
        group = steps_to_start.keys() & _steps(needs, start).keys()
        grouped |= group
        if len(group) == 1 and start not in needs[start]:
            continue
        cycle = [start]
        while True:
            following = [code for code in needs[cycle[-1]] if code in steps_to_start]
            nearest = min(steps_to_start[code] for code in following)
            code = min(code for code in following if steps_to_start[code] == nearest)
            if code == start:
                break
            cycle.append(code)
        cycles.append(cycle)
    return cycles


def _without_loose_ends(needs):
    """Return ``needs`` without the codes that lead to no cycle."""
    needed_by = _reversed(needs)
    open_needs = {code: len(needed) for code, needed in needs.items()}
    settled = [code for code, count in open_needs.items() if not count]
    for code in settled:
        for dependent in needed_by[code]:
            open_needs[dependent] -= 1
            if not open_needs[dependent]:
                settled.append(dependent)
    return {
        code: [need for need in needed if open_needs[need]]
        for code, needed in needs.items()
        if open_needs[code]
    }


def _reversed(needs):
    """Return code → codes that depend on it."""
    needed_by = {code: [] for code in needs}
    for code, needed in needs.items():
        for need in needed:
            needed_by[need].append(code)
    return needed_by


def _steps(following, start):
    """Return code → length of the shortest way from ``start`` to it."""
    steps = {start: 0}
    reached = [start]
    for code in reached:
        for next_code in following[code]:
            if next_code not in steps:
                steps[next_code] = steps[code] + 1
                reached.append(next_code)
    return steps
