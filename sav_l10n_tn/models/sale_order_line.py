# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _compute_tax_ids(self):
        result = super()._compute_tax_ids()
        # Due once on the invoice, never on a quote: an order line would multiply it by
        # its quantity, and by the invoices made of it.
        for line in self.filtered("order_id.sav_kind"):
            # A line that is being made holds new records, as in a form.
            taxes = line.tax_ids._origin
            stamp_tax = line.order_id.company_id._sav_get_stamp_tax()
            if stamp_tax & taxes:
                line.tax_ids = taxes - stamp_tax
        return result
