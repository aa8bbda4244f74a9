# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

# What the file is, and what hides it from the messages it was sent with.
CONTENT_FIELDS = {
    "datas",
    "db_datas",
    "mimetype",
    "name",
    "raw",
    "res_field",
    "res_id",
    "res_model",
    "type",
    "url",
}


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def write(self, vals):
        if CONTENT_FIELDS.intersection(vals):
            self._check_sav_trace()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sav_trace(self):
        self._check_sav_trace()

    def _delete_and_notify(self, message=None):
        # The route that deletes a file of a chatter works in sudo: what counts is who
        # asks.
        self.sudo(False)._check_sav_trace()
        return super()._delete_and_notify(message)

    def _check_sav_trace(self):
        """Refuse to touch the file of a message that must be kept.

        :raise UserError: a file was sent with such a message and the user is no
            administrator
        """
        if not self.env.su:
            # In sudo: the message may not be visible to the user.
            self.env["mail.message"].sudo().search(
                [("attachment_ids", "in", self.ids)]
            ).sudo(False)._check_sav_trace()
