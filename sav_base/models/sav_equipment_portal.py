# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavEquipment(models.Model):
    _inherit = "sav.equipment"

    # The holder reads the device on the portal: the other parties and what colleagues
    # note are not for them.
    owner_id = fields.Many2one(groups="base.group_user")
    payer_id = fields.Many2one(groups="base.group_user")
    note = fields.Html(groups="base.group_user")

    def _compute_access_url(self):
        result = super()._compute_access_url()
        for equipment in self:
            equipment.access_url = f"/my/devices/{equipment.id}"
        return result
