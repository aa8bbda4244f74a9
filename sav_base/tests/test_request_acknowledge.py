# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.base.tests.test_ir_cron import CronMixinCase

from ..models.sav_reception_acknowledge import ACKNOWLEDGED_A_DAY
from .request_common import RequestMailCommon


@tagged("post_install", "-at_install")
class TestRequestAcknowledge(RequestMailCommon, CronMixinCase):
    """Who asks for a repair is told once that the request came in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cron = cls.env.ref("sav_base.ir_cron_acknowledge_requests")
        # demo data
        cls.known.filtered("acknowledge_state").acknowledge_state = False

    def _run_cron(self, times=1):
        """Run the job; return the mails that it queued, as records."""
        before = self.env["mail.mail"].search([])
        for _run in range(times):
            with self.enter_registry_test_mode():
                self.cron.method_direct_trigger()
        self.env.invalidate_all()
        return self.env["mail.mail"].search([]) - before

    def _send(self, mails):
        with self.mock_mail_gateway():
            mails.send()
        return self._mails

    def _ask_on_portal(self, faults="It does not drain."):
        values = {
            "machine": str(self.sold.id),
            "faults": faults,
            "place": "site",
            "key": "",
        }
        return self.env["sav.reception"]._create_portal_request(
            self.customer, self.company, self.sold.sudo(), values, []
        )

    def test_known_customer_is_told_what_was_understood(self):
        with self.capture_triggers(self.cron.id) as triggers:
            request = self._process(
                subject="WM-2026-77 <b>leaks</b>", message_id="<first@example.com>"
            )
        self.assertEqual(request.acknowledge_state, "pending")
        self.assertEqual(len(triggers.records), 1)
        self.assertFalse(
            request.message_ids.filtered(lambda m: m.message_type == "email_outgoing"),
            "nothing is rendered while the gateway works",
        )
        mail = self._run_cron()
        self.assertEqual(request.acknowledge_state, "sent")
        self.assertIn(mail.mail_message_id, request.message_ids)
        self.assertEqual(mail.references, "<first@example.com>")
        self.assertEqual(mail.state, "outgoing")
        sent = self._send(mail)
        self.assertEqual(len(sent), 1)
        self.assertEqual(sent[0]["email_to"], ["amira@example.com"])
        self.assertIn("service@example.com", sent[0]["email_from"])
        self.assertEqual(sent[0]["headers"]["Auto-Submitted"], "auto-replied")
        self.assertIn("X-Auto-Response-Suppress", sent[0]["headers"])
        body = sent[0]["body"]
        self.assertIn("Amira Ben Salah", body)
        self.assertIn("WM-2026-77 &lt;b&gt;leaks&lt;/b&gt;", body)
        self.assertIn(self.sold.display_name, body)
        self.assertIn(f"/my/requests/{request.id}", body, "a customer who logs in")

    def test_once_whatever_the_number_of_runs_and_of_mails(self):
        request = self._process(message_id="<same@example.com>")
        self.assertFalse(self._process(message_id="<same@example.com>"))
        self.assertFalse(self._process(), "the same words again")
        mail = self._run_cron(times=3)
        self.assertEqual(len(mail), 1)
        self.assertFalse(
            self._process(
                subject="Re: we got your request",
                body="Here is more.",
                In_Reply_To=mail.message_id,
                References=mail.message_id,
            ),
            "an answer to it goes to the request",
        )
        self.assertIn("Here is more.", request.message_ids[0].body)
        self.assertFalse(self._run_cron())

    def test_stranger_gets_no_link_and_not_the_words_of_the_mail(self):
        request = self._process(
            sender="Karim <karim@elsewhere.example>", subject="Buy pills", body="Pills!"
        )
        sent = self._send(self._run_cron())
        self.assertEqual(sent[0]["email_to"], ["karim@elsewhere.example"])
        self.assertIn("Hello,", sent[0]["body"])
        self.assertIn("We got your request", sent[0]["body"])
        self.assertNotIn("ills", sent[0]["body"] + sent[0]["subject"])
        self.assertNotIn(f"/my/requests/{request.id}", sent[0]["body"])

    def test_customer_without_a_login_gets_no_link(self):
        self.customer2.email = "port@example.com"
        self._process(sender="port@example.com", subject="Broken")
        sent = self._send(self._run_cron())
        self.assertIn("Broken", sent[0]["body"])
        self.assertIn("serial", sent[0]["body"], "no machine was understood")
        self.assertNotIn("/my/requests", sent[0]["body"])

    def test_request_of_the_portal(self):
        request = self._ask_on_portal()
        mail = self._run_cron(times=2)
        sent = self._send(mail)
        self.assertEqual(len(sent), 1)
        self.assertEqual(sent[0]["email_to"], ["amira@example.com"])
        self.assertIn("It does not drain.", sent[0]["body"])
        self.assertIn("we come to you", sent[0]["body"])
        self.assertIn(f"/my/requests/{request.id}", sent[0]["body"])

    def test_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.customer.lang = "fr_FR"
        template = self.env.ref("sav_base.mail_template_sav_request")
        template.with_context(lang="fr_FR").subject = "Demande reçue"
        self._process()
        self.assertEqual(self._run_cron().subject, "Demande reçue")

    @mute_logger("odoo.addons.sav_base.models.sav_reception_mail")
    def test_no_program_and_no_bounce_is_answered(self):
        for headers in (
            {"Auto_Submitted": "auto-replied"},
            {"Precedence": "bulk"},
            {"Return_Path": "<>"},
            {"sender": "MAILER-DAEMON@example.com"},
            {"sender": "repairs-sav@sav-test.example.com"},
            {"to": "bounce-sav@sav-test.example.com"},
        ):
            self.assertFalse(self._process(**headers), headers)
        request = self._process(sender="no-reply@shop.example")
        self.assertFalse(request.acknowledge_state, "kept, but nobody reads answers")
        self.assertFalse(self._run_cron())

    def test_colleagues_and_our_own_programs_are_not_answered(self):
        new_test_user(
            self.env, "sav_forwards", groups="base.group_user", email="boss@example.com"
        )
        for sender in ("Boss <boss@example.com>", "Site <service@example.com>"):
            request = self._process(sender=sender, subject=f"Fwd: {sender}")
            self.assertEqual(len(request), 1)
            self.assertFalse(request.acknowledge_state, sender)
        self.assertFalse(self._run_cron())

    def test_program_that_hides_what_it_is_is_not_answered_for_ever(self):
        for rank in range(ACKNOWLEDGED_A_DAY + 2):
            self._process(subject=f"Ticket {rank}", sender="Robot <robot@loop.example>")
        other = self._process(sender="crobot@loop.example")
        self.assertEqual(other.acknowledge_state, "pending", "another address")
        mails = self._run_cron()
        self.assertEqual(
            mails.mapped("email_to").count("robot@loop.example"), ACKNOWLEDGED_A_DAY
        )

    def test_company_that_does_not_want_it(self):
        self.company.sav_acknowledge_requests = False
        self.assertFalse(self._process().acknowledge_state)
        self.assertFalse(self._ask_on_portal().acknowledge_state)
        self.company.sav_acknowledge_requests = True
        request = self._process(subject="Another")
        self.company.sav_acknowledge_requests = False
        self.assertFalse(self._run_cron(), "turned off meanwhile")
        self.assertFalse(request.acknowledge_state)

    def test_request_that_was_answered_already_is_left(self):
        request = self._process()
        request.with_user(self.sav_clerk)._decline("We do not repair dryers.")
        self.assertFalse(
            self._run_cron().filtered(lambda m: m.message_type == "email_outgoing")
        )
        self.assertFalse(request.acknowledge_state)

    def test_failure_is_noted_and_keeps_nobody_else_waiting(self):
        first, second = self._process(), self._process(subject="Another")
        acknowledge = type(first)._acknowledge

        def fail(reception):
            if reception == first:
                raise UserError(reception.env._("No sender"))
            return acknowledge(reception)

        with patch.object(type(first), "_acknowledge", fail):
            self._run_cron()
        self.assertEqual(first.acknowledge_state, "failed")
        self.assertIn("No sender", first.message_ids[0].body)
        self.assertEqual(second.acknowledge_state, "sent")

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_state_is_not_written_by_hand_nor_read_by_customers(self):
        request = self._process()
        with self.assertRaises(AccessError):
            request.with_user(self.sav_clerk).acknowledge_state = False
        with self.assertRaises(AccessError):
            request.with_user(self.portal_user).read(["acknowledge_state"])
