# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError


class ReportSavDeliveryNote(models.AbstractModel):
    """Give the delivery note its orders, once their work is closed."""

    _name = "report.sav_base.report_sav_delivery_note"
    _description = "Repair Delivery Note"

    @api.model
    def _get_report_values(self, docids, data=None):
        orders = self.env["sale.order"].browse(docids)
        unclosed = orders.filtered(
            lambda o: not o.sav_kind or o.state != "sale" or o.sav_is_open
        )
        if unclosed:
            raise UserError(
                self.env._(
                    "A delivery note lists what was really used: close the work first "
                    "(%(orders)s).",
                    orders=", ".join(unclosed.mapped("name")),
                )
            )
        return {"doc_ids": docids, "doc_model": "sale.order", "docs": orders}
