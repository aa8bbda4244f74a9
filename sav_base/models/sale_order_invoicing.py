# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools import formatLang


class SaleOrder(models.Model):
    """Nothing is billed while the work goes on, whatever asks for the invoice."""

    _inherit = "sale.order"

    sav_billing_reason = fields.Char(
        string="Why to Bill",
        compute="_compute_sav_billing_reason",
        help="What is left to bill, and where less was used than accepted.",
    )

    @api.depends("order_line.qty_to_invoice", "order_line.qty_delivered", "sav_is_open")
    def _compute_sav_billing_reason(self):
        for order in self:
            order.sav_billing_reason = order._sav_get_billing_reason()

    def action_sav_invoice(self):
        """Make the draft invoices of closed orders and open them.

        Orders of one customer share an invoice, as core groups them.

        :raise UserError: when none of them has something to bill, and why
        """
        if not self.env.user.has_group("sav_base.group_sav_billing"):
            raise AccessError(
                self.env._("Only the billing role makes invoices. Ask them to do it.")
            )
        self.check_access("read")
        orders = self.filtered("sav_kind")
        billable = orders.filtered(lambda order: order.invoice_status == "to invoice")
        if not billable:
            raise UserError(orders._nothing_to_invoice_error_message())
        return billable.action_view_invoice(billable._create_invoices(final=True))

    def _create_invoices(self, grouped=False, final=False, date=None):
        if orders := self.filtered("sav_kind"):
            try:
                # Two people who bill at once would both take the same remainder.
                # sudo: billing locks what it invoices, it does not write on it.
                orders.sudo().lock_for_update(allow_referencing=True)
            except LockError as error:
                raise UserError(
                    self.env._(
                        "Somebody else is billing these at the moment: %(orders)s. Try "
                        "again in a minute.",
                        orders=", ".join(orders.mapped("name")),
                    )
                ) from error
        return super()._create_invoices(grouped=grouped, final=final, date=date)

    def _get_invoiceable_lines(self, final=False):
        # With a deposit the lines alone would leak: an open order would get a credit
        # note of it.
        if self.sav_kind and self.sav_is_open:
            return self.env["sale.order.line"]
        return super()._get_invoiceable_lines(final)

    def _nothing_to_invoice_error_message(self):
        orders = self.filtered("sav_kind")
        if not orders:
            return super()._nothing_to_invoice_error_message()
        return "\n".join(order._sav_get_not_billable_reason() for order in orders)

    def _force_lines_to_invoice_policy_order(self):
        # Payment online would bill what was ordered before it is used.
        plain = self.filtered(lambda order: not order.sav_kind)
        return super(SaleOrder, plain)._force_lines_to_invoice_policy_order()

    def _sav_has_something_to_bill(self, posted=False):
        """Tell whether some line that is not free is still to be billed or credited.

        An order with nothing to pay makes no invoice: it would take a number for 0.

        :param bool posted: count the posted invoices alone
        """
        self.ensure_one()
        invoiced = "qty_invoiced_posted" if posted else "qty_invoiced"
        return any(
            not line.product_uom_id.is_zero(
                line._sav_get_billable_quantity() - line[invoiced]
            )
            for line in self.order_line
            if line._sav_is_made() and not line._sav_is_free()
        )

    def _sav_get_not_billable_reason(self):
        """Return in words why this order cannot be invoiced."""
        self.ensure_one()
        values = {"order": self.name, "case": self.sudo().sav_case_id.display_name}
        if self.state != "sale":
            return self.env._(
                "%(order)s: the customer did not accept it, nothing can be billed.",
                **values,
            )
        if self.sav_is_open:
            return self.env._(
                "%(order)s: the work on %(case)s is not closed. Finish it, then close "
                "the case; it can be billed then.",
                **values,
            )
        if self.currency_id.is_zero(self.amount_total):
            return self.env._("%(order)s: there is nothing to pay.", **values)
        return self.env._("%(order)s: all that was used is billed already.", **values)

    def _sav_get_billing_reason(self):
        self.ensure_one()
        if not self.sav_kind or self.invoice_status != "to invoice":
            return False
        lines = self.order_line.filtered(lambda line: line._sav_is_made())
        to_bill = lines.filtered(
            lambda line: not line.product_uom_id.is_zero(line.qty_to_invoice)
        )
        reason = self.env._(
            "Work closed, lines to bill: %(count)s.", count=len(to_bill)
        )
        if less := [
            self.env._(
                "%(product)s %(used)s of %(accepted)s",
                product=line.product_id.display_name,
                used=formatLang(self.env, line.qty_delivered, digits=2),
                accepted=formatLang(self.env, line.product_uom_qty, digits=2),
            )
            for line in lines
            if line.product_uom_id.compare(line.qty_delivered, line.product_uom_qty) < 0
        ]:
            reason += " " + self.env._(
                "Less than accepted: %(lines)s.", lines=", ".join(less)
            )
        return reason
