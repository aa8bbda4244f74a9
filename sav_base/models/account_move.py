# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class AccountMove(models.Model):
    _inherit = "account.move"

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            self.invoice_line_ids._get_sav_transformations()._update_from_invoice()
        return result

    @api.constrains("state")
    def _check_sav_transformed(self):
        """Refuse to post, or to take back from cancelled, more than is left to bill."""
        self.filtered(lambda move: move.state != "cancel").invoice_line_ids.filtered(
            "sale_line_ids"
        )._check_sav_transformed()
