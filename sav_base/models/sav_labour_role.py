# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class SavLabourRole(models.Model):
    """A level of work with its price: bench technician N1, N2, refrigeration…"""

    _name = "sav.labour.role"
    _description = "Labour Role"
    _order = "sequence, code"
    _rec_names_search = ["code", "name"]
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    product_id = fields.Many2one(
        "product.product",
        string="Service",
        required=True,
        check_company=True,
        domain=[("type", "=", "service")],
        help="Sold by the hour: its price, taxes and accounts are those of the quote.",
    )

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "This role code already exists."
    )

    @api.constrains("product_id")
    def _check_service_tracking(self):
        self.product_id._check_sav_labour_service()
