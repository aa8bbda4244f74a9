# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SavEstimateMixin(models.AbstractModel):
    """What a line of an estimate cost us, and how much of it the warranty pays."""

    _inherit = "sav.estimate.mixin"

    def _sav_get_warranty_share(self):
        """Return the percentage that the warranty pays."""
        self.ensure_one()
        rows = self[self._sav_payer_field].filtered(lambda row: row.payer == "warranty")
        return sum(rows.mapped("percentage"))

    def _sav_get_cost(self):
        """Return ``(quantity, cost)``: what was used or worked, else what is planned.

        Called in ``sudo``: costs are hidden from technicians.
        """
        raise NotImplementedError

    def _prepare_claim_line_vals(self):
        """Hook: return what names this line on a claim to the supplier."""
        raise NotImplementedError
