# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _sav_get_cost(self):
        self.ensure_one()
        if self.state == "done":
            # Frozen by core the day it was consumed.
            return self.quantity, abs(self.value)
        product = self.product_id.with_company(self.company_id)
        return self.product_uom_qty, self.product_uom_qty * product.standard_price

    def _prepare_claim_line_vals(self):
        self.ensure_one()
        return {
            "kind": "part",
            "product_id": self.product_id.id,
            "move_id": self.id,
            "is_returned": True,
        }
