# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import ValidationError


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _check_sav_labour_service(self):
        """Refuse services that create something by themselves once they are sold."""
        wrong = self.filtered(
            lambda product: (
                product.type == "service" and product.service_tracking != "no"
            )
        )
        if wrong:
            raise ValidationError(
                self.env._(
                    "Labour is sold by a service that creates nothing on order, else "
                    "each accepted quote would make a task or a second repair: "
                    "%(products)s",
                    products=", ".join(wrong.mapped("display_name")),
                )
            )
