# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        self.env["stock.move"].browse(
            {vals["move_id"] for vals in vals_list if vals.get("move_id")}
        )._sav_check_gate()
        return super().create(vals_list)

    def write(self, vals):
        if "quantity" in vals:
            self.filtered(
                lambda line: line.quantity < vals["quantity"]
            ).move_id._sav_check_gate()
        return super().write(vals)

    def _get_sav_customer(self):
        """Return to whom this line was delivered."""
        self.ensure_one()
        return self.picking_id.partner_id or self.move_id.partner_id
