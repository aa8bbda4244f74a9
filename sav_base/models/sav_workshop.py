# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavWorkshop(models.Model):
    """A place where devices are received and repaired."""

    _name = "sav.workshop"
    _description = "Workshop"
    _inherit = ["mail.alias.mixin.optional"]
    _order = "sequence, name"
    _check_company_auto = True

    name = fields.Char(required=True)
    code = fields.Char(required=True, help="Short, printed on the labels.")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    # where
    partner_id = fields.Many2one(
        "res.partner",
        string="Address",
        check_company=True,
        help="Printed on the slips; empty: the company's.",
    )
    picking_type_id = fields.Many2one(
        "stock.picking.type",
        string="Repair Operation",
        check_company=True,
        domain=[("code", "=", "repair_operation")],
        help="Where parts are taken from; empty: the warehouse's own.",
    )
    # who, how much
    manager_id = fields.Many2one(
        "res.users", check_company=True, domain=[("share", "=", False)]
    )
    technician_ids = fields.One2many(
        "hr.employee.public", "sav_workshop_id", string="Technicians"
    )
    bench_count = fields.Integer(
        string="Benches", default=1, help="Devices worked on at the same time."
    )

    _code_uniq = models.Constraint(
        "UNIQUE(company_id, code)", "This workshop code already exists."
    )
    _bench_count_check = models.Constraint(
        "CHECK(bench_count > 0)", "A workshop has one bench or more."
    )

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        values["alias_model_id"] = self.env["ir.model"]._get_id("sav.reception")
        if self.id:
            values["alias_defaults"] = {"workshop_id": self.id}
        return values
