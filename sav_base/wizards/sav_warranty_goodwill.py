# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavWarrantyGoodwill(models.TransientModel):
    """Asks a manager by how much a warranty is lengthened, and why."""

    _name = "sav.warranty.goodwill"
    _description = "Lengthen a Warranty"

    equipment_id = fields.Many2one("sav.equipment", required=True, readonly=True)
    days = fields.Integer()
    months = fields.Integer()
    reason = fields.Char(required=True, help="The customer may read it.")

    def action_extend(self):
        """Lengthen the warranty, see ``sav.equipment.extend_warranty``."""
        self.ensure_one()
        self.equipment_id.extend_warranty(self.days, self.months, self.reason)
