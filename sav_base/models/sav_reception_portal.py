# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavReception(models.Model):
    _inherit = "sav.reception"

    # The customer reads the reception on the portal.
    note = fields.Text(groups="base.group_user")
    technician_id = fields.Many2one(groups="base.group_user")

    def _compute_access_url(self):
        result = super()._compute_access_url()
        for reception in self:
            reception.access_url = f"/my/receptions/{reception.id}"
        return result

    def _get_report_base_filename(self):
        self.ensure_one()
        title = self.env._("Reception slip %(name)s", name=self.name)
        return title.replace("/", "-")
