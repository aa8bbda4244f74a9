# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

NOT_OURS = "('sav_kind', '=', False)"


class IrActionsActWindow(models.Model):
    _inherit = "ir.actions.act_window"

    def _sav_hide_internal_documents(self):
        """Keep the after-sales orders out of these actions on ``sale.order``.

        The domain that a company gave to an action is kept. Doing it again changes
        nothing.
        """
        for action in self:
            domain = (action.domain or "[]").strip()
            if NOT_OURS not in domain:
                terms = domain.removeprefix("[").removesuffix("]").strip()
                action.domain = f"[{NOT_OURS}, {terms}]" if terms else f"[{NOT_OURS}]"

    def _sav_show_internal_documents(self):
        """Undo :meth:`_sav_hide_internal_documents`."""
        for action in self:
            domain = action.domain.replace(f"{NOT_OURS}, ", "").replace(NOT_OURS, "")
            action.domain = False if domain == "[]" else domain
