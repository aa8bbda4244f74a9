# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io

import pypdfium2
import zxingcpp
from pypdf import PdfReader

from odoo.tests import BaseCase
from odoo.tools import mute_logger

from ..tools import case_code
from ..tools.label_layout import FORMATS, SYMBOLOGIES
from ..tools.label_pdf import labels_pdf

# What a scanner reads of each kind of code, by name of format.
EXPECTED = {
    "code128": ["Code128"],
    "qr": ["QRCode"],
    "both": ["Code128", "QRCode"],
}
ROLLS = {name: form for name, form in FORMATS.items() if not form.is_sheet}
SHEETS = {name: form for name, form in FORMATS.items() if form.is_sheet}


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
    # reportlab writes five digits for the code of an emoji, where pypdf expects four.
    with mute_logger("pypdf._cmap"):
        pages = PdfReader(io.BytesIO(pdf)).pages
        return [page.extract_text().splitlines() for page in pages]


class TestLabelPdf(BaseCase):
    def test_codes_are_read_back(self):
        codes = [case_code(number) for number in (1, 9999999, 10000000, 10**10)]
        codes += ["A", "SN-12345-x", "12345678901", "~ !"]
        for size in ROLLS:
            for dpi in (203, 300):
                with self.subTest(size, dpi=dpi):
                    pdf = labels_pdf([label(code=code) for code in codes], size)
                    self.assertEqual(
                        read_codes(pdf, dpi), [[("Code128", code)] for code in codes]
                    )

    def test_every_label_of_a_sheet_is_read_back(self):
        for size, form in SHEETS.items():
            codes = [case_code(9000 + rank) for rank in range(form.per_page)]
            for symbology in SYMBOLOGIES:
                pdf = labels_pdf([label(code=code) for code in codes], size, symbology)
                for dpi in (203, 300):
                    with self.subTest(size, symbology=symbology, dpi=dpi):
                        [found] = read_codes(pdf, dpi)
                        self.assertCountEqual(
                            found,
                            [
                                (kind, code)
                                for code in codes
                                for kind in EXPECTED[symbology]
                            ],
                        )

    def test_qr_codes_of_rolls_are_read_back(self):
        codes = [case_code(number) for number in (1, 9999999, 10**10)]
        codes += ["A", "SN-12345-x", "~ !"]
        for size in ROLLS:
            for symbology in ("qr", "both"):
                pdf = labels_pdf([label(code=code) for code in codes], size, symbology)
                for dpi in (203, 300):
                    with self.subTest(size, symbology=symbology, dpi=dpi):
                        self.assertEqual(
                            [sorted(found) for found in read_codes(pdf, dpi)],
                            [
                                [(kind, code) for kind in EXPECTED[symbology]]
                                for code in codes
                            ],
                        )

    def test_a_started_sheet_is_used_up(self):
        labels = [label(code=case_code(rank)) for rank in range(1, 6)]
        for size, form in SHEETS.items():
            pdf = labels_pdf(labels, size, first=form.per_page - 1)
            pages = read_codes(pdf)
            self.assertEqual([len(page) for page in pages], [2, 3], size)
            image = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("L")
            last_row = image.height - form.top * 72 / 25.4 - form.height * 72 / 25.4
            above = image.crop((0, 0, image.width, int(last_row) - 2))
            self.assertEqual(above.getextrema(), (255, 255), size)

    def test_labels_stay_inside_their_sheet(self):
        for size, form in SHEETS.items():
            width, height = form.page
            x, y = form.origin(form.per_page - 1)
            self.assertGreaterEqual(y, 0, size)
            self.assertLessEqual(x + form.width, width, size)
            self.assertAlmostEqual(form.origin(0)[1] + form.height + form.top, height)

    def test_one_label_a_page_of_its_size(self):
        for size, form in ROLLS.items():
            width, height = form.page
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
        self.assertLess(
            image.crop((image.width - 40, 0, image.width, 200)).getextrema()[0], 50
        )

    def test_any_character_can_be_given(self):
        odd = "É\u0301 \u0645\u0646\u0649 \U0001f600 \x00\x07\n\t\ud800 €œ\xa0½ 中"
        for symbology in SYMBOLOGIES:
            for size in FORMATS:
                pdf = labels_pdf([label(title=odd, lines=(odd, ""))], size, symbology)
                [lines] = read_texts(pdf)
                self.assertNotIn("?", "".join(lines))

    def test_other_scripts_are_printed(self):
        for text in ("Холодильник", "ψυγείο"):
            [lines] = read_texts(labels_pdf([label(title=text)], "62x29"))
            self.assertIn(text, lines)
        # What is drawn are the joined forms.
        [lines] = read_texts(labels_pdf([label(title="باب")], "62x29"))
        self.assertIn({*"\ufe8f\ufe8e\ufe91"}, list(map(set, lines)))

    def test_arabic_stands_on_the_right(self):
        pdf = labels_pdf([label(title="باب", lines=[])], "62x29")
        image = pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_pil().convert("L")
        half = image.crop((0, 0, image.width // 2, image.height // 4))
        self.assertEqual(half.getextrema(), (255, 255))

    def test_texts_are_no_markup(self):
        title, line = "<b>A & B</b>", "<script>alert(1)</script>"
        [lines] = read_texts(labels_pdf([label(title=title, lines=[line])], "62x29"))
        self.assertIn(title, lines)
        self.assertIn(line, lines)

    def test_an_empty_label_has_its_code(self):
        for symbology in SYMBOLOGIES:
            pdf = labels_pdf([label(title="", lines=["", ""])], "50x30", symbology)
            self.assertEqual(
                [line for line in read_texts(pdf)[0] if line], ["C00000422"]
            )

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
        for message, options in (
            ("code128, qr, both, not ean", {"symbology": "ean"}),
            ("Kind of code: give a text", {"symbology": None}),
            ("have no sheet, choose 1, not 2", {"first": 2}),
            ("has 24 labels", {"first": 25, "size": "a4_24"}),
            ("has 24 labels", {"first": 0, "size": "a4_24"}),
            ("give a whole number, not True", {"first": True}),
            ("give a whole number, not '1'", {"first": "1"}),
        ):
            with self.subTest(message), self.assertRaisesRegex(ValueError, message):
                labels_pdf([label()], **{"size": "50x30", **options})
        for symbology in ("qr", "both"):
            with self.assertRaisesRegex(ValueError, "Label 2: the code x+ is too long"):
                labels_pdf([label(), label(code="x" * 90)], "50x30", symbology)
