# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One answer as it comes from a device: whether it can be kept, and in what form."""

import re

from .definition import is_storable
from .operators import is_boolean, is_date, is_number, is_set, is_text
from .scenario import is_answer
from .scenario_form import VALUE_TYPES

# What devices call the photos and signatures that they give as answers.
_IDENTIFIER = re.compile(r"[0-9A-Za-z-]{1,64}")

LONGEST_TEXT = 10_000
LARGEST_SET = 200

_IS_TYPE = {
    "boolean": is_boolean,
    "number": is_number,
    "text": is_text,
    "date": is_date,
    "set": is_set,
}


def answer_problem(question: dict, value) -> str | None:
    """Return why ``value`` cannot be kept as the answer to ``question``, or None.

    An answer that can be kept may still be wrong (beyond its bounds, say): that is for
    ``resolve`` to tell, beside the question, while the form is filled.

    :param question: dict, the attributes of the question
    :param value: None takes the answer back
    :return: ``calculated`` (nobody answers it), ``type``, ``too_long``, ``bad_text``,
        or ``choice`` (a choice that the question does not offer)
    """
    if question.get("calculate") is not None:
        return "calculated"
    if value is None or value == "" or value == []:
        return None
    kind = question["type"]
    if not _IS_TYPE[VALUE_TYPES[kind]](value) or not is_answer(value):
        return "type"
    texts = value if isinstance(value, list) else [value]
    texts = [text for text in texts if isinstance(text, str)]
    if len(texts) > LARGEST_SET or any(len(text) > LONGEST_TEXT for text in texts):
        return "too_long"
    if not all(is_storable(text) for text in texts):
        return "bad_text"
    if kind in ("photo", "signature"):
        return None if all(map(_IDENTIFIER.fullmatch, texts)) else "type"
    if kind in ("choice", "choices"):
        offered = {choice["code"] for choice in question.get("choices") or []}
        if not offered.issuperset(texts):
            return "choice"
    return None


def keepable(value):
    """Return an answer as it is kept: no repeats in a set, None for no answer.

    >>> keepable(["a", "b", "a"]), keepable(""), keepable(False)
    (['a', 'b'], None, False)
    """
    if isinstance(value, list):
        value = list(dict.fromkeys(value))
    return value if is_answer(value) else None


def is_same_answer(first, second) -> bool:
    """Tell whether two kept answers are the same one; the order of a set is nothing.

    >>> is_same_answer(["a", "b"], ["b", "a"]), is_same_answer(1, True)
    (True, False)
    """
    if isinstance(first, list) and isinstance(second, list):
        return sorted(first) == sorted(second)
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    return first == second
