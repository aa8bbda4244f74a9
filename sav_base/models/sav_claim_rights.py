# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class SavClaim(models.Model):
    _name = "sav.claim"
    _inherit = ["sav.claim", "sav.guard.mixin"]

    @api.model
    def _get_state_fields(self):
        return super()._get_state_fields() | {
            "date_answer",
            "date_closed",
            "date_sent",
            "name",
            "picking_id",
            "reminder_count",
            "state",
        }
