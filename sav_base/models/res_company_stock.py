# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError


class ResCompany(models.Model):
    _inherit = "res.company"

    sav_receive_into_stock = fields.Boolean(
        string="Receive Devices Into Stock",
        help="Products of yours that are left for repair are received into the stock "
        "as their customer's own, without value, and delivered back at the hand-over.",
    )
    sav_receipt_type_id = fields.Many2one(
        "stock.picking.type",
        string="Receipt of Devices",
        check_company=True,
        domain=[("code", "=", "incoming")],
        help="From the customers to where devices wait; every receipt of this type "
        "opens a reception. Empty: the warehouse's receipts.",
    )

    def _get_sav_receipt_type(self):
        """Return the operation that receives devices into the stock.

        :raise UserError: the company has no warehouse
        """
        self.ensure_one()
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.id)], limit=1
        )
        receipt_type = self.sav_receipt_type_id or warehouse.in_type_id
        if not receipt_type:
            raise UserError(
                self.env._(
                    "%(company)s receives devices into stock but has no warehouse: "
                    "create one in Inventory, or switch this off in the settings.",
                    company=self.display_name,
                )
            )
        return receipt_type
