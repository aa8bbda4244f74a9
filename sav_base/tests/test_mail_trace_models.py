# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime

from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tests import HttpCase, tagged, users
from odoo.tools import mute_logger

from .common_quote import SavQuoteCommon

REFUSAL = "can be neither changed nor deleted"


@tagged("post_install", "-at_install")
class TestMailTraceModels(SavQuoteCommon):
    """Every model of the suite with a chatter keeps what was said there."""

    def _get_threads(self):
        # By what makes a chatter, not by the list under test.
        return [
            name
            for name, model in self.env.registry.items()
            if name.startswith("sav.")
            and not model._abstract
            and not model._transient
            and "message_ids" in model._fields
            and hasattr(model, "message_post")
        ]

    def test_every_model_with_a_chatter_is_kept(self):
        threads = self._get_threads()
        self.assertLessEqual(
            {"sav.case", "sav.equipment", "sav.intervention", "sav.reception"},
            set(threads),
        )
        domains = self.env["mail.message"]._get_sav_traced_domains()
        for name in threads:
            with self.subTest(model=name):
                self.assertTrue(Domain(domains.get(name, Domain.FALSE)).is_true())

    @users("sav_manager")
    def test_no_message_of_any_model_is_touched(self):
        tried = set()
        for name in self._get_threads():
            record = self.env[name].sudo().search([], limit=1)
            if not record:
                continue
            tried.add(name)
            message = record.message_post(body="As said")
            mine = message.with_env(self.env)
            for refused in (
                mine.unlink,
                lambda m=mine: m.write({"body": "Never said"}),
                lambda m=mine: m.write({"is_internal": False}),
                lambda m=mine: m.write({"author_id": False}),
                lambda m=mine: m.write({"date": "2020-01-01"}),
                lambda m=mine: m.write({"partner_ids": [Command.clear()]}),
                lambda m=mine, r=record: r.with_env(self.env)._message_update_content(
                    m, body=""
                ),
            ):
                with (
                    self.subTest(model=name),
                    self.assertRaisesRegex(UserError, REFUSAL),
                    mute_logger("odoo.addons.base.models.ir_rule"),
                    self.env.cr.savepoint(),
                ):
                    refused()
            self.assertIn("As said", message.body)
        self.assertLessEqual(
            {"sav.case", "sav.equipment", "sav.intervention", "sav.reception"}, tried
        )

    @users("sav_clerk")
    def test_messages_move_nowhere(self):
        case = self.case.with_env(self.env)
        case.message_post(body="As said")
        # what `env.user` leads to is in sudo
        partner = self.env.user.partner_id.with_env(self.env)
        with self.assertRaisesRegex(UserError, REFUSAL):
            case.message_change_thread(partner)
        message = partner.message_post(body="Elsewhere")
        partner.message_change_thread(case)
        self.assertEqual(message.res_id, case.id)
        with self.assertRaisesRegex(UserError, REFUSAL):
            message.write({"res_id": partner.id, "model": "res.partner"})

    @users("sav_clerk")
    def test_files_are_not_renamed_nor_replaced(self):
        case = self.case.with_env(self.env)
        attachment = case.message_post(
            body="Photo", attachments=[("photo.txt", b"as sent")]
        ).attachment_ids
        for vals in (
            {"name": "other.txt"},
            {"db_datas": b"x"},
            {"res_id": 0},
            {"mimetype": "image/png"},
            {"res_field": "image_1920"},
            {"type": "url"},
        ):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, REFUSAL):
                attachment.write(vals)

    @users("sav_manager")
    def test_ratings_are_the_customers(self):
        case = self.case.with_env(self.env)
        token = case.sudo()._rating_get_access_token()
        case.sudo().rating_apply(1, token=token, feedback="Too slow")
        rating = case.sudo().rating_ids.with_env(self.env)
        for refused in (
            lambda: rating.write({"rating": 5}),
            lambda: rating.write({"feedback": "Perfect"}),
            rating.unlink,
            lambda: rating.create(
                {
                    "res_model_id": self.env["ir.model"]._get_id("sav.case"),
                    "res_id": case.id,
                    "rating": 5,
                    "consumed": True,
                }
            ),
        ):
            # no right to delete either: both are refusals
            with self.assertRaises(UserError), mute_logger("odoo.addons.base.models"):
                refused()
        other = rating.create(
            {
                "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "res_id": self.customer.id,
                "rating": 5,
            }
        )
        moved = {
            "res_model_id": self.env["ir.model"]._get_id("sav.case"),
            "res_id": case.id,
        }
        with self.assertRaisesRegex(UserError, "given by the customers"):
            other.write(moved)
        rating.write({"publisher_comment": "We are sorry"})
        self.assertEqual((rating.rating, rating.feedback), (1, "Too slow"))

    def test_replies_stay_in_order(self):
        """By when they came in, whatever the clock of the sender says."""
        case = self.case
        asked = case.message_post(
            body="When do you come?",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        for number, date in ((1, "Mon, 05 Jan 2099"), (2, "Mon, 01 Jan 2001")):
            self._receive_mail(
                f"""Message-ID: <answer{number}@example.com>
In-Reply-To: {asked.message_id}
References: {asked.message_id}
From: {self.customer.email}
To: service@example.com
Date: {date} 10:00:00 +0000
Subject: Re: your repair
Content-Type: text/plain

Answer {number}
"""
            )
        told = case.message_post(body="We come on Friday", message_type="comment")
        messages = case.message_ids.filtered(lambda m: m.id >= asked.id).sorted("id")
        bodies = [message.body.striptags().strip() for message in messages]
        self.assertEqual(
            bodies,
            ["When do you come?", "Answer 1", "Answer 2", "We come on Friday"],
        )
        self.assertEqual(messages[1].author_id, self.customer)
        self.assertEqual(messages[1].message_type, "email")
        self.assertEqual(case.message_ids[0], told)
        self.assertLessEqual(asked.create_date, datetime.now())

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_same_mail_twice_is_kept_once(self):
        asked = self.case.message_post(body="When?", message_type="comment")
        mail = f"""Message-ID: <twice@example.com>
In-Reply-To: {asked.message_id}
From: {self.customer.email}
To: service@example.com
Subject: Re

Once
"""
        self._receive_mail(mail)
        self._receive_mail(mail)
        found = self.case.message_ids.filtered(
            lambda message: message.message_id == "<twice@example.com>"
        )
        self.assertEqual(len(found), 1)

    def _receive_mail(self, text):
        self.env["mail.thread"].message_process("sav.case", text)


@tagged("post_install", "-at_install")
class TestMailTraceByRpc(SavQuoteCommon, HttpCase):
    @mute_logger("odoo.http", "odoo.addons.base.models")
    def test_by_rpc_as_every_role(self):
        for login in (
            "sav_clerk",
            "sav_tech",
            "sav_manager",
            "sav_billing",
            "sav_portal",
        ):
            user = self.env["res.users"].search([("login", "=", login)])
            message = self.case.sudo().message_post(
                body="As said",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                author_id=user.partner_id.id,
                attachments=[("note.txt", b"as sent")],
            )
            attachment = message.attachment_ids
            self.authenticate(login, login)
            for model, method, args in (
                ("mail.message", "unlink", [message.ids]),
                ("mail.message", "write", [message.ids, {"body": "Never"}]),
                ("mail.message", "write", [message.ids, {"res_id": 1}]),
                ("sav.case", "message_change_thread", [self.case.ids, 1]),
                ("ir.attachment", "unlink", [attachment.ids]),
                ("ir.attachment", "write", [attachment.ids, {"raw": "x"}]),
                ("sav.case", "write", [self.case.ids, {"message_ids": [[5]]}]),
                (
                    "sav.case",
                    "write",
                    [self.case.ids, {"message_ids": [[2, message.id]]}],
                ),
            ):
                with self.subTest(login=login, method=f"{model}.{method}"):
                    answer = self._post(
                        f"/web/dataset/call_kw/{model}/{method}",
                        {"model": model, "method": method, "args": args, "kwargs": {}},
                    )
                    self.assertIn("error", answer)
                    self._assert_kept(message, attachment)
            for route, params in (
                (
                    "/mail/message/update_content",
                    {
                        "message_id": message.id,
                        "update_data": {"body": "", "attachment_ids": []},
                    },
                ),
                ("/mail/attachment/delete", {"attachment_id": attachment.id}),
                (
                    "/mail/update_is_internal",
                    {"message_id": message.id, "is_internal": True},
                ),
            ):
                with self.subTest(login=login, route=route):
                    self.assertIn("error", self._post(route, params))
                    self._assert_kept(message, attachment)

    def _assert_kept(self, message, attachment):
        self.env.invalidate_all()
        self.assertTrue(message.exists())
        self.assertIn("As said", message.body)
        self.assertEqual((message.model, message.res_id), ("sav.case", self.case.id))
        self.assertFalse(message.is_internal)
        self.assertEqual(message.attachment_ids, attachment)
        self.assertEqual(attachment.raw, b"as sent")

    def _post(self, route, params):
        return self.url_open(route, json={"params": params}).json()
