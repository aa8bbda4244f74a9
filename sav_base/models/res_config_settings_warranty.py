# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    sav_repair_warranty_months = fields.Integer(
        related="company_id.sav_repair_warranty_months", readonly=False
    )
    sav_claim_answer_days = fields.Integer(
        related="company_id.sav_claim_answer_days", readonly=False
    )
