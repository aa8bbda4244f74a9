# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import format_date

from ..tools.warranty_extension import remedy_clock
from .sav_case import CLOSED_STATES


class SavCase(models.Model):
    """The days that a legal warranty leaves to repair or replace.

    France: 30 days from the consumer's request (Code de la consommation, art. L217-10).
    """

    _inherit = "sav.case"

    date_requested = fields.Date(
        string="Asked For On",
        compute="_compute_date_requested",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        tracking=True,
        help="First day of the customer's request: a call or a mail before the "
        "drop-off counts. The legal days to repair run from it.",
    )
    date_remedy_due = fields.Date(
        string="Repair Owed By",
        compute="_compute_date_remedy_due",
        store=True,
        index="btree_not_null",
        help="By the legal warranty.",
    )
    remedy_days_left = fields.Integer(compute="_compute_remedy")
    is_remedy_late = fields.Boolean(compute="_compute_remedy")
    remedy_words = fields.Char(compute="_compute_remedy")

    @api.depends("reception_id.date")
    def _compute_date_requested(self):
        for case in self:
            dropped_off = fields.Date.context_today(
                case, case.reception_id.date or fields.Datetime.now()
            )
            # The drop-off asks at the latest.
            case.date_requested = min(case.date_requested or dropped_off, dropped_off)

    @api.depends("warranty_verdict_id", "date_requested")
    def _compute_date_remedy_due(self):
        for case in self:
            term = case._get_remedy_term()
            case.date_remedy_due = (
                remedy_clock(
                    case.date_requested, term["remedy_days"], case.date_requested
                )["due"]
                if term and case.date_requested
                else False
            )

    @api.depends("date_remedy_due", "state")
    @api.depends_context("lang")
    def _compute_remedy(self):
        today = fields.Date.context_today(self)
        for case in self:
            term = case._get_remedy_term()
            if not case.date_remedy_due or not term or case.state in CLOSED_STATES:
                case.remedy_days_left = 0
                case.is_remedy_late = False
                case.remedy_words = False
                continue
            clock = remedy_clock(case.date_requested, term["remedy_days"], today)
            case.remedy_days_left = clock["days_left"]
            case.is_remedy_late = clock["is_late"]
            case.remedy_words = case._explain_remedy(clock, term)

    def _get_remedy_term(self):
        """Return the facts of the legal term that sets a date to repair by, or None."""
        self.ensure_one()
        # sudo: the facts of the current verdict of a case that may be read.
        verdict = self.warranty_verdict_id.sudo()
        if verdict.warranty_kind != "legal":
            return None
        terms = [
            term
            for term in verdict._get_active_terms()
            if term["kind"] == "legal" and term["remedy_days"]
        ]
        return min(terms, key=lambda term: term["remedy_days"], default=None)

    def _explain_remedy(self, clock, term):
        values = {
            "date": format_date(self.env, clock["due"]),
            "days": abs(clock["days_left"]),
            "total": term["remedy_days"],
            "article": term["source"] or self.env._("legal warranty"),
        }
        if clock["is_late"]:
            return self.env._(
                "%(days)s days late: to be repaired or replaced by %(date)s, %(total)s "
                "days from the request (%(article)s). The customer may ask for a lower "
                "price or their money back.",
                **values,
            )
        return self.env._(
            "%(days)s days left: to be repaired or replaced by %(date)s, %(total)s "
            "days from the request (%(article)s)",
            **values,
        )

    def _get_clocks(self):
        """Add the legal one: ``name``, ``date``, ``days_left``, ``is_late``."""
        clocks = super()._get_clocks()
        if self.remedy_words:
            clocks.append(
                {
                    "name": self.remedy_words,
                    "date": self.date_remedy_due,
                    "days_left": self.remedy_days_left,
                    "is_late": self.is_remedy_late,
                }
            )
        return clocks
