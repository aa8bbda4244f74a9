# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    sav_is_tunisian = fields.Boolean(compute="_compute_sav_is_tunisian")
    sav_stamp_duty_scope = fields.Selection(
        related="company_id.sav_stamp_duty_scope", readonly=False, required=True
    )
    sav_stamp_duty_on_credit_note = fields.Boolean(
        related="company_id.sav_stamp_duty_on_credit_note", readonly=False
    )

    @api.depends("company_id")
    def _compute_sav_is_tunisian(self):
        for settings in self:
            settings.sav_is_tunisian = settings.company_id._sav_is_tunisian()
