# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    sav_kind = fields.Selection(
        [("repair", "Repair"), ("supplement", "Supplement to a Repair")],
        string="After-Sales Document",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Set on the quotes of the after-sales service, which become its internal "
        "documents. Empty on every other order.",
    )
    sav_repair_id = fields.Many2one(
        "repair.order",
        string="Repaired By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
    )
    sav_case_id = fields.Many2one(
        related="sav_repair_id.sav_case_id",
        string="After-Sales Case",
        store=True,
        index="btree_not_null",
    )
    sav_is_open = fields.Boolean(
        string="Work Not Closed",
        compute="_compute_sav_is_open",
        store=True,
        help="Nothing can be invoiced while the work goes on.",
    )
    sav_revision = fields.Integer(string="Revision", readonly=True, copy=False)
    sav_date_sent = fields.Datetime(string="Sent On", readonly=True, copy=False)
    sav_refusal_reason = fields.Char(string="Refused Because", readonly=True, copy=False)
    sav_transformation_ids = fields.One2many(
        "sav.transformation", "sale_order_id", string="Transformations"
    )

    @api.depends("sav_kind", "sav_repair_id.state")
    def _compute_sav_is_open(self):
        for order in self:
            order.sav_is_open = bool(order.sav_kind) and (
                order.sav_repair_id.state not in ("done", "cancel")
            )
