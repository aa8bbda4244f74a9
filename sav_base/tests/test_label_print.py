# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import pypdfium2
import zxingcpp

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from .common import SavCommon
from .zpl_printer import print_zpl


@tagged("post_install", "-at_install")
class TestLabelPrint(SavCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._receive(
            {
                "equipment_id": cls._create_equipment(serial="T-L-2").id,
                "accessory_ids": [Command.create({"name": "Hose"})],
            }
        )
        cls.codes = [cls.case.barcode, cls.case.accessory_ids.barcode]

    def _open(self, records, user=None):
        choices = self.env["sav.label.print"].with_user(user or self.sav_clerk)
        return Form(
            choices.with_context(active_model=records._name, active_ids=records.ids)
        )

    def _get(self, url, user):
        self.authenticate(user.login, user.login + "x" * (8 - len(user.login)))
        return self.url_open(url)

    def _read(self, pdf):
        return [
            sorted(
                (found.format.name, found.text)
                for found in zxingcpp.read_barcodes(page.render(scale=3).to_pil())
            )
            for page in pypdfium2.PdfDocument(pdf)
        ]

    def test_choices_are_the_company_s_first(self):
        self.company.write({"sav_label_size": "a4_24", "sav_label_symbology": "qr"})
        for records in (self.case, self.case.reception_id):
            form = self._open(records)
            self.assertEqual(form.label_count, 2)
            self.assertEqual(form.size, "a4_24")
            self.assertEqual(form.symbology, "qr")
            self.assertEqual(form.output, "pdf")
            self.assertEqual(form.per_page, 24)
            self.assertEqual(form.save().res_ids, self.case.ids)

    def test_one_click_prints_as_the_company_wants(self):
        url = self.case.action_print_labels()["url"]
        for symbology, kinds in (("qr", ["QRCode"]), ("both", ["Code128", "QRCode"])):
            self.company.sav_label_symbology = symbology
            answer = self._get(url, self.sav_clerk)
            self.assertEqual(
                self._read(answer.content),
                [[(kind, code) for kind in kinds] for code in self.codes],
            )
        self.company.write({"sav_label_symbology": "code128"})
        self.company.sav_label_output = "zpl_203"
        answer = self._get(url, self.sav_clerk)
        self.assertEqual(answer.headers["Content-Type"], "application/zpl")
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertIn("Labels.zpl", answer.headers["Content-Disposition"])
        self.assertEqual(
            [printed.texts[-1] for printed in print_zpl(answer.content.decode())],
            self.codes,
        )

    def test_chosen_at_print_time(self):
        form = self._open(self.case)
        form.size = "a4_24"
        form.symbology = "both"
        form.first_position = 24
        action = form.save().action_print()
        self.assertTrue(action["close"])
        answer = self._get(action["url"], self.sav_clerk)
        self.assertIn("inline", answer.headers["Content-Disposition"])
        self.assertEqual(
            self._read(answer.content),
            [[("Code128", code), ("QRCode", code)] for code in self.codes],
        )
        self.assertEqual(self.company.sav_label_size, "50x30")

    def test_what_cannot_be_printed_is_refused(self):
        choice = self._open(self.case).save()
        choice.write({"size": "a4_65", "output": "zpl_300"})
        with self.assertRaisesRegex(UserError, "take no A4 sheets"):
            choice.action_print()
        choice.write({"output": "pdf", "first_position": 66})
        with self.assertRaisesRegex(UserError, "from 1 to 65"):
            choice.action_print()
        # On a roll there is no position.
        choice.size = "62x29"
        self.assertIn("/sav/labels/choice/", choice.action_print()["url"])
        with self.assertRaisesRegex(ValidationError, "take no A4 sheets"):
            self.company.write(
                {"sav_label_size": "a4_24", "sav_label_output": "zpl_203"}
            )

    def test_nothing_chosen_prints_nothing(self):
        empty = self.env["sav.reception"].with_user(self.sav_clerk).browse()
        form = self._open(empty)
        self.assertEqual(form.label_count, 0)
        with self.assertRaisesRegex(UserError, "Choose cases"):
            form.save().action_print()

    def test_drafts_have_no_label(self):
        draft = self._create_reception(self._create_equipment()).case_ids
        with self.assertRaisesRegex(UserError, "confirm the reception first"):
            self._open(draft).save().action_print()

    def test_many_labels_need_no_long_address(self):
        machines = self.env["sav.equipment"].create(
            [
                {"name": f"Press {rank}", "partner_id": self.customer.id}
                for rank in range(201)
            ]
        )
        action = machines.with_user(self.sav_clerk).action_print_labels()
        self.assertIn("/sav/labels/choice/", action["url"])
        answer = self._get(action["url"], self.sav_clerk)
        self.assertEqual(len(pypdfium2.PdfDocument(answer.content)), 201)

    def test_only_labels_that_one_may_read(self):
        choice = self._open(self.case).save()
        with self.assertRaises(AccessError):
            choice.with_user(self.sav_tech2).action_print()
        stolen = self.env["sav.label.print"].with_user(self.sav_tech2)
        values = self.case._prepare_label_print_vals()
        with self.assertRaises(AccessError):
            stolen.create(values).action_print()
        with self.assertRaisesRegex(UserError, "Choose cases"):
            stolen.create(values | {"res_model": "res.users"}).action_print()
        for user in (self.employee, self.portal_user):
            with self.assertRaises(AccessError):
                self._open(self.case, user)

    @mute_logger("odoo.http")
    def test_others_cannot_use_a_choice(self):
        url = self._open(self.case).save().action_print()["url"]
        for user in (self.sav_tech2, self.sav_manager, self.employee, self.portal_user):
            answer = self._get(url, user)
            self.assertNotEqual(answer.status_code, 200, user.login)
            self.assertNotIn(b"%PDF", answer.content)
        self.assertEqual(
            self._get("/sav/labels/choice/99999999", self.sav_clerk).status_code, 404
        )
