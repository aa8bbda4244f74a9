# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _check_can_update_message_content(self, messages):
        # The messages come in sudo: the check is about the user of the thread.
        messages.sudo(self.env.su)._check_sav_trace()
        return super()._check_can_update_message_content(messages)

    def message_change_thread(self, new_thread, new_parent_message=False):
        self.check_access("write")
        # In sudo: a message that the user does not see must not move either.
        self.sudo().message_ids.sudo(self.env.su)._check_sav_trace()
        return super().message_change_thread(new_thread, new_parent_message)
