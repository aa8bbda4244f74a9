# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io

import pypdfium2
import zxingcpp
from pypdf import PdfReader

from odoo.tests import BaseCase

from ..tools import case_code
from ..tools.label_pdf import SIZES, labels_pdf


def label(**changes):
    return {
        "code": case_code(42),
        "title": "Société Électroménager",
        "lines": ["Lave-linge", "N'essore plus", "Reçu le 24/11/2026"],
        **changes,
    }


def read_codes(pdf, dpi=203):
    """Return the codes that a scanner reads on each page, printed at ``dpi``."""
    pages = [
        page.render(scale=dpi / 72).to_pil() for page in pypdfium2.PdfDocument(pdf)
    ]
    return [
        [(found.format.name, found.text) for found in zxingcpp.read_barcodes(page)]
        for page in pages
    ]


def read_texts(pdf):
    """Return the lines of text of each page."""
    return [
        page.extract_text().splitlines() for page in PdfReader(io.BytesIO(pdf)).pages
    ]


class TestLabelPdf(BaseCase):
    def test_codes_are_read_back(self):
        codes = [case_code(number) for number in (1, 9999999, 10000000, 10**10)]
        codes += ["A", "SN-12345-x", "12345678901", "~ !"]
        for size in SIZES:
            for dpi in (203, 300):
                with self.subTest(size, dpi=dpi):
                    pdf = labels_pdf([label(code=code) for code in codes], size)
                    self.assertEqual(
                        read_codes(pdf, dpi), [[("Code128", code)] for code in codes]
                    )

    def test_one_label_a_page_of_its_size(self):
        for size, (width, height) in SIZES.items():
            pages = PdfReader(io.BytesIO(labels_pdf([label()] * 3, size))).pages
            self.assertEqual(len(pages), 3)
            for page in pages:
                self.assertAlmostEqual(float(page.mediabox.width), width / 25.4 * 72, 2)
                self.assertAlmostEqual(
                    float(page.mediabox.height), height / 25.4 * 72, 2
                )

    def test_texts(self):
        [lines] = read_texts(labels_pdf([label()], "50x30"))
        self.assertCountEqual(
            lines,
            [
                "Société Électroménager",
                "Lave-linge",
                "N'essore plus",
                "Reçu le 24/11/2026",
                "C00000422",
            ],
        )

    def test_long_texts_are_cut_to_the_width(self):
        long = label(title="W" * 5000, lines=["i" * 5000, "mot " * 99, "3", "4", "5"])
        pdf = labels_pdf([long], "50x30")
        [lines] = read_texts(pdf)
        self.assertEqual(len(lines), 5)
        self.assertNotIn("4", lines)
        self.assertEqual(sum(line.endswith("…") for line in lines), 3)
        image = pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_pil().convert("L")
        # A margin of 1 mm at least is white on the right, and texts reach close to it.
        self.assertEqual(
            image.crop((image.width - 11, 0, image.width, 200)).getextrema(), (255, 255)
        )
        self.assertEqual(
            image.crop((image.width - 40, 0, image.width, 200)).getextrema()[0], 0
        )

    def test_any_character_can_be_given(self):
        odd = "É\u0301 \u0645\u0646\u0649 \U0001f600 \x00\x07\n\t\ud800 €œ\xa0½"
        [lines] = read_texts(labels_pdf([label(title=odd, lines=(odd, ""))], "62x29"))
        self.assertTrue(any("€œ ½" in line for line in lines), lines)

    def test_a_decomposed_accent_is_printed(self):
        [lines] = read_texts(labels_pdf([label(title="Re\u0301paration")], "62x29"))
        self.assertIn("Réparation", lines)

    def test_bad_labels(self):
        for message, labels, size in (
            ("choose one of 50x30, 62x29", [label()], "50x31"),
            ("Size of the labels", [label()], None),
            ("at least one label", [], "50x30"),
            ("give a list", label(), "50x30"),
            ("row 2", [label(), "C00000422"], "50x30"),
            ("title is missing", [{"code": "A", "lines": []}], "50x30"),
            ("Label 1, title", [label(title=None)], "50x30"),
            ("Label 1, title", [label(title=False)], "50x30"),
            ("Label 1, lines: give a list", [label(lines="abc")], "50x30"),
            ("Label 1, lines: give a text", [label(lines=["a", 5])], "50x30"),
            ("Label 1, code", [label(code=42)], "50x30"),
            ("Label 1: the code ''", [label(code="")], "50x30"),
            ("Label 2: the code 'é'", [label(), label(code="é")], "50x30"),
            ("Label 1: the code 'A.nB'", [label(code="A\nB")], "50x30"),
            ("too long for a label 50 mm", [label(code="A" * 40)], "50x30"),
        ):
            with self.subTest(message), self.assertRaisesRegex(ValueError, message):
                labels_pdf(labels, size)
