# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavGateOverride(models.TransientModel):
    """Asks a manager why repairs begin without their customers' agreement."""

    _name = "sav.gate.override"
    _description = "Repair Without an Accepted Quote"

    case_ids = fields.Many2many(
        "sav.case",
        string="Cases",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    reason = fields.Char(required=True, help="Kept on the case: who agreed, how, when.")

    def action_override(self):
        """Let the repairs begin, see ``sav.case.action_override_gate``."""
        self.ensure_one()
        self.case_ids.action_override_gate(self.reason)
