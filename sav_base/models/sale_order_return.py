# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    sav_reception_ids = fields.One2many(
        "sav.reception",
        "sale_order_id",
        string="After-Sales Returns",
        groups="sav_base.group_sav_counter,sav_base.group_sav_billing",
    )
    sav_reception_count = fields.Integer(
        compute="_compute_sav_reception_count",
        groups="sav_base.group_sav_counter,sav_base.group_sav_billing",
    )

    @api.depends("sav_reception_ids")
    def _compute_sav_reception_count(self):
        for order in self:
            order.sav_reception_count = len(order.sav_reception_ids)

    def action_sav_return(self):
        """Receive what was delivered with this order: its machines come back."""
        self.ensure_one()
        self.check_access("read")
        # sudo: a clerk has no right on the lines of stock; only what was delivered
        # with this order is looked at.
        lines = self.sudo().picking_ids.move_line_ids._filter_sav_deliveries()
        return self.env["sav.reception"]._start_return(
            self.partner_id, lines, {"sale_order_id": self.id}
        )

    def action_sav_open_receptions(self):
        """Show the receptions of what was bought with this order."""
        self.ensure_one()
        return self.env["sav.reception"]._get_returns_action(self.sav_reception_ids)
