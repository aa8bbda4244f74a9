# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavTransformation(models.Model):
    """A quantity of an order line that went on a delivery note or an invoice.

    Delivered minus transformed is what the next document may take.
    """

    _name = "sav.transformation"
    _description = "Transformation of an Internal Document"
    _order = "id desc"
    _check_company_auto = True

    sale_line_id = fields.Many2one(
        "sale.order.line", required=True, index=True, ondelete="cascade"
    )
    sale_order_id = fields.Many2one(
        related="sale_line_id.order_id", store=True, index=True
    )
    company_id = fields.Many2one(
        related="sale_line_id.company_id", store=True, index=True
    )
    kind = fields.Selection(
        [("delivery_note", "Delivery Note"), ("invoice", "Invoice")], required=True
    )
    quantity = fields.Float(
        digits="Product Unit",
        help="In the unit of the order line. On an invoice it follows the invoice: "
        "none once it is cancelled, less than none for a credit note.",
    )
    picking_id = fields.Many2one(
        "stock.picking", index="btree_not_null", check_company=True
    )
    move_line_ids = fields.Many2many(
        "account.move.line",
        "sav_transformation_account_move_line_rel",
        "transformation_id",
        "move_line_id",
        string="Invoice Lines",
    )
    user_id = fields.Many2one("res.users", default=lambda self: self.env.user)

    def _update_from_invoice(self):
        """Write what the invoice lines take now.

        Called where an invoice changes; a stored compute would search the rows at each
        write on any journal item.
        """
        for row in self:
            unit = row.sale_line_id.product_uom_id
            quantity = sum(
                -line.move_id.direction_sign
                * line.product_uom_id._compute_quantity(
                    line.quantity, unit, round=False
                )
                for line in row.move_line_ids
                if line.move_id.state != "cancel"
            )
            if row.quantity != quantity:
                row.quantity = quantity
