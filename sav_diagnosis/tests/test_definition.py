# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
from copy import deepcopy
from datetime import date

from odoo.tests import BaseCase

from ..tools import answer, definition
from ..tools.answer import answer_problem
from ..tools.definition import (
    DefinitionError,
    clean_context,
    localize,
    pick_text,
    read_definition,
)
from ..tools.definition_check import definition_problems
from ..tools.scenario import problems

SOUND = {
    "code": "washer",
    "label": {"en_US": "Washing machine", "fr_FR": "Lave-linge"},
    "sections": [
        {
            "code": "start",
            "label": "Start",
            "questions": [
                {
                    "code": "turns_on",
                    "label": {"en_US": "Does it turn on?", "fr_FR": "S'allume ?"},
                    "type": "boolean",
                    "required": True,
                },
                {
                    "code": "noise",
                    "label": "Noise",
                    "type": "choices",
                    "choices": [
                        {"code": "knock", "label": "Knocking", "score": 2},
                        {"code": "none", "label": "None", "exclusive": True},
                    ],
                },
                {
                    "code": "level",
                    "label": "Level",
                    "type": "number",
                    "min": 0,
                    "max": 9,
                },
            ],
        }
    ],
    "effects": [
        {
            "code": "board",
            "kind": "part",
            "when": {"op": "not", "args": [{"ref": "turns_on"}]},
            "payload": {"product": "CARTE-LL", "quantity": {"ref": "level"}},
        },
        {
            "code": "stop",
            "kind": "safety_stop",
            "when": {"op": "eq", "args": [{"var": "case.origin"}, {"const": "visit"}]},
            "payload": {"text": {"en_US": "Unplug it", "fr_FR": "Débranchez"}},
        },
    ],
}


