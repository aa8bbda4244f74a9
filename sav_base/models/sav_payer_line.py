# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

PAYERS = [
    ("customer", "Customer"),
    ("warranty", "Warranty"),
    ("contract", "Contract"),
    ("goodwill", "Goodwill"),
    ("internal", "Internal"),
]


class SavPayerLine(models.Model):
    """Who pays how much of a part or of labour, and why. The rows add up to 100."""

    _name = "sav.payer.line"
    _description = "Payer"
    _order = "move_id, labour_line_id, sequence, id"
    _check_company_auto = True

    move_id = fields.Many2one(
        "stock.move",
        string="Part",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
    )
    labour_line_id = fields.Many2one(
        "sav.labour.line",
        string="Labour",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    case_id = fields.Many2one(
        "sav.case",
        compute="_compute_case_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    sequence = fields.Integer(default=10)
    payer = fields.Selection(PAYERS, required=True, default="customer")
    percentage = fields.Float(required=True, default=100)
    reason = fields.Char(
        help="In words, with dates: shown to the customer when they do not pay."
    )

    _line_check = models.Constraint(
        "CHECK((move_id IS NULL) != (labour_line_id IS NULL))",
        "A payer belongs to a part or to labour.",
    )
    _percentage_check = models.Constraint(
        "CHECK(percentage BETWEEN 0 AND 100)",
        "A payer pays between 0 and 100 %.",
    )

    @api.depends("move_id", "labour_line_id")
    def _compute_company_id(self):
        for payer in self:
            payer.company_id = (
                payer.move_id.company_id or payer.labour_line_id.company_id
            )

    @api.depends("move_id.repair_id.sav_case_id", "labour_line_id.case_id")
    def _compute_case_id(self):
        for payer in self:
            payer.case_id = (
                payer.move_id.repair_id.sav_case_id or payer.labour_line_id.case_id
            )

    def _get_customer_share(self):
        """Return the percentage that the customer pays: all of it without any row."""
        if not self:
            return 100.0
        return sum(
            self.filtered(lambda row: row.payer == "customer").mapped("percentage")
        )
