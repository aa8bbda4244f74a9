# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError


class SavCase(models.Model):
    """The device goes back to its customer, with all that came with it."""

    _inherit = "sav.case"

    def action_hand_over(self):
        """Give the devices back to their customers.

        :return: the dialog that ticks what goes back, while some accessory is neither
            given back nor accounted for; nothing once the devices are given back
        :raise UserError: when one of them is not ready
        """
        self.check_access("write")
        self._check_state("ready")
        waiting = self.filtered(lambda case: case._get_missing_accessories())
        if len(self) == 1 and waiting:
            return self._get_hand_over_action()
        waiting._check_accessories_back()
        self._hand_over()
        return False

    def action_hand_over_all(self):
        """Give the devices back with every accessory that came with them."""
        self.check_access("write")
        self._check_state("ready")
        self._get_missing_accessories().is_returned = True
        self._hand_over()

    def action_hand_over_ticked(self):
        """Give the devices back with the accessories that are ticked.

        :raise UserError: names the accessories that are neither ticked nor explained
        """
        self.check_access("write")
        self._check_state("ready")
        self._check_accessories_back()
        self._hand_over()

    def _hand_over(self):
        self._log_custody("customer")
        # sudo: the state moves by the buttons only, right and state are checked.
        self.sudo().write({"state": "closed", "date_closed": fields.Datetime.now()})

    def _get_missing_accessories(self):
        """Return the accessories neither given back nor accounted for."""
        return self.accessory_ids.filtered(
            lambda accessory: not accessory.is_returned and not accessory.return_reason
        )

    def _check_accessories_back(self):
        if missing := self._get_missing_accessories():
            raise UserError(
                self.env._(
                    "Tick what you give back, or write why you do not: %(accessories)s",
                    accessories=", ".join(
                        f"{accessory.name} ({accessory.case_id.display_name})"
                        for accessory in missing
                    ),
                )
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
