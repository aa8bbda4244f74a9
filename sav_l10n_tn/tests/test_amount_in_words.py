# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
import sys
from decimal import Decimal

from odoo.tests import BaseCase

from ..tools import LANGUAGES, amount_in_words


class TestAmountInWords(BaseCase):
    def test_examples(self):
        # The package names the function like its module.
        module = sys.modules[amount_in_words.__module__]
        self.assertEqual(doctest.testmod(module), (0, 2))  # failed, attempted

    def _check(self, language, cases):
        for amount, words in cases.items():
            with self.subTest(amount=amount, language=language):
                self.assertEqual(amount_in_words(Decimal(amount), language), words)

    def test_french(self):
        self._check(
            "fr",
            {
                "256.204": "Deux cent cinquante-six dinars et "
                "deux cent quatre millimes",
                "0": "Zéro dinar",
                "0.001": "Un millime",
                "0.204": "Deux cent quatre millimes",
                "1": "Un dinar",
                "1.001": "Un dinar et un millime",
                "1.500": "Un dinar et cinq cents millimes",
                "2": "Deux dinars",
                "21": "Vingt et un dinars",
                "80": "Quatre-vingts dinars",
                "91.000": "Quatre-vingt-onze dinars",
                "200": "Deux cents dinars",
                "1000": "Mille dinars",
                "80000": "Quatre-vingt mille dinars",
                "1000000": "Un million de dinars",
                "1000000.500": "Un million de dinars et cinq cents millimes",
                "2000000": "Deux millions de dinars",
                "1200000": "Un million deux cent mille dinars",
                "1000000000": "Un milliard de dinars",
                "999999999999.999": "Neuf cent quatre-vingt-dix-neuf milliards "
                "neuf cent quatre-vingt-dix-neuf millions "
                "neuf cent quatre-vingt-dix-neuf mille "
                "neuf cent quatre-vingt-dix-neuf dinars et "
                "neuf cent quatre-vingt-dix-neuf millimes",
            },
        )

    def test_english(self):
        self._check(
            "en",
            {
                "256.204": "Two hundred fifty-six dinars and two hundred four millimes",
                "0": "Zero dinars",
                "0.001": "One millime",
                "0.204": "Two hundred four millimes",
                "1": "One dinar",
                "1.001": "One dinar and one millime",
                "1000": "One thousand dinars",
                "1256.000": "One thousand two hundred fifty-six dinars",
                "1000000": "One million dinars",
                "1200001": "One million two hundred thousand one dinars",
            },
        )

    def test_trailing_zeros_change_nothing(self):
        for language in LANGUAGES:
            self.assertEqual(
                amount_in_words(Decimal("1.5"), language),
                amount_in_words(Decimal("1.500000"), language),
            )

    def test_refused(self):
        for amount in (
            Decimal("-0.001"),
            Decimal("0.0001"),
            Decimal("NaN"),
            Decimal("Infinity"),
            Decimal(10**12),
            256.204,
            256,
            "256.204",
            None,
        ):
            with self.subTest(amount=amount), self.assertRaises(ValueError):
                amount_in_words(amount, "fr")
        for language in ("ar", "fr_FR", "", None):
            with self.subTest(language=language), self.assertRaises(ValueError):
                amount_in_words(Decimal(1), language)
