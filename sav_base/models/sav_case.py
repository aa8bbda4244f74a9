# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

CLOSED_STATES = ("closed", "cancelled")
HIDDEN_STATES = (
    "draft",
    "cancelled",
)  # no column of the board as long as they are empty


class SavCase(models.Model):
    """The after-sales file of one device: what everybody opens.

    Its fields and its life are here; what hangs on them is in ``sav_case_<what>.py``.
    """

    _name = "sav.case"
    _description = "After-Sales Case"
    # rating.mixin extends mail.thread: it stands for it, and must come first.
    _inherit = ["rating.mixin", "mail.activity.mixin", "portal.mixin"]
    _order = "priority_score desc, id desc"
    _rec_names_search = ["name", "barcode", "equipment_id.serial"]
    _check_company_auto = True

    # identification
    name = fields.Char(string="Reference", readonly=True, copy=False, index="trigram")
    barcode = fields.Char(readonly=True, copy=False, index=True)
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("received", "Received"),
            ("diagnosis", "In Diagnosis"),
            ("approval", "Awaiting Approval"),
            ("repair", "In Repair"),
            ("ready", "Ready"),
            ("closed", "Handed Back"),
            ("cancelled", "Cancelled"),
        ],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand="_group_expand_state",
    )
    outcome = fields.Selection(
        [
            ("repaired", "Repaired"),
            ("refused", "Quote Refused"),
            ("unrepairable", "Not Repairable"),
            ("no_fault", "No Fault Found"),
            ("scrapped", "Scrapped"),
        ],
        readonly=True,
        copy=False,
        tracking=True,
    )
    # whose device
    reception_id = fields.Many2one(
        "sav.reception",
        index="btree_not_null",
        check_company=True,
        ondelete="cascade",
        copy=False,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        check_company=True,
        tracking=True,
    )
    equipment_id = fields.Many2one(
        "sav.equipment", index="btree_not_null", check_company=True, tracking=True
    )
    category_id = fields.Many2one(related="equipment_id.category_id", store=True)
    # in what state
    origin = fields.Selection(
        [
            ("counter", "Counter"),
            ("return", "Return"),
            ("call", "Phone Call"),
            ("mail", "Mail"),
            ("portal", "Portal"),
            ("visit", "Visit"),
        ],
        compute="_compute_origin",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    fault_ids = fields.One2many("sav.case.fault", "case_id", string="Declared Faults")
    faults = fields.Char(compute="_compute_faults", help="Declared faults in one line.")
    accessory_ids = fields.One2many("sav.accessory", "case_id", string="Accessories")
    visual_state = fields.Text(help="Scratches, cracks, missing screws…")
    evidence_ids = fields.One2many("sav.evidence", "case_id", string="Photos")
    signature_ids = fields.One2many("sav.signature", "case_id", string="Signatures")
    custody_ids = fields.One2many("sav.custody", "case_id")
    # who works on it
    workshop_id = fields.Many2one(
        "sav.workshop",
        compute="_compute_workshop_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    technician_id = fields.Many2one(
        "hr.employee",
        compute="_compute_technician_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        check_company=True,
        domain=[("sav_is_technician", "=", True)],
        tracking=True,
    )
    technician_user_id = fields.Many2one(
        related="technician_id.user_id",
        string="Technician's User",
        store=True,
        index="btree_not_null",
        related_sudo=True,
    )
    priority = fields.Selection(
        [("0", "Normal"), ("1", "High"), ("2", "Urgent")], default="0", required=True
    )
    priority_score = fields.Integer(index=True)
    date_received = fields.Datetime(readonly=True, copy=False, index=True)
    date_promised = fields.Date(
        string="Promised For",
        compute="_compute_date_promised",
        store=True,
        readonly=False,
        copy=False,
        tracking=True,
    )
    date_closed = fields.Datetime(readonly=True, copy=False)
    # what the warranty says
    warranty_verdict_ids = fields.One2many(
        "sav.warranty.verdict", "case_id", string="Verdicts"
    )
    warranty_verdict_id = fields.Many2one(
        "sav.warranty.verdict",
        string="Current Verdict",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    warranty_state = fields.Selection(
        related="warranty_verdict_id.state", string="Warranty", store=True
    )
    warranty_explanation = fields.Text(
        related="warranty_verdict_id.explanation", string="Warranty Explained"
    )
    # what was found
    symptom_id = fields.Many2one(
        "sav.fault.code", domain=[("kind", "=", "symptom")], tracking=True
    )
    fault_id = fields.Many2one(
        "sav.fault.code",
        string="Found Fault",
        domain=[("kind", "=", "fault")],
        tracking=True,
    )
    cause_id = fields.Many2one(
        "sav.fault.code", domain=[("kind", "=", "cause")], tracking=True
    )
    remedy_id = fields.Many2one(
        "sav.fault.code", domain=[("kind", "=", "remedy")], tracking=True
    )
    diagnosis = fields.Text(help="What the technician found, in words.")
    # what is done about it
    intervention_ids = fields.One2many(
        "sav.intervention", "case_id", string="Interventions"
    )
    repair_ids = fields.One2many("repair.order", "sav_case_id", string="Repair Orders")
    repair_id = fields.Many2one(
        "repair.order",
        string="Repair Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
    )
    order_ids = fields.One2many(
        "sale.order",
        "sav_case_id",
        string="Quotes and Orders",
        groups="sav_base.group_sav_counter,sav_base.group_sav_billing,"
        "sales_team.group_sale_salesman",
    )
    cost_limit = fields.Monetary(
        compute="_compute_cost_limit",
        store=True,
        readonly=False,
        tracking=True,
        help="The customer agreed beforehand up to this amount, taxes included.",
    )
    diagnosis_fee = fields.Monetary(
        compute="_compute_diagnosis_fee", store=True, readonly=False
    )

    _name_uniq = models.UniqueIndex(
        "(company_id, name) WHERE name IS NOT NULL", "This number already exists."
    )
    _barcode_uniq = models.UniqueIndex(
        "(barcode) WHERE barcode IS NOT NULL", "This label code already exists."
    )
    # The order of the lists, of each column of the board, and of what is in the
    # workshop: a page of 200 000 cases is read without sorting them.
    _order_idx = models.Index("(priority_score DESC, id DESC)")
    _board_idx = models.Index("(company_id, state, priority_score DESC, id DESC)")
    _open_idx = models.Index(
        "(priority_score DESC, id DESC) "
        "WHERE state NOT IN ('draft', 'closed', 'cancelled')"
    )

    @api.model
    def _group_expand_state(self, states, domain):
        """Return the columns of the board: the way through the workshop."""
        board = [key for key, _label in self._fields["state"].selection]
        return [key for key in board if key in states or key not in HIDDEN_STATES]

    @api.depends("reception_id")
    def _compute_company_id(self):
        for case in self:
            case.company_id = (
                case.reception_id.company_id or case.company_id or self.env.company
            )

    @api.depends("reception_id.partner_id", "equipment_id")
    def _compute_partner_id(self):
        for case in self:
            case.partner_id = (
                case.reception_id.partner_id
                or case.partner_id
                or case.equipment_id.partner_id
            )

    @api.depends("reception_id.origin")
    def _compute_origin(self):
        for case in self:
            case.origin = case.reception_id.origin or case.origin or "counter"

    @api.depends("fault_ids.symptom_id", "fault_ids.description")
    def _compute_faults(self):
        for case in self:
            words = [f.description or f.symptom_id.name for f in case.fault_ids]
            # A line just added says nothing yet.
            case.faults = ", ".join(filter(None, words))

    @api.depends("reception_id.workshop_id")
    def _compute_workshop_id(self):
        for case in self:
            case.workshop_id = case.reception_id.workshop_id or case.workshop_id

    @api.depends("reception_id.technician_id")
    def _compute_technician_id(self):
        for case in self:
            case.technician_id = case.reception_id.technician_id or case.technician_id

    @api.depends("reception_id.date_promised")
    def _compute_date_promised(self):
        for case in self:
            case.date_promised = case.reception_id.date_promised or case.date_promised

    @api.depends("reception_id.cost_limit")
    def _compute_cost_limit(self):
        for case in self:
            case.cost_limit = case.reception_id.cost_limit or case.cost_limit

    @api.depends("reception_id.diagnosis_fee")
    def _compute_diagnosis_fee(self):
        for case in self:
            case.diagnosis_fee = case.reception_id.diagnosis_fee or case.diagnosis_fee
