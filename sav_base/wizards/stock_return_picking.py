# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class StockReturnPicking(models.TransientModel):
    _inherit = "stock.return.picking"

    sav_is_service_return = fields.Boolean(
        string="For the After-Sales Service",
        help="The goods come back to be repaired: they stay the customer's, nothing is "
        "refunded.",
    )

    def _prepare_picking_default_values(self):
        vals = super()._prepare_picking_default_values()
        if self.sav_is_service_return:
            customer = self.picking_id._get_sav_customer()
            vals |= {
                "sav_is_service_return": True,
                "owner_id": customer.commercial_partner_id.id,
            }
        return vals

    def _create_return(self):
        if self.sav_is_service_return:
            # Nothing is refunded: the order stays delivered, and stays invoiced.
            self.product_return_moves.to_refund = False
        return super()._create_return()
