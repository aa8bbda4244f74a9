# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavRequestDecline(models.TransientModel):
    """Why a request is declined, in words that the customer reads."""

    _name = "sav.request.decline"
    _description = "Decline a Request"

    reception_id = fields.Many2one("sav.reception", required=True, readonly=True)
    reason = fields.Text(required=True)

    def action_decline(self):
        """Cancel the request and write the reason to the customer."""
        self.ensure_one()
        self.reception_id.check_access("write")
        self.reception_id._check_state("draft")
        self.reception_id._decline(self.reason)
