# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavMeterReading(models.Model):
    """The value of a meter at a moment."""

    _name = "sav.meter.reading"
    _description = "Meter Reading"
    _inherit = ["sav.guard.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _author_field = "user_id"

    meter_id = fields.Many2one(
        "sav.meter", required=True, index=True, ondelete="cascade"
    )
    equipment_id = fields.Many2one(
        related="meter_id.equipment_id", store=True, index=True
    )
    company_id = fields.Many2one(related="meter_id.company_id", store=True, index=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    value = fields.Float(required=True)
    event = fields.Selection(
        [
            ("read", "Read"),
            ("estimate", "Estimated"),
            ("rollover", "Passed Zero"),
            ("removed", "Meter Removed"),
            ("installed", "Meter Installed"),
        ],
        required=True,
        default="read",
    )
    source = fields.Selection(
        [
            ("technician", "Technician"),
            ("counter", "Counter"),
            ("customer", "Customer"),
            ("device", "Device"),
            ("computed", "Computed"),
        ],
        required=True,
        default="technician",
    )
    case_id = fields.Many2one("sav.case", index="btree_not_null", check_company=True)
    intervention_id = fields.Many2one(
        "sav.intervention", index="btree_not_null", check_company=True
    )
    user_id = fields.Many2one("res.users", default=lambda self: self.env.user)
    note = fields.Char()
