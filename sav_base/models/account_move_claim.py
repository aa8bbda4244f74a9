# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class AccountMove(models.Model):
    """Tell the claims on suppliers what their credit notes brought.

    A dependency on the state of moves would look for claims at each invoice of the
    company: here supplier's credit notes alone do.
    """

    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft)
        posted._update_sav_claims()
        return posted

    def button_draft(self):
        result = super().button_draft()
        self._update_sav_claims()
        return result

    def _update_sav_claims(self):
        """Compute again what was recovered with these moves."""
        refunds = self.filtered(lambda move: move.move_type == "in_refund")
        if refunds:
            # sudo: an accountant has no right on claims.
            claims = self.env["sav.claim"].sudo()
            claims = claims.search([("refund_ids", "in", refunds.ids)])
            self.env.add_to_compute(claims._fields["amount_recovered"], claims)
