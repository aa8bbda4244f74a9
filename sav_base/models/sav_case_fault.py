# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavCaseFault(models.Model):
    """A fault as the customer declared it: a code, words, or both."""

    _name = "sav.case.fault"
    _description = "Declared Fault"
    _order = "sequence, id"
    _check_company_auto = True

    case_id = fields.Many2one(
        "sav.case", required=True, index=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    symptom_id = fields.Many2one("sav.fault.code", domain=[("kind", "=", "symptom")])
    description = fields.Char(string="In the Customer's Words")

    _said_check = models.Constraint(
        "CHECK(symptom_id IS NOT NULL OR description IS NOT NULL)",
        "Choose a symptom or write what the customer says.",
    )
