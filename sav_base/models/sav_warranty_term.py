# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavWarrantyTerm(models.Model):
    """One period of a warranty policy and what it pays."""

    _name = "sav.warranty.term"
    _description = "Warranty Term"
    _order = "policy_id, sequence, months"

    policy_id = fields.Many2one(
        "sav.warranty.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, help="Short name, shown in the explanation.")
    kind = fields.Selection(
        [
            ("legal", "Legal"),
            ("commercial", "Commercial"),
            ("manufacturer", "Manufacturer"),
            ("repair", "On a Repair"),
        ],
        required=True,
        default="commercial",
    )
    months = fields.Integer(required=True)
    parts = fields.Float(string="Parts %", default=100)
    labour = fields.Float(string="Labour %", default=100)
    travel = fields.Float(string="Travel %", default=100)

    _code_uniq = models.Constraint(
        "UNIQUE(policy_id, code)", "This term code already exists in this policy."
    )
    _months_check = models.Constraint(
        "CHECK(months > 0)", "A warranty lasts one month or more."
    )
    _percentages_check = models.Constraint(
        "CHECK(parts BETWEEN 0 AND 100 AND labour BETWEEN 0 AND 100 "
        "AND travel BETWEEN 0 AND 100)",
        "A warranty pays between 0 and 100 %.",
    )
