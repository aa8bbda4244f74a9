# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tests.common import new_test_user, users

from .common_quote import SavQuoteCommon

REFUSAL = "can be neither changed nor deleted"


@tagged("post_install", "-at_install")
class TestMailTrace(SavQuoteCommon):
    """What was written about a repair stays as it was written."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = new_test_user(
            cls.env,
            "quote_seller",
            "sales_team.group_sale_salesman_all_leads,stock.group_stock_user",
            email="seller@test.tn",
        )
        cls.records = [cls.case, cls.equipment]

    def _post(self, record, **kwargs):
        return record.message_post(
            body="Called the customer",
            message_type="comment",
            author_id=self.env.user.partner_id.id,
            **kwargs,
        )

    @users("sav_clerk", "sav_tech")
    def test_messages_cannot_be_deleted(self):
        for record in self.records:
            message = self._post(record.with_env(self.env))
            with (
                self.subTest(record=record),
                self.assertRaisesRegex(UserError, REFUSAL),
            ):
                message.unlink()

    @users("sav_clerk", "sav_tech")
    def test_messages_cannot_be_rewritten(self):
        for record in self.records:
            record = record.with_env(self.env)
            message = self._post(record)
            with self.subTest(record=record):
                with self.assertRaisesRegex(UserError, REFUSAL):
                    record._message_update_content(message, body="Never called")
                with self.assertRaisesRegex(UserError, REFUSAL):
                    message.write({"body": "Never called"})
                with self.assertRaisesRegex(UserError, REFUSAL):
                    message.write({"date": "2020-01-01 00:00:00"})
            self.assertIn("Called the customer", message.body)

    @users("quote_seller")
    def test_orders_and_repairs_of_a_case_keep_their_messages(self):
        for record in (self.order, self.case.repair_id):
            message = self._post(record)
            with (
                self.subTest(record=record),
                self.assertRaisesRegex(UserError, REFUSAL),
            ):
                message.with_env(self.env).unlink()

    @users("sav_clerk")
    def test_tracking_cannot_be_deleted(self):
        case = self.case.with_env(self.env)
        case.date_promised = "2026-12-31"
        self.env.flush_all()
        self.cr.precommit.run()
        message = case.sudo().message_ids.filtered("tracking_value_ids")[:1]
        self.assertTrue(message)
        with self.assertRaisesRegex(UserError, REFUSAL):
            message.sudo(False).unlink()

    @users("sav_clerk")
    def test_files_of_messages_cannot_be_deleted_nor_replaced(self):
        case = self.case.with_env(self.env)
        attachment = self._post(
            case, attachments=[("photo.txt", b"as sent")]
        ).attachment_ids
        for refused in (
            attachment.unlink,
            lambda: attachment.sudo()._delete_and_notify(),
            lambda: attachment.write({"raw": b"as wished"}),
        ):
            with self.assertRaisesRegex(UserError, REFUSAL):
                refused()
        self.assertEqual(attachment.raw, b"as sent")

    @users("sav_clerk")
    def test_file_that_no_message_carries_can_be_deleted(self):
        attachment = self.env["ir.attachment"].create(
            {
                "name": "wrong.txt",
                "raw": b"oops",
                "res_model": "sav.case",
                "res_id": self.case.id,
            }
        )
        attachment.unlink()
        self.assertFalse(attachment.exists())

    @users("sav_admin")
    def test_administrator_can_delete(self):
        message = self._post(self.case.with_env(self.env))
        message.unlink()
        self.assertFalse(message.exists())

    def test_case_that_is_deleted_takes_its_messages_along(self):
        case = self._create_reception(self.equipment).case_ids.with_env(self.env)
        message = self._post(case)
        case.unlink()
        self.assertFalse(message.exists())

    @users("sav_clerk")
    def test_other_models_are_untouched(self):
        partner = self.env.user.partner_id
        message = self._post(partner)
        partner._message_update_content(message, body="Corrected")
        self.assertIn("Corrected", message.body)
        message.write({"subject": "Corrected"})
        message.unlink()
        self.assertFalse(message.exists())

    def test_orders_without_a_case_are_untouched(self):
        repair = self.env["repair.order"].create({"partner_id": self.customer.id})
        for record in (self._create_plain_order(), repair):
            message = self._post(record.with_user(self.seller))
            message.unlink()
            self.assertFalse(message.exists())


@tagged("post_install", "-at_install")
class TestMailTraceRoutes(SavQuoteCommon, HttpCase):
    def test_chatter_refuses_to_rewrite(self):
        self.authenticate("sav_clerk", "sav_clerk")
        message = self.case.with_user(self.sav_clerk).message_post(
            body="Called the customer",
            message_type="comment",
            attachments=[("note.txt", b"as sent")],
        )
        attachment = message.attachment_ids
        for route, params in (
            (
                "/mail/message/update_content",
                {
                    "message_id": message.id,
                    "update_data": {"body": "", "attachment_ids": []},
                },
            ),
            ("/mail/attachment/delete", {"attachment_id": attachment.id}),
        ):
            with self.subTest(route):
                answer = self.url_open(route, json={"params": params}).json()
                self.assertIn(REFUSAL, answer["error"]["data"]["message"])
        self.assertIn("Called the customer", message.body)
        self.assertTrue(attachment.exists())
