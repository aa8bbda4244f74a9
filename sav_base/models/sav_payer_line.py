# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare

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
    is_proposed = fields.Boolean(
        string="Proposed",
        readonly=True,
        help="Comes from the coverage of the case and follows it, until a person "
        "decides who pays.",
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

    @api.constrains("percentage", "move_id", "labour_line_id")
    def _check_total(self):
        """Refuse payers of a line that do not add up to 100 %."""
        problems = []
        for line in self._get_estimate_lines():
            total = sum(line[line._sav_payer_field].mapped("percentage"))
            if float_compare(total, 100, precision_digits=2):
                problems.append(
                    self.env._(
                        "%(line)s: the payers add up to %(total)s %%, not to 100 %%.",
                        line=line._sav_get_label(),
                        total=round(total, 2),
                    )
                )
        if problems:
            raise ValidationError("\n".join(problems))

    @api.model_create_multi
    def create(self, vals_list):
        payers = super().create(vals_list)
        payers._check_open()
        return payers

    def write(self, vals):
        self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        self._check_open()

    def _get_estimate_lines(self):
        """Return the parts and the labour lines of these payers, as a list."""
        return [*self.move_id, *self.labour_line_id]

    def _check_open(self):
        """Refuse that a client changes who pays what a customer reads or accepted.

        The verbs of the case check by themselves, and write in ``sudo``.
        """
        if not self.env.su:
            for line in self._get_estimate_lines():
                line._sav_check_change()

    def _get_customer_share(self):
        """Return the percentage that the customer pays: all of it without any row."""
        if not self:
            return 100.0
        return sum(
            self.filtered(lambda row: row.payer == "customer").mapped("percentage")
        )

    def _get_reasons(self):
        """Return in words why others than the customer pay, each reason once."""
        rows = self.filtered(lambda row: row.payer != "customer" and row.reason)
        return ", ".join(dict.fromkeys(rows.mapped("reason")))
