# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import float_compare


class SavResponse(models.Model):
    """What becomes of effects that the corrected answers do not ask for any more.

    What nobody has seen or touched is taken back; what a customer may have read on a
    quote, or somebody changed, stays and is reported.
    """

    _inherit = "sav.response"

    def _withdraw_effects(self, applications):
        """Take effects back where it disturbs nobody, report the others."""
        for application in applications:
            if application.state == "failed":
                application.write({"state": "withdrawn", "message": False})
            if application.state != "done":
                continue
            withdraw = getattr(self.sudo(False), f"_withdraw_{application.kind}", None)
            reason = self.env._("What it did stays: decide by hand.")
            if withdraw:
                try:
                    with self.env.cr.savepoint():
                        reason = withdraw(application)
                except UserError as error:
                    reason = str(error)
            application.write(
                {
                    "state": "obsolete" if reason else "withdrawn",
                    "message": reason
                    and self.env._(
                        "The corrected answers do not ask for it any more. %(reason)s",
                        reason=reason,
                    ),
                }
            )

    def _withdraw_part(self, application):
        """Remove a proposed part; return in words why it stays, or nothing."""
        # sudo: read what the form itself made, to compare; the verb checks the right.
        move_sudo = application.sudo()._get_made_record()
        if not move_sudo:
            return False
        reason = self._find_change_reason(application, move_sudo.product_uom_qty)
        if not reason:
            self.case_id.remove_part(move_sudo.id)
        return reason

    def _withdraw_labour(self, application):
        # sudo: same reason as for a part.
        line_sudo = application.sudo()._get_made_record()
        if not line_sudo:
            return False
        reason = self._find_change_reason(application, line_sudo.planned_hours)
        if not reason:
            self.case_id.remove_labour(line_sudo.id)
        return reason

    def _withdraw_action(self, application):
        line = application._get_made_record()
        if not line:
            return False
        if line.is_done:
            return self.env._("It was already done.")
        line.unlink()
        return False

    def _withdraw_symptom(self, application):
        return self._withdraw_code(application, "symptom_id")

    def _withdraw_cause(self, application):
        return self._withdraw_code(application, "cause_id")

    def _withdraw_code(self, application, field):
        """Empty a code of the case, unless a person chose another one since."""
        if self.case_id[field] == application._get_made_record():
            self.case_id[field] = False
        return False

    def _withdraw_safety_stop(self, application):
        self.case_id.message_post(
            body=self.env._(
                "Safety stop lifted by corrected answers: %(text)s",
                text=application.summary,
            )
        )
        return False

    def _withdraw_knowledge(self, application):
        return False

    def _find_change_reason(self, application, quantity):
        """Return why a line that somebody changed stays."""
        asked = application.payload.get("quantity", application.payload.get("hours"))
        if float_compare(asked, quantity, precision_digits=4):
            return self.env._("Its quantity was changed by hand since.")
        return False
