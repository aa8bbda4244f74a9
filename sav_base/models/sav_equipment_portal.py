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

    def _get_portal_cases(self):
        """Return the cases of the present holder, the last first.

        The device may have had another holder before: theirs are not shown.
        """
        self.ensure_one()
        holder = self.partner_id.commercial_partner_id
        return self.case_ids.filtered(
            lambda case: (
                case.state not in ("draft", "cancelled")
                and case.partner_id.commercial_partner_id == holder
            )
        ).sorted("id", reverse=True)
