# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


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
