# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.label_code import accessory_code
from .written_number import written_number


class SavAccessory(models.Model):
    """An accessory left with a device, with a label of its own."""

    _name = "sav.accessory"
    _description = "Accessory"
    _inherit = ["sav.label.mixin"]
    _check_company_auto = True

    case_id = fields.Many2one(
        "sav.case", required=True, index=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True)
    type_id = fields.Many2one("sav.accessory.type")
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

    @api.ondelete(at_uninstall=False)
    def _unlink_except_received(self):
        if kept := self.filtered(lambda line: line.case_id.state != "draft"):
            raise UserError(
                self.env._(
                    "These accessories were left with a device, say why when they are "
                    "not given back: %(accessories)s",
                    accessories=", ".join(kept.mapped("name")),
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        accessories = super().create(vals_list)
        # Found in the box after the drop-off: the others are labelled at confirmation.
        for accessory in accessories.filtered(lambda line: line.case_id.name):
            accessory.barcode = accessory_code(accessory.id)
        return accessories

    def _get_quantity_text(self):
        """Return the quantity as people write it in the language of the context."""
        self.ensure_one()
        return written_number(self.env, self.quantity)

    def _get_scan_action(self):
        """Return the action that opens the case with which this was left."""
        return self.case_id._get_scan_action()

    def _prepare_labels(self):
        return [
            {
                "code": accessory.barcode,
                "title": accessory.name,
                "lines": [
                    accessory.case_id.name,
                    accessory.case_id.partner_id.name or "",
                    accessory.serial or "",
                ],
            }
            for accessory in self
        ]
