# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class SavComponentChange(models.TransientModel):
    """Asks what is put into a machine, what is taken out, what replaces what."""

    _name = "sav.component.change"
    _description = "Change of Component"

    mode = fields.Selection(
        [
            ("add", "Add a component"),
            ("swap", "Replace by another"),
            ("remove", "Take out"),
        ],
        string="What to Do",
        required=True,
        default="add",
    )
    equipment_id = fields.Many2one("sav.equipment", string="Machine", required=True)
    company_id = fields.Many2one(related="equipment_id.company_id")
    partner_id = fields.Many2one(related="equipment_id.partner_id")
    component_id = fields.Many2one(
        "sav.equipment",
        help="Empty: the machine itself.",
        domain="[('parent_id', '=', equipment_id)]",
    )
    replacement_id = fields.Many2one(
        "sav.equipment",
        string="Put In",
        domain="[('company_id', '=', company_id), ('parent_id', '=', False), "
        "('id', 'not in', [equipment_id, component_id])]",
    )
    destination = fields.Selection(
        [
            ("company", "Comes back to us"),
            ("customer", "Stays with the customer"),
            ("scrapped", "Is scrapped"),
        ],
        string="What Is Taken Out",
        required=True,
        default="company",
    )
    with_components = fields.Boolean(string="Its Components Go Over", default=True)
    has_components = fields.Boolean(compute="_compute_has_components")
    date = fields.Date(string="Since", required=True, default=fields.Date.context_today)
    reason = fields.Char(required=True)
    document = fields.Char()

    @api.depends("equipment_id", "component_id")
    def _compute_has_components(self):
        for wizard in self:
            machine = wizard.component_id or wizard.equipment_id
            wizard.has_components = bool(machine.child_ids)

    def action_apply(self):
        """Change the machine and keep why in the history of what was moved."""
        self.ensure_one()
        if self.mode != "remove" and not self.replacement_id:
            raise UserError(self.env._("Choose what is put in."))
        if self.mode == "remove" and not self.component_id:
            raise UserError(self.env._("Choose the component that is taken out."))
        why = (self.date, self.reason, self.document)
        if self.mode == "add":
            machine = self.component_id or self.equipment_id
            machine._add_component(self.replacement_id, *why)
        elif self.mode == "remove":
            self.component_id._remove_component(*why, destination=self.destination)
        else:
            (self.component_id or self.equipment_id)._swap(
                self.replacement_id,
                *why,
                destination=self.destination,
                with_components=self.with_components,
            )
        return {"type": "ir.actions.act_window_close"}
