# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    sav_is_equipment = fields.Boolean(
        string="After-Sales Equipment",
        help="Each serial number delivered to a customer becomes an equipment.",
    )
    sav_equipment_category_id = fields.Many2one(
        "sav.equipment.category", string="Equipment Category"
    )
    sav_warranty_policy_id = fields.Many2one(
        "sav.warranty.policy", string="Warranty Policy", check_company=True
    )
