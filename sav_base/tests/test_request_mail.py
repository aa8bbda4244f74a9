# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
import io
from email.message import EmailMessage

from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..tools import incoming_mail
from .common import SavCommon
from .request_common import RequestMailCommon

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(width=800, height=600, kind="JPEG", colour="navy"):
    output = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(output, kind)
    return output.getvalue()


class TestIncomingMailTools(SavCommon):
    def test_examples_of_the_documentation(self):
        self.assertFalse(doctest.testmod(incoming_mail).failed)

    def test_programs(self):
        for headers in (
            {"Auto-Submitted": "auto-replied"},
            {"Auto-Submitted": "auto-generated"},
            {"Precedence": "bulk"},
            {"X-Autoreply": "yes"},
            {"Return-Path": "<>"},
            {"From": "Mail Delivery <MAILER-DAEMON@example.com>"},
        ):
            self.assertTrue(incoming_mail.is_automatic(headers.items()), headers)
        for headers in (
            {"From": "Amira <amira@example.com>", "Return-Path": "<amira@e.com>"},
            {"Precedence": "list", "List-Id": "<repairs.example.com>"},
            {"Auto-Submitted": "no"},
        ):
            self.assertFalse(incoming_mail.is_automatic(headers.items()), headers)

    def test_photos(self):
        self.assertTrue(incoming_mail.is_photo(picture()))
        self.assertTrue(incoming_mail.is_photo(picture(kind="PNG")))
        self.assertFalse(incoming_mail.is_photo(picture(120, 40)), "a logo")
        for content in (SVG, b"MZ\x90\x00", b"", "text", b"\xff\xd8\xff broken"):
            self.assertFalse(incoming_mail.is_photo(content), content)


