# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from email.message import EmailMessage

from odoo.addons.mail.tests.common import MailCase

from .common import SavCommon


class RequestMailCommon(SavCommon, MailCase):
    """A workshop with an address, and raw mails that arrive there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domain = cls.env["mail.alias.domain"].create(
            {
                "name": "sav-test.example.com",
                "bounce_alias": "bounce-sav",
                "catchall_alias": "catchall-sav",
                "default_from": "notifications-sav",
            }
        )
        cls.company.alias_domain_id = cls.domain
        cls.workshop.write(
            {"alias_name": "repairs-sav", "alias_domain_id": cls.domain.id}
        )
        cls.sold = cls._create_sold_equipment("WM-2026-77", "2026-01-05")
        cls.requests = cls.env["sav.reception"]
        cls.known = cls.requests.search([])

    def _process(
        self,
        subject="My washing machine",
        body="It does not drain any more.",
        sender="Amira Ben Salah <amira@example.com>",
        to="repairs-sav@sav-test.example.com",
        message_id=None,
        files=(),
        **headers,
    ):
        """Give one raw mail to the gateway; return the requests that it made."""
        mail = EmailMessage()
        mail["Subject"] = subject
        mail["From"] = sender
        mail["To"] = to
        self.count = getattr(self, "count", 0) + 1
        mail["Message-ID"] = message_id or f"<{self.id()}-{self.count}@example.com>"
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(body)
        for name, content, kind in files:
            maintype, _slash, subtype = kind.partition("/")
            mail.add_attachment(
                content, maintype=maintype, subtype=subtype, filename=name
            )
        before = self.requests.search([])
        with self.mock_mail_gateway():
            self.env["mail.thread"].message_process(None, mail.as_bytes())
        self.env.invalidate_all()
        return self.requests.search([]) - before