class TestDefinition(BaseCase):
    def test_examples(self):
        for module in (answer, definition):
            failed, attempted = doctest.testmod(module)
            self.assertFalse(failed)
            self.assertTrue(attempted)

    def spoil(self, **changes):
        """Return the problems of the sound scenario with changes at their paths."""
        spoiled = deepcopy(SOUND)
        for path, value in changes.items():
            holder = spoiled
            keys = [int(key) if key.isdigit() else key for key in path.split("__")]
            for key in keys[:-1]:
                holder = holder[key]
            if value is None:
                del holder[keys[-1]]
            else:
                holder[keys[-1]] = value
        return [
            (problem["code"], problem["where"], problem["detail"])
            for problem in definition_problems(spoiled)
        ]

    def test_sound_scenario_has_no_problem(self):
        self.assertEqual(definition_problems(SOUND), [])
        self.assertEqual(problems(SOUND), [])

    def test_misspelt_key_is_found(self):
        self.assertEqual(
            self.spoil(sections__0__questions__0__visibel_if={"const": True}),
            [("unknown_key", "turns_on", "visibel_if")],
        )
        self.assertEqual(
            self.spoil(colour="red"), [("unknown_key", "washer", "colour")]
        )
        self.assertEqual(
            self.spoil(effects__0__payload__product_id=3),
            [("unknown_key", "board", "product_id")],
        )

    def test_people_must_be_able_to_read(self):
        question = "sections__0__questions__0__label"
        self.assertEqual(
            self.spoil(**{question: None}), [("no_label", "turns_on", None)]
        )
        self.assertEqual(
            self.spoil(**{question: {"en_US": " "}}),
            [("bad_value", "turns_on", "label")],
        )
        self.assertEqual(
            self.spoil(sections__0__questions__1__choices__0__label=None),
            [("no_choice_label", "noise", "knock")],
        )

    def test_choices_and_bounds(self):
        self.assertEqual(
            self.spoil(sections__0__questions__1__choices=[]),
            [("no_choices", "noise", None)],
        )
        self.assertEqual(
            self.spoil(sections__0__questions__1__choices__1__code="knock"),
            [("duplicate_choice", "noise", "knock")],
        )
        self.assertEqual(
            self.spoil(sections__0__questions__2__min=10), [("bounds", "level", "min")]
        )
        self.assertEqual(
            self.spoil(sections__0__questions__2__max="9"),
            [("bad_value", "level", "max")],
        )
        self.assertEqual(
            self.spoil(sections__0__questions__0__required="yes"),
            [("bad_value", "turns_on", "required")],
        )

    def test_codes_are_short_names(self):
        # They are part of the key of an effect: response/effect.
        self.assertEqual(
            self.spoil(effects__0__code="a/b"), [("bad_code", "a/b", "a/b")]
        )
        self.assertEqual(
            self.spoil(effects__1__code="board"),
            [("duplicate_effect", "board", "board")],
        )

    def test_effects_say_what_they_do(self):
        self.assertEqual(
            self.spoil(effects__0__kind="parts"), [("unknown_kind", "board", "parts")]
        )
        self.assertEqual(
            self.spoil(effects__0__when=None), [("no_condition", "board", None)]
        )
        self.assertEqual(
            self.spoil(effects__0__payload__product=None),
            [("bad_value", "board", "product")],
        )
        for quantity in (0, -1, True, "2", 1e400):
            self.assertEqual(
                self.spoil(effects__0__payload__quantity=quantity),
                [("bad_value", "board", "quantity")],
            )
        self.assertEqual(
            self.spoil(effects__0__payload__quantity={"ref": "depth"}),
            [("unknown_ref", "board", "depth")],
        )
        self.assertEqual(
            self.spoil(effects__0__payload__quantity={"op": "plus", "args": []}),
            [("bad_expression", "board", "unknown_op")],
        )
        self.assertEqual(
            self.spoil(effects__0__payload__quantity={"ref": "noise"}),
            [("result_type", "board", "quantity")],
        )
        self.assertEqual(
            self.spoil(effects__0__payload__quantity={"var": "moon"}),
            [("unknown_var", "board", "moon")],
        )
        self.assertEqual(
            self.spoil(effects__0__payload__payer="nobody"),
            [("bad_value", "board", "payer")],
        )
        self.assertEqual(
            self.spoil(effects__1__payload="Unplug it"),
            [("bad_value", "stop", "payload")],
        )

    def test_text_that_holds_no_scenario(self):
        for text, code in (
            ("", "not_json"),
            ("{", "not_json"),
            ('{"a": NaN}', "not_json"),
            ("[]", "not_object"),
            ('{"a": {"b": 1, "b": 2}}', "repeated_key"),
            ('{"a": "\\u0000"}', "bad_text"),
            ('{"a": "\\ud800"}', "bad_text"),
            ('{"a": ' + "[" * 100_000, "too_deep"),
            ('{"a": ' + "9" * 5000 + "}", "not_json"),
        ):
            with self.subTest(text=text[:20]):
                with self.assertRaises(DefinitionError) as refused:
                    read_definition(text)
                self.assertEqual(refused.exception.code, code)

    def test_words_in_the_nearest_language(self):
        words = {"fr_FR": "Porte", "en_GB": "Hatch"}
        self.assertEqual(pick_text(words, "fr_FR"), "Porte")
        self.assertEqual(pick_text(words, "fr_BE"), "Porte")
        self.assertEqual(pick_text(words, "ar_001"), "Hatch")
        self.assertEqual(pick_text({"fr_FR": "Porte"}, "de_DE"), "Porte")
        self.assertEqual(pick_text({"fr_FR": ""}, "fr_FR"), "")
        self.assertEqual(pick_text(None, "fr_FR"), "")
        self.assertEqual(pick_text("Door", None), "Door")

    def test_localized_scenario_is_the_same_for_the_engine(self):
        before = deepcopy(SOUND)
        french = localize(SOUND, "fr_FR")
        self.assertEqual(SOUND, before)
        question = french["sections"][0]["questions"][0]
        self.assertEqual(question["label"], "S'allume ?")
        self.assertTrue(question["required"])
        self.assertEqual(french["effects"][0]["when"], SOUND["effects"][0]["when"])
        self.assertNotIn("payload", french["effects"][0])

    def test_context_holds_declared_facts_only(self):
        facts = {
            "today": date(2026, 3, 1),
            "equipment.age_months": 14,
            "warranty.parts": 0,
            "contract.covered": False,
            "equipment.brand": "",
            "case.origin": 3,
            "meter.index": True,
            "customer.phone": "+216",
        }
        self.assertEqual(
            clean_context(facts),
            {
                "today": "2026-03-01",
                "equipment.age_months": 14,
                "warranty.parts": 0,
                "contract.covered": False,
            },
        )


class TestAnswer(BaseCase):
    def test_what_a_tampered_client_sends(self):
        choice = {"code": "c", "type": "choice", "choices": [{"code": "a"}]}
        for question, value, problem in (
            ({"type": "number"}, 3.9, None),
            ({"type": "number"}, "3,9", "type"),
            ({"type": "number"}, True, "type"),
            ({"type": "number"}, float("inf"), "type"),
            ({"type": "number"}, 10**400, "type"),
            ({"type": "boolean"}, False, None),
            ({"type": "boolean"}, 0, "type"),
            ({"type": "date"}, "2026-02-29", "type"),
            ({"type": "text"}, ["a"], "type"),
            ({"type": "text"}, "a\x00", "bad_text"),
            ({"type": "text"}, "a" * 10_001, "too_long"),
            ({"type": "photo"}, ["a"] * 201, "too_long"),
            ({"type": "photo"}, [1], "type"),
            ({"type": "photo"}, ["a", "a/b"], "type"),
            ({"type": "signature"}, "a b", "type"),
            ({"type": "signature"}, "0a1b-2c", None),
            ({"type": "text"}, {"a": 1}, "type"),
            (choice, "a", None),
            (choice, "b", "choice"),
            (choice | {"type": "choices"}, ["a", "b"], "choice"),
            (choice, None, None),
            ({"type": "number", "calculate": {"const": 1}}, 1, "calculated"),
        ):
            with self.subTest(question=question, value=str(value)[:20]):
                self.assertEqual(answer_problem(question, value), problem)
