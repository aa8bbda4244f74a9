# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class HrEmployeePublic(models.Model):
    _inherit = "hr.employee.public"

    # The view of hr.employee that users without HR rights read: it needs the fields
    # under the same names.
    sav_is_technician = fields.Boolean(string="Technician", readonly=True)
    sav_workshop_id = fields.Many2one("sav.workshop", string="Workshop", readonly=True)
    sav_role_id = fields.Many2one(
        "sav.labour.role", string="Labour Role", readonly=True
    )