@tagged("post_install", "-at_install")
class TestRequestMail(RequestMailCommon):
    """Mails to the address of a workshop, as the gateway receives them."""

    def test_files_that_are_no_bytes(self):
        forwarded = EmailMessage()
        forwarded["Subject"] = "The invoice"
        forwarded.set_content("See below")
        mail = EmailMessage()
        mail["Subject"] = "My washing machine"
        mail["From"] = "Amira Ben Salah <amira@example.com>"
        mail["To"] = "repairs-sav@sav-test.example.com"
        mail["Message-ID"] = "<forwarded@example.com>"
        mail.set_content("It does not drain, see the mail of the shop.")
        mail.add_attachment(forwarded)
        mail.add_attachment("plain text", filename="note.txt")
        with self.mock_mail_gateway():
            self.env["mail.thread"].message_process(None, mail.as_bytes())
        request = self.requests.search([]) - self.known
        self.assertEqual(len(request), 1)
        self.assertEqual(len(request.message_ids.attachment_ids), 2)

    def test_known_customer_names_the_machine(self):
        request = self._process(
            subject="Washing machine WM-2026-77", body="It does not drain.\nAmira"
        )
        self.assertRecordValues(
            request,
            [
                {
                    "state": "draft",
                    "origin": "mail",
                    "partner_id": self.customer.id,
                    "workshop_id": self.workshop.id,
                    "company_id": self.company.id,
                    "user_id": False,
                    "request_summary": "Washing machine WM-2026-77",
                    "request_serial": False,
                    "request_warning": False,
                }
            ],
        )
        self.assertTrue(request.request_date)
        self.assertIn("It does not drain.", request.request_text)
        self.assertEqual(request.case_ids.equipment_id, self.sold)
        self.assertEqual(request.case_ids.faults, "Washing machine WM-2026-77")
        message = request.message_ids.filtered(lambda m: m.message_type == "email")
        self.assertEqual(message.author_id, self.customer)

    def test_machine_is_found_in_the_body_and_by_its_label(self):
        request = self._process(body=f"Serial: {self.sold.barcode}, it leaks.")
        self.assertEqual(request.case_ids.equipment_id, self.sold)

    def test_machine_sold_but_not_on_file_is_put_on_file(self):
        lot = self._create_lot("WM-2026-78")
        self._deliver(lot, "2026-02-01")
        request = self._process(body="WM-2026-78 makes a noise.")
        self.assertEqual(request.case_ids.equipment_id.lot_id, lot)
        self.assertEqual(request.case_ids.equipment_id.partner_id, self.customer)

    def test_no_machine_leaves_a_line_to_fill_in(self):
        request = self._process(subject="Help", body="My dryer stopped.")
        self.assertFalse(request.case_ids.equipment_id)
        self.assertEqual(request.case_ids.faults, "Help")

    def test_machine_of_another_customer_is_not_linked_but_said_to_the_clerk(self):
        self._create_equipment(serial="PORT-001", partner_id=self.customer2.id)
        request = self._process(body="The machine PORT-001 is broken.")
        self.assertFalse(request.case_ids.equipment_id)
        self.assertEqual(request.request_serial, "PORT-001")
        warning = request.with_user(self.sav_clerk).request_warning
        self.assertIn("Hôtel du Port", warning)

    def test_unknown_sender_is_no_customer_until_the_clerk_says_so(self):
        partners = self.env["res.partner"].search_count([])
        request = self._process(
            sender="Karim <karim@elsewhere.example>",
            subject="Broken",
            body="The machine WM-2026-77 does not drain.",
            files=[("front.jpg", picture(), "image/jpeg")],
        )
        self.assertEqual(self.env["res.partner"].search_count([]), partners)
        self.assertFalse(request.partner_id)
        self.assertIn("karim@elsewhere.example", request.email_from)
        self.assertFalse(request.case_ids)
        self.assertEqual(len(request.evidence_ids), 1)

        as_clerk = request.with_user(self.sav_clerk)
        self.assertIn("karim@elsewhere.example", as_clerk.request_warning)
        self.assertEqual(as_clerk.action_open_counter()["res_model"], "sav.reception")
        with self.assertRaisesRegex(UserError, "Choose the customer"):
            as_clerk.action_confirm()
        with self.assertRaisesRegex(UserError, "Choose the customer"):
            as_clerk.case_ids = [Command.create({"equipment_id": self.sold.id})]
        as_clerk.partner_id = self.customer
        self.assertEqual(as_clerk.case_ids.equipment_id, self.sold)
        as_clerk.action_confirm()
        self.assertEqual(as_clerk.user_id, self.sav_clerk)
        self.assertGreaterEqual(as_clerk.date, as_clerk.request_date)

    def test_of_several_people_with_one_address_the_holder_wrote(self):
        self.customer2.email = self.customer.email
        self._create_equipment(serial="PORT-002", partner_id=self.customer2.id)
        request = self._process(subject="PORT-002 leaks")
        self.assertEqual(request.partner_id, self.customer2)
        request = self._process(subject="WM-2026-77 leaks")
        self.assertEqual(request.partner_id, self.customer)

    def test_colleague_who_forwards_is_not_the_customer(self):
        new_test_user(
            self.env, "sav_forwards", groups="base.group_user", email="boss@example.com"
        )
        request = self._process(sender="Boss <boss@example.com>", subject="Fwd: Help")
        self.assertFalse(request.partner_id)

    @mute_logger("odoo.addons.sav_base.models.sav_reception_mail")
    def test_auto_reply_is_ignored(self):
        for headers in (
            {"Auto_Submitted": "auto-replied"},
            {"Auto_Submitted": "auto-generated"},
            {"Precedence": "bulk"},
            {"X_Autoreply": "yes"},
            {"Return_Path": "<>"},
        ):
            self.assertFalse(self._process(subject="Out of office", **headers), headers)

    def test_bounce_is_ignored(self):
        self.assertFalse(
            self._process(
                subject="Undelivered Mail Returned to Sender",
                sender="MAILER-DAEMON@example.com",
            )
        )
        self.assertFalse(
            self._process(subject="Undelivered", to="bounce-sav@sav-test.example.com")
        )

    @mute_logger("odoo.addons.sav_base.models.sav_reception_mail")
    def test_loop_with_our_own_addresses_is_ignored(self):
        for address in ("repairs-sav", "catchall-sav", "notifications-sav"):
            sender = f"{address}@sav-test.example.com"
            self.assertFalse(self._process(sender=sender), sender)

    def test_loop_of_one_sender_is_stopped(self):
        self.env["ir.config_parameter"].sudo().set_param(
            "mail.gateway.loop.threshold", 3
        )
        made = [
            self._process(subject=f"Ticket {rank}", sender="robot@loop.example")
            for rank in range(6)
        ]
        self.assertEqual([len(request) for request in made], [1, 1, 1, 0, 0, 0])

    def test_same_message_id_is_one_request(self):
        first = self._process(message_id="<same@example.com>")
        self.assertEqual(len(first), 1)
        self.assertFalse(self._process(message_id="<same@example.com>"))
        self.assertEqual(
            len(first.message_ids.filtered(lambda m: m.message_type == "email")), 1
        )

    def test_same_content_is_one_request(self):
        first = self._process(subject="Help", body="It leaks.")
        self.assertFalse(self._process(subject="Re: HELP ", body="It  leaks.\n"))
        other = self._process(subject="Help", body="It leaks, and it smokes.")
        self.assertEqual(len(other), 1)
        stranger = self._process(
            subject="Help", body="It leaks.", sender="karim@elsewhere.example"
        )
        self.assertEqual(len(stranger), 1)
        first.with_user(self.sav_clerk).action_cancel()
        again = self._process(subject="Help", body="It leaks.")
        self.assertEqual(len(again), 1, "what was declined may be asked for again")

    def test_photos_become_evidence_and_the_rest_stays_harmless(self):
        front = picture(colour="red")
        request = self._process(
            files=[
                ("front.jpg", front, "image/jpeg"),
                ("back.bin", picture(kind="PNG"), "application/octet-stream"),
                ("logo.png", picture(90, 30, "PNG"), "image/png"),
                ("trap.jpg", SVG, "image/jpeg"),
                ("drawing.svg", SVG, "image/svg+xml"),
                ("setup.exe", b"MZ\x90\x00" * 50, "application/x-msdownload"),
            ],
        )
        evidence = request.evidence_ids
        self.assertEqual(evidence.mapped("caption"), ["front.jpg", "back.bin"])
        self.assertEqual(evidence.mapped("source"), ["mail", "mail"])
        self.assertEqual(evidence.case_id, request.case_ids)
        self.assertEqual(evidence.mapped("mimetype"), ["image/jpeg", "image/png"])
        files = request.message_ids.attachment_ids
        self.assertEqual(len(files), 6, "nothing of the mail is lost")
        self.assertFalse(
            [file.name for file in files if "svg" in file.mimetype], "served inline"
        )

    def test_photo_that_is_too_big_stays_a_file(self):
        self.company.sav_photo_max_mb = 1
        noise = Image.effect_noise((1600, 1600), 100).convert("RGB")
        output = io.BytesIO()
        noise.save(output, "JPEG", quality=95)
        self.assertGreater(len(output.getvalue()), 1024**2)
        request = self._process(files=[("big.jpg", output.getvalue(), "image/jpeg")])
        self.assertFalse(request.evidence_ids)
        self.assertEqual(request.message_ids.attachment_ids.mapped("name"), ["big.jpg"])

    def test_answer_goes_to_the_request(self):
        request = self._process()
        question = request.with_user(self.sav_clerk).message_post(
            body="Which model is it?",
            partner_ids=self.customer.ids,
            subtype_xmlid="mail.mt_comment",
        )
        answer = self._process(
            subject="Re: My washing machine",
            body="A Fagor F-4812.",
            to="catchall-sav@sav-test.example.com",
            files=[("plate.jpg", picture(), "image/jpeg")],
            In_Reply_To=question.message_id,
            References=question.message_id,
        )
        self.assertFalse(answer)
        self.assertIn("A Fagor F-4812.", request.message_ids[0].body)
        self.assertEqual(request.evidence_ids.caption, "plate.jpg")

    def test_answer_goes_to_the_case(self):
        case = self._receive(self.sold)
        question = case.message_post(
            body="May we open it?",
            partner_ids=self.customer.ids,
            subtype_xmlid="mail.mt_comment",
        )
        self.assertFalse(
            self._process(
                body="Yes, see the photo.",
                files=[("seal.jpg", picture(), "image/jpeg")],
                In_Reply_To=question.message_id,
                References=question.message_id,
            )
        )
        self.assertIn("Yes, see the photo.", case.message_ids[0].body)
        self.assertEqual(case.evidence_ids.filtered("caption").caption, "seal.jpg")

    def test_declined_request_is_answered(self):
        for sender, address in (
            ("amira@example.com", "amira@example.com"),
            ("karim@elsewhere.example", "karim@elsewhere.example"),
        ):
            request = self._process(sender=sender, subject=f"Help {sender}")
            wizard = (
                self.env["sav.request.decline"]
                .with_user(self.sav_clerk)
                .with_context(
                    **request.with_user(self.sav_clerk).action_decline()["context"]
                )
                .create({"reason": "We do not repair dryers."})
            )
            with self.mock_mail_gateway():
                wizard.action_decline()
            self.assertEqual(request.state, "cancelled")
            self.assertIn(
                "We do not repair dryers.", request.message_ids.mapped("body")[0]
            )
            self.assertTrue(
                [mail for mail in self._mails if address in str(mail["email_to"])]
            )

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_request_belongs_to_the_company_of_the_workshop(self):
        request = self._process()
        with self.assertRaises(AccessError):
            request.with_user(self.other_clerk).read(["request_text"])
        self.assertIn("drain", request.with_user(self.sav_clerk).request_text)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_clients_do_not_play_the_gateway(self):
        message = {"subject": "x", "attachments": [("a.jpg", picture(), {})]}
        case = self._receive(self.sold)
        for record, user in (
            (self.requests, self.portal_user),
            (self.requests, self.sav_tech),
            (case, self.sav_tech2),
            (case, self.portal_user),
        ):
            as_user = record.with_user(user)
            with self.assertRaises(AccessError):
                if record:
                    as_user.message_update(message)
                else:
                    as_user.message_new(message)
