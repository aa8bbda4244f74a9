# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import format_date

from ..tools.warranty import SHARES
from ..tools.warranty_changes import list_fact_changes


class SavWarrantyVerdict(models.Model):
    """How a verdict was found, step by step, and what changed since the one before."""

    _inherit = "sav.warranty.verdict"

    reasoning = fields.Text(
        string="How It Was Found",
        compute="_compute_reasoning",
        help="The terms that hold and those that do not, each with its reason.",
    )
    changes = fields.Text(
        string="What Changed",
        compute="_compute_changes",
        help="Since the verdict before this one.",
    )

    @api.depends("facts")
    @api.depends_context("lang")
    def _compute_reasoning(self):
        for verdict in self:
            verdict.reasoning = (
                "\n".join(self._list_reasons(verdict.facts))
                if verdict.facts
                else verdict.explanation
            )

    @api.depends("facts", "case_id.warranty_verdict_ids")
    @api.depends_context("lang")
    def _compute_changes(self):
        for verdict in self:
            earlier = verdict.case_id.warranty_verdict_ids.filtered(
                lambda other, verdict=verdict: other._origin.id < verdict._origin.id
            ).sorted("id")
            verdict.changes = self._explain_changes(
                earlier[-1:].facts or None, verdict.facts or None
            )

    @api.model
    def _list_reasons(self, facts):
        """Return how a verdict was found, as lines in the reader's language."""
        lines = [self._explain_policy(facts)]
        if facts["basis"]:
            lines.append(self._explain_basis(facts))
        for term in facts["terms"]:
            lines.append(self._explain_held(term, facts))
        lines += [
            self._explain_ignored(term, facts) for term in facts.get("ignored") or []
        ]
        lines += [
            self.env["sav.warranty.extension"]._explain(row)
            for row in facts.get("extensions") or []
        ]
        if facts["extra_days"]:
            lines.append(self.env._("days added: %(days)s", days=facts["extra_days"]))
        if facts.get("exclusion"):
            lines.append(
                self.env._(
                    "cause found: %(cause)s", cause=self._get_exclusion_name(facts)
                )
            )
        return [f"• {line[:1].upper()}{line[1:]}" for line in lines if line]

    def _explain_policy(self, facts):
        if not facts.get("policy"):
            return self.env._("no policy was chosen for this machine")
        values = {
            "policy": self._get_names("sav.warranty.policy", [facts["policy"]]),
        }
        match facts["policy_from"]:
            case "product":
                return self.env._("policy “%(policy)s”, of the product", **values)
            case "product_category":
                return self.env._(
                    "policy “%(policy)s”, of the product category", **values
                )
            case "equipment_category":
                return self.env._(
                    "policy “%(policy)s”, of the equipment category", **values
                )
            case "company":
                return self.env._("policy “%(policy)s”, of the company", **values)
        return self.env._("policy “%(policy)s”, chosen on the machine", **values)

    def _explain_held(self, term, facts):
        """Return in words that a term holds, why, and what it pays."""
        if not term.get("basis", facts["basis"]):
            words = self.env._(
                "%(months)s months %(warranty)s, whose first day is not known",
                months=term["months"],
                warranty=self._get_term_name(term, facts),
            )
        else:
            words = self._explain_term(term, facts)
        details = [self._explain_shares(term)]
        if because := self._explain_limits(term, facts):
            details.append(
                self.env._("applies because of: %(limits)s", limits=", ".join(because))
            )
        if term.get("source"):
            details.append(term["source"])
        return self.env._(
            "%(term)s (%(details)s)", term=words, details="; ".join(details)
        )

    def _explain_shares(self, shares):
        return self.env._(
            "parts %(parts)s, labour %(labour)s, travel %(travel)s",
            **{key: self._format_percentage(shares[key]) for key in SHARES},
        )

    def _explain_limits(self, term, facts):
        """Return what a term is limited to and that the case fits, as a list."""
        kinds = dict(
            self.env["sav.warranty.term"]
            ._fields["customer_kind"]
            ._description_selection(self.env)
        )
        limits = term.get("limits") or {}
        models_by_scope = {
            "product": "product.template",
            "product_category": "product.category",
            "equipment_category": "sav.equipment.category",
        }
        words = [
            self._get_names(model, limits[scope])
            for scope, model in models_by_scope.items()
            if scope in limits
        ]
        if "customer_kind" in limits:
            words.append(kinds[facts["customer_kind"]].lower())
        if "country" in limits:
            words.append(self._get_names("res.country", [facts["country"]]))
        return words

    # -- what changed --

    @api.model
    def _explain_changes(self, before, after):
        """Return in words what changed between two sets of facts, as lines."""
        if not before or not after:
            return False
        changes = list_fact_changes(before, after)
        if "basis" in {change["what"] for change in changes}:
            # Another date says it all.
            changes = [row for row in changes if row["what"] != "basis_kind"]
        lines = [self._explain_change(change, before, after) for change in changes]
        lines = list(dict.fromkeys(filter(None, lines)))
        return "\n".join(lines) or self.env._("Nothing: judged again as before.")

    def _explain_change(self, change, before, after):
        what, old, new = change["what"], change["before"], change["after"]
        if what == "term":
            return self._explain_term_change(old, new, before, after)
        if what == "extension":
            extension = self.env["sav.warranty.extension"]
            if new:
                return self.env._(
                    "Extension: %(extension)s", extension=extension._explain(new)
                )
            return self.env._(
                "Taken back: %(extension)s", extension=extension._explain(old)
            )
        label, show = self._get_change_words(what)
        return self.env._(
            "%(label)s: %(before)s → %(after)s",
            label=label,
            before=show(old, before),
            after=show(new, after),
        )

    def _explain_term_change(self, old, new, before, after):
        if not old:
            return self.env._(
                "Now counts: %(term)s", term=self._explain_dates(new, after)
            )
        if not new:
            return self.env._(
                "No longer counts: %(term)s", term=self._explain_dates(old, before)
            )
        words = [self._explain_dates(old, before), self._explain_dates(new, after)]
        if words[0] == words[1]:
            # Its percentages or its limits.
            words = [self._explain_held(old, before), self._explain_held(new, after)]
        return self.env._("%(before)s → %(after)s", before=words[0], after=words[1])

    def _explain_dates(self, term, facts):
        if term.get("basis", facts["basis"]):
            return self._explain_term(term, facts)
        return self._explain_held(term, facts)

    def _get_change_words(self, what):
        """Return the label of a fact, and the function that shows its value."""

        def show_date(value, _facts):
            return format_date(self.env, value) if value else self.env._("unknown")

        def show_text(value, _facts):
            return str(value) if value else self.env._("none")

        def show_cause(value, facts):
            return self._get_exclusion_name(facts) if value else self.env._("none")

        def show_name(model):
            return lambda value, _facts: (
                self._get_names(model, [value]) if value else self.env._("none")
            )

        def show_selection(model, name):
            labels = dict(
                self.env[model]._fields[name]._description_selection(self.env)
            )
            return lambda value, _facts: labels.get(value) or self.env._("none")

        return {
            "on": (self.env._("Day of the drop-off"), show_date),
            "basis": (self.env._("Counts from"), show_date),
            "basis_kind": (self.env._("Counts from"), self._show_basis_kind),
            "source": (
                self.env._("Source of the sale date"),
                show_selection("sav.equipment", "sale_source"),
            ),
            "document": (self.env._("Document"), show_text),
            "policy": (self.env._("Policy"), show_name("sav.warranty.policy")),
            "customer_kind": (
                self.env._("Buys as"),
                show_selection("sav.warranty.term", "customer_kind"),
            ),
            "country": (self.env._("Country"), show_name("res.country")),
            "exclusion_key": (self.env._("Excluding cause"), show_cause),
            "extra_days": (self.env._("Days added by hand"), show_text),
        }[what]

    def _show_basis_kind(self, value, _facts):
        return {
            "sale": self.env._("sale"),
            "order": self.env._("order"),
            "invoice": self.env._("invoice"),
            "commissioning": self.env._("commissioning"),
            "assumed": self.env._("supposed date"),
        }.get(value) or self.env._("unknown")
