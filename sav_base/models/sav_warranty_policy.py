# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models, tools
from odoo.fields import Domain

BASES = [
    ("sale", "Order"),
    ("delivery", "Delivery"),
    ("invoice", "Invoice or Proof of Purchase"),
    ("commissioning", "Commissioning"),
    ("proof", "Proof of Purchase Only"),
]


class SavWarrantyPolicy(models.Model):
    """What is promised with a product, or owed by law, as terms counted from a date."""

    _name = "sav.warranty.policy"
    _description = "Warranty Policy"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    basis = fields.Selection(
        BASES,
        string="Counts From",
        required=True,
        default="delivery",
        help="When this date is unknown the sale date of the equipment is taken; a "
        "term that counts from the proof of purchase waits for the proof.",
    )
    is_automatic = fields.Boolean(
        string="Applies by Itself",
        help="Its terms count for every machine whose customer and product they fit, "
        "beside the policy that was chosen: a legal warranty, for example.",
    )
    immobilisation_days = fields.Integer(
        string="Immobilisation Counts From",
        default=7,
        help="Days. A covered repair that keeps the device this long or longer "
        "lengthens the terms by all these days. 1: every day counts; 0: none does.",
    )
    immobilisation_from = fields.Selection(
        [("drop_off", "Drop-Off"), ("request", "Customer's Request")],
        string="Immobilised Since",
        required=True,
        default="drop_off",
        help="The request, when it comes before the drop-off.",
    )
    immobilisation_source = fields.Char(
        string="Source of the Immobilisation",
        help="Article and text, kept with the days added.",
    )
    term_ids = fields.One2many(
        "sav.warranty.term", "policy_id", string="Warranty Terms"
    )
    exclusion_ids = fields.One2many(
        "sav.warranty.exclusion", "policy_id", string="Excluded Causes"
    )
    note = fields.Text(
        translate=True, help="Printed exclusions, legal source and date."
    )

    _immobilisation_days_check = models.Constraint(
        "CHECK(immobilisation_days >= 0)",
        "Days of immobilisation cannot be negative.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    def _get_automatic(self, company):
        """Return, in sudo, the policies that apply by themselves in ``company``."""
        return self.sudo().browse(self._get_automatic_ids(company.id))

    @api.model
    @tools.ormcache("company_id")
    def _get_automatic_ids(self, company_id):
        domain = Domain("is_automatic", "=", True) & Domain(
            "company_id", "in", (company_id, False)
        )
        return tuple(self.sudo().search(domain).ids)
