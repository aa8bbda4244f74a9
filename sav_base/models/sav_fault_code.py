# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavFaultCode(models.Model):
    """One word of the chain symptom → fault → cause → remedy."""

    _name = "sav.fault.code"
    _description = "Fault Code"
    _order = "kind, sequence, code"
    _rec_names_search = ["code", "name"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    kind = fields.Selection(
        [
            ("symptom", "Symptom"),
            ("fault", "Fault"),
            ("cause", "Cause"),
            ("remedy", "Remedy"),
        ],
        required=True,
    )
    trade_id = fields.Many2one(
        "sav.trade",
        index="btree_not_null",
        help="Empty: the code is offered in every trade.",
    )
    parent_ids = fields.Many2many(
        "sav.fault.code",
        "sav_fault_code_parent_rel",
        "code_id",
        "parent_id",
        string="Follows",
        help="Codes of the step before that lead to this one; none: it is always "
        "offered.",
    )
    excludes_warranty = fields.Boolean(
        help="A breakage or an oxidation, for example: the warranty does not pay for "
        "it. A photo must prove it.",
    )
    severity = fields.Selection(
        [("0", "Ordinary"), ("1", "Serious"), ("2", "Critical")],
        required=True,
        default="0",
        help="A serious or a critical fault is repaired before the ordinary ones.",
    )
    is_safety_risk = fields.Boolean(
        string="Safety Risk",
        help="Somebody could be hurt: fire, electric shock, gas. Such a device comes "
        "first.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint(
        "UNIQUE(kind, code)", "This code already exists for this step."
    )
