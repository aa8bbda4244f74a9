# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError


class SavCase(models.Model):
    """The device goes back to its customer, with all that came with it."""

    _inherit = "sav.case"

    def action_hand_over(self):
        """Give the devices back to their customers, and close the cases.

        Work that was not closed yet is closed: it can be billed from then on.

        :return: the dialog that ticks what goes back, while an accessory of one device
            is neither given back nor accounted for; nothing once they are given back
        :raise UserError: what is missing, for all the cases at once
        """
        self._check_hand_over()
        if len(self) == 1 and self._get_missing_accessories():
            return self._get_hand_over_action()
        self._hand_over()
        return False

    def action_hand_over_all(self):
        """Give the devices back with every accessory that came with them."""
        self._check_hand_over()
        self._get_missing_accessories().is_returned = True
        self._hand_over()

    def action_hand_over_ticked(self):
        """Give the devices back with the accessories that are ticked.

        :raise UserError: names the accessories that are neither ticked nor explained
        """
        self._check_hand_over()
        self._hand_over()

    def _check_hand_over(self):
        self.check_access("write")
        self._check_counter()
        self._check_state("ready")

    def _hand_over(self):
        problems = []
        for case in self:
            problems += case._get_hand_over_problems()
        if problems:
            raise UserError("\n".join(problems))
        self.action_close()
        # sudo: the state moves by the buttons only, right and state are checked.
        self.sudo().write({"state": "closed", "date_closed": fields.Datetime.now()})
        self._log_custody("customer")

    def _get_hand_over_problems(self):
        """Hook: return in words, as a list, what forbids giving this device back."""
        self.ensure_one()
        missing = self._get_missing_accessories()
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

    def _get_missing_accessories(self):
        """Return the accessories neither given back nor accounted for."""
        return self.accessory_ids.filtered(
            lambda accessory: not accessory.is_returned and not accessory.return_reason
        )

    def _get_hand_over_action(self):
        self.ensure_one()
        view = self.env.ref("sav_base.sav_case_view_form_hand_over")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand Over"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }
