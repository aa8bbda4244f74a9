# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavWarrantyExclusion(models.Model):
    """What a policy still pays when the fault has a certain cause."""

    _name = "sav.warranty.exclusion"
    _description = "Warranty Exclusion"
    _order = "policy_id, sequence, id"

    policy_id = fields.Many2one(
        "sav.warranty.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    cause_id = fields.Many2one(
        "sav.fault.code",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("kind", "=", "cause")],
    )
    parts = fields.Float(string="Parts % at Most")
    labour = fields.Float(string="Labour % at Most")
    travel = fields.Float(string="Travel % at Most")
    needs_photo = fields.Boolean(
        default=True,
        help="Refused until a photo of the purpose “Warranty Exclusion” proves it.",
    )

    _cause_uniq = models.Constraint(
        "UNIQUE(policy_id, cause_id)", "This cause is already in this policy."
    )
    _percentages_check = models.Constraint(
        "CHECK(parts BETWEEN 0 AND 100 AND labour BETWEEN 0 AND 100 "
        "AND travel BETWEEN 0 AND 100)",
        "A warranty pays between 0 and 100 %.",
    )

    def _prepare_facts(self):
        """Return what is left of the terms of the policy, for a verdict."""
        self.ensure_one()
        return {
            "policy": self.policy_id.id,
            "parts": self.parts,
            "labour": self.labour,
            "travel": self.travel,
        }
