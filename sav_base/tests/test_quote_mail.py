# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tests.common import users

from odoo.addons.mail.tests.common import MailCase

from .common_quote import SavQuoteCommon


@tagged("post_install", "-at_install")
class TestQuoteMail(SavQuoteCommon, MailCase):
    def _send(self, orders, **context):
        with self.mock_mail_gateway():
            orders.with_context(**context)._sav_send_quote()
        return self._new_mails

    @users("sav_tech")
    def test_technician_without_sales_rights_sends(self):
        order = self.order.with_env(self.env)
        mail = self._send(order, force_report_rendering=True)
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.recipient_ids, self.customer)
        self.assertIn("Repair Quote", mail.subject)
        self.assertIn(self.order.name, mail.subject)
        self.assertIn("Fagor F-4812", mail.body_html)
        self.assertIn(f"/my/orders/{self.order.id}?access_token=", mail.body_html)
        self.assertEqual(mail.attachment_ids.mapped("mimetype"), ["application/pdf"])
        message = self.order.message_ids.filtered(
            lambda m: (
                m.author_id == self.sav_tech.partner_id and m.message_type == "comment"
            )
        )
        self.assertEqual(len(message), 1)
        self.assertEqual(self.order.sav_sent_pdf_ids, mail.attachment_ids)

    def test_sent_quote_is_marked_and_dated(self):
        self.assertFalse(self.order.sav_date_sent)
        self._send(self.order)
        self.assertEqual(self.order.state, "sent")
        self.assertTrue(self.order.sav_date_sent)

    def test_quote_sent_late_or_again_has_its_full_validity(self):
        today = fields.Date.context_today(self.order)
        self.order.validity_date = today + timedelta(days=7)
        self._send(self.order)
        self.assertEqual(self.order.validity_date, today + timedelta(days=7))
        self.order.action_revise_quote()
        self._send(self.order)
        self.assertEqual(self.order.sav_revision, 1)
        self.assertEqual(self.order.validity_date, today + timedelta(days=30))

    def test_case_tells_what_was_sent(self):
        self._send(self.order)
        note = self.case.message_ids[0]
        self.assertIn(self.order.name, note.body)
        self.assertIn("amira@example.com", note.body)
        self.assertTrue(note.is_internal or note.subtype_id.internal)
        # Prices may be kept from the technicians who read the case.
        amount = self.order.currency_id.format(self.order.amount_total)
        self.assertNotIn(amount, note.body)

    def test_many_quotes_in_one_call(self):
        device = self.equipment.copy({"serial": "SN-QUOTE-2"})
        second = self._create_quote(self._create_case(device))
        mails = self._send(self.order | second)
        self.assertEqual(len(mails), 2)
        self.assertEqual((self.order | second).mapped("state"), ["sent", "sent"])

    def test_customer_without_address_is_told_in_words(self):
        device = self.equipment.copy(
            {
                "serial": "SN-QUOTE-2",
                "partner_id": self.env["res.partner"].create({"name": "No Mail"}).id,
            }
        )
        second = self._create_quote(self._create_case(device))
        with self.assertRaisesRegex(UserError, "No Mail has no valid e-mail.*print"):
            (self.order | second)._sav_send_quote()
        self.assertEqual((self.order | second).mapped("state"), ["draft", "draft"])

    def test_accepted_order_is_not_sent_as_a_quote(self):
        self.order.action_confirm()
        with self.assertRaisesRegex(UserError, "no longer a quote"):
            self.order._sav_send_quote()

    def test_pdf_of_each_revision_is_kept(self):
        self._send(self.order)
        first = self.order.sav_sent_pdf_ids
        self.assertEqual(len(first), 1)
        self._send(self.order)
        self.assertEqual(self.order.sav_sent_pdf_ids, first)
        self.order.action_draft()
        self.order.sav_revision = 1
        self._send(self.order)
        self.assertEqual(len(self.order.sav_sent_pdf_ids), 2)
        with self.assertRaises(UserError):
            first.with_user(self.sav_clerk).unlink()

    def test_quote_given_on_paper_is_kept_too(self):
        self.order._sav_keep_sent_pdf()
        self.assertEqual(len(self.order.sav_sent_pdf_ids), 1)
        self.assertIn(
            self.order.sav_sent_pdf_ids, self.order.message_ids.attachment_ids
        )

    def test_button_of_sales_sends_the_repair_quote(self):
        action = self.order.action_quotation_send()
        template = self.env["mail.template"].browse(
            action["context"]["default_template_id"]
        )
        self.assertEqual(template, self.env.ref("sav_base.mail_template_sav_quote"))
        composer = Form(
            self.env["mail.compose.message"].with_context(**action["context"])
        ).save()
        with self.mock_mail_gateway():
            composer._action_send_mail()
        self.assertEqual(self.order.state, "sent")
        self.assertEqual(len(self.order.sav_sent_pdf_ids), 1)
        plain = self._create_plain_order()
        self.assertEqual(
            plain._find_mail_template(), self.env.ref("sale.email_template_edi_sale")
        )

    def test_mail_is_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.customer.lang = "fr_FR"
        template = self.env.ref("sav_base.mail_template_sav_quote")
        template.with_context(lang="fr_FR").subject = "Devis {{ object.name }}"
        self.order.validity_date = "2026-12-31"
        mail = self._send(self.order)
        self.assertEqual(mail.subject, f"Devis {self.order.name}")
        self.assertIn("31/12/2026", mail.body_html)

    def test_what_the_customer_writes_is_read_on_the_case(self):
        self._send(self.order)
        self.order.with_user(self.portal_user).sudo().message_post(
            author_id=self.customer.id,
            body="Can you do it sooner?",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        note = self.case.message_ids[0]
        self.assertEqual(note.author_id, self.customer)
        self.assertIn("Can you do it sooner?", note.body)
        self.assertIn(self.order.name, note.body)

    def test_rating_is_asked_once_when_handed_back(self):
        with self.mock_mail_gateway():
            self.case.with_user(self.sav_clerk).sudo().write({"state": "closed"})
        mail = self._new_mails
        self.assertEqual(mail.recipient_ids, self.customer)
        rating = self.case.rating_ids
        self.assertIn(f"/rate/{rating.access_token}/5", mail.body_html)
        with self.mock_mail_gateway():
            self.case.state = "ready"
            self.case.state = "closed"
        self.assertFalse(self._new_mails)

    def test_rating_is_read_on_the_case(self):
        self.case.state = "closed"
        self.case.rating_apply(5, rating=self.case.rating_ids, feedback="Quick work")
        case = self.case.with_user(self.sav_clerk)
        self.assertEqual(case.rating_count, 1)
        self.assertEqual(case.rating_avg, 5)
        action = case.action_open_ratings()
        ratings = case.env["rating.rating"].search(action["domain"])
        self.assertEqual(ratings.feedback, "Quick work")

    def test_rating_is_asked_only_if_wanted_and_possible(self):
        self.company.sav_rating_request = False
        with self.mock_mail_gateway():
            self.case.state = "closed"
        self.assertFalse(self._new_mails)
        self.company.sav_rating_request = True
        self.customer.email = False
        with self.mock_mail_gateway():
            self.case.state = "ready"
            self.case.state = "closed"
        self.assertFalse(self._new_mails)
        self.assertFalse(self.case.rating_ids)
