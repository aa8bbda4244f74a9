# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.expression import ExpressionError, evaluate
from ..tools.operators import is_number

# Keys of a payload that are words, in one language or in several.
WORD_KEYS = ("label", "reason", "text", "article")


class SavResponse(models.Model):
    """What a complete form proposes: each effect once, nothing undone in silence."""

    _inherit = "sav.response"

    def action_retry_effects(self):
        """Run again the effects that could not be run when the form was completed."""
        for response in self:
            response_sudo = response._take_turn()
            if response_sudo.state != "complete":
                response_sudo._check_is_open()
                continue
            definition = response_sudo._get_definition()
            response_sudo._run_effects(definition, response_sudo._resolve(definition))
            response_sudo._post_conclusion([])
        return True

    def _run_effects(self, definition, outcome):
        """Withdraw what the answers do not ask for any more, then run what they ask."""
        effects = {effect["code"]: effect for effect in definition.get("effects") or []}
        stale = self.application_ids.filtered(
            lambda application: (
                application.kind != "meter"
                and application.effect_code not in outcome["effects"]
            )
        )
        self._withdraw_effects(stale)
        for code in outcome["effects"]:
            effect = effects[code]
            self._apply_once(code, effect["kind"], self._get_payload(effect, outcome))

    def _apply_once(self, code, kind, payload, **arguments):
        """Run one effect unless it was, and keep what came of it.

        A refusal of what the effect asks for does not undo the form: it is kept, told,
        and tried again when the form is completed again.

        :param code: key of the effect in the response
        :param kind: of ``sav.effect.application``; ``_apply_<kind>`` runs it
        """
        application = self.application_ids.filtered(
            lambda application: application.effect_code == code
        )
        if application.state == "done":
            application._report_change(payload)
            return
        if application.state == "obsolete":
            application.write({"state": "done", "message": False})
            application._report_change(payload)
            return
        vals = {
            "payload": payload,
            "date": fields.Datetime.now(),
            "user_id": self.env.uid,
            "message": False,
        }
        # As the user: the verbs of the case check their rights themselves.
        run = getattr(self.sudo(False), f"_apply_{kind}")
        try:
            with self.env.cr.savepoint():
                vals |= {"state": "done"} | run(
                    payload, f"{self.uuid}/{code}", **arguments
                )
        except UserError as error:
            vals |= {"state": "failed", "message": str(error)}
        vals.setdefault("summary", self._get_effect_summary(kind, payload))
        if application:
            application.write(vals)
        else:
            application.create(
                vals | {"response_id": self.id, "effect_code": code, "kind": kind}
            )

    def _get_payload(self, effect, outcome):
        """Return the payload of an effect with its quantity worked out."""
        payload = dict(effect["payload"])
        for key in ("quantity", "hours"):
            if isinstance(payload.get(key), dict):
                try:
                    quantity = evaluate(
                        payload[key], outcome["values"], self.context or {}
                    )
                except ExpressionError:
                    quantity = None
                payload[key] = quantity if is_number(quantity) else None
        if effect["kind"] == "part":
            payload.setdefault("quantity", 1)
        # The reason of an exclusion is for the customer, the rest for the technician.
        lang = effect["kind"] == "exclude_warranty" and self.case_id.partner_id.lang
        for key in WORD_KEYS:
            if key in payload:
                payload[key] = self._get_text(payload[key], lang or self.env.lang)
        return payload

    def _apply_symptom(self, payload, source):
        return self._apply_code("symptom", "symptom_id", payload["code"])

    def _apply_cause(self, payload, source):
        return self._apply_code("cause", "cause_id", payload["code"])

    def _apply_code(self, kind, field, code):
        """Write a fault code on the case, unless a person chose another one."""
        found = self._find_effect_record("sav.fault.code", code, kind)
        case = self.case_id
        current = case[field]
        if current and current != found and not self._was_proposed(kind, current):
            raise UserError(
                self.env._(
                    "%(case)s already says “%(current)s”: change it by hand to "
                    "“%(proposed)s” if that is right.",
                    case=case.display_name,
                    current=current.name,
                    proposed=found.name,
                )
            )
        if current != found:
            case[field] = found
        return {
            "summary": found.name,
            "res_model": found._name,
            "res_id": found.id,
        }

    def _was_proposed(self, kind, code):
        """Tell whether a form of the case proposed this code."""
        return bool(
            self.env["sav.effect.application"].search_count(
                [
                    ("case_id", "=", self.case_id.id),
                    ("kind", "=", kind),
                    ("res_model", "=", code._name),
                    ("res_id", "=", code.id),
                ],
                limit=1,
            )
        )

    def _apply_part(self, payload, source):
        product = self._find_effect_record("product.product", payload["product"])
        self._check_quantity(payload["quantity"])
        case = self.case_id
        payer = payload.get("payer")
        if payer:
            # sudo: a technician may not decide who pays; the published scenario does.
            case = case.sudo()
        move_id = case.add_part(
            product.id,
            payload["quantity"],
            source=source,
            payer=payer,
            reason=payer and self._get_payer_reason(),
        )
        return {"res_model": "stock.move", "res_id": move_id}

    def _apply_labour(self, payload, source):
        role = self._find_effect_record("sav.labour.role", payload["role"])
        self._check_quantity(payload["hours"])
        line_id = self.case_id.add_labour(role.id, payload["hours"], source=source)
        return {"res_model": "sav.labour.line", "res_id": line_id}

    def _apply_action(self, payload, source):
        action_id = self.case_id.add_action(
            payload["label"], mandatory=payload.get("mandatory", False), source=source
        )
        return {"res_model": "sav.action.line", "res_id": action_id}

    def _apply_exclude_warranty(self, payload, source):
        # sudo: the right to answer on the case was checked by the verb; a technician
        # excludes the warranty by a published scenario and its photo only.
        self.case_id.sudo()._exclude_warranty(payload["reason"])
        return {}

    def _apply_safety_stop(self, payload, source):
        self.case_id.message_post(
            body=Markup("<strong>⚠ {}</strong><br/>{}").format(
                self.env._("Safety stop"), payload["text"]
            )
        )
        return {}

    def _apply_knowledge(self, payload, source):
        return {}

    def _apply_meter(self, payload, source, meter):
        reading = self.env["sav.meter.reading"].create(
            {
                "meter_id": meter.id,
                "value": payload["value"],
                "source": "technician",
                "case_id": self.case_id.id,
                "intervention_id": self.intervention_id.id,
            }
        )
        return {"res_model": reading._name, "res_id": reading.id}

    def _check_quantity(self, quantity):
        if not quantity or quantity < 0:
            raise UserError(
                self.env._(
                    "The answers do not tell how much is needed: add it by hand."
                )
            )

    def _find_effect_record(self, model, code, kind=None):
        """Return what an effect names, as it is today.

        :raises UserError: it was archived or renamed since the scenario was published
        """
        found = self.version_id._find_record(
            model, {"code": code, "kind": kind}, self.case_id.company_id
        )
        if not found:
            raise UserError(
                self.env._(
                    "“%(code)s” does not exist any more: add what is needed by hand "
                    "and tell your administrator.",
                    code=code,
                )
            )
        return found

    def _get_payer_reason(self):
        """Return why another than the customer pays, in the customer's language."""
        version = self.version_id.with_context(lang=self.case_id.partner_id.lang)
        return version.env._(
            "Proposed by the diagnosis “%(scenario)s”",
            scenario=version.scenario_id.name,
        )

    def _post_conclusion(self, changes):
        """Tell on the case what the form concludes and what came of it."""
        states = dict(
            self.env["sav.effect.application"]
            ._fields["state"]
            ._description_selection(self.env)
        )
        lines = [
            Markup("<li>{}: {}{}</li>").format(
                states[application.state],
                application._get_words(),
                f" – {application.message}" if application.message else "",
            )
            for application in self.application_ids
            if application.state != "withdrawn" or application.message
        ]
        lines += [Markup("<li>{}</li>").format(change) for change in changes]
        self.case_id.sudo(False).message_post(
            body=Markup("<p>{}</p><ul>{}</ul>").format(
                self.env._(
                    "Diagnosis complete: %(version)s", version=self.version_id.name
                ),
                Markup("").join(lines),
            )
        )
