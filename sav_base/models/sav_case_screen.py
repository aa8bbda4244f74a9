# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class SavCase(models.Model):
    _inherit = "sav.case"

    next_step = fields.Char(
        compute="_compute_next_step", help="What is waited for, and from whom."
    )
    intervention_count = fields.Integer(compute="_compute_intervention_count")
    previous_case_count = fields.Integer(
        string="Earlier Cases", compute="_compute_previous_case_count"
    )
    accessory_count = fields.Integer(compute="_compute_accessory_count")
    # Which codes are offered.
    trade_id = fields.Many2one(related="category_id.trade_id")

    @api.depends("state", "outcome", "technician_id", "partner_id")
    def _compute_next_step(self):
        for case in self:
            case.next_step = case._get_next_step()

    @api.depends("intervention_ids")
    def _compute_intervention_count(self):
        for case in self:
            case.intervention_count = len(case.intervention_ids)

    @api.depends("equipment_id")
    def _compute_previous_case_count(self):
        counts = dict(
            self.env["sav.case"]._read_group(
                [
                    ("equipment_id", "in", self.equipment_id.ids),
                    ("state", "!=", "draft"),
                ],
                groupby=["equipment_id"],
                aggregates=["__count"],
            )
        )
        for case in self:
            count = counts.get(case.equipment_id._origin, 0)
            case.previous_case_count = max(count - (case.state != "draft"), 0)

    @api.depends("accessory_ids")
    def _compute_accessory_count(self):
        for case in self:
            case.accessory_count = len(case.accessory_ids)

    def _get_next_step(self):
        """Hook: return in words what is to be done, and by whom."""
        self.ensure_one()
        technician = self.technician_id.name
        customer = self.partner_id.display_name or ""
        match self.state:
            case "received" if technician:
                return self.env._("Diagnosis by %(technician)s", technician=technician)
            case "received":
                return self.env._("Give the device to a technician for the diagnosis")
            case "diagnosis":
                return self.env._("Finish the diagnosis: cause, parts, labour")
            case "approval":
                return self.env._(
                    "Wait for the answer of %(customer)s to the quote",
                    customer=customer,
                )
            case "repair":
                return self.env._("Finish the repair: parts used, time, actions")
            case "ready":
                return self.env._(
                    "Hand the device back to %(customer)s", customer=customer
                )
        return False

    def action_open_interventions(self):
        """Show the interventions of these cases."""
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "sav.intervention",
            "domain": [("case_id", "in", self.ids)],
            "views": [(False, "list"), (False, "form")],
            "context": {"default_case_id": self.id if len(self) == 1 else False},
            "name": self.env._("Interventions"),
        }

    def action_open_equipment(self):
        """Show the machine of this case."""
        self.ensure_one()
        self.check_access("read")
        return self.equipment_id._get_scan_action()

    def action_open_reception(self):
        """Show the drop-off of this case."""
        self.ensure_one()
        self.check_access("read")
        return self.reception_id._get_scan_action()

    def action_open_previous_cases(self):
        """Show the other cases of the same machine."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "sav.case",
            "domain": [
                ("equipment_id", "=", self.equipment_id.id),
                ("id", "!=", self.id),
                ("state", "!=", "draft"),
            ],
            "views": [(False, "list"), (False, "form")],
            "name": self.env._("Earlier Cases"),
        }
