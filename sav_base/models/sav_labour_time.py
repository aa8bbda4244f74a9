# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


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
        compute="_compute_hourly_cost",
        store=True,
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

    @api.depends("technician_id")
    def _compute_hourly_cost(self):
        # The employee's cost has no history: it is frozen here, and does not depend on
        # the cost so as not to follow its changes.
        for time in self:
            time.hourly_cost = time.technician_id.hourly_cost

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        if early := self.filtered(lambda time: time.date > today):
            raise UserError(
                self.env._(
                    "Time is booked once it was worked, not in advance: %(dates)s",
                    dates=", ".join(map(fields.Date.to_string, early.mapped("date"))),
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        times = super().create(vals_list)
        times._check_gate()
        return times

    def write(self, vals):
        if {"hours", "date_start", "date_end", "labour_line_id"}.intersection(vals):
            self._check_gate()
        result = super().write(vals)
        if "labour_line_id" in vals:
            self._check_gate()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_finished(self):
        self._check_gate()

    def _check_gate(self):
        """Refuse time that the customer did not agree to, or of finished work."""
        reasons = []
        for line in self.labour_line_id:
            case = line.case_id
            if case and case.state not in ("diagnosis", "approval", "repair"):
                reasons.append(
                    self.env._(
                        "%(case)s is neither in diagnosis nor in repair: no time can "
                        "be booked or changed.",
                        case=case.display_name,
                    )
                )
            reasons.append(line._sav_get_refusal())
        if reasons := list(dict.fromkeys(filter(None, reasons))):
            raise UserError("\n".join(reasons))
