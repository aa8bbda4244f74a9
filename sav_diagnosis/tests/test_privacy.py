# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
import json
import zipfile

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import DiagnosisCommon, make_photo

TALKED = {
    "code": "test_talked",
    "sections": [
        {
            "code": "s",
            "label": "Visit",
            "questions": [
                {"code": "words", "type": "text", "label": "What they say"},
                {"code": "level", "type": "number", "label": "Water left"},
                {"code": "picture", "type": "photo", "label": "Picture"},
                {"code": "customer", "type": "signature", "label": "They sign"},
            ],
        }
    ],
}


@tagged("post_install", "-at_install", "security")
class TestDiagnosisPrivacy(DiagnosisCommon):
    """What a form holds of a customer is handed out and erased with the rest."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create({"name": "Zubaida Quxley"})
        scenario = cls._publish(TALKED)
        cls.own_case = cls._receive_for(cls.person)
        cls.response = cls._fill("form-own", cls.own_case, scenario)
        cls.neighbour_case = cls._receive_for(cls.customer2)
        cls.neighbour = cls._fill("form-next", cls.neighbour_case, scenario)

    @classmethod
    def _receive_for(cls, partner):
        equipment = cls._create_equipment(
            category_id=cls.category.id, partner_id=partner.id
        )
        case = cls._receive(equipment, partner_id=partner.id).with_user(cls.sav_tech)
        case.action_start_diagnosis()
        return case

    @classmethod
    def _fill(cls, uuid, case, scenario):
        response = cls._open(uuid, case, scenario=scenario)
        cls._add_photo(f"photo-{uuid}", case)
        name = case.partner_id.name
        # Said, corrected, taken back and said again: the log keeps each.
        for words in (f"{name} slips on it", f"{name} fell", None, f"{name} waits"):
            response.save_answers({"words": words})
        response.save_answers({"level": 7, "picture": [f"photo-{uuid}"]})
        response.sign("customer", name, make_photo("navy"), f"sign-{uuid}")
        response.submit()
        return response.sudo()

    def _export(self):
        content = self.person.with_user(self.sav_admin)._export_sav_privacy()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist(), json.loads(archive.read("data.json"))

    def _purge(self):
        self.own_case.with_user(self.sav_clerk).action_cancel()
        self.person.with_user(self.sav_admin)._purge_sav_privacy()

    def _find_name(self):
        """Return the tables of the service that still hold the name."""
        self.env.flush_all()
        tables = self.env.execute_query(
            SQL(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                " AND (tablename LIKE 'sav\\_%%' OR tablename = 'mail_message')"
            )
        )
        return {
            table
            for (table,) in tables
            if self.env.execute_query(
                SQL(
                    "SELECT 1 FROM %s AS row WHERE row::text ILIKE %s LIMIT 1",
                    SQL.identifier(table),
                    "%Quxley%",
                )
            )
        }

    def test_export_holds_the_answers_in_words(self):
        names, data = self._export()
        answers = {
            row["question_label"]: row["value_label"]
            for row in data["records"]["sav.answer"]
        }
        self.assertEqual(answers["What they say"], "Zubaida Quxley waits")
        self.assertEqual(answers["Water left"], "7")
        self.assertIn(
            "Zubaida Quxley fell",
            [row["new_label"] for row in data["records"]["sav.answer.log"]],
        )
        self.assertEqual(
            [row["id"] for row in data["records"]["sav.response"]], self.response.ids
        )
        for record in self.response.evidence_ids:
            self.assertIn(f"sav.evidence/{record.id}.jpg", names)
        for record in self.response.signature_ids:
            self.assertIn(f"sav.signature/{record.id}.png", names)

    def test_export_holds_nothing_of_the_neighbour(self):
        _names, data = self._export()
        self.assertNotIn(self.customer2.name, json.dumps(data))
        for name in ("sav.response", "sav.answer", "sav.answer.log"):
            ids = {row["id"] for row in data["records"][name]}
            theirs = self.env[name].sudo()
            if name == "sav.response":
                theirs = self.neighbour
            else:
                theirs = theirs.search([("response_id", "=", self.neighbour.id)])
            self.assertTrue(theirs)
            self.assertFalse(ids.intersection(theirs.ids))

    def test_lookup_finds_the_forms(self):
        wizard = (
            self.env["privacy.lookup.wizard"]
            .with_user(self.env.ref("base.user_admin"))
            .create({"name": self.person.name, "email": "zubaida@quxley.example"})
        )
        wizard.action_lookup()
        found = {(line.res_model, line.res_id) for line in wizard.line_ids}
        self.assertIn(("sav.response", self.response.id), found)
        self.assertNotIn(("sav.response", self.neighbour.id), found)
        for answer in self.response.answer_ids:
            self.assertIn(("sav.answer", answer.id), found)

    def test_purge(self):
        self.assertLess({"sav_answer", "sav_answer_log"}, self._find_name())
        changes = len(self.response.log_ids)
        self._purge()
        self.assertEqual(self._find_name(), set())
        self.assertFalse(self.response.evidence_ids or self.response.signature_ids)
        answers = {
            answer.question_code: answer.value for answer in self.response.answer_ids
        }
        self.assertEqual(
            answers,
            {
                "words": False,
                "level": {"number": 7},
                "picture": False,
                "customer": False,
            },
        )
        # who changed what and when stays
        self.assertEqual(len(self.response.log_ids), changes)
        self.assertEqual(self.response.log_ids.user_id, self.sav_tech)
        self.assertEqual(self.response.state, "complete")
        self.assertFalse(self.response.photos_awaited)

    def test_form_is_read_after_the_purge(self):
        self._purge()
        form = self.response.with_user(self.sav_manager).sudo(False).get_form()
        self.assertEqual(form["response"]["state"], "complete")

    def test_purge_leaves_the_neighbour(self):
        self._purge()
        answers = {
            answer.question_code: answer.value_label
            for answer in self.neighbour.answer_ids
        }
        self.assertEqual(answers["words"], f"{self.customer2.name} waits")
        self.assertTrue(self.neighbour.evidence_ids and self.neighbour.signature_ids)
        self.assertIn(
            f"{self.customer2.name} fell", self.neighbour.log_ids.mapped("new_label")
        )

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_log_is_still_never_rewritten(self):
        change = self.response.log_ids[:1]
        with self.assertRaises(UserError):
            change.write({"new_value": False})
        with self.assertRaises(AccessError):
            self.person.with_user(self.sav_manager)._purge_sav_privacy()
        self.assertIn("sav_answer_log", self._find_name())
