# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import AccessError

from .sav_intervention import OPEN_STATES


class SavCase(models.Model):
    _inherit = "sav.case"

    def action_cancel(self):
        """Give up cases on which the work itself has not begun.

        Their quotes, repair orders and interventions are cancelled with them.
        """
        self.check_access("write")
        self._check_counter()
        self._check_state("draft", "received", "diagnosis", "approval", "cancelled")
        cases = self.filtered(lambda case: case.state != "cancelled")
        received = cases.filtered(lambda case: case.state != "draft")
        # sudo: the state moves by the buttons only, and the counter has no right on
        # repair orders nor on their quotes: only those of these cases are cancelled.
        cases_sudo = cases.sudo()
        cases_sudo.write({"state": "cancelled", "date_closed": fields.Datetime.now()})
        cases_sudo.repair_ids.filtered(
            lambda repair: repair.state not in ("done", "cancel")
        ).action_repair_cancel()
        cases.intervention_ids.filtered(
            lambda intervention: intervention.state in OPEN_STATES
        ).action_cancel()
        received._log_custody("customer")

    def _check_counter(self):
        """Refuse to people who do not work at the counter."""
        if not self.env.su and not self.env.user.has_group(
            "sav_base.group_sav_counter"
        ):
            raise AccessError(
                self.env._(
                    "Devices are received, given back and cancelled by the counter: "
                    "ask a clerk or a workshop manager."
                )
            )
