# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.tools import format_date, formatLang

from ..tools.definition import localize, pick_text, questions_of
from ..tools.operators import is_number


class SavResponse(models.Model):
    """The form as a person sees it: its words, its photos, its answers read back."""

    _inherit = "sav.response"

    def get_form(self):
        """Return all that the screen needs to show and to fill the form.

        :return: dict

            - ``response``: ``id``, ``uuid``, ``state``, ``is_editable``,
              ``can_answer``, ``case_id``, ``intervention_id``, and in words
              ``scenario``, ``version`` and ``case``;
            - ``definition``: of the response's own version, words in the user's
              language; what ``resolve`` of the engine reads is as it was published;
            - ``context``: the frozen one;
            - ``answers``: code of question → value, hidden answers included;
            - ``photos``: uuid → ``{"id", "caption"}`` of those that have arrived;
            - ``meters``: code of a meter question → ``{"name", "unit", "value",
              "date"}`` of its last reading;
            - ``effects``: code → ``{"kind", "summary"}``, what would be proposed;
              ``quantity`` beside it when it is worked out from the answers;
            - ``photo_limits``: ``max_mb``, ``max_px`` (long side); 0: none;
            - ``conclusion``: see ``_get_conclusion``, once complete, else None
        """
        self.ensure_one()
        self.check_access("read")
        definition = self._get_definition()
        case = self.case_id
        # Shown to whoever may see the case: names of people and files are not.
        photos_sudo = (
            self.env["sav.evidence"]
            .sudo()
            .search(
                [("case_id", "=", case.id), ("uuid", "in", self._get_photo_uuids())]
            )
        )
        return {
            "response": {
                "id": self.id,
                "uuid": self.uuid,
                "state": self.state,
                "is_editable": self.state in ("draft", "reopened")
                and case._can_answer(),
                "can_answer": case._can_answer(),
                "version": self.version_id.sudo().name,
                "scenario": self.version_id.sudo().scenario_id.name,
                "case": case.display_name,
                "case_id": case.id,
                "intervention_id": self.intervention_id.id,
            },
            "definition": localize(definition, self.env.lang),
            "context": self.context or {},
            "answers": self._get_answers(),
            "photos": {
                photo.uuid: {"id": photo.id, "caption": photo.caption or ""}
                for photo in photos_sudo
            },
            "meters": self._get_meters(definition),
            "effects": {
                effect["code"]: self._get_effect_preview(effect)
                for effect in definition.get("effects") or []
            },
            "photo_limits": {
                "max_mb": self.company_id._get_sav_photo_max_mb(),
                "max_px": self.company_id.sav_photo_max_px,
            },
            "conclusion": self._get_conclusion() if self.state == "complete" else None,
        }

    def _get_photo_uuids(self):
        return [
            uuid
            for answer in self.answer_ids
            if answer.question_type == "photo"
            for uuid in answer._get_value() or []
        ]

    def _get_meters(self, definition):
        meters = {}
        for code, question in questions_of(definition).items():
            meter = question["type"] == "meter" and self._find_meter(question)
            if not meter:
                continue
            reading = meter.reading_ids.filtered(
                lambda reading: reading.event != "removed"
            )[:1]
            meters[code] = {
                "name": meter.name,
                "unit": meter.uom_name or "",
                "value": reading.value if reading else None,
                "date": format_date(self.env, reading.date) if reading else "",
            }
        return meters

    def _get_effect_preview(self, effect):
        payload = dict(effect["payload"])
        if effect["kind"] == "part":
            payload.setdefault("quantity", 1)
        preview = {"kind": effect["kind"]}
        for key in ("quantity", "hours"):
            if isinstance(payload.get(key), dict):
                preview["quantity"] = payload.pop(key)
        return preview | {"summary": self._get_effect_summary(effect["kind"], payload)}

    def _get_effect_summary(self, kind, payload):
        """Return what an effect is about, in words.

        :param payload: dict; a quantity that is not known yet is left out
        """
        if kind == "part":
            product = self.version_id._find_record(
                "product.product", {"code": payload["product"]}, self.case_id.company_id
            )
            name = product.display_name or payload["product"]
            return self._get_quantity_words(name, payload.get("quantity"), "")
        if kind == "labour":
            role = self.version_id._find_record(
                "sav.labour.role", {"code": payload["role"]}, self.case_id.company_id
            )
            name = role.display_name or payload["role"]
            return self._get_quantity_words(name, payload.get("hours"), " h")
        if kind in ("symptom", "cause"):
            found = self.version_id._find_record(
                "sav.fault.code", {"code": payload["code"], "kind": kind}
            )
            return found.name or payload["code"]
        if kind == "meter":
            return self._format_number(payload["value"])
        key = {
            "action": "label",
            "exclude_warranty": "reason",
            "safety_stop": "text",
            "knowledge": "article",
        }[kind]
        return self._get_text(payload[key])

    def _get_quantity_words(self, name, quantity, unit):
        if not is_number(quantity):
            return name
        return f"{name} × {self._format_number(quantity)}{unit}"

    def _get_conclusion(self):
        """Return what a complete form concludes.

        :return: ``{"state", "score", "date", "photos_awaited", "safety_stop": [text],
            "effects": [{"code", "kind", "state", "summary", "message"}], "warnings":
            [what changed since the form was opened, in words]}``
        """
        self.ensure_one()
        applications = self.application_ids.filtered(
            lambda application: application.state != "withdrawn"
        )
        return {
            "state": self.state,
            "score": self.score,
            "date": fields.Datetime.to_string(self.date_completed),
            "photos_awaited": self.photos_awaited,
            "safety_stop": applications.filtered(
                lambda application: (
                    application.kind == "safety_stop" and application.state == "done"
                )
            ).mapped("summary"),
            "effects": [
                {
                    "code": application.effect_code,
                    "kind": application.kind,
                    "state": application.state,
                    "summary": application.summary or "",
                    "message": application.message or "",
                }
                for application in applications
            ],
            "warnings": (self.context_changes or "").splitlines(),
        }

    def _get_questions_in_words(self):
        """Return code of question → its attributes, words in the user's language."""
        self.ensure_one()
        return questions_of(localize(self._get_definition(), self.env.lang))

    def _get_label(self, question):
        return self._get_text(question.get("label")) or question["code"]

    def _get_text(self, words, lang=None):
        return pick_text(words, lang or self.env.lang)

    def _get_words(self, question, value):
        """Return an answer as people read it.

        :param question: dict, localized attributes of the question; empty if unknown
        """
        if value is None:
            return ""
        kind = question.get("type")
        choices = {
            choice["code"]: choice["label"] for choice in question.get("choices") or []
        }
        if kind == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if kind == "choice":
            return choices.get(value, value)
        if kind == "choices":
            return ", ".join(choices.get(code, code) for code in value)
        if kind in ("number", "meter"):
            unit = question.get("unit")
            return self._format_number(value) + (f" {unit}" if unit else "")
        if kind == "date":
            return format_date(self.env, value)
        if kind == "photo":
            return self.env._("Photos: %(count)s", count=len(value))
        if kind == "signature":
            return self.env._("Signed")
        return str(value)

    def _format_number(self, number):
        """Return a number in the user's language with the digits that it has."""
        digits = f"{number:.6f}".rstrip("0").partition(".")[2]
        return formatLang(self.env, number, digits=len(digits))
