# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, formatLang

from ..tools.warranty import assess

PERCENTAGES = ("parts", "labour", "travel")


class SavWarrantyVerdict(models.Model):
    """What the warranty said of a case on a day, and why. Never rewritten."""

    _name = "sav.warranty.verdict"
    _description = "Warranty Verdict"
    _order = "id desc"
    _check_company_auto = True

    case_id = fields.Many2one(
        "sav.case", required=True, index=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True)
    equipment_id = fields.Many2one("sav.equipment", index="btree_not_null")
    policy_id = fields.Many2one("sav.warranty.policy", ondelete="restrict")
    # what was looked at
    date_basis = fields.Date(string="Counts From")
    basis_source = fields.Char(help="Where the date comes from: document and kind.")
    date_on = fields.Date(string="On", required=True)
    extra_days = fields.Integer(help="Days added for a repair or an immobilisation.")
    facts = fields.Json(
        readonly=True,
        help="All that was looked at, kept to say it again in another language.",
    )
    # what was said
    state = fields.Selection(
        [
            ("covered", "Under Warranty"),
            ("partial", "Partly Under Warranty"),
            ("out", "Out of Warranty"),
            ("excluded", "Excluded"),
            ("unknown", "Unknown Sale Date"),
        ],
        required=True,
    )
    parts = fields.Float(string="Parts %")
    labour = fields.Float(string="Labour %")
    travel = fields.Float(string="Travel %")
    date_end = fields.Date(string="Ends On")
    days_left = fields.Integer(help="Negative once the warranty is over.")
    explanation = fields.Text(required=True)
    exclusion_reason = fields.Char()
    user_id = fields.Many2one(
        "res.users", string="Asked By", default=lambda self: self.env.user
    )

    @api.model
    def _get_basis_problem(self, facts):
        """Return in words that the warranty would start after the drop-off, or None."""
        if not facts["basis"] or facts["basis"] <= facts["on"]:
            return None
        return self.env._(
            "%(device)s: the warranty would start on %(basis)s, after the drop-off of "
            "%(date)s. Correct the dates of the machine.",
            device=facts["device"],
            basis=format_date(self.env, facts["basis"]),
            date=format_date(self.env, facts["on"]),
        )

    @api.model
    def _assess(self, facts):
        """Return what the terms of ``facts`` pay on their day.

        :param dict facts: as ``sav.equipment._get_warranty_facts`` returns them
        :return: ``state``, ``parts``, ``labour``, ``travel`` (percentages),
            ``date_end`` and ``days_left`` (0 without any term)
        :raise UserError: when the basis is after the day
        """
        if problem := self._get_basis_problem(facts):
            raise UserError(problem)
        result = self._call_assess(facts["terms"], facts)
        percentages = {key: float(result[key]) for key in PERCENTAGES}
        if not facts["basis"]:
            state = "unknown"
        elif percentages["parts"] == percentages["labour"] == 100:
            # Travel is a matter of the place of work, not of the warranty of a device.
            state = "covered"
        else:
            state = "partial" if any(percentages.values()) else "out"
        return percentages | {
            "state": state,
            "date_end": result["end"],
            "days_left": result["days_left"] or 0,
        }

    @api.model
    def _call_assess(self, terms, facts):
        basis = facts["basis"] and fields.Date.to_date(facts["basis"])
        return assess(
            [
                {"code": term["code"], "months": term["months"]}
                | {key: Decimal(str(term[key])) for key in PERCENTAGES}
                for term in terms
            ],
            basis or None,
            fields.Date.to_date(facts["on"]),
            facts["extra_days"],
        )

    @api.model
    def _prepare_vals(self, facts, assessment):
        """Return the values of a verdict, its explanation in the user's language."""
        facts = facts | {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in assessment.items()
        }
        return assessment | {
            "facts": facts,
            "date_basis": facts["basis"],
            "basis_source": facts["document"],
            "date_on": facts["on"],
            "extra_days": facts["extra_days"],
            "explanation": self._explain(facts),
        }

    def _get_coverage(self):
        """Return what is paid, to compare two verdicts: percentages and state."""
        return (*(self[key] for key in PERCENTAGES), self.state)

    def _get_words(self, lang=None):
        """Return the explanation in the language ``lang`` (the stored one if none)."""
        self.ensure_one()
        if not lang or not self.facts:
            return self.explanation
        return self.with_context(lang=lang)._explain(self.facts)

    @api.model
    def _explain(self, facts):
        """Return a verdict in words, with its dates and percentages."""
        verdict = self._explain_state(facts)
        if not facts["basis"]:
            return verdict
        reasons = [self._explain_basis(facts)]
        reasons += [self._explain_term(term, facts) for term in facts["terms"]]
        if not facts["terms"]:
            reasons.append(self.env._("no warranty is promised with this device"))
        if facts["extra_days"]:
            reasons.append(self.env._("days added: %(days)s", days=facts["extra_days"]))
        return self.env._(
            "%(verdict)s: %(reasons)s.", verdict=verdict, reasons=", ".join(reasons)
        )

    def _explain_state(self, facts):
        days = abs(facts["days_left"])
        match facts["state"]:
            case "unknown":
                return self.env._(
                    "Sale date unknown: no delivery was found and no proof of purchase "
                    "was given. Charged as out of warranty."
                )
            case "excluded":
                return self.env._(
                    "Warranty excluded (%(reason)s)", reason=facts["exclusion"]
                )
            case "covered" if days == 1:
                return self.env._("Under warranty for 1 more day")
            case "covered":
                return self.env._("Under warranty for %(days)s more days", days=days)
            case "partial":
                return self.env._(
                    "Partly under warranty, parts %(parts)s, labour %(labour)s, travel "
                    "%(travel)s",
                    **{key: self._format_percentage(facts[key]) for key in PERCENTAGES},
                )
        if not facts["terms"]:
            return self.env._("Out of warranty")
        if days == 1:
            return self.env._("Out of warranty for 1 day")
        return self.env._("Out of warranty for %(days)s days", days=days)

    def _explain_basis(self, facts):
        values = {
            "date": format_date(self.env, facts["basis"]),
            "document": facts["document"],
        }
        if facts["basis_kind"] == "commissioning":
            return self.env._("commissioned on %(date)s", **values)
        if facts["basis_kind"] == "invoice":
            return self.env._("invoiced on %(date)s (delivery %(document)s)", **values)
        match facts["source"], bool(facts["document"]):
            case "delivery", True:
                return self.env._("sold on %(date)s (delivery %(document)s)", **values)
            case "proof", True:
                return self.env._(
                    "sold on %(date)s (proof of purchase %(document)s)", **values
                )
            case "proof", False:
                return self.env._("sold on %(date)s (proof of purchase)", **values)
            case "declared", _has_document:
                return self.env._("sold on %(date)s as the customer says", **values)
            case _source, True:
                return self.env._("sold on %(date)s (%(document)s)", **values)
        return self.env._("sold on %(date)s", **values)

    def _explain_term(self, term, facts):
        end = self._call_assess([term], facts)["end"]
        values = {
            "months": term["months"],
            "warranty": self._get_term_name(term, facts),
            "date": format_date(self.env, end),
        }
        if end < fields.Date.to_date(facts["on"]):
            return self.env._(
                "%(months)s months %(warranty)s ended on %(date)s", **values
            )
        return self.env._("%(months)s months %(warranty)s ends on %(date)s", **values)

    def _get_term_name(self, term, facts):
        name = {
            "legal": self.env._("legal warranty"),
            "commercial": self.env._("commercial warranty"),
            "manufacturer": self.env._("manufacturer's warranty"),
            "repair": self.env._("warranty on the repair"),
        }[term["kind"]]
        if sum(other["kind"] == term["kind"] for other in facts["terms"]) > 1:
            return self.env._(
                "%(warranty)s “%(code)s”", warranty=name, code=term["code"]
            )
        return name

    def _format_percentage(self, value):
        digits = 0 if value == int(value) else 2
        return f"{formatLang(self.env, value, digits=digits)} %"
