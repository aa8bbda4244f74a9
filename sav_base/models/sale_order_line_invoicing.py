# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class SaleOrderLine(models.Model):
    """After-sales orders bill what was used and worked, once the work is closed."""

    _inherit = "sale.order.line"

    def _compute_qty_delivered_method(self):
        result = super()._compute_qty_delivered_method()
        # Modules on projects or timesheets would set methods of their own.
        for line in self.filtered("sav_labour_line_ids"):
            line.qty_delivered_method = "manual"
        return result

    @api.depends(
        "move_ids.repair_line_type",
        "sav_labour_line_ids.time_ids.hours",
        "order_id.sav_kind",
    )
    def _compute_qty_delivered(self):
        return super()._compute_qty_delivered()

    def _prepare_qty_delivered(self):
        lines = self.filtered(lambda line: line._sav_is_made())
        delivered = super(SaleOrderLine, self - lines)._prepare_qty_delivered()
        for line in lines:
            delivered[line] = line._sav_get_delivered_quantity()
        return delivered

    @api.depends(
        "order_id.sav_is_open",
        "order_id.order_line.qty_delivered",
        "order_id.order_line.qty_invoiced",
        "order_id.order_line.price_unit",
        "order_id.order_line.discount",
    )
    def _compute_qty_to_invoice(self):
        lines = self.filtered(lambda line: line._sav_is_made())
        result = super(SaleOrderLine, self - lines)._compute_qty_to_invoice()
        for order, order_lines in lines.grouped("order_id").items():
            billable = not order.sav_is_open and order._sav_has_something_to_bill()
            for line in order_lines:
                line.qty_to_invoice = line._sav_get_remainder() if billable else 0.0
        return result

    @api.depends("order_id.sav_is_open")
    def _compute_invoice_status(self):
        lines = self.filtered(lambda line: line._sav_is_made())
        result = super(SaleOrderLine, self - lines)._compute_invoice_status()
        for line in lines:
            if line.state != "sale" or line.order_id.sav_is_open:
                line.invoice_status = "no"
            elif not line.product_uom_id.is_zero(line.qty_to_invoice):
                line.invoice_status = "to invoice"
            else:
                line.invoice_status = "invoiced"
        return result

    @api.depends("qty_to_invoice")
    def _compute_untaxed_amount_to_invoice(self):
        lines = self.filtered(lambda line: line._sav_is_made())
        result = super(SaleOrderLine, self - lines)._compute_untaxed_amount_to_invoice()
        for line in lines:
            price = line.price_unit * (1 - line.discount / 100)
            quantity = line._sav_get_unposted_quantity()
            if line.tax_ids.filtered("price_include"):
                amount = line.tax_ids.compute_all(
                    price,
                    currency=line.currency_id,
                    quantity=quantity,
                    product=line.product_id,
                    partner=line.order_id.partner_shipping_id,
                )["total_excluded"]
            else:
                amount = price * quantity
            line.untaxed_amount_to_invoice = amount
        return result

    @api.depends("qty_to_invoice")
    def _compute_amount_to_invoice(self):
        lines = self.filtered(lambda line: line._sav_is_made())
        result = super(SaleOrderLine, self - lines)._compute_amount_to_invoice()
        for line in lines:
            ordered = line.product_uom_qty
            line.amount_to_invoice = (
                line.price_total / ordered * line._sav_get_unposted_quantity()
                if ordered
                else 0.0
            )
        return result

    def _sav_get_delivered_quantity(self):
        """Return what was used of the part, or the hours that were worked."""
        self.ensure_one()
        # sudo: stock and times are read by people who only bill.
        line = self.sudo()
        moves = line.move_ids.filtered(
            lambda move: (
                move.repair_id and move.state == "done" and move._sav_is_quoted_kind()
            )
        )
        times = line.sav_labour_line_ids.time_ids
        if last_day := self.env.context.get("accrual_entry_date"):
            last_day = fields.Date.to_date(last_day)
            moves = moves.filtered(
                lambda move: fields.Date.context_today(move, move.date) <= last_day
            )
            times = times.filtered(lambda time: time.date <= last_day)
        return sum(times.mapped("hours")) + sum(
            move.product_uom._compute_quantity(
                move.quantity, line.product_uom_id, rounding_method="HALF-UP"
            )
            for move in moves
        )

    def _sav_get_billable_quantity(self):
        """Return how much of this line may be billed in all.

        It is what was delivered whatever the product's invoicing policy, and never more
        than the customer accepted: hours beyond them are the workshop's.
        """
        self.ensure_one()
        if self.state != "sale":
            return 0.0
        return min(self.qty_delivered, self.product_uom_qty)

    def _sav_get_remainder(self):
        """Return what the next invoice may take."""
        return self._sav_get_billable_quantity() - self.qty_invoiced

    def _sav_get_unposted_quantity(self):
        """Return what no posted invoice took yet; 0 while nothing can be billed."""
        self.ensure_one()
        order = self.order_id
        if order.sav_is_open or not order._sav_has_something_to_bill(posted=True):
            return 0.0
        return self._sav_get_billable_quantity() - self.qty_invoiced_posted

    def _sav_is_free(self):
        """Tell whether the customer pays nothing for this line."""
        return not self.price_unit or self.discount >= 100
