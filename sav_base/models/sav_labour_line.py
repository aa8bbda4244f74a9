# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class SavLabourLine(models.Model):
    """Labour or travel that a repair order needs, planned and worked."""

    _name = "sav.labour.line"
    _description = "Labour or Travel"
    _order = "repair_id, sequence, id"
    _check_company_auto = True

    repair_id = fields.Many2one(
        "repair.order", required=True, index=True, ondelete="cascade", check_company=True
    )
    case_id = fields.Many2one(
        related="repair_id.sav_case_id", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one(related="repair_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [("diagnosis", "Diagnosis"), ("repair", "Repair"), ("travel", "Travel")],
        required=True,
        default="repair",
    )
    # what is needed
    role_id = fields.Many2one(
        "sav.labour.role",
        compute="_compute_role_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        help="Priced by its service; travel may name its own service.",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Service",
        compute="_compute_product_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        check_company=True,
        domain=[("type", "=", "service")],
    )
    name = fields.Char(
        string="Description",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    technician_id = fields.Many2one(
        "hr.employee",
        compute="_compute_technician_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        check_company=True,
        domain=[("sav_is_technician", "=", True)],
    )
    planned_hours = fields.Float(
        required=True, help="Hours; for travel sold by the kilometre, kilometres."
    )
    time_ids = fields.One2many("sav.labour.time", "labour_line_id", string="Times")
    worked_hours = fields.Float(compute="_compute_worked_hours", store=True)
    # who pays
    payer_line_ids = fields.One2many("sav.payer.line", "labour_line_id", string="Payers")
    customer_share = fields.Float(
        string="Customer %", compute="_compute_customer_share", store=True
    )
    sale_line_id = fields.Many2one(
        "sale.order.line", readonly=True, copy=False, index="btree_not_null"
    )
    source = fields.Char(
        readonly=True,
        copy=False,
        help="What proposed it; the same source proposes once.",
    )

    _planned_hours_check = models.Constraint(
        "CHECK(planned_hours >= 0)", "The planned time cannot be negative."
    )
    _source_uniq = models.UniqueIndex(
        "(repair_id, source) WHERE source IS NOT NULL",
        "This was already proposed for this repair.",
    )

    @api.depends("technician_id")
    def _compute_role_id(self):
        for line in self:
            line.role_id = line.role_id or line.technician_id.sav_role_id

    @api.depends("role_id")
    def _compute_product_id(self):
        for line in self:
            line.product_id = line.role_id.product_id or line.product_id

    @api.depends("role_id", "product_id")
    def _compute_name(self):
        for line in self:
            line.name = line.role_id.name or line.product_id.display_name

    @api.depends("repair_id.sav_case_id.technician_id")
    def _compute_technician_id(self):
        for line in self:
            line.technician_id = (
                line.technician_id or line.repair_id.sav_case_id.technician_id
            )

    @api.depends("time_ids.hours")
    def _compute_worked_hours(self):
        for line in self:
            line.worked_hours = sum(line.time_ids.mapped("hours"))

    @api.depends("payer_line_ids.payer", "payer_line_ids.percentage")
    def _compute_customer_share(self):
        for line in self:
            line.customer_share = line.payer_line_ids._get_customer_share()
