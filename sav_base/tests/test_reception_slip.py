# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileWriter

from odoo.addons.base.models.ir_mail_server import (
    IrMail_Server,
    MailDeliveryException,
)
from odoo.addons.base.tests.test_ir_cron import CronMixinCase
from odoo.addons.mail.tests.common import MailCase

from .common import SavCommon


def _blank_pdf():
    writer = PdfFileWriter()
    writer.addBlankPage(width=595, height=842)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


@tagged("post_install", "-at_install")
class TestReceptionSlipMail(SavCommon, MailCase, CronMixinCase):
    """The slip is rendered once, and leaves after the clerk was served."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cron = cls.env.ref("sav_base.ir_cron_send_slips")
        cls.env["sav.reception"].search(
            [("slip_state", "=", "pending")]
        ).slip_state = False  # demo data

    def setUp(self):
        super().setUp()
        self.rendered = []

        def render(reports, bodies, **kwargs):
            self.rendered.append(len(bodies))
            return _blank_pdf()

        self.patch(type(self.env["ir.actions.report"]), "_run_wkhtmltopdf", render)

    def _confirm(self, **vals):
        reception = self._create_reception(self._create_equipment(), **vals)
        reception.action_confirm()
        return reception

    def _run_cron(self):
        with self.mock_mail_gateway(), self.enter_registry_test_mode():
            self.cron.method_direct_trigger()
        self.env.invalidate_all()

    def _print(self, reception, user=None):
        return (
            self.env["ir.actions.report"]
            .with_user(user or self.sav_clerk)
            .with_context(force_report_rendering=True)
            ._render_qweb_pdf("sav_base.action_report_sav_reception", reception.ids)[0]
        )

    def _get_kept(self, reception):
        return (
            self.env["ir.attachment"]
            .search(
                [("res_model", "=", "sav.reception"), ("res_id", "=", reception.id)]
            )
            .filtered(
                lambda file: file.name.startswith(reception.name.replace("/", "-"))
            )
        )

    def test_confirming_renders_nothing_and_asks_for_the_mail(self):
        with self.capture_triggers(self.cron.id) as triggers:
            reception = self._confirm()
        self.assertFalse(self.rendered)
        self.assertFalse(self._get_kept(reception))
        self.assertEqual(reception.slip_state, "pending")
        self.assertEqual(len(triggers.records), 1)
        self.assertFalse(reception.message_ids.filtered("attachment_ids"))

    def test_slip_is_mailed_once_whatever_the_number_of_runs(self):
        reception = self._confirm()
        for _run in range(3):
            self._run_cron()
        self.assertEqual(reception.slip_state, "sent")
        mail = reception.message_ids.filtered("attachment_ids")
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail, reception.slip_message_id)
        self.assertEqual(mail.author_id, self.sav_clerk.partner_id)
        self.assertIn("service@example.com", mail.email_from)
        self.assertIn(self.customer, mail.notified_partner_ids)
        self.assertIn(reception.name, mail.subject)
        self.assertEqual(len(mail.attachment_ids), 1)

    def test_pdf_is_rendered_once_for_printer_mail_and_portal(self):
        reception = self._confirm()
        printed = self._print(reception)
        self.assertEqual(self._print(reception), printed)
        reception.sudo().with_context(force_report_rendering=True)._send_slip()
        self.assertEqual(
            self._print(reception.sudo(), self.env.ref("base.user_root")), printed
        )
        self.assertEqual(self.rendered, [1])
        self.assertEqual(len(self._get_kept(reception)), 1)
        self.assertEqual(reception.slip_message_id.attachment_ids.raw, printed)

    def test_corrected_slip_is_rendered_again_and_the_first_stays(self):
        reception = self._confirm()
        self._print(reception)
        reception.case_ids.visual_state = "Scratch on the door"
        self._print(reception)
        self._print(reception)
        self.assertEqual(self.rendered, [1, 1])
        self.assertEqual(len(self._get_kept(reception)), 2)

    def test_draft_is_not_kept(self):
        draft = self._create_reception(self._create_equipment())
        self._print(draft)
        self.assertFalse(
            self.env["ir.attachment"].search(
                [("res_model", "=", "sav.reception"), ("res_id", "=", draft.id)]
            )
        )

    def test_failure_is_told_to_the_clerk_and_stops_nobody_else(self):
        receptions = [self._confirm() for _rank in range(3)]
        send = type(self.env["sav.reception"])._send_slip
        refusal = UserError("The template is broken.")  # pylint: disable=C8107

        def fail_second(reception):
            if reception == receptions[1]:
                raise refusal
            return send(reception)

        with patch.object(type(self.env["sav.reception"]), "_send_slip", fail_second):
            self._run_cron()
        self.assertEqual(
            [reception.slip_state for reception in receptions],
            ["sent", "failed", "sent"],
        )
        activity = receptions[1].activity_ids
        self.assertEqual(activity.user_id, self.sav_clerk)
        self.assertIn("The template is broken.", activity.note)

        receptions[1].action_send_slip()
        self._run_cron()
        self.assertEqual(receptions[1].slip_state, "sent")
        self.assertFalse(receptions[1].activity_ids)

    def test_killed_run_loses_nothing(self):
        reception = self._confirm()
        send = type(self.env["sav.reception"])._send_slip

        def die(reception):
            send(reception)
            raise SystemExit

        with patch.object(type(self.env["sav.reception"]), "_send_slip", die):
            with self.assertRaises(SystemExit):
                self._run_cron()
        self.env.invalidate_all()
        self.assertEqual(reception.slip_state, "pending")
        self.assertFalse(reception.message_ids.filtered("attachment_ids"))
        self._run_cron()
        self.assertEqual(len(reception.message_ids.filtered("attachment_ids")), 1)

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_refusal_of_the_mail_server_is_told_to_the_clerk(self):
        reception = self._confirm()
        refuse = MailDeliveryException("No route to host")
        with (
            self.mock_mail_gateway(),
            patch.object(IrMail_Server, "send_email", side_effect=refuse),
        ):
            # As after the commit: in a test mails leave at once.
            reception.sudo().with_context(mail_notify_force_send=False)._send_slip()
            self._new_mails.send()
        self.assertEqual(reception.slip_state, "failed")
        self.assertIn("No route to host", reception.activity_ids.note)

    def test_customer_without_address_is_noted(self):
        reception = self._confirm(partner_id=self.customer2.id)
        self.assertFalse(reception.slip_state)
        self.assertFalse(reception.message_ids.attachment_ids)
        self.assertIn("not mailed", str(reception.message_ids.mapped("body")))
        with self.assertRaisesRegex(UserError, "valid e-mail.*Hôtel du Port"):
            reception.action_send_slip()
        self.customer2.email = "port@example.com"
        reception.action_send_slip()
        self.assertEqual(reception.slip_state, "pending")
