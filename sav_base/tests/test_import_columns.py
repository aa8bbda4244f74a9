# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
from datetime import date

from odoo.tests import BaseCase

from ..tools import import_columns
from ..tools.import_columns import (
    COLUMNS,
    guess_encoding,
    match_headers,
    normalise,
    parse_day,
)


class TestImportColumns(BaseCase):
    """Columns of an installed base known by their titles."""

    def test_examples(self):
        self.assertFalse(doctest.testmod(import_columns).failed)

    def test_titles_of_both_templates_are_understood(self):
        for rank in (0, 1):
            titles = [names[rank] for names in COLUMNS.values()]
            mapping, ignored, doubles = match_headers(titles)
            self.assertEqual(list(mapping.values()), list(COLUMNS))
            self.assertFalse(ignored or doubles)

    def test_no_title_means_two_things(self):
        names = [normalise(n) for names in COLUMNS.values() for n in set(names)]
        self.assertEqual(len(names), len(set(names)))

    def test_titles_as_people_write_them(self):
        for title, key in (
            ("NUMERO DE SERIE", "serial"),
            ("n° série", "serial"),
            (" Client : ", "customer"),
            ("code_client", "customer_ref"),
            ("date_sale", "date_sale"),
            ("Référence Article", "product"),
        ):
            self.assertEqual(match_headers([title])[0], {0: key}, title)

    def test_encodings(self):
        text = "Désignation;Référence"
        for encoding, expected in (
            ("utf-8", "utf-8"),
            ("utf-8-sig", "utf-8-sig"),
            ("cp1252", "cp1252"),
            ("utf-16", "utf-16"),
        ):
            content = text.encode(encoding)
            self.assertEqual(guess_encoding(content), expected)
            self.assertEqual(content.decode(guess_encoding(content)), text)
        self.assertEqual(guess_encoding(b"\x81\x8d"), "latin-1")

    def test_days(self):
        for text in ("2024-02-29", "29/02/2024", "29/02/24", "29.02.2024", "20240229"):
            self.assertEqual(parse_day(text), date(2024, 2, 29), text)
        for text in ("31/02/2024", "soon", "", "2024"):
            with self.assertRaises(ValueError):
                parse_day(text)
