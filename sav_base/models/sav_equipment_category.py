# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavEquipmentCategory(models.Model):
    """A kind of machine, known also for those that we never sold."""

    _name = "sav.equipment.category"
    _description = "Equipment Category"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    trade_id = fields.Many2one("sav.trade", index="btree_not_null")
    warranty_policy_id = fields.Many2one(
        "sav.warranty.policy",
        help="Used when neither the product nor its category has a policy.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint(
        "UNIQUE(code)", "This equipment category code already exists."
    )
