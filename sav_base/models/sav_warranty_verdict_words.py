# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import MissingError
from odoo.tools import format_date

from ..tools.warranty import SHARES
from .written_number import written_number

# Why a term does not hold that a customer may ask about; the others are for us.
TOLD_REASONS = ("customer_kind", "country", "proof", "fault")


class SavWarrantyVerdict(models.Model):
    """A verdict in words: made from its facts, in the language of who reads it."""

    _inherit = "sav.warranty.verdict"

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
        if facts["state"] == "unknown":
            return verdict
        reasons = [self._explain_basis(facts)] if facts["basis"] else []
        reasons += self._explain_terms(facts)
        reasons += [
            self.env["sav.warranty.extension"]._explain(row)
            for row in facts.get("extensions") or []
        ]
        if facts["extra_days"]:
            reasons.append(self.env._("days added: %(days)s", days=facts["extra_days"]))
        if facts.get("exclusion") and facts["state"] != "excluded":
            reasons.append(
                self.env._(
                    "less is paid because of “%(reason)s”",
                    reason=self._get_exclusion_name(facts),
                )
            )
        told = [term for term in facts.get("ignored") or [] if self._is_told(term)]
        if not facts["terms"] and not told:
            reasons.append(self.env._("no warranty is promised with this device"))
        reasons += [self._explain_ignored(term, facts) for term in told]
        return self.env._(
            "%(verdict)s: %(reasons)s.", verdict=verdict, reasons=", ".join(reasons)
        )

    def _is_told(self, term):
        """Tell whether a customer is told why a term does not hold.

        The laws of other countries than theirs are no news to anybody.
        """
        return term["why"] in TOLD_REASONS and not (
            term["why"] == "country" and term["is_automatic"]
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
                    "Warranty excluded (%(reason)s)",
                    reason=self._get_exclusion_name(facts),
                )
            case "covered" if days == 1:
                return self.env._("Under warranty for 1 more day")
            case "covered":
                return self.env._("Under warranty for %(days)s more days", days=days)
            case "partial":
                return self.env._(
                    "Partly under warranty, parts %(parts)s, labour %(labour)s, travel "
                    "%(travel)s",
                    **{key: self._format_percentage(facts[key]) for key in SHARES},
                )
        if not facts["terms"]:
            return self.env._("Out of warranty")
        if days == 1:
            return self.env._("Out of warranty for 1 day")
        return self.env._("Out of warranty for %(days)s days", days=days)

    def _get_exclusion_name(self, facts):
        """Return the cause that excludes, in the language of the reader."""
        cause_id = facts.get("exclusion_cause")
        return (
            self._get_names("sav.fault.code", [cause_id]) if cause_id else ""
        ) or facts["exclusion"]

    def _explain_basis(self, facts):
        values = {
            "date": format_date(self.env, facts["basis"]),
            "document": facts["document"],
        }
        if facts["basis_kind"] == "assumed":
            return self.env._("counted from %(date)s", **values)
        if facts["basis_kind"] == "commissioning":
            return self.env._("commissioned on %(date)s", **values)
        if facts["basis_kind"] == "order":
            return self.env._("ordered on %(date)s (delivery %(document)s)", **values)
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

    def _explain_terms(self, facts):
        return [
            self._explain_term(term, facts)
            for term in facts["terms"]
            if term.get("basis", facts["basis"])
        ]

    def _explain_term(self, term, facts):
        end = self._judge([term], facts)["end"]
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

    def _explain_ignored(self, term, facts):
        """Return in words that a term does not hold, and why."""
        values = {
            "months": term["months"],
            "warranty": self._get_term_name(term, facts),
            "customer": facts.get("customer") or "",
            "case": term.get("case"),
        }
        match term["why"]:
            case "customer_kind" if facts["customer_kind"] == "professional":
                return self.env._(
                    "not the %(months)s months %(warranty)s, for consumers only, as "
                    "%(customer)s is a company",
                    **values,
                )
            case "customer_kind":
                return self.env._(
                    "not the %(months)s months %(warranty)s, for professionals only",
                    **values,
                )
            case "country":
                countries = self._get_names("res.country", term["limits"]["country"])
                return self.env._(
                    "not the %(months)s months %(warranty)s, for customers in "
                    "%(countries)s only",
                    countries=countries,
                    **values,
                )
            case "proof":
                return self.env._(
                    "not the %(months)s months %(warranty)s without a proof of "
                    "purchase",
                    **values,
                )
            case "fault":
                return self.env._(
                    "not the %(months)s months %(warranty)s %(case)s, for the same "
                    "fault only",
                    **values,
                )
            case "narrower":
                return self.env._(
                    "not the %(months)s months %(warranty)s, another one is made for "
                    "this very case",
                    **values,
                )
        return self.env._(
            "not the %(months)s months %(warranty)s, for other products only", **values
        )

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

    def _get_names(self, model, ids):
        # sudo: names of countries, products and policies, which a term is limited to.
        records = self.env[model].sudo().browse(ids)
        try:
            return ", ".join(records.mapped("display_name"))
        except MissingError:
            # Only when something was deleted since: it costs a query.
            return ", ".join(records.exists().mapped("display_name"))

    def _format_percentage(self, value):
        return f"{written_number(self.env, value)} %"
