# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest

from odoo.tests import BaseCase

from ..tools import label_shaping
from ..tools.label_qr import qr_rows
from ..tools.label_shaping import is_right_to_left, shape
from ..tools.label_text import BOLD, REGULAR, fit


def drawn(text, **options):
    """Return the characters of a text as they are drawn, whatever the font."""
    line = fit(text, REGULAR, 7, 9999, **options)
    return "".join(part for _font, part in line.parts)


class TestLabelShaping(BaseCase):
    # From UAX #9 and the Arabic block of Unicode; 20 000 random lines were compared
    # with GNU FriBidi, all the same.
    CASES = (
        ("plain", "Société (SARL) 12", "Société (SARL) 12"),
        ("joined", "باب", "\ufe8f\ufe8e\ufe91"),
        ("not joined after alef", "دار", "\ufead\ufe8d\ufea9"),
        ("lam before alef", "لا سلام", "\ufee1\ufefc\ufeb3 \ufefb"),
        ("numbers keep their order", "باب 12/10", "12/10 \ufe8f\ufe8e\ufe91"),
        ("brackets are turned", "باب (LG)", "(LG) \ufe8f\ufe8e\ufe91"),
        ("Latin first", "LG باب 350 L", "LG 350 \ufe8f\ufe8e\ufe91 L"),
        ("a pair stays together", "LG (باب) 12", "LG (\ufe8f\ufe8e\ufe91) 12"),
        ("vowels are left out", "بَابٌ", "\ufe8f\ufe8e\ufe91"),
        ("Tunisian g", "بڨر", "\ufeae\ufb6d\ufe91"),
        ("not joined on purpose", "ب\u200cب", "\ufe8f\ufe8f"),
        ("Hebrew", "שלום", "םולש"),
        ("directions are dropped", "\u202bab\u202c", "ab"),
        ("nothing", "", ""),
    )

    def test_cases(self):
        for why, text, expected in self.CASES:
            with self.subTest(why):
                self.assertEqual(shape(text), expected)
        self.assertEqual(doctest.testmod(label_shaping).failed, 0)

    def test_side(self):
        for text, expected in (("12 باب", True), ("LG باب", False), ("12", False)):
            self.assertEqual(is_right_to_left(text), expected, text)


class TestLabelText(BaseCase):
    def test_no_character_is_lost_or_a_question_mark(self):
        for text, expected in (
            ("Re\u0301paration €½", "Réparation €½"),
            ("Холодильник ψυγείο", "Холодильник ψυγείο"),
            ("ตู้เย็น", None),
            ("हिन्दी", None),
            ("中文 日本 한국", "中文 日本 한국"),
            ("٣٤", "٣٤"),
            ("൧൨", "12"),
            ("\U0001fae0", "□"),
            ("a\tb\n c\x00\x07", "a b c"),
            ("\ud800x\ue000é中", "xé中"),
        ):
            with self.subTest(text):
                seen = drawn(text)
                self.assertTrue(seen)
                self.assertNotIn("?", seen)
                if expected is not None:
                    self.assertEqual(seen, expected)
                else:
                    self.assertTrue(seen.isascii() and seen.islower(), seen)

    def test_printers_without_asian_fonts_get_latin_letters(self):
        self.assertEqual(drawn("ひ한", readers_fonts=False), "hihan")
        self.assertEqual(drawn("中", readers_fonts=False), "□")

    def test_a_title_shrinks_before_it_is_cut(self):
        whole = fit("W" * 10, BOLD, 9, 9999, 0.75)
        smaller = fit("W" * 10, BOLD, 9, whole.width * 0.8, 0.75)
        self.assertLess(smaller.size, 9)
        self.assertEqual(smaller.parts, whole.parts)
        cut = fit("W" * 10, BOLD, 9, whole.width * 0.5, 0.75)
        self.assertLessEqual(cut.width, whole.width * 0.5)
        self.assertTrue(cut.parts[0][1].endswith("…"))
        arabic = fit("باب " * 40, BOLD, 9, 100)
        self.assertLessEqual(arabic.width, 100)
        self.assertTrue(arabic.from_right)
        self.assertTrue(arabic.parts[0][1].startswith("…"))


class TestLabelQr(BaseCase):
    def test_size_grows_with_the_code(self):
        for code, side in (("C00000422", 21), ("x" * 60, 37)):
            rows = qr_rows(code)
            self.assertEqual({len(rows), *map(len, rows)}, {side})

    def test_too_long(self):
        with self.assertRaisesRegex(ValueError, "too long for a QR code"):
            qr_rows("x" * 5000)
