# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The text of a scenario: reading it, its words in one language, its fingerprint.

The engine reads conditions and calculations only; what people read (labels, helps,
units, texts of effects) is kept in the same text, as ``"word"`` or as
``{"en_US": "word", "fr_FR": "mot"}``, and is worked out here.
"""

import hashlib
import json

# Attributes that people read, in sections, questions, choices and effects.
WORDS = (
    "label",
    "help",
    "unit",
    "placeholder",
    "constraint_message",
    "warning_message",
)

# Variables of the frozen context → type of their value.
CONTEXT_TYPES = {
    "today": "date",
    "equipment.age_months": "number",
    "equipment.category": "text",
    "equipment.brand": "text",
    "warranty.parts": "number",
    "warranty.labour": "number",
    "warranty.days_left": "number",
    "contract.covered": "boolean",
    "case.origin": "text",
    "case.symptom": "text",
    "meter.index": "number",
    "meter.days_since": "number",
    "previous.days_since": "number",
    "previous.cause": "text",
}


class DefinitionError(ValueError):
    """A text that holds no scenario.

    ``code`` is ``not_json`` (``detail``: the parser's words, with line and column),
    ``not_object``, ``repeated_key`` (the key), ``too_deep`` or ``bad_text`` (a
    character that cannot be kept).
    """

    def __init__(self, code, detail=None):
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


def read_definition(text: str) -> dict:
    """Return the scenario that ``text`` holds.

    :raises DefinitionError: the text is no JSON object, or one that would not be read
        the same everywhere (a key twice, a character that no file can hold)
    """

    def read_object(pairs):
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _value in pairs]
            raise DefinitionError(
                "repeated_key", next(key for key in keys if keys.count(key) > 1)
            )
        return found

    def refuse_constant(name):
        raise DefinitionError("not_json", name)

    try:
        definition = json.loads(
            text or "", object_pairs_hook=read_object, parse_constant=refuse_constant
        )
    except DefinitionError:
        raise
    except RecursionError as error:
        raise DefinitionError("too_deep") from error
    except ValueError as error:
        raise DefinitionError("not_json", str(error)) from error
    if not isinstance(definition, dict):
        raise DefinitionError("not_object")
    if not all(is_storable(word) for word in _texts(definition)):
        raise DefinitionError("bad_text")
    return definition


def _texts(value):
    """Yield the keys and texts of a JSON value."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            waiting.extend(item)
            waiting.extend(item.values())


def is_storable(text: str) -> bool:
    """Tell whether a database can keep ``text``: no NUL, no half of a character.

    >>> is_storable("été"), is_storable("a\\x00"), is_storable("\\ud800")
    (True, False, False)
    """
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def fingerprint(text: str) -> str:
    """Return the SHA-256 of ``text`` in UTF-8, in hexadecimal."""
    return hashlib.sha256((text or "").encode("utf-8", "surrogatepass")).hexdigest()


def canonical(value) -> str:
    """Return ``value`` as the JSON text that two equal values share.

    >>> canonical({"b": 1, "a": [True, "é"]})
    '{"a":[true,"é"],"b":1}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def pick_text(words, lang: str) -> str:
    """Return ``words`` in the language ``lang``, or in the nearest one there is.

    >>> pick_text({"en_US": "Door", "fr_FR": "Porte"}, "fr_BE")
    'Porte'
    >>> pick_text({"en_US": "Door", "fr_FR": "Porte"}, "de_DE")
    'Door'

    :param words: a text, or code of language → text; null is no word
    :return: the text of the language, else of the same language elsewhere, else the
        English one, else the first one, else an empty text
    """
    if isinstance(words, str):
        return words
    if not isinstance(words, dict):
        return ""
    texts = {
        code: text for code, text in words.items() if isinstance(text, str) and text
    }
    wanted = [lang or "", (lang or "").split("_")[0], "en_US", "en"]
    for name in wanted:
        for code, text in texts.items():
            if name and (code == name or code.startswith(f"{name}_")):
                return text
    return next(iter(texts.values()), "")


def localize(definition: dict, lang: str) -> dict:
    """Return a copy of a definition with its words in one language.

    Questions and choices without a label get their code. Effects keep their code,
    condition and kind: what they do is said by the caller, who knows the products.

    :param definition: dict, a scenario that the engine can read
    """

    def with_words(item):
        words = {
            name: pick_text(item[name], lang)
            for name in WORDS
            if item.get(name) is not None
        }
        return item | words | {"label": words.get("label") or item["code"]}

    return {
        "code": definition.get("code"),
        "sections": [
            with_words(section)
            | {
                "questions": [
                    with_words(question)
                    | {
                        "choices": [
                            with_words(choice)
                            for choice in question.get("choices") or []
                        ]
                    }
                    for question in section.get("questions") or []
                ]
            }
            for section in definition.get("sections") or []
        ],
        "effects": [
            {key: effect.get(key) for key in ("code", "when", "kind")}
            for effect in definition.get("effects") or []
        ],
    }


def questions_of(definition: dict) -> dict:
    """Return code → attributes of the questions of a definition, in form order."""
    return {
        question["code"]: question
        for section in definition.get("sections") or []
        for question in section.get("questions") or []
    }


def clean_context(facts: dict) -> dict:
    """Return the declared variables of ``facts`` that have a value of their type.

    Dates become texts ``YYYY-MM-DD``; nothing else is converted.
    """
    cleaned = {}
    for name, kind in CONTEXT_TYPES.items():
        value = facts.get(name)
        if kind == "date" and hasattr(value, "isoformat"):
            value = value.isoformat()[:10]
        is_flag = isinstance(value, bool)
        fits = {
            "boolean": is_flag,
            "number": isinstance(value, (int, float)) and not is_flag,
            "text": isinstance(value, str) and bool(value),
            "date": isinstance(value, str) and bool(value),
        }[kind]
        if fits:
            cleaned[name] = value
    return cleaned
