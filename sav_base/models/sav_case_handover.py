# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .sav_intervention import OPEN_STATES


class SavCase(models.Model):
    """How a case ends at the counter: the device goes back, or nothing is done."""

    _inherit = "sav.case"

    def action_hand_over(self):
        """Give the devices back with their accessories, and close the cases.

        Work that was not closed yet is closed: it can be billed from then on.

        :raise UserError: what is missing, for all the cases at once
        """
        self.check_access("write")
        self._check_counter()
        self._check_state("ready")
        problems = []
        for case in self:
            problems += case._get_hand_over_problems()
        if problems:
            raise UserError("\n".join(problems))
        self.action_close()
        # sudo: the state moves by the buttons only, right and state are checked.
        self.sudo().write({"state": "closed", "date_closed": fields.Datetime.now()})
        self._log_custody("customer")

    def action_return_accessories(self):
        """Tick that all the accessories were given back."""
        self.check_access("write")
        self._check_counter()
        self._check_state("ready")
        self.accessory_ids.write({"is_returned": True, "return_reason": False})

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

    def _get_hand_over_problems(self):
        """Hook: return in words, as a list, what forbids giving this device back."""
        self.ensure_one()
        missing = self.accessory_ids.filtered(
            lambda line: not line.is_returned and not line.return_reason
        )
        if not missing:
            return []
        return [
            self.env._(
                "%(case)s: tick the accessories that you give back, or write why not: "
                "%(accessories)s",
                case=self.display_name,
                accessories=", ".join(missing.mapped("name")),
            )
        ]

    def _check_counter(self):
        """Refuse to people who do not work at the counter."""
        if not self.env.su and not self.env.user.has_group(
            "sav_base.group_sav_counter"
        ):
            raise AccessError(
                self.env._(
                    "Devices are received and given back by the counter: ask a clerk "
                    "or a workshop manager."
                )
            )
