# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    sav_is_technician = fields.Boolean(string="Technician")
    sav_workshop_id = fields.Many2one(
        "sav.workshop", string="Workshop", check_company=True, index="btree_not_null"
    )
    sav_role_id = fields.Many2one(
        "sav.labour.role",
        string="Labour Role",
        check_company=True,
        help="Proposed for the labour lines of this technician.",
    )
