# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

# What is written in it by whom, until which step.
UNTIL_SENT = {"case_id", "partner_id", "purchase_reference", "date_purchase"}
UNTIL_OVER = {"amount_other", "answer", "refund_ids"}
OVER_STATES = ("recovered", "closed")

# Who sees what a repair cost and what is asked for it.
AMOUNT_GROUPS = "sav_base.group_sav_manager,sav_base.group_sav_billing"


class SavClaim(models.Model):
    """What a supplier is asked to pay of a repair under warranty, and what came of it.

    Its fields are here, its life in ``sav_claim_flow.py``, what goes back to the
    supplier in ``sav_claim_return.py``.
    """

    _name = "sav.claim"
    _description = "Supplier Claim"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_due, id desc"
    _check_company_auto = True

    # identification
    name = fields.Char(string="Reference", readonly=True, copy=False, index="trigram")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("sent", "Sent"),
            ("accepted", "Accepted"),
            ("partial", "Partly Accepted"),
            ("refused", "Refused"),
            ("recovered", "Recovered"),
            ("closed", "Closed"),
        ],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        check_company=True,
        tracking=True,
    )
    # of which device, bought from whom
    case_id = fields.Many2one(
        "sav.case", required=True, index=True, check_company=True, ondelete="restrict"
    )
    equipment_id = fields.Many2one(
        related="case_id.equipment_id", store=True, index="btree_not_null"
    )
    product_id = fields.Many2one(related="equipment_id.product_id", store=True)
    serial = fields.Char(related="equipment_id.serial")
    cause_id = fields.Many2one(related="case_id.cause_id", store=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Supplier",
        required=True,
        index=True,
        check_company=True,
        tracking=True,
    )
    purchase_reference = fields.Char(
        help="Order or receipt that brought this serial number in."
    )
    date_purchase = fields.Date(string="Bought On")
    supplier_reference = fields.Char(
        string="Supplier's Reference",
        copy=False,
        tracking=True,
        help="Number of their return authorisation.",
    )
    # what is asked, what is given
    line_ids = fields.One2many("sav.claim.line", "claim_id", string="Claimed")
    amount_claimed = fields.Monetary(
        compute="_compute_amounts", store=True, groups=AMOUNT_GROUPS
    )
    amount_accepted = fields.Monetary(
        compute="_compute_amounts", store=True, groups=AMOUNT_GROUPS
    )
    refund_ids = fields.Many2many(
        "account.move",
        "sav_claim_refund_rel",
        "claim_id",
        "move_id",
        string="Supplier's Credit Notes",
        copy=False,
        check_company=True,
        # A manager has no right on invoices: the amount recovered tells them enough.
        groups="sav_base.group_sav_billing",
    )
    amount_other = fields.Monetary(
        string="Recovered Otherwise",
        copy=False,
        groups=AMOUNT_GROUPS,
        help="Parts sent free of charge, a bank transfer: worth how much.",
    )
    amount_recovered = fields.Monetary(
        compute="_compute_amount_recovered",
        store=True,
        groups=AMOUNT_GROUPS,
        help="Posted credit notes before tax, and what was recovered otherwise.",
    )
    answer = fields.Text(
        copy=False, help="What the supplier answered; asked for when they refuse."
    )
    # when
    date_sent = fields.Date(readonly=True, copy=False)
    date_due = fields.Date(string="Answer Due", copy=False, index="btree_not_null")
    date_answer = fields.Date(string="Answered On", readonly=True, copy=False)
    date_closed = fields.Date(string="Closed On", readonly=True, copy=False)
    reminder_count = fields.Integer(string="Reminders", readonly=True, copy=False)
    is_late = fields.Boolean(compute="_compute_is_late")

    _name_uniq = models.UniqueIndex(
        "(company_id, name) WHERE name IS NOT NULL", "This number already exists."
    )
    _amount_other_check = models.Constraint(
        "CHECK(amount_other >= 0)", "What was recovered cannot be negative."
    )

    @api.depends("line_ids.amount_claimed", "line_ids.amount_accepted")
    def _compute_amounts(self):
        for claim in self:
            claim.amount_claimed = sum(claim.line_ids.mapped("amount_claimed"))
            claim.amount_accepted = sum(claim.line_ids.mapped("amount_accepted"))

    @api.depends("amount_other", "refund_ids")
    def _compute_amount_recovered(self):
        # Also asked for by the credit notes, see `account.move._update_sav_claims`.
        for claim in self:
            refunds = claim.refund_ids.filtered(
                lambda move: move.state == "posted" and move.move_type == "in_refund"
            )
            claim.amount_recovered = claim.amount_other + sum(
                refund.currency_id._convert(
                    refund.amount_untaxed,
                    claim.currency_id,
                    claim.company_id,
                    refund.date,
                )
                for refund in refunds
            )

    @api.depends("state", "date_due")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for claim in self:
            claim.is_late = (
                claim.state == "sent"
                and bool(claim.date_due)
                and claim.date_due < today
            )

    @api.depends("name", "partner_id")
    def _compute_display_name(self):
        for claim in self:
            claim.display_name = claim.name or self.env._(
                "Claim to %(supplier)s", supplier=claim.partner_id.display_name or ""
            )

    @api.model_create_multi
    def create(self, vals_list):
        claims = super().create(vals_list)
        # sudo: only the creation gives a number.
        for company, company_claims in claims.sudo().grouped("company_id").items():
            numbers = (
                self.env["ir.sequence"]
                .sudo()
                .with_company(company)
                ._sav_next_numbers("sav.claim", len(company_claims))
            )
            for claim, number in zip(company_claims, numbers, strict=True):
                claim.name = number
        return claims

    def write(self, vals):
        if not self.env.su:
            self._check_open(vals)
        return super().write(vals)

    def _check_open(self, names):
        """Refuse to change what was sent, and the results of what is over."""
        if UNTIL_SENT.intersection(names) and (
            sent := self.filtered(lambda claim: claim.state != "draft")
        ):
            raise UserError(
                self.env._(
                    "What was sent to the supplier stays as it is: %(claims)s",
                    claims=", ".join(sent.mapped("display_name")),
                )
            )
        if UNTIL_OVER.intersection(names) and (
            over := self.filtered(lambda claim: claim.state in OVER_STATES)
        ):
            raise UserError(
                self.env._(
                    "These claims are over, nothing is added to them: %(claims)s",
                    claims=", ".join(over.mapped("display_name")),
                )
            )

    @api.constrains("refund_ids")
    def _check_refund_ids(self):
        # sudo: a credit note may count for a claim that the user does not see.
        claims = self.sudo().search([("refund_ids", "in", self.sudo().refund_ids.ids)])
        for refund in claims.refund_ids & self.sudo().refund_ids:
            counted = claims.filtered(lambda claim, r=refund: r in claim.refund_ids)
            if len(counted) > 1:
                raise ValidationError(
                    self.env._(
                        "%(refund)s would count in full for each of %(claims)s. Keep "
                        "it on one of them, and type the part of the others in "
                        "“Recovered Otherwise”.",
                        refund=refund.display_name,
                        claims=", ".join(counted.mapped("display_name")),
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        if sent := self.filtered(lambda claim: claim.state != "draft"):
            raise UserError(
                self.env._(
                    "What was sent to a supplier stays on file, close it instead: "
                    "%(claims)s",
                    claims=", ".join(sent.mapped("display_name")),
                )
            )
