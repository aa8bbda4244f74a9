# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        if failure_type:
            reason = failure_reason or self[:1].failure_reason or failure_type
            self._note_sav_slip_failures(success_pids, reason)
        return super()._postprocess_sent_message(
            success_pids,
            success_emails,
            failure_reason=failure_reason,
            failure_type=failure_type,
        )

    def _note_sav_slip_failures(self, reached, reason):
        """Tell the counter which slips did not leave the mail server.

        :param reached: partners that got the mail all the same
        """
        messages = self.mail_message_id.filtered(lambda m: m.model == "sav.reception")
        if not messages:
            return
        # In sudo: mails are sent by the system or by whoever writes, about receptions
        # found from the mails alone.
        receptions_sudo = (
            self.env["sav.reception"]
            .sudo()
            .search([("slip_message_id", "in", messages.ids)])
        )
        receptions_sudo.filtered(
            lambda reception: reception.partner_id not in reached
        )._note_slip_failure(reason)
