# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ProductCategory(models.Model):
    _inherit = "product.category"

    sav_warranty_policy_id = fields.Many2one(
        "sav.warranty.policy",
        string="Warranty Policy",
        help="Used by the products of this category that have none.",
    )
