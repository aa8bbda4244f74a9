# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavEffectApplication(models.Model):
    """One effect of a completed form, run once, with what it produced."""

    _name = "sav.effect.application"
    _description = "Applied Effect"
    _order = "response_id, id"

    response_id = fields.Many2one(
        "sav.response", required=True, readonly=True, index=True, ondelete="cascade"
    )
    case_id = fields.Many2one(
        related="response_id.case_id", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one(
        related="response_id.company_id", store=True, index=True
    )
    # what it is
    effect_code = fields.Char(required=True, readonly=True)
    kind = fields.Selection(
        [
            ("symptom", "Symptom"),
            ("cause", "Cause"),
            ("part", "Part"),
            ("labour", "Labour"),
            ("action", "Action"),
            ("exclude_warranty", "Warranty Exclusion"),
            ("safety_stop", "Safety Stop"),
            ("knowledge", "Knowledge"),
            ("meter", "Meter Reading"),
        ],
        required=True,
        readonly=True,
    )
    payload = fields.Json(readonly=True, help="What it asked for, with its quantity.")
    # what came of it
    state = fields.Selection(
        [
            ("done", "Done"),
            ("failed", "Not Done"),
            ("withdrawn", "Withdrawn"),
            ("obsolete", "To Review"),
        ],
        string="Status",
        required=True,
        readonly=True,
        help="To review: the answers do not ask for it any more, what it made stays.",
    )
    summary = fields.Char(readonly=True)
    message = fields.Text(string="Remark", readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", readonly=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users",
        string="Completed By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )

    _effect_uniq = models.Constraint(
        "UNIQUE(response_id, effect_code)", "An effect runs once for a form."
    )

    def _get_made_record(self):
        """Return the record that the effect made, if it is still there."""
        self.ensure_one()
        if not self.res_model or self.res_model not in self.env:
            return None
        return self.env[self.res_model].browse(self.res_id).exists()

    def _get_words(self):
        """Return the effect in one line: its kind and what it is about."""
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return self.env._(
            "%(kind)s: %(summary)s",
            kind=kinds[self.kind],
            summary=self.summary or self.effect_code,
        )

    def _report_change(self, payload):
        """Note that an effect already run would not be the same today."""
        self.ensure_one()
        if self.payload == payload:
            return
        response = self.response_id
        self.message = self.env._(
            "The answers ask for “%(today)s” now, “%(before)s” was added and stays: "
            "change it by hand if needed.",
            today=response._get_effect_summary(self.kind, payload),
            before=self.summary,
        )
