# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools.warranty import SHARES
from ..tools.warranty_terms import judge_terms, reduce_shares
from .sav_warranty_term import TERM_KINDS

# The states in which the warranty pays something.
PAYING_STATES = ("covered", "partial")


def verdict_selection(name):
    """Return what gives another field the choices of a field of the verdicts.

    Asked each time, so that they are in the language of who looks.
    """

    def describe(model):
        field = model.env["sav.warranty.verdict"]._fields[name]
        return field._description_selection(model.env)

    return describe


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
    warranty_kind = fields.Selection(
        TERM_KINDS,
        string="Paid Under",
        help="The legal warranty first, where several pay as much.",
    )
    explanation = fields.Text(required=True)
    exclusion_reason = fields.Char()
    user_id = fields.Many2one(
        "res.users", string="Asked By", default=lambda self: self.env.user
    )

    @api.model
    def _get_basis_problem(self, facts):
        """Return in words that the warranty would start after the drop-off, or None."""
        late = [
            basis
            for basis in (facts["basis"], *(term["basis"] for term in facts["terms"]))
            if basis and basis > facts["on"]
        ]
        if not late:
            return None
        return self.env._(
            "%(device)s: the warranty would start on %(basis)s, after the drop-off of "
            "%(date)s. Correct the dates of the machine.",
            device=facts["device"],
            basis=format_date(self.env, late[0]),
            date=format_date(self.env, facts["on"]),
        )

    @api.model
    def _assess(self, facts):
        """Return what the terms of ``facts`` pay on their day.

        :param dict facts: as ``sav.equipment._get_warranty_facts`` returns them, with
            ``reductions`` (as ``sav.warranty.exclusion._prepare_facts``) for a cause
            that limits them
        :return: ``state``, ``parts``, ``labour``, ``travel`` (percentages),
            ``warranty_kind``, ``date_end`` and ``days_left`` (0 without any term)
        :raise UserError: when the basis is after the day
        """
        if problem := self._get_basis_problem(facts):
            raise UserError(problem)
        result = self._judge(facts["terms"], facts)
        percentages = {key: float(result[key]) for key in SHARES}
        if not facts["basis"] and not result["end"]:
            state = "unknown"
        elif percentages["parts"] == percentages["labour"] == 100:
            # Travel is a matter of the place of work, not of the warranty of a device.
            state = "covered"
        elif any(percentages.values()):
            state = "partial"
        else:
            state = "excluded" if facts.get("exclusion") else "out"
        return percentages | {
            "state": state,
            "warranty_kind": result["kind"] or False,
            "date_end": result["end"],
            "days_left": result["days_left"] or 0,
        }

    @api.model
    def _judge_facts(self, facts, cause, reason):
        """Return facts and assessment once the cause of the fault limits the warranty.

        :param dict facts: as ``_assess`` takes them
        :param cause: the cause that was found, possibly empty
        :param reason: exclusion found by an answer, in words, or False
        :return: ``(facts, assessment)``, the latter as ``_assess`` returns it, the
            former with ``reductions``, ``exclusion`` (in words), ``exclusion_cause``
            (id), ``exclusion_key`` (the same in every language) and ``needs_photo``
            when less is paid
        :raise UserError: as ``_assess``
        """
        assessment = self._assess(facts)
        if assessment["state"] not in PAYING_STATES:
            return facts, assessment
        limits = self._get_cause_limits(facts, cause, reason)
        if not limits["reductions"]:
            return facts, assessment
        limited = self._assess(facts | limits)
        if all(limited[key] == assessment[key] for key in SHARES):
            return facts, assessment
        return facts | limits, limited

    @api.model
    def _get_cause_limits(self, facts, cause, reason):
        nothing = dict.fromkeys(SHARES, 0) | {"policy": None}
        named = {
            "exclusion": cause.name,
            "exclusion_cause": cause.id or None,
            "exclusion_key": cause.code,
        }
        if cause.excludes_warranty:
            return named | {"reductions": [nothing], "needs_photo": True}
        if reason:
            return {
                "exclusion": reason,
                "exclusion_key": reason,
                "reductions": [nothing],
                "needs_photo": True,
            }
        policies = list({term["policy"] for term in facts["terms"] if term["policy"]})
        # sudo: the rows of policies that the machine was judged by.
        rows = self.env["sav.warranty.policy"].sudo().browse(policies).exclusion_ids
        rows = rows.filtered(lambda row: row.cause_id == cause) if cause else rows[:0]
        return named | {
            "reductions": [row._prepare_facts() for row in rows],
            "needs_photo": any(rows.mapped("needs_photo")),
        }

    @api.model
    def _judge(self, terms, facts):
        """Return what ``judge_terms`` says of terms of ``facts``, by their keys."""
        return judge_terms(
            [self._prepare_judged_term(term, facts) for term in terms],
            fields.Date.to_date(facts["on"]),
        )

    @api.model
    def _prepare_judged_term(self, term, facts):
        def read_shares(row):
            return {key: Decimal(str(row[key])) for key in SHARES}

        # A verdict made before terms had dates of their own holds them for all.
        basis = term.get("basis", facts["basis"])
        reductions = [
            read_shares(row)
            for row in facts.get("reductions") or []
            if row["policy"] in (None, term.get("policy"))
        ]
        return {
            "code": term.get("key") or term["code"],
            "kind": term["kind"],
            "months": term["months"] + term.get("extra_months", 0),
            "basis": fields.Date.to_date(basis) if basis else None,
            "extra_days": facts["extra_days"] + term.get("extra_days", 0),
            **reduce_shares(read_shares(term), reductions),
        }

    @api.model
    def _prepare_vals(self, facts, assessment):
        """Return the values of a verdict, its explanation in the user's language."""
        facts = facts | {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in assessment.items()
        }
        facts["active"] = self._judge(facts["terms"], facts)["active"]
        added = sum(row["days"] for row in facts.get("extensions") or [])
        return assessment | {
            "facts": facts,
            "date_basis": facts["basis"],
            "basis_source": facts["document"],
            "date_on": facts["on"],
            "extra_days": facts["extra_days"] + added,
            "explanation": self._explain(facts),
        }

    def _get_coverage(self):
        """Return what is paid, to compare two verdicts: percentages and state."""
        return (*(self[key] for key in SHARES), self.state)

    def _get_active_terms(self):
        """Return the facts of the terms that had not ended, a list of dicts."""
        self.ensure_one()
        facts = self.facts or {}
        active = facts.get("active") or []
        return [term for term in facts.get("terms") or [] if term.get("key") in active]
