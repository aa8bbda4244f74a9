# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from ..tools.definition import (
    CONTEXT_TYPES,
    DefinitionError,
    localize,
    pick_text,
    questions_of,
    read_definition,
)
from ..tools.definition_check import definition_problems
from ..tools.expression import ExpressionError
from ..tools.scenario import problems
from ..tools.scenario_types import type_problems


class SavScenarioVersion(models.Model):
    """What forbids publishing a version, in words and where it is."""

    _inherit = "sav.scenario.version"

    def problems(self):
        """Return what forbids publishing the version; nothing: it can be published.

        :return: ``[{"code", "where", "detail", "message"}]``; ``where`` is the code of
            the section, question or effect at fault, or None for the whole text;
            ``message`` says it in the user's language
        """
        self.ensure_one()
        self.check_access("read")
        try:
            definition = read_definition(self.definition)
            found = problems(definition) + type_problems(definition, CONTEXT_TYPES)
        except DefinitionError as error:
            found = [{"code": error.code, "where": None, "detail": error.detail}]
            return self._with_messages(found, {})
        except ExpressionError:
            found = [{"code": "malformed", "where": None, "detail": None}]
            return self._with_messages(found, {})
        found += definition_problems(definition)
        found += self._get_changed_types(definition)
        if not any(
            problem["code"] in ("bad_value", "unknown_kind") for problem in found
        ):
            found += self._get_record_problems(definition)
        return self._with_messages(found, self._get_places(definition))

    def _get_changed_types(self, definition):
        """Return the questions whose type is not the one they were published with."""
        types = {}
        for version in self.scenario_id.version_ids.sorted("number"):
            if version.state == "draft" or version == self:
                continue
            for code, question in questions_of(version._get_definition()).items():
                types.setdefault(code, question["type"])
        return [
            {"code": "type_changed", "where": code, "detail": types[code]}
            for code, question in questions_of(definition).items()
            if types.get(code, question["type"]) != question["type"]
        ]

    def _get_record_problems(self, definition):
        """Return the effects that name a product, role or code that is not there."""
        found = []
        for effect in definition.get("effects") or []:
            name = self._get_named_record(effect)
            if name and not self._find_record(*name):
                code = {
                    "product.product": "unknown_product",
                    "sav.labour.role": "unknown_role",
                    "sav.fault.code": "unknown_fault_code",
                }[name[0]]
                found.append(
                    {"code": code, "where": effect["code"], "detail": name[1]["code"]}
                )
        return found

    def _get_named_record(self, effect):
        """Return the model and the criteria of what an effect names, or None."""
        payload = effect["payload"]
        kind = effect["kind"]
        if kind == "part":
            return "product.product", {"code": payload["product"]}
        if kind == "labour":
            return "sav.labour.role", {"code": payload["role"]}
        if kind in ("symptom", "cause"):
            return "sav.fault.code", {"code": payload["code"], "kind": kind}
        return None

    def _find_record(self, model, criteria, company=None):
        """Return what an effect names, or an empty set; the company's own comes first.

        :param model: ``product.product``, ``sav.labour.role`` or ``sav.fault.code``
        :param criteria: dict with ``code`` and, for a fault code, ``kind``
        """
        company = company or self.company_id
        code = criteria["code"]
        if model == "sav.fault.code":
            return self.env[model].search(
                [("code", "=", code), ("kind", "=", criteria["kind"])], limit=1
            )
        field = "default_code" if model == "product.product" else "code"
        domain = [(field, "=", code)]
        if company:
            domain.append(("company_id", "in", [company.id, False]))
        return (
            self.env[model].search(domain).sorted(lambda item: not item.company_id)[:1]
        )

    def _get_places(self, definition):
        """Return code → where it is in the form, in words."""
        localized = localize(definition, self.env.lang)
        places = {}
        for effect in definition.get("effects") or []:
            places[effect["code"]] = self.env._(
                "Effect “%(effect)s”",
                effect=pick_text(effect.get("label"), self.env.lang) or effect["code"],
            )
        for section in localized["sections"]:
            places[section["code"]] = self.env._(
                "Section “%(section)s”", section=section["label"]
            )
            for question in section["questions"]:
                places[question["code"]] = self.env._(
                    "Section “%(section)s”, question “%(question)s” (%(code)s)",
                    section=section["label"],
                    question=question["label"],
                    code=question["code"],
                )
        return places

    def _with_messages(self, found, places):
        """Return problems with their ``message``, each once."""
        unique = {}
        for problem in found:
            key = (problem["code"], problem["where"], str(problem["detail"]))
            place = places.get(problem["where"]) or problem["where"]
            words = self._get_problem_words(problem)
            if place:
                words = self.env._("%(place)s: %(problem)s", place=place, problem=words)
            unique.setdefault(key, problem | {"message": words})
        return list(unique.values())

    def _get_problem_words(self, problem):
        detail = problem["detail"]
        if problem["code"] == "cycle":
            detail = " → ".join([*detail, detail[0]])
        elif isinstance(detail, list):
            detail = "/".join(str(key) for key in detail)
        words = self._get_problem_texts()[problem["code"]]
        return words.replace("{detail}", str(detail)) if detail else words

    def _get_problem_texts(self):
        """Return code of a problem → its words; ``{detail}`` is what is at fault."""
        return {
            # the text
            "not_json": self.env._("this is no JSON ({detail})."),
            "not_object": self.env._("the text must be one JSON object: { … }."),
            "repeated_key": self.env._("the key “{detail}” comes twice in one object."),
            "too_deep": self.env._("the text is nested too deeply."),
            "bad_text": self.env._("the text holds a character that cannot be kept."),
            "malformed": self.env._(
                "sections, questions, choices and effects must be lists of objects "
                "with a text “code”, and each question needs a type: boolean, choice, "
                "choices, number, text, date, photo, signature, barcode or meter."
            ),
            "empty": self.env._("there is no question."),
            # codes and references
            "duplicate": self.env._("two questions have this code."),
            "duplicate_section": self.env._("two sections have the code “{detail}”."),
            "duplicate_choice": self.env._("two choices have the code “{detail}”."),
            "duplicate_effect": self.env._("two effects have the code “{detail}”."),
            "bad_code": self.env._(
                "the code “{detail}” must be 1 to 64 letters, digits, points, dashes "
                "or underscores."
            ),
            "unknown_ref": self.env._(
                "a condition refers to “{detail}”, which is no question."
            ),
            "unknown_var": self.env._(
                "a condition reads “{detail}”, which is no known fact."
            ),
            "cycle": self.env._("these questions depend on one another: {detail}."),
            "type_changed": self.env._(
                "an earlier version asked this question with the type “{detail}”; give "
                "the new question a code of its own."
            ),
            # conditions and values
            "bad_expression": self.env._("a condition is not well formed ({detail})."),
            "type_mismatch": self.env._(
                "“{detail}” is compared with a value that it can never have."
            ),
            "type": self.env._(
                "in “{detail}”, an operator gets a value of a kind that it cannot take."
            ),
            "result_type": self.env._(
                "the result of “{detail}” is not of the kind needed there."
            ),
            "unknown_key": self.env._("nothing reads the key “{detail}”."),
            "bad_value": self.env._("“{detail}” has a value of the wrong kind."),
            "bounds": self.env._("“{detail}” is above the highest value."),
            "no_label": self.env._("its label is missing."),
            "no_choice_label": self.env._("the choice “{detail}” has no label."),
            "no_choices": self.env._("there is no choice to offer."),
            # effects
            "no_condition": self.env._(
                "it has no condition (“when”), it would never run."
            ),
            "unknown_kind": self.env._(
                "its kind must be part, labour, action, symptom, cause, "
                "exclude_warranty, safety_stop or knowledge."
            ),
            "unknown_product": self.env._("no product has the reference “{detail}”."),
            "unknown_role": self.env._("no labour role has the code “{detail}”."),
            "unknown_fault_code": self.env._("no fault code is “{detail}”."),
        }
