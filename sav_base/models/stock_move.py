# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class StockMove(models.Model):
    _inherit = "stock.move"

    sav_payer_line_ids = fields.One2many("sav.payer.line", "move_id", string="Payers")
    sav_customer_share = fields.Float(
        string="Customer %", compute="_compute_sav_customer_share", store=True
    )
    sav_source = fields.Char(
        string="Proposed By",
        readonly=True,
        copy=False,
        help="What proposed it; the same source proposes once.",
    )

    _sav_source_uniq = models.UniqueIndex(
        "(repair_id, sav_source) WHERE sav_source IS NOT NULL",
        "This was already proposed for this repair.",
    )

    @api.depends("sav_payer_line_ids.payer", "sav_payer_line_ids.percentage")
    def _compute_sav_customer_share(self):
        for move in self:
            move.sav_customer_share = move.sav_payer_line_ids._get_customer_share()
