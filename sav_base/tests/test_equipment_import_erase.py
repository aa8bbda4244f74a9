# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.base.models.ir_autovacuum import is_autovacuum

from .test_equipment_import import QUIET, TITLES, ImportCommon

LINES = "R-1;Zubaida Quxley;S-1;Fagor;F-1;2025-01-31\nR-2;Quxley Nobody;S-2;Fagor;F;\n"


@tagged("post_install", "-at_install", "security")
class TestEquipmentImportErase(ImportCommon):
    """Files of imports name customers: they go when nobody needs them any more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create(
            {"name": "Zubaida Quxley", "email": "zubaida@quxley.example"}
        )

    def _age(self, batch, days):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE sav_equipment_import"
                " SET write_date = write_date - make_interval(days => %s)"
                " WHERE id = %s",
                days,
                batch.id,
            )
        )
        self.env.invalidate_all()

    def _vacuum(self):
        imports = self.env["sav.equipment.import"]
        self.assertTrue(is_autovacuum(imports._gc_files))
        imports._gc_files()

    def _count_names(self):
        """Return how many rows and files of the imports hold the name."""
        self.env.flush_all()
        held = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "sav.equipment.import"),
                ("res_field", "!=", False),
            ]
        )
        found = sum(b"Quxley" in attachment.raw for attachment in held)
        for table in ("sav_equipment_import", "sav_equipment_import_error"):
            rows = self.env.execute_query(
                SQL(
                    "SELECT 1 FROM %s AS row WHERE row::text ILIKE '%%quxley%%'",
                    SQL.identifier(table),
                )
            )
            found += len(rows)
        return found

    def _purge(self):
        self.person.with_user(self.sav_admin)._purge_sav_privacy()

    # by time

    def test_finished_import_is_erased_after_a_week(self):
        batch = self._take(f"{TITLES}\n{LINES}")
        summary = batch.summary
        # the file, its rows, the first lines and the line in error
        self.assertEqual(self._count_names(), 4)
        self._age(batch, 6)
        self._vacuum()
        self.assertEqual(self._count_names(), 4)
        self._age(batch, 2)
        self._vacuum()
        self.assertEqual(self._count_names(), 0)
        self.assertRecordValues(
            batch,
            [
                {
                    "state": "done",
                    "created_count": 1,
                    "error_count": 1,
                    "line_count": 2,
                    "summary": summary,
                    "data_file": False,
                }
            ],
        )
        self.assertTrue(batch.date_erased)
        self.assertEqual(self._find("R-1").partner_id, self.person)

    def test_import_that_was_left_is_erased_after_a_month(self):
        batch = self._check(f"{TITLES}\n{LINES}")
        self._age(batch, 29)
        self._vacuum()
        self.assertTrue(batch.data_file)
        self._age(batch, 2)
        self._vacuum()
        self.assertEqual(self._count_names(), 0)
        self.assertRecordValues(
            batch, [{"state": "draft", "line_count": 0, "error_count": 0}]
        )
        with self.assertRaisesRegex(UserError, "was erased.*send it again"):
            batch.action_check()

    def test_erased_import_takes_another_file(self):
        batch = self._take(f"{TITLES}\n{LINES}")
        batch._erase_file()
        for call in (batch.action_download_errors, batch._get_error_file):
            with self.assertRaisesRegex(UserError, "was erased"):
                call()
        batch.data_file = base64.b64encode(f"{TITLES}\nR-3;C-1;;Fagor;F;\n".encode())
        self.assertFalse(batch.date_erased)
        batch.action_check()
        self.assertEqual(self._run(batch).state, "checked")

    def test_another_file_forgets_the_former(self):
        batch = self._check(f"{TITLES}\n{LINES}")
        batch.data_file = base64.b64encode(f"{TITLES}\nR-3;C-1;;Fagor;F;\n".encode())
        self.assertEqual(self._count_names(), 0)

    # with a customer

    def test_purge_erases_the_finished_files_that_name_them(self):
        named = self._take(f"{TITLES}\n{LINES}")
        by_mail = self._take(f"{TITLES}\nR-4; ZUBAIDA@quxley.example ;S-4;Fagor;F;\n")
        others = self._take(f"{TITLES}\nR-5;C-1;S-5;Fagor;F;\nR-6;Zubaida;S-6;A;B;\n")
        self._purge()
        self.assertEqual(self._count_names(), 0)
        self.assertTrue(named.date_erased and by_mail.date_erased)
        self.assertTrue(others.data_file)
        self.assertTrue(others.error_ids)
        log = self.env["privacy.log"].search([], limit=1, order="id desc")
        self.assertIn(f"#{named.id}", log.records_description)

    def test_unfinished_file_that_names_them_forbids_the_purge(self):
        draft = self._import(f"{TITLES}\n{LINES}", name="draft.csv")
        checked = self._check(f"{TITLES}\n{LINES}", name="checked.csv")
        with self.assertRaisesRegex(UserError, "bring them back.*checked.csv, draft"):
            self._purge()
        self.assertTrue(draft.data_file and checked.data_file)
        draft.unlink()
        checked.unlink()
        self._purge()
        self.assertEqual(self._count_names(), 0)

    def test_file_that_cannot_be_read_forbids_nothing(self):
        self._import("", name="empty.csv")
        self._import(b"PK\x03\x04broken", name="broken.xlsx")
        self._purge()
        self.assertFalse(self.person.active)

    def test_preview_and_lookup_name_the_files(self):
        batch = self._take(f"{TITLES}\n{LINES}")
        request = (
            self.env["sav.privacy.request"]
            .with_user(self.sav_admin)
            .create({"partner_id": self.person.id})
        )
        self.assertIn("Import of an Installed Base: 1", request.preview)
        wizard = (
            self.env["privacy.lookup.wizard"]
            .with_user(self.env.ref("base.user_admin"))
            .create({"name": "Zubaida Quxley", "email": "zubaida@quxley.example"})
        )
        wizard.action_lookup()
        found = {(line.res_model, line.res_id) for line in wizard.line_ids}
        self.assertIn(("sav.equipment.import", batch.id), found)

    @mute_logger(*QUIET)
    def test_words_of_a_letter_or_two_find_nothing(self):
        self._take(f"{TITLES}\nR-1;C-1;S-1;A;B;\n")
        imports = self.env["sav.equipment.import"]
        self.assertFalse(imports._find_naming(["A", "", False, "C-"]))
        self.assertFalse(imports._find_naming([]))
