# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class SavCaseReplacement(models.TransientModel):
    """Asks which device is given back instead of the one that was brought."""

    _name = "sav.case.replacement"
    _description = "Replace the Device"

    case_id = fields.Many2one("sav.case", required=True, readonly=True)
    product_id = fields.Many2one(related="case_id.equipment_id.product_id")
    lot_id = fields.Many2one(
        "stock.lot",
        string="Serial Number in Stock",
        domain="[('product_id', '=?', product_id)]",
    )
    serial = fields.Char(string="Serial Number", help="When it is not in our stock.")
    is_imposed = fields.Boolean(
        string="The customer asked for a repair",
        compute="_compute_is_imposed",
        store=True,
        readonly=False,
        precompute=True,
        help="We replace instead: a new legal warranty begins with the new device. "
        "Otherwise what was left of the former one goes on.",
    )

    @api.depends("case_id")
    def _compute_is_imposed(self):
        for wizard in self:
            verdict = wizard.case_id.warranty_verdict_id
            wizard.is_imposed = verdict.warranty_kind == "legal"

    def action_replace(self):
        """Replace the device, see ``sav.case.replace_device``."""
        self.ensure_one()
        self.case_id.replace_device(self.lot_id.id, self.serial, self.is_imposed)
