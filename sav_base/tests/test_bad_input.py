# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, tagged

from .common_quote import SavQuoteCommon
from .technician_common import SIGNATURE, TechnicianCase

SCRIPT = "<script>alert(66)</script><img src=x onerror=alert(66)>"
# What a browser would run; escaped, the same letters are a text.
LIVE = ("<script>alert(66)", "<img src=x")
ESCAPED = "&lt;script&gt;alert(66)"


@tagged("post_install", "-at_install")
class TestMarkupInNames(SavQuoteCommon, HttpCase):
    """Markup typed in a name is a text everywhere: paper, mail, portal, messages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.name = f"Amira {SCRIPT}"
        cls.technician.name = f"Tarek {SCRIPT}"
        cls.workshop.name = f"Central {SCRIPT}"
        cls.part_ordered.name = f"Pump {SCRIPT}"
        cls.role_n2.name = f"Labour {SCRIPT}"
        cls.accessory_type.name = f"Hose {SCRIPT}"
        cls.symptom.name = f"Drain {SCRIPT}"
        cls.cause.name = f"Cause {SCRIPT}"
        cls.evil = cls._create_equipment(
            brand=f"Brand {SCRIPT}", model=f"Model {SCRIPT}", serial=f"SN {SCRIPT}"
        )
        cls.reception = cls._create_reception(
            {
                "equipment_id": cls.evil.id,
                "visual_state": f"Scratched {SCRIPT}",
                "accessory_ids": [
                    Command.create(
                        {"name": f"Cable {SCRIPT}", "serial": f"C-1 {SCRIPT}"}
                    )
                ],
                "fault_ids": [Command.create({"description": f"Noise {SCRIPT}"})],
            },
            brought_by=f"Brother {SCRIPT}",
            technician_id=cls.technician.id,
            workshop_id=cls.workshop.id,
        )
        cls.env["sav.signature"].create(
            {
                "reception_id": cls.reception.id,
                "purpose": "drop_off",
                "signer_name": f"Signer {SCRIPT}",
                "signature": SIGNATURE,
            }
        )
        cls.reception.action_confirm()
        cls.evil_case = cls.reception.case_ids.with_env(cls.env)
        cls.evil_case.write(
            {
                "state": "approval",
                "diagnosis": f"Worn {SCRIPT}",
                "cause_id": cls.cause.id,
            }
        )
        cls.evil_order = cls._create_quote(cls.evil_case)
        cls.evil_order.state = "sent"

    def _assert_harmless(self, content, shown=True):
        for live in LIVE:
            self.assertNotIn(live, content)
        if shown:
            self.assertIn(ESCAPED, content)

    def test_paper(self):
        report = self.env["ir.actions.report"]
        for name, record in (
            ("sav_base.report_sav_reception", self.reception),
            ("sav_base.action_report_sav_quote", self.evil_order),
        ):
            with self.subTest(name):
                content, _kind = report._render_qweb_html(name, record.ids)
                self._assert_harmless(content.decode())
        pdf, kind = report._render_qweb_pdf(
            "sav_base.report_sav_reception", self.reception.ids
        )
        self.assertEqual(kind, "pdf" if pdf.startswith(b"%PDF") else "html")

    def test_labels(self):
        for record in (self.evil_case, self.evil_case.accessory_ids, self.evil):
            labels = record.with_user(self.sav_clerk)._prepare_labels()
            self.assertTrue(labels)
            record.with_user(self.sav_clerk).action_print_labels()

    def test_portal(self):
        self.authenticate("sav_portal", "sav_portal")
        for url in (
            "/my/repairs",
            f"/my/repairs/{self.evil_case.id}",
            "/my/devices",
            f"/my/devices/{self.evil.id}",
            f"/my/receptions/{self.reception.id}",
            self.evil_order.get_portal_url(),
        ):
            with self.subTest(url):
                answer = self.url_open(url)
                self.assertEqual(answer.status_code, 200)
                self._assert_harmless(answer.text)

    def test_messages_and_mails(self):
        case = self.evil_case.with_user(self.sav_clerk)
        case.action_override_priority("top", f"Urgent {SCRIPT}")
        records = [
            self.evil_case,
            self.reception,
            self.evil,
            self.evil_case.repair_id,
            self.evil_order,
            *self.evil_case.intervention_ids,
        ]
        for record in records:
            for message in record.sudo().message_ids:
                with self.subTest(record=record, message=message.subject):
                    self._assert_harmless(message.body or "", shown=False)
        mails = self.env["mail.mail"].search([])
        for mail in mails:
            self._assert_harmless(mail.body_html or "", shown=False)
        for template, record in (
            ("sav_base.mail_template_sav_reception", self.reception),
            ("sav_base.mail_template_sav_quote", self.evil_order),
        ):
            if found := self.env.ref(template, raise_if_not_found=False):
                body = found._render_field("body_html", record.ids)[record.id]
                self._assert_harmless(str(body))

    def test_backend_shows_texts(self):
        """Rich text fields are cleaned, the others are shown as they are."""
        intervention = self.evil_case.intervention_ids[:1].with_user(self.sav_tech)
        intervention.save_job({"report": f"Done {SCRIPT}"})
        self._assert_harmless(intervention.report)
        intervention.with_user(self.sav_manager).report = f"<p>Done {SCRIPT}</p>"
        for live in ("<script", "onerror"):
            self.assertNotIn(live, intervention.report)


@tagged("post_install", "-at_install")
class TestLimits(TechnicianCase):
    def _create_devices(self, number):
        return self._create_reception(
            *[self._create_equipment() for _number in range(number)]
        )

    def test_fifty_devices_on_a_reception(self):
        reception = self._create_devices(50)
        self.assertEqual(len(reception.case_ids), 50)
        with self.assertRaisesRegex(ValidationError, "51 devices are too many, 50"):
            reception.case_ids = [
                Command.create({"equipment_id": self.equipment.id}),
            ]

    def test_fifty_one_devices_at_once(self):
        with self.assertRaisesRegex(ValidationError, "make another one for the rest"):
            self._create_devices(51)

    def test_fifty_first_loses_nothing(self):
        """The refusal is said, what was typed before stays in the form and on file."""
        reception = self._create_devices(50)
        form = Form(reception)
        form.brought_by = "Her brother"
        with form.case_ids.new() as line:
            line.equipment_id = self.equipment
        refused = self.assertRaisesRegex(ValidationError, "too many")
        with refused, self.env.cr.savepoint():
            form.save()
        self.assertEqual(form.brought_by, "Her brother")
        self.assertEqual(len(form.case_ids), 51)
        form.case_ids.remove(50)
        form.save()
        reception.invalidate_recordset()
        self.assertEqual(reception.brought_by, "Her brother")
        self.assertEqual(len(reception.case_ids), 50)

    def test_case_moved_to_a_full_reception(self):
        full = self._create_devices(50)
        other = self._create_devices(1)
        with self.assertRaisesRegex(ValidationError, "too many"):
            other.case_ids.reception_id = full
