# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize, html2plaintext
from odoo.tools.mail import unfold_references

from ..tools.incoming_mail import (
    get_content_bytes,
    is_automatic,
    mail_digest,
    serial_candidates,
)
from .sav_reception_request import SUMMARY_LENGTH

_logger = logging.getLogger(__name__)

TEXT_LENGTH = 20_000
ANSWERED_MODELS = ("sav.case", "sav.intervention", "sav.reception", "sale.order")
# The same mail again after that is a new request: the fault came back.
SAME_MAIL_DAYS = 7


class SavReception(models.Model):
    """Requests that come by mail, through the alias of a workshop."""

    _inherit = "sav.reception"

    # Core counts by it the mails that one address sends: loops are stopped.
    _primary_email = "email_from"

    mail_digest = fields.Char(
        readonly=True, copy=False, index="btree_not_null", groups="base.group_user"
    )

    @api.model
    def _routing_check_route(self, message, message_dict, route, raise_exception=True):
        if not route[1] and self._is_mail_to_ignore(message, message_dict):
            _logger.info(
                "Ignored mail from %s with Message-Id %s: sent by a program",
                message_dict.get("email_from"),
                message_dict.get("message_id"),
            )
            return False
        if not route[1]:
            route = self._find_answered_route(message_dict) or route
        return super()._routing_check_route(
            message, message_dict, route, raise_exception=raise_exception
        )

    @api.model
    def _find_answered_route(self, message_dict):
        """Return the route to the file that a mail answers, of ours or of its quote.

        Core takes an answer that names the alias of another model for a forward; our
        customers write to one address, whatever they answer.
        """
        references = message_dict.get("references") or message_dict.get("in_reply_to")
        # sudo: the gateway looks for what was answered, whoever runs it.
        answered = (
            self.env["mail.message"]
            .sudo()
            .search(
                Domain("message_id", "in", unfold_references(references or ""))
                & Domain("model", "in", ANSWERED_MODELS)
                & Domain("res_id", "!=", 0),
                order="id desc",
                limit=1,
            )
        )
        record = answered and self.env[answered.model].browse(answered.res_id).exists()
        if not record:
            return None
        user = self._mail_find_user_for_gateway(message_dict.get("email_from"))
        return (record._name, record.id, None, user.id or self.env.uid, None)

    @api.model
    def _is_mail_to_ignore(self, message, message_dict):
        """Tell whether a mail opens no request: nobody wrote it, or we did."""
        if is_automatic(message.items()):
            return True
        sender = email_normalize(message_dict.get("email_from"))
        return bool(sender) and self._is_own_address(sender)

    @api.model
    def _is_own_address(self, address):
        """Tell whether mails to a normalised address come back to us."""
        # sudo: whoever runs the gateway need not read the domains of the aliases.
        domains = self.env["mail.alias.domain"].sudo().search([])  # pylint: disable=W8163
        own = {*domains.mapped("catchall_email"), *domains.mapped("bounce_email")}
        own |= set(domains.mapped("default_from_email"))
        return address in own or bool(
            self.env["mail.alias"]
            .sudo()
            .search_count([("alias_full_name", "=", address)], limit=1)
        )

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Make a request of a mail, or return the request that it repeats."""
        # The gateway comes in sudo; a client may call this too.
        self.browse().check_access("create")
        values = dict(custom_values or {})
        workshop = self.env["sav.workshop"].browse(
            values.pop("workshop_id", None) or []
        )
        workshop = workshop.exists()
        company = workshop.company_id or self.env.company
        requests = self.with_company(company)
        digest = self._get_mail_digest(msg_dict)
        if twin := requests._find_same_mail(digest):
            return twin
        reception = requests.create(
            requests._prepare_mail_request_vals(msg_dict, company, digest)
            | values
            | ({"workshop_id": workshop.id} if workshop else {})
        )
        if reception.partner_id:
            # The message is theirs too, not of a namesake of their address.
            msg_dict["author_id"] = reception.partner_id.id
            reception._add_request_cases()
        reception._note_named_elsewhere()
        reception._keep_mail_photos(msg_dict)
        reception._queue_acknowledgements()
        return reception

    def message_update(self, msg_dict, update_vals=None):
        # The gateway comes in sudo; a client may call this too.
        self.check_access("write")
        self._keep_mail_photos(msg_dict)
        return super().message_update(msg_dict, update_vals=update_vals)

    @api.model
    def _prepare_mail_request_vals(self, msg_dict, company, digest):
        """Hook: return the values of the request that a mail makes."""
        now = fields.Datetime.now()
        text = html2plaintext(msg_dict.get("body") or "").strip()
        subject = " ".join((msg_dict.get("subject") or "").split())
        return {
            "company_id": company.id,
            "partner_id": self._find_mail_customer(msg_dict, company).id,
            "email_from": msg_dict.get("email_from") or self.env._("unknown sender"),
            "origin": "mail",
            "user_id": False,
            "date": now,
            "request_date": now,
            "request_summary": subject[:SUMMARY_LENGTH],
            "request_text": text[:TEXT_LENGTH],
            "mail_digest": digest,
        }

    @api.model
    def _find_mail_customer(self, msg_dict, company):
        """Return the customer who wrote, or nobody.

        A colleague who forwards a mail is not the customer: the clerk chooses. Nor is
        a customer made of an unknown address.
        """
        author = self.env["res.partner"].browse(msg_dict.get("author_id") or [])
        if not author or not author.partner_share:
            return author.browse()
        customers = author | author.search(
            [("email_normalized", "=", author.email_normalized)], limit=10
        )
        customers = customers.filtered(
            lambda partner: (
                partner.partner_share
                and partner.company_id in (company.browse(), company)
            )
        )
        if len(customers) > 1:
            # One address for several people: the one who has the machine wrote.
            words = f"{msg_dict.get('subject')} {html2plaintext(msg_dict.get('body'))}"
            for partner in customers:
                probe = self.new({"partner_id": partner.id, "company_id": company.id})
                if probe._find_named_machines(words):
                    return partner
        return customers[:1]

    @api.model
    def _get_mail_digest(self, msg_dict):
        return mail_digest(
            email_normalize(msg_dict.get("email_from")) or "",
            msg_dict.get("subject"),
            html2plaintext(msg_dict.get("body") or ""),
            [
                get_content_bytes(content)
                for _name, content, *_info in msg_dict.get("attachments") or []
            ],
        )

    @api.model
    def _find_same_mail(self, digest):
        """Return the request of the same words by the same sender, days ago at most."""
        return self.search(
            Domain("mail_digest", "=", digest)
            & Domain("company_id", "=", self.env.company.id)
            & Domain("state", "!=", "cancelled")
            & Domain(
                "request_date",
                ">",
                fields.Datetime.now() - timedelta(days=SAME_MAIL_DAYS),
            ),
            limit=1,
        )

    @api.model
    def _get_serial_variants(self, words):
        """Return what to look up for the serial numbers that a text may name."""
        return list(
            {
                variant
                for serial in serial_candidates(words)
                for variant in (serial, serial.upper())
            }
        )

    def _note_named_elsewhere(self):
        """Keep the serial numbers named in requests that others' machines have."""
        for reception in self:
            words = f"{reception.request_summary or ''}\n{reception.request_text or ''}"
            serials = self._get_serial_variants(words)
            machines = self.env["sav.equipment"].search(
                [
                    ("serial", "in", serials),
                    ("company_id", "=", reception.company_id.id),
                    ("id", "not in", reception.case_ids.equipment_id.ids),
                ],
                limit=10,
            )
            if machines:
                reception.request_serial = ", ".join(machines.mapped("serial"))

    def _keep_mail_photos(self, msg_dict):
        """Keep the photos of a mail as proof, beside the message."""
        for reception in self:
            owner = {"reception_id": reception.id}
            if len(reception.case_ids) == 1:
                owner["case_id"] = reception.case_ids.id
            self.env["sav.evidence"]._keep_mail_photos(
                owner, msg_dict.get("attachments") or []
            )
