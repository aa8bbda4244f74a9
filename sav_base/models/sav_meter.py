# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavMeter(models.Model):
    """A counter of a machine: pages, hours, cycles."""

    _name = "sav.meter"
    _description = "Meter"
    _order = "equipment_id, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="Stable name, used by scenarios and billing rules.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    equipment_id = fields.Many2one(
        "sav.equipment", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="equipment_id.company_id", store=True, index=True
    )
    uom_name = fields.Char(string="Unit", help="Pages, hours, cycles…")
    capacity = fields.Float(
        help="First value that the counter cannot display: 100,000 for five digits. "
        "Empty: it never passes zero again."
    )
    reading_ids = fields.One2many("sav.meter.reading", "meter_id", string="Readings")
