# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    sav_labour_line_ids = fields.One2many(
        "sav.labour.line", "sale_line_id", string="Labour"
    )
    sav_customer_share = fields.Float(
        string="Customer %", compute="_compute_sav_customer_share", store=True
    )
    sav_payer_reason = fields.Char(
        string="Why Not Charged", compute="_compute_sav_customer_share", store=True
    )
    sav_transformation_ids = fields.One2many(
        "sav.transformation", "sale_line_id", string="Transformations"
    )

    @api.depends(
        "move_ids.sav_customer_share",
        "move_ids.sav_payer_line_ids.reason",
        "sav_labour_line_ids.customer_share",
        "sav_labour_line_ids.payer_line_ids.reason",
    )
    def _compute_sav_customer_share(self):
        for line in self:
            sources = line.sav_labour_line_ids
            moves = line.move_ids.filtered("repair_id")
            shares = sources.mapped("customer_share") + moves.mapped(
                "sav_customer_share"
            )
            payers = sources.payer_line_ids + moves.sav_payer_line_ids
            line.sav_customer_share = shares[0] if shares else 100.0
            line.sav_payer_reason = ", ".join(
                dict.fromkeys(
                    payers.filtered(lambda row: row.payer != "customer" and row.reason)
                    .mapped("reason")
                )
            )
