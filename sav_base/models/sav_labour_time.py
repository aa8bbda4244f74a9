# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class SavLabourTime(models.Model):
    """Time worked on a device, typed or measured."""

    _name = "sav.labour.time"
    _description = "Worked Time"
    _order = "date desc, id desc"
    _check_company_auto = True

    labour_line_id = fields.Many2one(
        "sav.labour.line",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    repair_id = fields.Many2one(
        related="labour_line_id.repair_id", store=True, index=True
    )
    case_id = fields.Many2one(
        related="labour_line_id.case_id", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one(
        related="labour_line_id.company_id", store=True, index=True
    )
    technician_id = fields.Many2one(
        "hr.employee", required=True, index=True, check_company=True
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    date_start = fields.Datetime(string="Started")
    date_end = fields.Datetime(string="Stopped")
    hours = fields.Float(
        compute="_compute_hours", store=True, readonly=False, required=True
    )
    hourly_cost = fields.Float(
        readonly=True,
        copy=False,
        groups="sav_base.group_sav_manager,sav_base.group_sav_billing",
        help="Cost of one hour of the technician, frozen the day it was worked.",
    )
    note = fields.Char()

    _hours_check = models.Constraint(
        "CHECK(hours >= 0)", "The worked time cannot be negative."
    )
    _dates_check = models.Constraint(
        "CHECK(date_end >= date_start)", "The work cannot stop before it started."
    )

    @api.depends("date_start", "date_end")
    def _compute_hours(self):
        for time in self:
            if time.date_start and time.date_end:
                time.hours = (time.date_end - time.date_start).total_seconds() / 3600
