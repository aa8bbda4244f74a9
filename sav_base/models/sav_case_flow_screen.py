# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class SavCase(models.Model):
    """What the form of a case needs to show the next step."""

    _inherit = "sav.case"

    repair_state = fields.Selection(related="repair_id.state", string="Repair Status")
    # Computed in sudo: a technician has no right on the orders, only on their buttons.
    has_quote_to_send = fields.Boolean(
        compute="_compute_quote_steps", compute_sudo=True
    )
    can_override_gate = fields.Boolean(
        compute="_compute_quote_steps", compute_sudo=True
    )
    has_work_to_close = fields.Boolean(compute="_compute_has_work_to_close")
    order_count = fields.Integer(
        string="Quotes",
        compute="_compute_order_count",
        groups="sav_base.group_sav_counter,sav_base.group_sav_billing",
    )

    @api.depends("state", "repair_id.sav_order_ids.state", "repair_id.move_ids.state")
    def _compute_quote_steps(self):
        for case in self:
            repair = case.repair_id
            states = repair.sav_order_ids.mapped("state")
            waiting = case.state in ("approval", "repair")
            case.has_quote_to_send = waiting and bool(
                "draft" in states or repair._sav_get_unordered_lines()
            )
            case.can_override_gate = (
                case.state in ("diagnosis", "approval", "repair")
                and not repair.sav_gate_override_date
                and bool(repair._sav_get_unaccepted_lines())
            )

    @api.depends("state", "intervention_ids.state")
    def _compute_has_work_to_close(self):
        for case in self:
            case.has_work_to_close = case.state in (
                "ready",
                "closed",
            ) and "done" in case.intervention_ids.mapped("state")

    @api.depends("order_ids")
    def _compute_order_count(self):
        for case in self:
            case.order_count = len(case.order_ids)

    def action_open_orders(self):
        """Show the quotes and internal documents of these cases."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sav_base.sale_order_action_sav"
        )
        orders = self.order_ids
        if len(orders) == 1:
            form = [view for view in action["views"] if view[1] == "form"]
            return action | {"views": form, "res_id": orders.id}
        return action | {"domain": [("id", "in", orders.ids)]}
