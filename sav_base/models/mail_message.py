# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# What was said, by whom, to whom and when; who may read it too.
CONTENT_FIELDS = {
    "attachment_ids",
    "author_guest_id",
    "author_id",
    "body",
    "date",
    "email_from",
    "incoming_email_cc",
    "incoming_email_to",
    "is_internal",
    "message_id",
    "message_type",
    "model",
    "outgoing_email_to",
    "parent_id",
    "partner_ids",
    "rating_ids",
    "res_id",
    "subject",
    "subtype_id",
    "tracking_value_ids",
}


class MailMessage(models.Model):
    _inherit = "mail.message"

    def write(self, vals):
        if CONTENT_FIELDS.intersection(vals):
            self._check_sav_trace()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sav_trace(self):
        self._check_sav_trace()

    @api.model
    def _get_sav_traced_domains(self):
        """Return which records keep their messages and tracking for ever.

        All the models of the suite that have a chatter, by their name, without any
        exception that could be forgotten. A hook: a module above adds the records of
        other models that are part of the after-sales service.

        :return: dict, name of a model with a chatter → ``Domain`` of its records
        """
        return {
            **dict.fromkeys(self._get_sav_threads(), Domain.TRUE),
            "sale.order": Domain("sav_kind", "!=", False),
            "repair.order": Domain("sav_case_id", "!=", False),
        }

    @api.model
    def _get_sav_threads(self):
        """Return the names of the models of the suite that have a chatter."""
        thread = self.env.registry["mail.thread"]
        return [
            name
            for name, model in self.env.registry.items()
            if name.startswith("sav.")
            and not model._abstract
            and issubclass(model, thread)
        ]

    def _filter_sav_traced(self):
        """Return the messages of records that keep them for ever."""
        domains = self._get_sav_traced_domains()
        traced = self.browse()
        # In sudo: whether a message must be kept does not depend on who asks.
        for model, messages in self.sudo().grouped("model").items():
            if model in domains:
                records = self.env[model].sudo().browse(messages.mapped("res_id"))
                kept = records.exists().filtered_domain(domains[model])
                traced |= messages.filtered(lambda m, ids=kept.ids: m.res_id in ids)
        return traced

    def _check_sav_trace(self):
        """Refuse to touch a kept message, except to the system and to administrators.

        :raise UserError: a message must be kept and the user is no administrator
        """
        if self.env.is_admin() or self.env.user.has_group("sav_base.group_sav_admin"):
            return
        if self._filter_sav_traced():
            raise UserError(
                self.env._(
                    "The messages of the after-sales service are kept as they were "
                    "written: they can be neither changed nor deleted. To correct one, "
                    "write a new message."
                )
            )
