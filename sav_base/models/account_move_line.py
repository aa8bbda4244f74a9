# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Command


class AccountMoveLine(models.Model):
    """Invoice lines take what is left to bill of after-sales orders, never more.

    What was taken is counted from the lines themselves (``qty_invoiced``): a cancelled
    or deleted invoice gives it back without further ado. The transformation rows tell
    who took what, and when.
    """

    _inherit = "account.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        # sudo: a row is a trace, nobody writes it by hand.
        rows = (
            self.env["sav.transformation"]
            .sudo()
            .create(
                [
                    {
                        "kind": "invoice",
                        "sale_line_id": sale_line.id,
                        "move_line_ids": [Command.link(line.id)],
                    }
                    for line in lines.sudo()
                    for sale_line in line._get_sav_sale_lines()
                ]
            )
        )
        rows._update_from_invoice()
        lines._check_sav_transformed()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if {"quantity", "product_uom_id"}.intersection(vals):
            self._get_sav_transformations()._update_from_invoice()
        return result

    def unlink(self):
        rows = self._get_sav_transformations()
        result = super().unlink()
        rows.filtered(lambda row: not row.move_line_ids).unlink()
        return result

    @api.constrains("quantity", "product_uom_id")
    def _check_sav_transformed(self):
        """Refuse to bill more of an after-sales order than was used and accepted."""
        # sudo: people who bill elsewhere need not read after-sales orders.
        sale_lines = self.env["sale.order.line"].sudo()
        for line in self.sudo():
            if line.move_id.state != "cancel":
                sale_lines |= line._get_sav_sale_lines()
        problems = []
        for line in sale_lines:
            remainder = line._sav_get_remainder()
            if line.product_uom_id.compare(remainder, 0) < 0 < line.qty_invoiced:
                problems.append(
                    self.env._(
                        "%(order)s, %(product)s: %(invoiced)s would be billed in all, "
                        "but %(billable)s can be. Take %(excess)s off the invoice.",
                        order=line.order_id.name,
                        product=line.product_id.display_name,
                        invoiced=line.qty_invoiced,
                        billable=line._sav_get_billable_quantity(),
                        excess=-remainder,
                    )
                )
        if problems:
            raise ValidationError("\n".join(problems))

    def _get_sav_transformations(self):
        """Return the traces of these lines, in ``sudo``: nobody writes them by hand."""
        return self.sudo().sale_line_ids.sav_transformation_ids.filtered(
            lambda row: row.move_line_ids & self
        )

    def _get_sav_sale_lines(self):
        """Return the lines of after-sales orders that this line bills."""
        if self.display_type != "product":
            return self.env["sale.order.line"]
        return self.sale_line_ids.filtered(lambda line: line._sav_is_made())
