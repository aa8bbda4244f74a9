# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

OPEN_STATES = ("draft", "planned", "in_progress")
DEFAULT_DURATION = timedelta(hours=1)  # proposed, until somebody says how long it takes


class SavIntervention(models.Model):
    """One piece of planned work by a technician, on site or at the bench.

    Its fields and who may change them are here; its life is in
    ``sav_intervention_flow.py``, the technician's screen in
    ``sav_intervention_job.py``.
    """

    _name = "sav.intervention"
    _description = "Intervention"
    _inherit = [
        "sav.guard.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "portal.mixin",
    ]
    _order = "date_planned, priority desc, id"
    _check_company_auto = True

    # identification
    name = fields.Char(string="Reference", readonly=True, copy=False, index="trigram")
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
    )
    kind = fields.Selection(
        [("works", "Works"), ("maintenance", "Maintenance"), ("repair", "Repair")],
        required=True,
        default="repair",
        index=True,
    )
    place = fields.Selection(
        [("workshop", "Workshop"), ("site", "On Site")],
        required=True,
        default="workshop",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("planned", "Planned"),
            ("in_progress", "In Progress"),
            ("done", "Done"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
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
    # for whom, on what
    case_id = fields.Many2one(
        "sav.case", index="btree_not_null", check_company=True, ondelete="cascade"
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
    )
    site_id = fields.Many2one("res.partner", check_company=True)
    equipment_id = fields.Many2one(
        "sav.equipment",
        compute="_compute_equipment_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        check_company=True,
    )
    repair_ids = fields.One2many(
        "repair.order", "sav_intervention_id", string="Repair Orders"
    )
    # by whom, when
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
    is_for_colleague = fields.Boolean(
        string="For a Colleague",
        compute="_compute_is_for_colleague",
        store=True,
        help="The case is another technician's: this work lets its own see it.",
    )
    is_dispatcher = fields.Boolean(
        compute="_compute_is_dispatcher",
        help="The user may plan and give work, not only do it.",
    )
    skill_ids = fields.Many2many("hr.skill", string="Required Skills")
    priority = fields.Selection(
        [("0", "Normal"), ("1", "High"), ("2", "Urgent")], default="0", required=True
    )
    date_planned = fields.Datetime(string="Planned Start", copy=False, tracking=True)
    date_planned_end = fields.Datetime(
        string="Planned End",
        compute="_compute_date_planned_end",
        store=True,
        readonly=False,
        copy=False,
        tracking=True,
    )
    date_started = fields.Datetime(string="Started", readonly=True, copy=False)
    date_done = fields.Datetime(string="Finished", readonly=True, copy=False)
    # what came out
    report = fields.Html(help="Printed on the intervention slip.")
    is_resolved = fields.Boolean(string="Solved", copy=False)
    billing_status = fields.Selection(
        [("to_bill", "To Bill"), ("nothing_to_bill", "Nothing to Bill")],
        copy=False,
        tracking=True,
        help="Set by the technician when finishing.",
    )
    proposed_billing_status = fields.Selection(
        selection=lambda self: self._fields["billing_status"]._description_selection(
            self.env
        ),
        compute="_compute_proposed_billing_status",
        help="To bill as soon as the customer pays a part of something.",
    )
    evidence_ids = fields.One2many("sav.evidence", "intervention_id", string="Photos")
    signature_ids = fields.One2many(
        "sav.signature", "intervention_id", string="Signatures"
    )

    # What a technician may see: record rules ask for it at each search of cases.
    _technician_case_idx = models.Index(
        "(technician_user_id, case_id) WHERE is_for_colleague IS TRUE"
    )
    _name_uniq = models.UniqueIndex(
        "(company_id, name) WHERE name IS NOT NULL", "This number already exists."
    )
    _dates_check = models.Constraint(
        "CHECK(date_planned_end >= date_planned)",
        "An intervention cannot end before it starts.",
    )

    @api.depends("case_id")
    def _compute_company_id(self):
        for intervention in self:
            intervention.company_id = (
                intervention.case_id.company_id
                or intervention.company_id
                or self.env.company
            )

    @api.depends("technician_user_id", "case_id.technician_user_id")
    def _compute_is_for_colleague(self):
        for intervention in self:
            case = intervention.case_id
            intervention.is_for_colleague = bool(
                case and case.technician_user_id != intervention.technician_user_id
            )

    @api.depends("case_id.partner_id", "equipment_id")
    def _compute_partner_id(self):
        for intervention in self:
            intervention.partner_id = (
                intervention.case_id.partner_id
                or intervention.partner_id
                or intervention.equipment_id.partner_id
            )

    @api.depends("case_id.equipment_id")
    def _compute_equipment_id(self):
        for intervention in self:
            intervention.equipment_id = (
                intervention.case_id.equipment_id or intervention.equipment_id
            )

    @api.depends("case_id.workshop_id")
    def _compute_workshop_id(self):
        for intervention in self:
            intervention.workshop_id = (
                intervention.case_id.workshop_id or intervention.workshop_id
            )

    @api.depends("case_id.technician_id")
    def _compute_technician_id(self):
        for intervention in self:
            # Work done keeps the name of who did it.
            if intervention.state in ("draft", "planned"):
                intervention.technician_id = (
                    intervention.case_id.technician_id or intervention.technician_id
                )

    @api.depends("date_planned")
    def _compute_date_planned_end(self):
        for intervention in self:
            start, end = intervention.date_planned, intervention.date_planned_end
            if not start:
                intervention.date_planned_end = False
            elif not end or end < start:
                intervention.date_planned_end = start + DEFAULT_DURATION

    @api.depends_context("uid")
    def _compute_is_dispatcher(self):
        self.is_dispatcher = not self._is_only_technician()

    @api.depends(
        "case_id.repair_id.move_ids.sav_customer_share",
        "case_id.repair_id.sav_labour_line_ids.customer_share",
    )
    def _compute_proposed_billing_status(self):
        for intervention in self:
            is_paid = any(intervention._get_customer_shares())
            intervention.proposed_billing_status = (
                "to_bill" if is_paid else "nothing_to_bill"
            )

    @api.model_create_multi
    def create(self, vals_list):
        interventions = super().create(vals_list)
        # Numbered now that the company of each is known, default included.
        unnamed = interventions.filtered(lambda intervention: not intervention.name)
        for (company, kind), group in unnamed.grouped(
            lambda intervention: (intervention.company_id, intervention.kind)
        ).items():
            numbers = (
                self.env["ir.sequence"]
                .with_company(company)
                ._sav_next_numbers(f"sav.intervention.{kind}", len(group))
            )
            for intervention, number in zip(group, numbers, strict=True):
                # sudo: a number is the work of a sequence, whoever creates.
                intervention.sudo().name = number
        interventions._update_assignment_activities()
        return interventions

    def write(self, vals):
        self._check_not_closed()
        result = super().write(vals)
        if not {"technician_id", "case_id", "state", "date_planned"}.isdisjoint(vals):
            self._update_assignment_activities()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_started(self):
        if started := self.filtered(lambda i: i.state not in ("draft", "cancelled")):
            raise UserError(
                self.env._(
                    "Cancel these interventions before you delete them: %(names)s",
                    names=", ".join(started.mapped("display_name")),
                )
            )

    @api.model
    def _get_state_fields(self):
        return super()._get_state_fields() | {"state", "date_started", "date_done"}

    @api.model
    def _get_verb_fields(self):
        return super()._get_verb_fields() | {
            "is_for_colleague",
            "name",
            "technician_user_id",
        }

    @api.model
    def _get_technician_fields(self):
        return frozenset(
            {
                "billing_status",
                "evidence_ids",
                "is_resolved",
                "report",
                "signature_ids",
                "technician_id",
            }
        )

    def _check_not_closed(self):
        """Refuse to touch closed work, unless a manager or a verb does it."""
        if self.env.su or self.env.user.has_group("sav_base.group_sav_manager"):
            return
        if closed := self.filtered(lambda i: i.state == "closed"):
            raise UserError(
                self.env._(
                    "Closed, only a workshop manager can still change it: %(names)s",
                    names=", ".join(closed.mapped("display_name")),
                )
            )

    def _get_customer_shares(self):
        """Return the customer's percentages of what the repair order needs."""
        repair = self.case_id.repair_id
        parts = repair.move_ids.filtered(
            lambda move: move.repair_line_type == "add" and move.state != "cancel"
        )
        return parts.mapped("sav_customer_share") + repair.sav_labour_line_ids.mapped(
            "customer_share"
        )
