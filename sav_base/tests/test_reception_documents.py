# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io

import pypdfium2
import zxingcpp
from lxml import html
from PIL import Image

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import SavCommon
from .technician_common import SIGNATURE


class TestReceptionSlip(SavCommon):
    """What the customer takes home."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.sav_terms = "<p>Kept for one year</p>"
        sold = cls._create_sold_equipment("T-D-1", "2025-01-01")
        cls.reception = cls._create_reception(
            {
                "equipment_id": sold.id,
                "visual_state": "Scratch on the left",
                "accessory_ids": [
                    Command.create(
                        {
                            "name": "Hose",
                            "quantity": 2,
                            "serial": "H-9",
                            "condition": "worn",
                        }
                    )
                ],
            },
            cls._create_equipment(serial="T-D-2"),
            brought_by="Her brother",
            date="2026-02-05 09:00:00",
            date_promised="2026-02-20",
            cost_limit=150,
            diagnosis_fee=20,
        )
        cls.env["sav.signature"].create(
            {
                "reception_id": cls.reception.id,
                "purpose": "drop_off",
                "signer_name": "Amira B.",
                "signature": SIGNATURE,
            }
        )
        cls.reception.action_confirm()

    def test_quantity_as_people_write_it(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        accessory = self.reception.case_ids.accessory_ids
        accessory.quantity = 2.5
        texts = [
            accessory.with_context(lang=lang)._get_quantity_text()
            for lang in ("en_US", "fr_FR")
        ]
        self.assertEqual(texts, ["2.50", "2,50"])
        accessory.quantity = 2
        self.assertEqual(accessory._get_quantity_text(), "2")

    def _render(self, reception):
        content, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.sav_clerk)
            ._render_qweb_html("sav_base.report_sav_reception", reception.ids)
        )
        return html.fromstring(content)

    def test_says_all_that_was_agreed(self):
        page = self._render(self.reception)
        text = " ".join(page.text_content().split())
        for words in (
            self.reception.name,
            self.reception.barcode,
            *self.reception.case_ids.mapped("name"),
            "Amira Ben Salah",
            "Her brother",
            "T-D-1",
            "T-D-2",
            "Does not drain",
            "2 × Hose, Worn (H-9)",
            "Scratch on the left",
            "02/20/2026",
            "150.000",
            "20.000",
            "Kept for one year",
            "Out of warranty for 35 days: sold on 01/01/2025",
            "Sale date unknown",
            "Amira B.",
        ):
            self.assertIn(words, text)
        self.assertTrue(page.xpath("//img[@alt='Signature']"))

    def test_bar_code_is_read_back(self):
        page = self._render(self.reception)
        (source,) = page.xpath("//img[starts-with(@alt, 'Barcode')]/@src")
        content = self.env["ir.actions.report"].barcode(
            "Code128", self.reception.barcode, width=600, height=90, quiet=1
        )
        self.assertTrue(source.startswith("data:image/png;base64,"))
        (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(content)))
        self.assertEqual(found.text, self.reception.barcode)

    def test_draft_says_that_it_is_one(self):
        draft = self._create_reception(self._create_equipment())
        self.assertIn("Draft", self._render(draft).text_content())

    def test_is_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.customer.lang = "fr_FR"
        text = self._render(self.reception).text_content()
        self.assertIn("01/01/2026", text)
        self.assertIn("20/02/2026", text)


@tagged("post_install", "-at_install")
class TestLabels(SavCommon, HttpCase):
    """Labels as they are printed, for those who may see what they are stuck on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._receive(
            {
                "equipment_id": cls._create_equipment(serial="T-L-1").id,
                "accessory_ids": [
                    Command.create({"name": "Hose"}),
                    Command.create({"name": "Remote"}),
                ],
            }
        )

    def _get(self, url, user):
        self.authenticate(user.login, user.login + "x" * (8 - len(user.login)))
        return self.url_open(url)

    def _read_codes(self, pdf):
        return [
            found.text
            for page in pypdfium2.PdfDocument(pdf)
            for found in zxingcpp.read_barcodes(page.render(scale=203 / 72).to_pil())
        ]

    def test_case_and_its_accessories(self):
        url = self.case.reception_id.action_print_labels()["url"]
        answer = self._get(url, self.sav_clerk)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn("inline", answer.headers["Content-Disposition"])
        self.assertEqual(
            self._read_codes(answer.content),
            [self.case.barcode, *self.case.accessory_ids.mapped("barcode")],
        )

    def test_size_is_the_company_s(self):
        for size, width in (("50x30", 50), ("62x29", 62)):
            self.company.sav_label_size = size
            url = f"/sav/labels/sav.equipment/{self.case.equipment_id.id}?download=1"
            answer = self._get(url, self.sav_clerk)
            self.assertIn("attachment", answer.headers["Content-Disposition"])
            page = pypdfium2.PdfDocument(answer.content)[0]
            self.assertAlmostEqual(page.get_width() * 25.4 / 72, width, 1)

    def test_words_of_the_labels(self):
        label, hose, _remote = self.case._prepare_labels()
        self.assertEqual(label["title"], self.case.name)
        self.assertEqual(label["lines"][:2], ["Amira Ben Salah", "Fagor F-4812"])
        for words in ("T-L-1", self.workshop.code):
            self.assertIn(words, label["lines"][2])
        self.assertEqual(hose["title"], "Hose")
        self.assertEqual(hose["lines"][0], self.case.name)

    def test_drafts_have_no_label(self):
        draft = self._create_reception(self._create_equipment()).case_ids
        with self.assertRaisesRegex(UserError, "confirm the reception first"):
            draft.action_print_labels()

    @mute_logger("odoo.http")
    def test_others_get_nothing(self):
        url = f"/sav/labels/sav.case/{self.case.id}"
        for user in (self.sav_tech2, self.other_clerk, self.employee, self.portal_user):
            answer = self._get(url, user)
            self.assertNotEqual(answer.status_code, 200, user.login)
            self.assertNotIn(b"%PDF", answer.content)
        for url in (
            "/sav/labels/res.users/1",
            "/sav/labels/sav.case/1,x",
            "/sav/labels/sav.case/99999999",
            "/sav/labels/sav.case/99999999999",
        ):
            self.assertEqual(self._get(url, self.sav_clerk).status_code, 404, url)
