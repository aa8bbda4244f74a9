# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest

from odoo.tests import BaseCase

from ..tools import label_code

MAKERS = {
    "case": label_code.case_code,
    "accessory": label_code.accessory_code,
    "reception": label_code.reception_code,
    "equipment": label_code.equipment_code,
}


class TestLabelCode(BaseCase):
    def test_examples(self):
        self.assertEqual(doctest.testmod(label_code), (0, 7))  # failed, attempted

    def test_codes(self):
        self.assertEqual(label_code.case_code(1), "C00000018")
        self.assertEqual(label_code.accessory_code(9999999), "A99999997")
        self.assertEqual(label_code.reception_code(10000000), "R100000009")
        self.assertEqual(label_code.equipment_code(7992739871), "E79927398713")

    def test_what_is_printed_is_read(self):
        for kind, make in MAKERS.items():
            for number in (1, 42, 1234567, 9999999, 10000000, 2**31, 10**18 - 1):
                with self.subTest(kind, number=number):
                    code = make(number)
                    self.assertGreaterEqual(len(code), 9)
                    for typed in (code, code.lower(), f" {code}\t\r\n"):
                        self.assertEqual(label_code.parse(typed), (kind, number))

    def test_each_misread_digit_is_seen(self):
        code = label_code.case_code(1234567)
        for place in range(1, len(code)):
            for digit in set("0123456789") - {code[place]}:
                misread = code[:place] + digit + code[place + 1 :]
                self.assertIsNone(label_code.parse(misread), misread)

    def test_scanner_set_to_a_us_keyboard(self):
        for keys in ("à&é\"'(-è_ç", "à&é\"'(§è!ç"):
            scanned = str.maketrans("0123456789Aa", f"{keys}Qq")
            for kind, make in MAKERS.items():
                code = make(9876543210)
                for typed in (code, code.lower()):
                    self.assertEqual(
                        label_code.parse(typed.translate(scanned)), (kind, 9876543210)
                    )

    def test_anything_else_is_no_code(self):
        for code in (
            None,
            False,
            5,
            b"C00000018",
            "",
            " ",
            "C",
            "Q",
            "C00000017",
            "C0000018",
            "C000000018",  # a zero too many, with its check digit
            "C00000000",
            "00000018",
            "X00000018",
            "Q00000018",
            "C 00000018",
            "C0000001８",
            "C٠٠٠٠٠٠١٨",
            "C00000018C00000018",
            "C-0000018",
            "Cààààààà",
            "OBTVALI",
            "OCDDISC",
            "6130001234567",
            "C" + "0" * 5000,
        ):
            with self.subTest(code):
                self.assertIsNone(label_code.parse(code))

    def test_bad_numbers(self):
        for make in MAKERS.values():
            for number in (0, -1, 1.0, True, "1", None, 10**18):
                with self.assertRaisesRegex(ValueError, "Number of the label"):
                    make(number)
