# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class SavPriorityOverride(models.TransientModel):
    """Asks how urgent cases are, and why it is decided by hand."""

    _name = "sav.priority.override"
    _description = "Decide the Priority"

    case_ids = fields.Many2many(
        "sav.case",
        string="Cases",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    level = fields.Selection(
        selection="_selection_level", string="Priority", required=True, default="top"
    )
    reason = fields.Char(required=True, help="Kept in the messages of the case.")

    @api.model
    def _selection_level(self):
        field = self.env["sav.case"]._fields["priority_override"]
        return field._description_selection(self.env)

    def action_decide(self):
        """Rank the cases, see ``sav.case.action_override_priority``."""
        self.ensure_one()
        self.case_ids.action_override_priority(self.level, self.reason)
