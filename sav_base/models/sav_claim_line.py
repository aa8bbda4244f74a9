# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .sav_claim import AMOUNT_GROUPS
from .written_number import written_number


class SavClaimLine(models.Model):
    """One part, work or device that a supplier is asked to pay."""

    _name = "sav.claim.line"
    _description = "Supplier Claim Line"
    _order = "claim_id, sequence, id"
    _check_company_auto = True

    claim_id = fields.Many2one(
        "sav.claim", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="claim_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("part", "Part"),
            ("labour", "Labour"),
            ("travel", "Travel"),
            ("device", "Device"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    name = fields.Char(
        string="Description",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    product_id = fields.Many2one("product.product", check_company=True)
    quantity = fields.Float(required=True, default=1)
    unit_amount = fields.Monetary(groups=AMOUNT_GROUPS)
    amount_claimed = fields.Monetary(
        string="Claimed",
        compute="_compute_amount_claimed",
        store=True,
        readonly=False,
        groups=AMOUNT_GROUPS,
    )
    amount_accepted = fields.Monetary(
        string="Accepted", copy=False, groups=AMOUNT_GROUPS
    )
    is_returned = fields.Boolean(
        string="Sent Back", help="Goes back to the supplier with the return."
    )
    # where it comes from
    move_id = fields.Many2one("stock.move", readonly=True, index="btree_not_null")
    labour_line_id = fields.Many2one(
        "sav.labour.line", readonly=True, index="btree_not_null"
    )

    _quantity_check = models.Constraint(
        "CHECK(quantity > 0)", "Claim a quantity above 0."
    )
    _amounts_check = models.Constraint(
        "CHECK(amount_claimed >= 0 AND amount_accepted >= 0)",
        "What is claimed and what is accepted cannot be negative.",
    )

    @api.depends("product_id")
    def _compute_name(self):
        for line in self:
            line.name = line.name or line.product_id.display_name

    @api.depends("quantity", "unit_amount")
    def _compute_amount_claimed(self):
        for line in self:
            line.amount_claimed = line.currency_id.round(
                line.quantity * line.unit_amount
            )

    @api.constrains("amount_claimed", "amount_accepted")
    def _check_accepted(self):
        # sudo: compared for the counter too, who does not see them.
        if wrong := self.sudo().filtered(
            lambda line: (
                line.currency_id.compare_amounts(
                    line.amount_accepted, line.amount_claimed
                )
                > 0
            )
        ):
            raise UserError(
                self.env._(
                    "More was accepted than was claimed, correct one of them: "
                    "%(lines)s",
                    lines=", ".join(wrong.mapped("name")),
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_open(set().union(*vals_list))
        return lines

    def write(self, vals):
        self._check_open(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self._check_open({"name"})

    def _get_quantity_text(self):
        """Return the quantity as people write it in the language of the context."""
        self.ensure_one()
        return written_number(self.env, self.quantity)

    def _check_open(self, names):
        """Refuse to change what was sent; what is accepted waits for the answer."""
        if self.env.su:
            return
        answered = {"amount_accepted", "is_returned", "sequence"}
        allowed = ("draft",) if set(names) - answered else ("draft", "sent")
        if frozen := self.claim_id.filtered(lambda claim: claim.state not in allowed):
            raise UserError(
                self.env._(
                    "What was sent to the supplier stays as it is: %(claims)s",
                    claims=", ".join(frozen.mapped("display_name")),
                )
            )
