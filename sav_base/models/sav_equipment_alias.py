# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavEquipmentAlias(models.Model):
    """A code that a machine had before and that still leads to it.

    The serial number of a board that was replaced, the label of a file that was merged
    into this one: they stay on the machine, and people scan them.
    """

    _name = "sav.equipment.alias"
    _description = "Former Code of a Machine"
    _order = "date desc, id desc"
    _rec_name = "code"

    equipment_id = fields.Many2one(
        "sav.equipment", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="equipment_id.company_id", store=True, index=True
    )
    kind = fields.Selection(
        [
            ("serial", "Serial Number"),
            ("label", "Label"),
            ("reference", "External Reference"),
        ],
        required=True,
        readonly=True,
    )
    code = fields.Char(required=True, readonly=True, index=True)
    lot_id = fields.Many2one(
        "stock.lot", string="Serial Number in Stock", readonly=True, ondelete="set null"
    )
    date = fields.Datetime(
        string="Until", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="Recorded By",
        readonly=True,
        default=lambda self: self.env.user,
    )
