# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What forbids publishing a scenario, beyond what its engine needs.

The engine (``scenario.problems``) judges codes, references and conditions. Here: what
people must be able to read, keys that nothing reads, and what the effects say.
Products, roles and fault codes are records: the model looks them up.
"""

import re

from .definition import CONTEXT_TYPES, WORDS
from .operators import is_number, is_text
from .scenario import problems
from .scenario_types import type_problems

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")

_SCENARIO_KEYS = {"code", "version", "label", "help", "sections", "effects"}
_SECTION_KEYS = {"code", "label", "help", "visible_if", "questions"}
_QUESTION_KEYS = {
    "code",
    "type",
    "required",
    "required_if",
    "visible_if",
    "calculate",
    "constraint",
    "warning",
    "choices",
    "min",
    "max",
    "photos_min",
    "photos_max",
    "purpose",
    "meter",
    *WORDS,
}
_CHOICE_KEYS = {"code", "label", "help", "score", "exclusive"}
_EFFECT_KEYS = {"code", "label", "when", "kind", "payload"}

# What a photo question says of its photos (`sav.evidence`).
PURPOSES = ("visual_state", "diagnosis", "repair", "exclusion", "hand_over")

PAYERS = ("customer", "warranty", "contract", "goodwill", "internal")

# Kind of effect → key of its payload → what it holds; a "?" marks one that may be left
# out.
PAYLOADS = {
    "symptom": {"code": "text"},
    "cause": {"code": "text"},
    "part": {"product": "text", "quantity": "quantity?", "payer": "payer?"},
    "labour": {"role": "text", "hours": "quantity"},
    "action": {"label": "words", "mandatory": "flag?"},
    "exclude_warranty": {"reason": "words"},
    "safety_stop": {"text": "words"},
    "knowledge": {"article": "words"},
}


def definition_problems(definition: dict) -> list:
    """Return what forbids publishing ``definition``, in form order, each once.

    :param definition: dict whose structure ``scenario.problems`` accepted
    :return: ``[{"code", "where", "detail"}]``, as the engine lists its own; ``where``
        is the code of the section, question or effect. By code:

        - ``bad_code``: a code that is no short name; detail: the code;
        - ``duplicate_section``, ``duplicate_choice``, ``duplicate_effect``; detail: the
          code that comes twice;
        - ``unknown_key``, ``bad_value``: a key that nothing reads, a value of a wrong
          kind; detail: the key;
        - ``no_label``; detail: None; ``no_choice_label``; detail: the choice;
        - ``no_choices``, ``no_condition``; detail: None;
        - ``bounds``: a lowest value above the highest; detail: the key of the lowest;
        - ``unknown_kind``: of an effect; detail: the kind;
        - those of ``scenario.problems`` and ``scenario_types.type_problems``, for the
          quantities of the effects.
    """
    found = {}

    def report(code, where, detail=None):
        found[code, where, detail] = None

    for key in definition:
        if key not in _SCENARIO_KEYS:
            report("unknown_key", definition.get("code"), key)
    sections = definition.get("sections") or []
    _check_codes(sections, "duplicate_section", report)
    for section in sections:
        _check_words(section, section["code"], _SECTION_KEYS, report)
        if not section.get("label"):
            report("no_label", section["code"])
        for question in section.get("questions") or []:
            _check_question(question, report)
    effects = definition.get("effects") or []
    _check_codes(effects, "duplicate_effect", report)
    for effect in effects:
        _check_effect(effect, report)
    return [
        {"code": code, "where": where, "detail": detail}
        for code, where, detail in found
    ] + _quantity_problems(definition)


def _check_codes(items, duplicate, report):
    seen = set()
    for item in items:
        code = item["code"]
        if not _CODE.fullmatch(code):
            report("bad_code", code, code)
        if code in seen:
            report(duplicate, code, code)
        seen.add(code)


def _check_words(item, where, keys, report):
    """Report unknown keys and words that are no words."""
    for key in item:
        if key not in keys:
            report("unknown_key", where, key)
    for key in WORDS:
        if key in keys and item.get(key) is not None and not _are_words(item[key]):
            report("bad_value", where, key)


def _check_question(question, report):
    code = question["code"]
    if not _CODE.fullmatch(code):
        report("bad_code", code, code)
    _check_words(question, code, _QUESTION_KEYS, report)
    if not question.get("label"):
        report("no_label", code)
    if question.get("required") not in (None, True, False):
        report("bad_value", code, "required")
    if question.get("meter") is not None and not is_text(question["meter"]):
        report("bad_value", code, "meter")
    if question.get("purpose") is not None and question["purpose"] not in PURPOSES:
        report("bad_value", code, "purpose")
    for low, high in (("min", "max"), ("photos_min", "photos_max")):
        for key in (low, high):
            if question.get(key) is not None and not is_number(question[key]):
                report("bad_value", code, key)
        if (
            is_number(question.get(low))
            and is_number(question.get(high))
            and question[low] > question[high]
        ):
            report("bounds", code, low)
    _check_choices(question, report)


def _check_choices(question, report):
    code = question["code"]
    choices = question.get("choices") or []
    if question["type"] not in ("choice", "choices"):
        if choices:
            report("unknown_key", code, "choices")
        return
    if not choices:
        report("no_choices", code)
    seen = set()
    for choice in choices:
        if not _CODE.fullmatch(choice["code"]):
            report("bad_code", code, choice["code"])
        if choice["code"] in seen:
            report("duplicate_choice", code, choice["code"])
        seen.add(choice["code"])
        _check_words(choice, code, _CHOICE_KEYS, report)
        if not choice.get("label"):
            report("no_choice_label", code, choice["code"])
        if choice.get("score") is not None and not is_number(choice["score"]):
            report("bad_value", code, "score")
        if choice.get("exclusive") not in (None, True, False):
            report("bad_value", code, "exclusive")


def _check_effect(effect, report):
    code = effect["code"]
    kind = effect.get("kind")
    for key in effect:
        if key not in _EFFECT_KEYS:
            report("unknown_key", code, key)
    if effect.get("label") is not None and not _are_words(effect["label"]):
        report("bad_value", code, "label")
    if effect.get("when") is None:
        report("no_condition", code)
    if not is_text(kind) or kind not in PAYLOADS:
        report("unknown_kind", code, kind if is_text(kind) else None)
        return
    payload = effect.get("payload")
    if not isinstance(payload, dict):
        report("bad_value", code, "payload")
        return
    for key in payload:
        if key not in PAYLOADS[kind]:
            report("unknown_key", code, key)
    for key, nature in PAYLOADS[kind].items():
        value = payload.get(key)
        if value is None and nature.endswith("?"):
            continue
        if nature.startswith("quantity") and isinstance(value, dict):
            continue  # an expression: see `_quantity_problems`
        if not _FITS[nature.rstrip("?")](value):
            report("bad_value", code, key)


def _quantity_problems(definition):
    """Return the problems of the quantities that are worked out from the answers.

    They are judged as the calculated numbers of one more section.
    """
    quantities = {}
    for effect in definition.get("effects") or []:
        payload = effect.get("payload")
        for key in ("quantity", "hours"):
            if isinstance(payload, dict) and isinstance(payload.get(key), dict):
                quantities[f"{effect['code']}/{key}"] = payload[key]
    questions = [
        {"code": code, "type": "number", "calculate": node}
        for code, node in quantities.items()
    ]
    judged = definition | {
        "sections": [
            *(definition.get("sections") or []),
            {"code": "/", "questions": questions},
        ]
    }
    found = problems(judged) + type_problems(judged, CONTEXT_TYPES)
    return [
        problem
        | {"where": problem["where"].partition("/")[0]}
        | ({"detail": "quantity"} if problem["code"] in ("type", "result_type") else {})
        for problem in found
        if problem["where"] in quantities
    ]


def _are_words(value) -> bool:
    if isinstance(value, dict):
        return bool(value) and all(
            is_text(text) and text.strip() for text in value.values()
        )
    return is_text(value) and bool(value.strip())


def _is_quantity(value) -> bool:
    return is_number(value) and 0 < value < 1e6


_FITS = {
    "text": lambda value: is_text(value) and bool(value.strip()),
    "words": _are_words,
    "flag": lambda value: value is True or value is False,
    "payer": lambda value: value in PAYERS,
    "quantity": _is_quantity,
}
