# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize

from ..tools.incoming_mail import is_silent_address

# A person asks a few times a day; a program that hides what it is, all the time.
ACKNOWLEDGED_A_DAY = 5
# RFC 3834 §5, and what Exchange looks for: other programs do not answer to it.
AUTOMATIC_HEADERS = {
    "Auto-Submitted": "auto-replied",
    "X-Auto-Response-Suppress": "All",
}


class SavReception(models.Model):
    """The first answer to a request: we got it, and this is what we understood."""

    _inherit = "sav.reception"

    acknowledge_state = fields.Selection(
        [
            ("pending", "To Be Acknowledged"),
            ("sent", "Acknowledged"),
            ("failed", "Not Acknowledged"),
        ],
        string="Acknowledgement",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Empty when nobody has to be told that the request came in.",
    )

    _acknowledge_pending_idx = models.Index("(id) WHERE acknowledge_state = 'pending'")

    def _queue_acknowledgements(self):
        """Have the senders of new requests told that we got them, after the commit.

        The rendering is left to the cron: neither the gateway nor the portal waits.
        """
        queued = self.filtered(
            lambda reception: (
                not reception.acknowledge_state
                and reception.company_id.sav_acknowledge_requests
                and reception._is_to_acknowledge()
            )
        )
        if queued:
            queued.acknowledge_state = "pending"
            self.env.ref("sav_base.ir_cron_acknowledge_requests").sudo()._trigger()

    def _is_to_acknowledge(self):
        """Hook: tell whether a customer waits at the other end, no program nor us."""
        self.ensure_one()
        address = self._get_acknowledge_address()
        return bool(
            address
            and not is_silent_address(address)
            and not self._is_own_address(address)
            and not self._is_colleague_address(address)
            and self._count_acknowledged(address) < ACKNOWLEDGED_A_DAY
        )

    def _get_acknowledge_address(self):
        """Return the address of who asked, normalised, False without a valid one."""
        self.ensure_one()
        return email_normalize(self.email_from) or self.partner_id.email_normalized

    @api.model
    def _is_colleague_address(self, address):
        """Tell whether somebody of the company writes, or one of its own programs."""
        # sudo: looked up whoever runs the gateway; only whether there is one is told.
        users = self.env["res.users"].sudo()
        companies = self.env["res.company"].sudo()
        return bool(
            users.search_count(
                [("share", "=", False), ("email_normalized", "=", address)], limit=1
            )
            or companies.search_count(
                [("partner_id.email_normalized", "=", address)], limit=1
            )
        )

    def _count_acknowledged(self, address):
        """Return how many requests of an address were acknowledged within a day."""
        since = fields.Datetime.now() - timedelta(days=1)
        # sudo: counted in all companies, whoever runs the gateway.
        recent = self.sudo().search(
            Domain("request_date", ">", since)
            & Domain("acknowledge_state", "in", ("pending", "sent"))
            & (
                Domain("email_from", "ilike", address)
                | Domain("partner_id.email_normalized", "=", address)
            )
        )
        return len(
            recent.filtered(lambda r: r._get_acknowledge_address() == address) - self
        )

    @api.model
    def _cron_acknowledge_requests(self, batch_size=50):
        """Queue the mails of the requests that wait for one."""
        self._mail_pending(
            "acknowledge_state",
            "_acknowledge",
            "_note_acknowledge_failure",
            batch_size,
        )

    def _acknowledge(self):
        """Queue the mail, unless the request was answered or the setting changed."""
        self.ensure_one()
        address = self._get_acknowledge_address()
        if (
            self.state != "draft"
            or not address
            or not self.company_id.sav_acknowledge_requests
        ):
            self.acknowledge_state = False
            return
        template = self.env.ref("sav_base.mail_template_sav_request")
        first = self.message_ids.filtered(lambda m: m.message_type == "email")[-1:]
        template.with_company(self.company_id).send_mail(
            self.id,
            email_values={
                "email_to": address,
                "recipient_ids": [],
                "headers": repr(AUTOMATIC_HEADERS),
                # In the thread of what the customer wrote.
                "references": first.message_id or False,
            },
        )
        self.acknowledge_state = "sent"
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    def _note_acknowledge_failure(self, reason):
        for reception in self:
            reception.acknowledge_state = "failed"
            reception._message_log(
                body=self.env._(
                    "The customer was not told that we got the request: %(reason)s",
                    reason=reason,
                )
            )

    def _get_acknowledge_url(self):
        """Return where the customer follows the request, False without a login."""
        self.ensure_one()
        # sudo: whether the customer logs in is all that is looked up.
        if not self.partner_id.sudo().user_ids.filtered("share"):
            return False
        return f"{self.get_base_url()}/my/requests/{self.id}"
