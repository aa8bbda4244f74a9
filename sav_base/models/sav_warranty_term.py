# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from .sav_warranty_policy import BASES

TERM_KINDS = [
    ("legal", "Legal"),
    ("commercial", "Commercial"),
    ("manufacturer", "Manufacturer"),
    ("repair", "On a Repair"),
]

# Who a customer is to the law.
CUSTOMER_KINDS = [("consumer", "Consumer"), ("professional", "Professional")]


class SavWarrantyTerm(models.Model):
    """One period of a warranty policy, whom it is for and what it pays."""

    _name = "sav.warranty.term"
    _description = "Warranty Term"
    _order = "policy_id, sequence, months, id"

    policy_id = fields.Many2one(
        "sav.warranty.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    code = fields.Char(
        required=True,
        help="Short name, shown in the explanation. Of several terms of one kind and "
        "one name, the one limited most narrowly counts.",
    )
    kind = fields.Selection(
        TERM_KINDS,
        required=True,
        default="commercial",
        help="A legal term is judged first, a contract last. A term on a repair counts "
        "from the end of the last repair, for the same fault.",
    )
    months = fields.Integer(required=True)
    basis = fields.Selection(
        BASES, string="Counts From", help="Empty: as the policy says."
    )
    parts = fields.Float(string="Parts %", default=100)
    labour = fields.Float(string="Labour %", default=100)
    travel = fields.Float(string="Travel %", default=100)
    # for whom and what
    customer_kind = fields.Selection(CUSTOMER_KINDS, string="Only For")
    country_ids = fields.Many2many(
        "res.country",
        "sav_warranty_term_country_rel",
        "term_id",
        "country_id",
        string="Countries",
        help="Of the customer; empty: all.",
    )
    product_tmpl_ids = fields.Many2many(
        "product.template",
        "sav_warranty_term_product_rel",
        "term_id",
        "product_tmpl_id",
        string="Products",
    )
    categ_ids = fields.Many2many(
        "product.category",
        "sav_warranty_term_categ_rel",
        "term_id",
        "categ_id",
        string="Product Categories",
        help="With those below them.",
    )
    equipment_category_ids = fields.Many2many(
        "sav.equipment.category",
        "sav_warranty_term_equipment_category_rel",
        "term_id",
        "category_id",
        string="Equipment Categories",
    )
    # what the law adds
    remedy_days = fields.Integer(
        string="Days to Repair",
        help="From the customer's request; shown as a countdown on the case. 0: none.",
    )
    repair_extension_months = fields.Integer(
        string="Months After a Repair",
        help="Added once a device was repaired under this term.",
    )
    renews_on_replacement = fields.Boolean(
        string="Begins Anew on Replacement",
        help="When the seller replaces a device whose repair was asked for.",
    )
    legal_source = fields.Char(help="Article and text, shown in the explanation.")

    _months_check = models.Constraint(
        "CHECK(months > 0)", "A warranty lasts one month or more."
    )
    _percentages_check = models.Constraint(
        "CHECK(parts BETWEEN 0 AND 100 AND labour BETWEEN 0 AND 100 "
        "AND travel BETWEEN 0 AND 100)",
        "A warranty pays between 0 and 100 %.",
    )
    _additions_check = models.Constraint(
        "CHECK(remedy_days >= 0 AND repair_extension_months >= 0)",
        "Days to repair and months after a repair cannot be negative.",
    )

    def _prepare_facts(self):
        """Return this term as the facts of a verdict hold it, without its dates."""
        self.ensure_one()
        return {
            "key": f"{self.policy_id.id}:{self.id}",
            "code": self.code,
            "kind": self.kind,
            "policy": self.policy_id.id,
            "is_automatic": self.policy_id.is_automatic,
            "months": self.months,
            "parts": self.parts,
            "labour": self.labour,
            "travel": self.travel,
            "remedy_days": self.remedy_days,
            "repair_months": self.repair_extension_months,
            "renews": self.renews_on_replacement,
            "source": self.legal_source or None,
            "limits": {
                scope: values for scope, values in self._get_limits().items() if values
            },
        }

    def _get_limits(self):
        """Return what this term is limited to, by scope of ``tools/warranty_terms``."""
        return {
            "product": self.product_tmpl_ids.ids,
            "product_category": self.categ_ids.ids,
            "equipment_category": self.equipment_category_ids.ids,
            "country": self.country_ids.ids,
            "customer_kind": [self.customer_kind] if self.customer_kind else [],
        }
