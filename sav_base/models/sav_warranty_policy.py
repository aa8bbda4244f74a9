# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavWarrantyPolicy(models.Model):
    """What is promised with a product, as terms counted from its sale."""

    _name = "sav.warranty.policy"
    _description = "Warranty Policy"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    basis = fields.Selection(
        [
            ("delivery", "Delivery"),
            ("invoice", "Invoice or Proof of Purchase"),
            ("commissioning", "Commissioning"),
        ],
        string="Counts From",
        required=True,
        default="delivery",
        help="When this date is unknown the sale date of the equipment is taken.",
    )
    term_ids = fields.One2many(
        "sav.warranty.term", "policy_id", string="Warranty Terms"
    )
    note = fields.Text(
        translate=True, help="Printed exclusions, legal source and date."
    )
