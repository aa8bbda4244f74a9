# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class SavReception(models.Model):
    """One drop-off or one return of a customer, with one or many devices."""

    _name = "sav.reception"
    _description = "Reception"
    _inherit = ["mail.thread", "mail.activity.mixin", "portal.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Reference", readonly=True, copy=False, index="trigram")
    barcode = fields.Char(readonly=True, copy=False, index=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Confirmed"), ("cancelled", "Cancelled")],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    # who
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="Empty for a request of somebody who is not on file.",
    )
    brought_by = fields.Char(help="Who stands at the counter, when not the customer.")
    user_id = fields.Many2one(
        "res.users",
        string="Received By",
        index=True,
        check_company=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    workshop_id = fields.Many2one(
        "sav.workshop",
        compute="_compute_workshop_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        check_company=True,
    )
    technician_id = fields.Many2one(
        "hr.employee",
        index="btree_not_null",
        check_company=True,
        domain=[("sav_is_technician", "=", True)],
    )
    # what
    origin = fields.Selection(
        [
            ("counter", "Counter"),
            ("return", "Return"),
            ("call", "Phone Call"),
            ("mail", "Mail"),
            ("portal", "Portal"),
            ("visit", "Visit"),
        ],
        required=True,
        default="counter",
    )
    case_ids = fields.One2many("sav.case", "reception_id", string="Devices")
    case_count = fields.Integer(compute="_compute_case_count")
    # what was agreed
    date = fields.Datetime(required=True, copy=False, default=fields.Datetime.now)
    date_promised = fields.Date(string="Promised For", copy=False, tracking=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    cost_limit = fields.Monetary(
        tracking=True,
        help="Repair without asking up to this amount, taxes included, for each "
        "device. Needs the customer's signature.",
    )
    diagnosis_fee = fields.Monetary(
        compute="_compute_diagnosis_fee",
        store=True,
        readonly=False,
        help="Announced to the customer, taxes included, due if the quote is refused.",
    )
    terms = fields.Html(
        compute="_compute_terms", store=True, readonly=False, translate=False
    )
    signature_ids = fields.One2many(
        "sav.signature", "reception_id", string="Signatures"
    )
    is_signed = fields.Boolean(compute="_compute_is_signed")
    evidence_ids = fields.One2many("sav.evidence", "reception_id", string="Photos")
    note = fields.Text(string="Internal Note")

    _name_uniq = models.UniqueIndex(
        "(company_id, name) WHERE name IS NOT NULL", "This number already exists."
    )
    _barcode_uniq = models.UniqueIndex(
        "(barcode) WHERE barcode IS NOT NULL", "This label code already exists."
    )
    _cost_limit_check = models.Constraint(
        "CHECK(cost_limit >= 0)", "The cost limit cannot be negative."
    )
    _diagnosis_fee_check = models.Constraint(
        "CHECK(diagnosis_fee >= 0)", "The diagnosis fee cannot be negative."
    )

    @api.depends("company_id")
    def _compute_workshop_id(self):
        workshops = self.env["sav.workshop"].search(
            [("company_id", "in", self.company_id.ids)]
        )
        for reception in self:
            if reception.workshop_id.company_id != reception.company_id:
                reception.workshop_id = workshops.filtered(
                    lambda w, company=reception.company_id: w.company_id == company
                )[:1]

    @api.depends("company_id")
    def _compute_diagnosis_fee(self):
        for reception in self:
            reception.diagnosis_fee = reception.company_id.sav_diagnosis_fee

    @api.depends("company_id", "partner_id")
    def _compute_terms(self):
        for reception in self:
            reception.terms = reception.company_id.with_context(
                lang=reception.partner_id.lang or self.env.lang
            ).sav_terms

    @api.depends("case_ids")
    def _compute_case_count(self):
        for reception in self:
            reception.case_count = len(reception.case_ids)

    @api.depends("signature_ids.state")
    def _compute_is_signed(self):
        for reception in self:
            reception.is_signed = "valid" in reception.signature_ids.mapped("state")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        if kept := self.filtered(lambda reception: reception.state != "draft"):
            raise UserError(
                self.env._(
                    "A reception stays on file once it was confirmed, cancel it "
                    "instead: %(receptions)s",
                    receptions=", ".join(kept.mapped("display_name")),
                )
            )

    def _compute_display_name(self):
        for reception in self:
            reception.display_name = reception.name or self.env._("New Reception")
