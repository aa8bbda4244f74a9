# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavEquipmentImportError(models.Model):
    """A line that an import could not take, and why in words."""

    _name = "sav.equipment.import.error"
    _description = "Line in Error of an Import"
    _order = "line, id"

    import_id = fields.Many2one(
        "sav.equipment.import", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="import_id.company_id", store=True, index=True)
    line = fields.Integer(required=True, help="1 is the first line below the titles.")
    message = fields.Text(required=True)
