# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavAccessoryType(models.Model):
    """A usual accessory: charger, cable, remote control…"""

    _name = "sav.accessory.type"
    _description = "Accessory Type"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    category_ids = fields.Many2many(
        "sav.equipment.category",
        string="Equipment Categories",
        help="Proposed at the counter for these; none: for all.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
