# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class SavIntervention(models.Model):
    """One piece of planned work by a technician, on site or at the bench."""

    _name = "sav.intervention"
    _description = "Intervention"
    _inherit = ["mail.thread", "mail.activity.mixin", "portal.mixin"]
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
    site_id = fields.Many2one("res.partner", string="Site", check_company=True)
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
    skill_ids = fields.Many2many("hr.skill", string="Required Skills")
    priority = fields.Selection(
        [("0", "Normal"), ("1", "High"), ("2", "Urgent")], default="0", required=True
    )
    date_planned = fields.Datetime(string="Planned Start", copy=False, tracking=True)
    date_planned_end = fields.Datetime(string="Planned End", copy=False, tracking=True)
    date_started = fields.Datetime(string="Started", readonly=True, copy=False)
    date_done = fields.Datetime(string="Finished", readonly=True, copy=False)
    # what came out
    report = fields.Html(string="Report", help="Printed on the intervention slip.")
    is_resolved = fields.Boolean(string="Solved", copy=False)
    billing_status = fields.Selection(
        [("to_bill", "To Bill"), ("nothing_to_bill", "Nothing to Bill")],
        copy=False,
        tracking=True,
        help="Set by the technician when finishing.",
    )
    evidence_ids = fields.One2many("sav.evidence", "intervention_id", string="Photos")
    signature_ids = fields.One2many(
        "sav.signature", "intervention_id", string="Signatures"
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
            intervention.technician_id = (
                intervention.case_id.technician_id or intervention.technician_id
            )
