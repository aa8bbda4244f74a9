# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    sav_repair_warranty_months = fields.Integer(
        string="Warranty on Repairs (Months)",
        default=3,
        help="The same fault is repaired again at no charge until then. A warranty "
        "policy may say otherwise, with a term on repairs. 0: none.",
    )
    sav_claim_answer_days = fields.Integer(
        string="Supplier's Answer (Days)",
        default=30,
        help="A claim without an answer after these days is a reminder's work.",
    )

    _sav_repair_warranty_months_check = models.Constraint(
        "CHECK(sav_repair_warranty_months >= 0 AND sav_claim_answer_days >= 0)",
        "Months of warranty and days to answer cannot be negative.",
    )
