# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .repair_common import RepairCommon
from .test_portal import PIXEL


@tagged("post_install", "-at_install")
class TestQuoteAnswer(RepairCommon):
    """The customer answers in front of us, on paper or by telephone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._get_story_estimate(cls.case)

    def _finish(self):
        self.case.action_finish_diagnosis()
        return self.case.sudo().order_ids

    def _answer(self, user, **vals):
        """Record the answer as a user does, in the window of the case."""
        action = self.case.with_user(user).action_answer_quote()
        form = Form(
            self.env["sav.quote.answer"]
            .with_user(user)
            .with_context(**action["context"])
        )
        for name, value in vals.items():
            form[name] = value
        return form.save()

    def test_customer_without_address_gets_the_quote_on_paper(self):
        self.customer.email = False
        order = self._finish()
        self.assertEqual(order.state, "sent")
        self.assertTrue(order.sav_date_sent)
        self.assertEqual(len(order.sav_sent_pdf_ids), 1)
        self.assertTrue(self.case.has_waiting_quote)

    def test_agreement_at_the_counter_starts_the_repair(self):
        order = self._finish()
        answer = self._answer(self.sav_clerk, signature=PIXEL)
        self.assertEqual(answer.signer_name, self.customer.name)
        answer.action_confirm()
        self.assertRecordValues(
            order, [{"state": "sale", "signed_by": self.customer.name}]
        )
        self.assertEqual(self.case.state, "repair")
        signature = self.case.sudo().signature_ids
        self.assertRecordValues(
            signature, [{"purpose": "quote", "sale_order_id": order.id}]
        )
        self.assertFalse(self.case.has_waiting_quote)

    def test_agreement_needs_a_signature(self):
        order = self._finish()
        with self.assertRaisesRegex(UserError, "signs"):
            self._answer(self.sav_clerk).action_confirm()
        self.assertEqual(order.state, "sent")

    def test_refusal_told_to_us_keeps_its_reason(self):
        order = self._finish()
        answer = self._answer(
            self.sav_tech, answer="refused", reason=" Too expensive, by telephone "
        )
        answer.action_confirm()
        self.assertRecordValues(
            order,
            [{"state": "cancel", "sav_refusal_reason": "Too expensive, by telephone"}],
        )
        self.assertRecordValues(self.case, [{"state": "ready", "outcome": "refused"}])
        message = order.message_ids.filtered(lambda m: "telephone" in m.body)
        self.assertEqual(message.author_id, self.sav_tech.partner_id)

    def test_refusal_needs_a_reason(self):
        order = self._finish()
        answer = self.env["sav.quote.answer"].create(
            {"case_id": self.case.id, "answer": "refused", "reason": "  "}
        )
        with self.assertRaisesRegex(UserError, "why the customer refuses"):
            answer.action_confirm()
        self.assertEqual(order.state, "sent")

    def test_no_answer_without_a_quote(self):
        with self.assertRaisesRegex(UserError, "No quote waits"):
            self.case.with_user(self.sav_clerk).action_answer_quote()

    def test_colleague_of_another_case_does_not_answer(self):
        order = self._finish()
        with self.assertRaises(AccessError):
            self.case.with_user(self.sav_tech2).action_answer_quote()
        answer = (
            self.env["sav.quote.answer"]
            .with_user(self.sav_tech2)
            .create({"case_id": self.case.id, "answer": "refused", "reason": "No"})
        )
        with self.assertRaises(AccessError):
            answer.action_confirm()
        self.assertEqual(order.state, "sent")
