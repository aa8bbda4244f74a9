# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reading of a scenario: its structure, its expressions, what depends on what.

Twin: ``static/src/core/scenario_form.js``.
"""

from typing import NamedTuple

from .expression import ExpressionError, check

# Type of question → type of its value (`operators.py`).
VALUE_TYPES = {
    "boolean": "boolean",
    "choice": "text",
    "choices": "set",
    "number": "number",
    "text": "text",
    "date": "date",
    "photo": "set",
    "signature": "text",
    "barcode": "text",
    "meter": "number",
}


class Expression(NamedTuple):
    """An expression of a scenario: bad (``error``), or checked."""

    where: str  # code of the section, question or effect that holds it
    attribute: str
    node: object
    references: list
    error: ExpressionError | None


class Section(NamedTuple):
    """A section: its code and its condition, an ``Expression`` or None."""

    code: str
    visible_if: Expression | None


class Question(NamedTuple):
    """A question: its attributes as they are, and its ``Expression``s or None."""

    code: str
    type: str
    section: Section
    attributes: dict
    choices: dict  # code → attributes of the first choice that has this code
    visible_if: Expression | None
    required_if: Expression | None
    calculate: Expression | None
    constraint: Expression | None
    warning: Expression | None


class Effect(NamedTuple):
    """An effect: its code and its condition, an ``Expression`` or None."""

    code: str
    when: Expression | None


class Form(NamedTuple):
    """A scenario as it is read; lists are in form order."""

    code: object
    questions: list
    effects: list
    expressions: list


def read_form(scenario) -> Form:
    """Return the ``Form`` of a scenario; its expressions may be bad.

    :raises ExpressionError: ``malformed``, path ``[]``: the structure is wrong
    """
    if not isinstance(scenario, dict):
        raise ExpressionError("malformed", [])
    expressions = []

    def read_expression(holder, attribute):
        node = holder.get(attribute)
        if node is None:
            return None
        where = holder["code"]
        try:
            expression = Expression(where, attribute, node, check(node), None)
        except ExpressionError as error:
            expression = Expression(where, attribute, node, [], error)
        expressions.append(expression)
        return expression

    questions = []
    for section_attributes in _read_objects(scenario, "sections"):
        section = Section(
            section_attributes["code"],
            read_expression(section_attributes, "visible_if"),
        )
        for attributes in _read_objects(section_attributes, "questions"):
            if not _is_among(attributes.get("type"), VALUE_TYPES):
                raise ExpressionError("malformed", [])
            choices = {}
            for choice in _read_objects(attributes, "choices"):
                choices.setdefault(choice["code"], choice)
            questions.append(
                Question(
                    attributes["code"],
                    attributes["type"],
                    section,
                    attributes,
                    choices,
                    read_expression(attributes, "visible_if"),
                    read_expression(attributes, "required_if"),
                    read_expression(attributes, "calculate"),
                    read_expression(attributes, "constraint"),
                    read_expression(attributes, "warning"),
                )
            )
    effects = [
        Effect(attributes["code"], read_expression(attributes, "when"))
        for attributes in _read_objects(scenario, "effects")
    ]
    return Form(scenario.get("code"), questions, effects, expressions)


def _read_objects(holder, attribute) -> list:
    """Return a list of objects with a text code; absent or null is an empty one."""
    objects = holder.get(attribute)
    if objects is None:
        return []
    if not isinstance(objects, list):
        raise ExpressionError("malformed", [])
    for item in objects:
        if not isinstance(item, dict) or not isinstance(item.get("code"), str):
            raise ExpressionError("malformed", [])
    return objects


def _is_among(name, names):
    return isinstance(name, str) and name in names


def dependencies(form: Form) -> dict:
    """Return code of question → codes of the questions that it depends on.

    Form order, then document order, without repeats. References to no question and
    those of bad expressions are left out; questions of one code are taken together.
    """
    needs = {question.code: {} for question in form.questions}
    for question in form.questions:
        for expression in (
            question.section.visible_if,
            question.visible_if,
            question.calculate,
            question.constraint,
        ):
            if expression is None:
                continue
            for code in expression.references:
                is_itself = code == question.code and expression is question.constraint
                if code in needs and not is_itself:
                    needs[question.code][code] = None
    return {code: list(needed) for code, needed in needs.items()}


def settling_order(needs: dict) -> list | None:
    """Return the codes of ``needs`` so that each comes after those that it depends on.

    Apart from that they keep their order. None when there is a cycle.
    """
    order = []
    # Code → False while the codes that it depends on are on their way, then True.
    settled = {}
    for root in needs:
        # Without recursion, a long chain cannot exhaust the stack.
        waiting = [root]
        while waiting:
            code = waiting[-1]
            if code not in settled:
                settled[code] = False
                for needed in reversed(needs[code]):
                    if settled.get(needed) is False:
                        return None
                    if needed not in settled:
                        waiting.append(needed)
                continue
            waiting.pop()
            if not settled[code]:
                settled[code] = True
                order.append(code)
    return order
