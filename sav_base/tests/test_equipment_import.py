# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io
from datetime import date

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..models import sav_equipment_import_run
from .common import SavCommon

QUIET = ("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
TITLES = "Référence externe;Client;N° de série;Marque;Modèle;Date de vente"


class ImportCommon(SavCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Names that no other data of the database has.
        cls.customer.write({"name": "Essai Amira", "ref": "C-1", "vat": "TN1234567"})
        cls.customer2.name = "Hôtel Essai"
        cls.machine.write({"default_code": "WASH-7", "barcode": "6190000000017"})

    def _import(self, content, name="base.csv", user=None, **vals):
        """Return a new import of a file, as the workshop manager."""
        if isinstance(content, str):
            content = content.encode()
        return (
            self.env["sav.equipment.import"]
            .with_user(user or self.sav_manager)
            .create({"data_file": base64.b64encode(content), "file_name": name, **vals})
        )

    def _run(self, batch):
        while not batch.process_chunk()["is_finished"]:
            pass
        return batch

    def _check(self, content, name="base.csv", **vals):
        batch = self._import(content, name, **vals)
        batch.action_check()
        return self._run(batch)

    def _take(self, content, name="base.csv", **vals):
        batch = self._check(content, name, **vals)
        batch.action_import()
        return self._run(batch)

    def _get_messages(self, batch):
        return {error.line: error.message for error in batch.error_ids}

    def _find(self, reference):
        return self.env["sav.equipment"].search([("external_ref", "=", reference)])


class TestEquipmentImport(ImportCommon):
    """Import of an installed base: checked, by line, once only."""

    def test_checking_writes_nothing(self):
        batch = self._check(f"{TITLES}\nR-1;C-1;S-1;Fagor;F-1;31/01/2025\n")
        self.assertRecordValues(
            batch,
            [{"state": "checked", "created_count": 1, "error_count": 0}],
        )
        self.assertFalse(self._find("R-1"))
        self.assertIn("Nothing is written yet", batch.summary)
        for words in ("N° de série", "Serial Number", "S-1"):
            self.assertIn(words, batch.preview)

    def test_characters_that_nobody_types(self):
        batch = self._take(
            f"{TITLES}\nR-1;C-1;S\x00-1;Fa\x0bgor;F-1;31/01/2025\n"
            "R-2;\x01Nobody;S-2;;;\n"
        )
        self.assertEqual(self._find("R-1").serial, "S-1")
        self.assertEqual(self._find("R-1").brand, "Fagor")
        book = openpyxl.load_workbook(io.BytesIO(batch._get_error_file()))
        self.assertEqual(book.worksheets[0]["B2"].value, "Nobody")

    def test_machine_of_a_line(self):
        batch = self._take(f"{TITLES}\nR-1;C-1;S-1;Fagor;F-1;31/01/2025\n")
        machine = self._find("R-1")
        self.assertRecordValues(
            machine,
            [
                {
                    "partner_id": self.customer.id,
                    "serial": "S-1",
                    "name": "Fagor F-1",
                    "date_sale": date(2025, 1, 31),
                    "sale_source": "declared",
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertTrue(machine.barcode)
        self.assertRecordValues(
            machine.move_ids,
            [
                {
                    "origin": "import",
                    "reason": "Import of base.csv",
                    "user_id": self.sav_manager.id,
                    "date": date(2025, 1, 31),
                }
            ],
        )
        self.assertEqual((batch.state, batch.created_count), ("done", 1))

    def test_same_file_again_changes_nothing_and_says_so(self):
        lines = "".join(f"R-{n};C-1;S-{n};Fagor;F-{n};2025-01-31\n" for n in range(5))
        lines += ";Essai Amira;PLATE-1;Bosch;B-1;\n"
        content = f"{TITLES};Note;Catégorie;Document de vente\n" + lines.replace(
            "\n", ";Très  bruyant;Test Washer;F-9\n"
        )
        self.assertEqual(self._take(content).created_count, 6)
        rows = self.env["sav.equipment.move"].search_count([])
        again = self._take(content)
        self.assertRecordValues(
            again,
            [
                {
                    "created_count": 0,
                    "updated_count": 0,
                    "unchanged_count": 6,
                    "error_count": 0,
                }
            ],
        )
        self.assertIn("Nothing changed", again.summary)
        self.assertEqual(self.env["sav.equipment.move"].search_count([]), rows)

    def test_line_that_says_otherwise_changes_the_machine(self):
        self._take(f"{TITLES}\nR-1;C-1;S-1;Fagor;F-1;\n")
        self.customer2.ref = "C-2"
        batch = self._take(f"{TITLES}\nR-1;C-2;;;F-2;\n")
        machine = self._find("R-1")
        self.assertRecordValues(
            machine,
            [{"partner_id": self.customer2.id, "model": "F-2", "serial": "S-1"}],
        )
        self.assertEqual(batch.updated_count, 1)
        self.assertEqual(machine.move_ids.sorted()[0].origin, "import")

    def test_serial_number_and_product_find_the_machine(self):
        lot = self._create_lot("S-9")
        titles = "Customer,Product Code,Serial Number\n"
        self._take(titles + "Hôtel Essai,WASH-7,S-9\n", "base.csv")
        machine = self.env["sav.equipment"].search([("serial", "=", "S-9")])
        self.assertEqual((machine.lot_id, machine.product_id), (lot, self.machine))
        by_barcode = "Customer,Barcode,Serial Number\nHôtel Essai,6190000000017,S-9\n"
        self.assertEqual(self._take(by_barcode).unchanged_count, 1)
        # Another make with the same number is another machine.
        other = "Customer,Brand,Serial Number\nHôtel Essai,Bosch,S-9\n"
        self.assertEqual(self._take(other).created_count, 1)
        self.assertEqual(self._take(other).unchanged_count, 1)

    def test_reference_of_a_merged_file_finds_the_kept_one(self):
        content = f"{TITLES}\nR-1;C-1;S-1;Fagor;F-1;\nR-2;C-1;S-1;Fagor;F-1;\n"
        self.assertEqual(self._take(content).created_count, 2)
        kept, double = self._find("R-1"), self._find("R-2")
        kept.with_user(self.sav_manager)._merge(double.with_user(self.sav_manager))
        batch = self._check(f"{TITLES}\nR-2;C-1;S-1;Fagor;F-1;\n")
        self.assertEqual(batch.created_count, 0)

    def test_customers_are_found_by_what_names_them(self):
        self.customer2.write({"email": "Essai@Example.com"})
        for title, text, partner in (
            ("Référence client", "C-1", self.customer),
            ("Matricule fiscal", "TN 123 4567", self.customer),
            ("Courriel", "essai@example.com", self.customer2),
            ("Client", "Hôtel Essai", self.customer2),
            ("Client", "essai@example.com", self.customer2),
        ):
            reference = f"R-{title}-{text}"
            batch = self._take(
                f"Référence externe;{title};Marque\n{reference};{text};Fagor\n"
            )
            self.assertFalse(self._get_messages(batch))
            self.assertEqual(self._find(reference).partner_id, partner)

    def test_each_error_is_said_by_line(self):
        self.env["res.partner"].create([{"name": "Essai Ali"}, {"name": "Essai Ali"}])
        titles = (
            "Référence externe;Client;N° de série;Marque;Code article;Catégorie;"
            "Vendu le;Composant de\n"
        )
        expected = {
            1: ("R-1;Nobody;;Fagor;;;;", "No customer is found by “Nobody”"),
            2: ("R-2;;;Fagor;;;;", "customer is missing"),
            3: (";C-1;;Fagor;;;;", "Neither external reference nor serial"),
            4: ("R-4;Essai Ali;;Fagor;;;;", "“Essai Ali” is 2 partners"),
            5: ("R-5;C-1;;;NOPE;;;", "No product has the code “NOPE”"),
            6: ("R-6;C-1;;Fagor;;Nope;;", "Category “Nope” is not on file"),
            7: ("R-7;C-1;;Fagor;;;31/02/2025;", "is no date"),
            8: ("R-8;C-1;;Fagor;;;01/01/2999;", "in the future"),
            9: ("R-9;C-1;;;;;;", "Nothing says what it is"),
            10: ("R-10;C-1;;Fagor;;;;R-99", "neither on file nor on an earlier line"),
            12: ("R-11;C-1;;Fagor;;;;", "is on an earlier line"),
            14: (";C-1;S-1;Fagor;;;;", "is on an earlier line"),
        }
        rows = {number: row for number, (row, _words) in expected.items()}
        rows |= {11: "R-11;C-1;;Fagor;;;;", 13: ";C-1;S-1;Fagor;;;;"}
        content = titles + "\n".join(rows[number] for number in sorted(rows))
        batch = self._check(content)
        messages = self._get_messages(batch)
        self.assertEqual(set(messages), set(expected))
        for number, (_row, words) in expected.items():
            self.assertIn(words, messages[number])
        batch.action_import()
        self._run(batch)
        self.assertRecordValues(batch, [{"created_count": 2, "error_count": 12}])

    def test_lines_in_error_are_downloaded_and_sent_again(self):
        content = f"{TITLES}\nR-1;Nobody;=1+1;Fagor;F-1;\nR-2;C-1;S-2;Fagor;F-1;\n"
        batch = self._take(content)
        book = batch._get_error_file()
        rows = list(openpyxl.load_workbook(io.BytesIO(book)).active.values)
        self.assertEqual(rows[0][:2], ("Référence externe", "Client"))
        self.assertEqual(rows[1][0], "R-1")
        self.assertEqual(rows[1][2], "=1+1")
        self.assertIn("No customer", rows[1][-1])
        self.assertEqual(len(rows), 2)
        again = self._check(book, "errors.xlsx")
        self.assertEqual(again.line_count, 1)
        self.assertIn("Columns left out: Error", again.preview)

    def test_components_after_or_with_their_machine(self):
        titles = "Référence externe;Client;Marque;Composant de\n"
        content = titles + "B-1;C-1;Boiler;\nB-2;C-1;Burner;B-1\nB-3;C-1;Nozzle;B-2\n"
        batch = self._take(content)
        self.assertEqual(batch.created_count, 3)
        self.assertEqual(self._find("B-2").parent_id, self._find("B-1"))
        self.assertEqual(self._find("B-3").parent_id, self._find("B-2"))
        self.assertEqual(self._take(content).unchanged_count, 3)

    def test_missing_customers_are_created_once(self):
        content = (
            "Référence externe;Client;Courriel;Marque\n"
            "R-1;Café Bleu;bleu@example.com;Fagor\n"
            "R-2;Café Bleu;bleu@example.com;Bosch\n"
        )
        self.assertEqual(self._check(content).error_count, 2)
        batch = self._take(content, create_customers=True)
        self.assertEqual(batch.created_count, 2)
        partner = (self._find("R-1") + self._find("R-2")).partner_id
        self.assertRecordValues(
            partner, [{"name": "Café Bleu", "email": "bleu@example.com"}]
        )
        self.assertEqual(self._take(content, create_customers=True).unchanged_count, 2)

    def test_site_is_one_of_the_customer(self):
        sites = self.env["res.partner"].create(
            [
                {"name": "Kitchen", "parent_id": partner.id, "type": "delivery"}
                for partner in (self.customer2, self.customer)
            ]
        )
        self._take("Réf.;Client;Marque;Emplacement\nR-1;C-1;Fagor;Kitchen\n")
        self.assertEqual(self._find("R-1").site_id, sites[1])

    def test_refused_line_does_not_hold_up_the_others(self):
        lot = self._create_lot("S-5")
        self._create_equipment(lot_id=lot.id, external_ref="OLD")
        content = (
            "Référence externe;Client;Code article;N° de série\n"
            "R-1;C-1;WASH-7;S-5\nR-2;C-1;WASH-7;S-6\n"
        )
        batch = self._take(content)
        self.assertEqual(batch.created_count, 1)
        self.assertIn("on file as OLD", self._get_messages(batch)[1])
        self.assertTrue(self._find("R-2"))

    def test_database_refusal_is_said_of_its_line(self):
        create = type(self.env["sav.equipment"]).create

        def refuse(machines, vals_list):
            if any(vals.get("external_ref") == "R-2" for vals in vals_list):
                raise UserError(machines.env._("Refused"))
            return create(machines, vals_list)

        self.patch(type(self.env["sav.equipment"]), "create", refuse)
        batch = self._take(
            f"{TITLES}\nR-1;C-1;S-1;Fagor;F-1;\nR-2;C-1;S-2;Fagor;F-1;\n"
            "R-3;C-1;S-3;Fagor;F-1;\n"
        )
        self.assertEqual(self._get_messages(batch), {2: "Refused"})
        self.assertEqual(batch.created_count, 2)

    # files

    def test_encodings_and_separators(self):
        text = "Référence externe{s}Client{s}Désignation\nR-é{s}Hôtel Essai{s}Four\n"
        for encoding, separator in (
            ("utf-8", ","),
            ("utf-8-sig", ";"),
            ("cp1252", ";"),
            ("cp1252", "\t"),
            ("utf-16", ";"),
        ):
            content = text.replace("{s}", separator).encode(encoding)
            batch = self._check(content)
            self.assertFalse(self._get_messages(batch), encoding)
            self.assertEqual(batch.line_count, 1)
        self.assertIn("Hôtel Essai", batch.preview)

    def test_spreadsheet(self):
        book = openpyxl.Workbook()
        book.active.append(["External Reference", "Customer", "Serial", "Sold On"])
        book.active.append(["R-1", "C-1", 12345, date(2025, 1, 31)])
        book.active.append([None, None, None, None])
        book.active["E1"] = "Brand"
        book.active["E2"] = "Fagor"
        content = io.BytesIO()
        book.save(content)
        self._take(content.getvalue(), "base.xlsx")
        self.assertRecordValues(
            self._find("R-1"), [{"serial": "12345", "date_sale": date(2025, 1, 31)}]
        )

    def test_template_is_understood(self):
        for lang in ("en_US", "fr_FR"):
            self.env["res.lang"]._activate_lang(lang)
            imports = self.env["sav.equipment.import"].with_user(self.sav_manager)
            book = imports.with_context(lang=lang)._get_template()
            batch = self._import(book, "template.xlsx")
            batch.action_check()
            self.assertEqual(batch.line_count, 1)
            self.assertNotIn("left out", batch.preview)

    def test_files_that_cannot_be_read_are_refused_in_words(self):
        for content, name, words in (
            (TITLES, "base.csv", "no line below"),
            ("Couleur;Taille\nRed;3\n", "base.csv", "No column says the customer"),
            ("Client;Marque\nC-1;Fagor\n", "base.csv", "tells machines apart"),
            (b"PK\x03\x04 broken", "base.xlsx", "cannot be read"),
            (b"\x00\x01\x02\xff", "photo.jpg", "cannot be read|no line"),
        ):
            with (
                self.assertRaisesRegex(UserError, words),
                mute_logger("odoo.addons.base_import.models.base_import"),
            ):
                self._import(content, name).action_check()

    def test_too_many_lines_are_refused_with_the_limit(self):
        self.company.sav_import_max_lines = 3
        rows = "".join(f"R-{n};C-1;;Fagor;;\n" for n in range(4))
        batch = self._import(f"{TITLES}\n{rows}")
        with self.assertRaisesRegex(UserError, "more than 3 lines.*raise the limit"):
            batch.action_check()
        self.company.sav_import_max_lines = 4
        batch.action_check()

    # chunks

    def test_what_stops_goes_on_from_there(self):
        self.patch(sav_equipment_import_run, "CHUNK", 2)
        rows = "".join(f"R-{n};C-1;S-{n};Fagor;F;\n" for n in range(5))
        batch = self._check(f"{TITLES}\n{rows}")
        batch.action_import()
        progress = batch.process_chunk()
        self.assertEqual(
            progress,
            {"state": "importing", "position": 2, "total": 5, "is_finished": False},
        )
        self.assertTrue(self._find("R-1"))
        self.assertFalse(self._find("R-2"))
        self._run(batch)
        self.assertEqual((batch.created_count, batch.position), (5, 5))
        self.assertTrue(batch.process_chunk()["is_finished"])
        self.assertEqual(batch.created_count, 5)

    def test_doubles_are_seen_across_chunks(self):
        self.patch(sav_equipment_import_run, "CHUNK", 1)
        rows = "R-1;C-1;S-1;Fagor;F;\n;C-1;S-2;Fagor;F;\n;C-1;S-2;Fagor;F;\n" * 2
        batch = self._take(f"{TITLES}\n{rows}")
        self.assertEqual(set(self._get_messages(batch)), {3, 4, 5, 6})

    def test_another_file_is_checked_anew(self):
        batch = self._check(f"{TITLES}\nR-1;Nobody;S-1;Fagor;F;\n")
        batch.data_file = base64.b64encode(f"{TITLES}\nR-1;C-1;;Fagor;F;\n".encode())
        self.assertEqual((batch.state, batch.error_count), ("draft", 0))
        with self.assertRaisesRegex(UserError, "another step"):
            batch.action_import()

    def test_a_chunk_costs_the_same_whatever_its_size(self):
        def count(size, name):
            rows = "".join(
                f"{name}-{n};C-1;{name}{n};Fagor;F;2025-01-31\n" for n in range(size)
            )
            batch = self._check(f"{TITLES}\n{rows}")
            batch.action_import()
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            batch.process_chunk()
            self.env.flush_all()
            self.assertEqual(batch.created_count, size)
            return self.env.cr.sql_log_count - start

        count(2, "W")
        self.assertLessEqual(count(200, "L"), count(20, "M") + 10)

    # rights

    def test_only_managers_import(self):
        batch = self._check(f"{TITLES}\nR-1;C-1;S-1;Fagor;F;\n")
        for user in (
            self.sav_clerk,
            self.sav_tech,
            self.sav_billing,
            self.employee,
            self.portal_user,
        ):
            with mute_logger(*QUIET), self.assertRaises(AccessError):
                self._import("x", user=user)
            for name in ("action_check", "action_import", "process_chunk"):
                with mute_logger(*QUIET), self.assertRaises(AccessError):
                    getattr(batch.with_user(user), name)()
            with mute_logger(*QUIET), self.assertRaises(AccessError):
                batch.with_user(user).error_ids.read(["message"])
        with self.assertRaisesRegex(AccessError, "buttons"):
            batch.state = "done"

    def test_other_company_sees_no_import(self):
        batch = self._check(f"{TITLES}\nR-1;Nobody;S-1;Fagor;F;\n")
        self.other_clerk.group_ids |= self.env.ref("sav_base.group_sav_manager")
        for records in (batch, batch.error_ids):
            others = records.with_user(self.other_clerk)
            self.assertFalse(others.search([("id", "in", records.ids)]))
            with mute_logger(*QUIET), self.assertRaises(AccessError):
                others.read(["company_id"])


@tagged("post_install", "-at_install")
class TestEquipmentImportFiles(ImportCommon, HttpCase):
    """The files of an import are downloaded by who may import."""

    def test_files(self):
        self.sav_manager.password = self.sav_clerk.password = "Import-2026!"
        batch = self._check(f"{TITLES}\nR-1;Nobody;S-1;Fagor;F;\n")
        urls = (
            batch.action_download_template()["url"],
            batch.action_download_errors()["url"],
        )
        self.authenticate("sav_manager", "Import-2026!")
        for url in urls:
            response = self.url_open(url)
            self.assertEqual(response.status_code, 200)
            self.assertTrue(openpyxl.load_workbook(io.BytesIO(response.content)))
        self.authenticate("sav_clerk", "Import-2026!")
        for url in urls:
            with mute_logger("odoo.http", *QUIET):
                self.assertEqual(self.url_open(url).status_code, 403)
