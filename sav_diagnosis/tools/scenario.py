# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Diagnostic scenarios: what a form shows, asks and concludes for given answers.

Pure functions: no ORM, no clock. Their JavaScript twin is
``static/src/core/scenario.js``; both are specified by the same cases,
``static/tests/cases/scenario.json`` and ``scenario_more.json``.
"""

import math

from .expression import ExpressionError, read_object, run
from .operators import is_boolean, is_date, is_number, is_set, is_text, read_value
from .scenario_check import problems
from .scenario_form import VALUE_TYPES, dependencies, read_form, settling_order

__all__ = ["problems", "resolve"]

_IS_TYPE = {
    "boolean": is_boolean,
    "number": is_number,
    "text": is_text,
    "date": is_date,
    "set": is_set,
}


def resolve(scenario, answers, context) -> dict:
    """Return what the form of ``scenario`` shows, asks and concludes.

    :param scenario: dict, a version of a scenario
    :param answers: dict, code of question → answer as given; null is an empty one
    :param context: dict, name of variable → value; null is an empty one
    :return: dict; codes of questions are in form order:

        - ``visible``, ``required``: codes of questions;
        - ``values``: code → valid value of a visible question, calculated or not;
        - ``inactive``: codes of the questions answered but not visible;
        - ``missing``: codes of the required questions without a valid value;
        - ``errors``: ``[{"question", "code"}]``, why an answer is not valid: ``type``,
          ``min``, ``max``, ``choice``, ``exclusive``, ``photos_min``, ``photos_max`` or
          ``constraint``;
        - ``warnings``: codes of the questions whose valid value deserves a second look;
        - ``score``: sum of the scores of the choices made, None if beyond all numbers;
        - ``effects``: codes of the effects to run;
        - ``complete``: nothing is missing or in error.
    :raises ExpressionError: the scenario or an argument is ``malformed``, one of its
        expressions is bad, or one meets a value of a wrong type (``type``)
    """
    form = read_form(scenario)
    for expression in form.expressions:
        if expression.error:
            raise expression.error
    needs = dependencies(form)
    order = settling_order(needs)
    if len(needs) < len(form.questions) or order is None:
        raise ExpressionError("malformed", [])
    resolution = _Resolution(form, read_object(answers), read_object(context))
    questions = {question.code: question for question in form.questions}
    for code in order:
        resolution.settle(questions[code])
    return resolution.conclude()


def is_answer(value) -> bool:
    """Tell whether ``value``, as given to a question, is an answer."""
    if is_number(value):
        return read_value(value) is not None
    return value is not None and value not in ("", [])


class _Resolution:
    """The state of one pass over the questions of a form."""

    def __init__(self, form, answers, context):
        self.form = form
        self.answers = answers
        self.context = context
        self.values = {}
        self.errors = {}
        self.visible = set()
        self.is_section_visible = {}

    def settle(self, question):
        """Work out one question, once those that it depends on are settled."""
        if not self._is_visible(question):
            return
        self.visible.add(question.code)
        if question.calculate:
            value = self._run(question.calculate)
        else:
            value = self.answers.get(question.code)
        if not is_answer(value):
            return
        error = _find_error(question, value)
        if not error:
            self.values[question.code] = read_value(value)
            if question.constraint and self._run(question.constraint) is False:
                del self.values[question.code]
                error = "constraint"
        if error:
            self.errors[question.code] = error

    def conclude(self):
        """Return the result of ``resolve``, once all questions are settled."""
        visible = [
            question
            for question in self.form.questions
            if question.code in self.visible
        ]
        required = [
            question.code for question in visible if self._is_required(question)
        ]
        missing = [code for code in required if code not in self.values]
        return {
            "visible": [question.code for question in visible],
            "required": required,
            "values": {
                question.code: self.values[question.code]
                for question in visible
                if question.code in self.values
            },
            "inactive": [
                question.code
                for question in self.form.questions
                if question.code not in self.visible
                and not question.calculate
                and is_answer(self.answers.get(question.code))
            ],
            "missing": missing,
            "errors": [
                {"question": question.code, "code": self.errors[question.code]}
                for question in visible
                if question.code in self.errors
            ],
            "warnings": [
                question.code
                for question in visible
                if question.code in self.values
                and question.warning
                and self._run(question.warning) is False
            ],
            "score": self._score(visible),
            "effects": [
                effect.code
                for effect in self.form.effects
                if effect.when and self._run(effect.when) is True
            ],
            "complete": not missing and not self.errors,
        }

    def _run(self, expression):
        return run(expression.node, self.values, self.context)

    def _is_true(self, condition):
        return condition is None or self._run(condition) is True

    def _is_visible(self, question):
        # By identity: nothing forbids two sections of one code.
        section = id(question.section)
        if section not in self.is_section_visible:
            self.is_section_visible[section] = self._is_true(
                question.section.visible_if
            )
        return self.is_section_visible[section] and self._is_true(question.visible_if)

    def _is_required(self, question):
        if question.calculate:
            return False
        if question.attributes.get("required") is True:
            return True
        condition = question.required_if
        return condition is not None and self._run(condition) is True

    def _score(self, visible):
        score = 0.0
        for question in visible:
            value = self.values.get(question.code)
            if value is None or question.type not in ("choice", "choices"):
                continue
            chosen = {value} if question.type == "choice" else set(value)
            for code, choice in question.choices.items():
                if code in chosen:
                    score += _read_number(choice, "score") or 0.0
        return score if math.isfinite(score) else None


def _find_error(question, value):
    """Return why an answer is not valid, its constraint apart; None when it is."""
    if not _IS_TYPE[VALUE_TYPES[question.type]](value):
        return "type"
    value = read_value(value)
    if question.type in ("number", "meter"):
        return _find_bound_error(question, value, "min", "max")
    if question.type == "photo":
        return _find_bound_error(question, len(value), "photos_min", "photos_max")
    if question.type == "choice" and value not in question.choices:
        return "choice"
    if question.type == "choices":
        if not question.choices.keys() >= set(value):
            return "choice"
        is_exclusive = any(
            question.choices[code].get("exclusive") is True for code in value
        )
        if len(value) > 1 and is_exclusive:
            return "exclusive"
    return None


def _find_bound_error(question, number, lowest, highest):
    """Return the name of the bound that ``number`` exceeds, or None."""
    low = _read_number(question.attributes, lowest)
    high = _read_number(question.attributes, highest)
    if low is not None and number < low:
        return lowest
    if high is not None and number > high:
        return highest
    return None


def _read_number(attributes, name):
    """Return an attribute as a double, None when it is no number."""
    number = attributes.get(name)
    return read_value(number) if is_number(number) else None
