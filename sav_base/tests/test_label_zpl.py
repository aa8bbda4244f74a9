# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest

import zxingcpp

from odoo.tests import BaseCase

from ..tools import case_code, label_zpl
from ..tools.label_bars import bar_values
from ..tools.label_layout import FORMATS, SYMBOLOGIES
from ..tools.label_zpl import DOTS, bars_field, labels_zpl
from .test_label_pdf import EXPECTED, label
from .zpl_printer import print_zpl, read_values

ROLLS = [name for name, form in FORMATS.items() if not form.is_sheet]


class TestLabelZpl(BaseCase):
    def test_examples(self):
        self.assertEqual(doctest.testmod(label_zpl).failed, 0)

    def test_codes_are_read_back(self):
        codes = [case_code(number) for number in (1, 9999999, 10**9)]
        for size in ROLLS:
            for dpi in DOTS:
                for symbology in SYMBOLOGIES:
                    with self.subTest(size, dpi=dpi, symbology=symbology):
                        zpl = labels_zpl(
                            [label(code=code) for code in codes], size, symbology, dpi
                        )
                        for code, printed in zip(codes, print_zpl(zpl), strict=True):
                            found = zxingcpp.read_barcodes(printed.image)
                            self.assertEqual(
                                sorted((one.format.name, one.text) for one in found),
                                [(kind, code) for kind in EXPECTED[symbology]],
                            )

    def test_size_is_the_label_s(self):
        for size, dpi, expected in (
            ("50x30", 203, (400, 240)),
            ("62x29", 203, (496, 232)),
            ("50x30", 300, (591, 354)),
        ):
            [printed] = print_zpl(labels_zpl([label()], size, dpi=dpi))
            self.assertEqual(printed.image.size, expected)

    def test_bars_are_those_of_the_pdf(self):
        for code in ("C00000422", "A", "SN-12345-x", "12345", "^XZ~JA>_", "a>;99"):
            field = bars_field(code)
            self.assertFalse(set("^~") & set(field), field)
            self.assertEqual(read_values(field)[:-1], bar_values(code))

    def test_no_text_is_a_command(self):
        odd = "x^XZ^XA ~JA _5E ^FD\\&"
        zpl = labels_zpl([label(title=odd, lines=[odd, "<b>é</b> €"])], "62x29")
        self.assertEqual(zpl.count("^XA"), 1)
        self.assertNotIn("~", zpl)
        [printed] = print_zpl(zpl)
        self.assertEqual(printed.texts, [odd, odd, "<b>é</b> €", "C00000422"])

    def test_other_scripts_are_pictures(self):
        plain = labels_zpl([label(lines=[])], "50x30")
        for text in ("ثلاجة", "Холодильник", "ψυγείο", "한국"):
            zpl = labels_zpl([label(lines=[text])], "50x30")
            self.assertEqual(zpl.count("^GFA"), 1, text)
            self.assertNotIn("?", zpl)
            self.assertEqual(print_zpl(zpl)[0].texts, print_zpl(plain)[0].texts)
            dark = [print_zpl(text)[0].image.histogram()[0] for text in (zpl, plain)]
            self.assertGreater(dark[0], dark[1] + 50, text)

    def test_long_texts_are_cut(self):
        zpl = labels_zpl([label(title="W" * 500, lines=["ش" * 500, ""])], "50x30")
        [printed] = print_zpl(zpl)
        self.assertLess(len(printed.texts[0]), 30)
        self.assertTrue(printed.texts[0].endswith("…"))

    def test_bad_choices(self):
        for message, size, symbology, dpi in (
            ("take no sheets", "a4_24", "qr", 203),
            ("203, 300 dpi, not 200", "50x30", "qr", 200),
            ("code128, qr, both, not ean", "50x30", "ean", 203),
            ("choose one of 50x30", "9x9", "qr", 203),
        ):
            with self.subTest(message), self.assertRaisesRegex(ValueError, message):
                labels_zpl([label()], size, symbology, dpi)
        with self.assertRaisesRegex(ValueError, "at least one label"):
            labels_zpl([], "50x30")
