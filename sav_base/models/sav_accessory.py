# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class SavAccessory(models.Model):
    """An accessory left with a device, with a label of its own."""

    _name = "sav.accessory"
    _description = "Accessory"
    _order = "case_id, id"
    _check_company_auto = True

    case_id = fields.Many2one(
        "sav.case", required=True, index=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True)
    type_id = fields.Many2one("sav.accessory.type", string="Type")
    name = fields.Char(
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    barcode = fields.Char(readonly=True, copy=False, index=True)
    quantity = fields.Float(default=1, required=True)
    condition = fields.Selection(
        [("good", "Good"), ("worn", "Worn"), ("damaged", "Damaged")],
        required=True,
        default="good",
    )
    serial = fields.Char(string="Serial Number")
    # coming back
    is_returned = fields.Boolean(string="Given Back", copy=False)
    return_reason = fields.Char(
        string="Why Not Given Back", copy=False, help="Lost, kept, scrapped…"
    )

    _quantity_check = models.Constraint(
        "CHECK(quantity > 0)", "The quantity of an accessory must be above zero."
    )
    _barcode_uniq = models.UniqueIndex(
        "(barcode) WHERE barcode IS NOT NULL", "This label code already exists."
    )

    @api.depends("type_id")
    def _compute_name(self):
        for accessory in self:
            accessory.name = accessory.type_id.name or accessory.name
