# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools.definition import fingerprint
from .common import DEFINITION, DiagnosisCommon, spoil


@tagged("post_install", "-at_install")
class TestSavScenario(DiagnosisCommon):
    def test_publishing_keeps_text_author_and_fingerprint(self):
        self.assertRecordValues(
            self.version,
            [
                {
                    "state": "published",
                    "number": 1,
                    "published_by_id": self.sav_admin.id,
                    "sha256": fingerprint(json.dumps(DEFINITION)),
                }
            ],
        )
        self.assertTrue(self.version.date_published)

    def test_published_version_never_changes(self):
        for vals in ({"definition": "{}"}, {"number": 9}):
            # not even by code that has every right
            for version in (self.version, self.version.sudo()):
                with self.assertRaisesRegex(UserError, "never changes"):
                    version.write(vals)
        for vals in ({"state": "draft"}, {"sha256": "0"}):
            with self.assertRaisesRegex(AccessError, "by its own buttons"):
                self.version.write(vals)
        with self.assertRaisesRegex(UserError, "Only a draft"):
            self.version.unlink()
        with self.assertRaisesRegex(UserError, "Archive them"):
            self.scenario.unlink()

    def test_revising_makes_one_draft_and_publishing_retires(self):
        action = self.scenario.action_revise()
        draft = self.scenario.draft_version_id
        self.assertEqual(action["res_id"], draft.id)
        self.assertEqual(draft.definition, self.version.definition)
        self.assertEqual(self.version.action_revise()["res_id"], draft.id)
        draft.definition = spoil({"sections/0/label": "Beginning"})
        self.assertEqual(self.scenario.published_version_id, self.version)
        draft.action_publish()
        self.assertRecordValues(
            self.scenario.version_ids.sorted("number"),
            [{"number": 1, "state": "retired"}, {"number": 2, "state": "published"}],
        )
        self.assertTrue(self.version.date_retired)
        self.assertEqual(self.scenario.published_version_id, draft)
        with self.assertRaisesRegex(UserError, "is no draft"):
            draft.action_publish()

    def test_only_one_version_of_each_kind(self):
        self.scenario.action_revise()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.scenario._make_draft("{}")

    def test_number_cannot_be_chosen(self):
        draft = self.scenario._make_draft("{}")
        self.assertEqual(draft.number, 2)
        with self.assertRaises(AccessError):
            self.env["sav.scenario.version"].with_user(self.sav_admin).create(
                {
                    "scenario_id": self.scenario.id,
                    "definition": "{}",
                    "state": "retired",
                }
            )

    def assertProblem(self, changes, code, words):
        draft = self.scenario.draft_version_id or self.scenario._make_draft()
        draft.definition = changes if isinstance(changes, str) else spoil(changes)
        problems = draft.problems()
        self.assertIn(code, [problem["code"] for problem in problems])
        message = next(p["message"] for p in problems if p["code"] == code)
        self.assertRegex(message, words)
        self.assertEqual(draft.problem_count, len(problems))
        self.assertIn(str(problems[0]["code"] and "<li>"), draft.problem_list)
        with self.assertRaisesRegex(UserError, "cannot be published"):
            draft.action_publish()
        self.assertEqual(draft.state, "draft")

    def test_problems_say_what_and_where(self):
        self.assertProblem("{", "not_json", "line 1 column 2")
        self.assertProblem("[]", "not_object", "one JSON object")
        self.assertProblem('{"sections": 3}', "malformed", "lists of objects")
        self.assertProblem('{"code": "a", "code": "b"}', "repeated_key", "“code”")
        self.assertProblem({"sections": []}, "empty", "no question")
        self.assertProblem(
            {"sections/1/visible_if": {"ref": "drain"}},
            "unknown_ref",
            "^Section “Proof”: .*“drain”",
        )
        self.assertProblem(
            {
                "sections/0/questions/1/visible_if": {
                    "op": "not",
                    "args": [{"ref": "level"}],
                }
            },
            "cycle",
            "level → level",
        )
        self.assertProblem(
            {"sections/0/questions/1/label": None},
            "no_label",
            r"^Section “Start”, question “level” \(level\): its label",
        )
        self.assertProblem(
            {"sections/1/questions/1/visible_if": {"ref": "noise"}},
            "result_type",
            "“visible_if”",
        )
        self.assertProblem(
            {"effects/0/kind": "spare"}, "unknown_kind", "^Effect “pump”"
        )

    def test_problems_name_products_roles_and_codes(self):
        self.assertProblem(
            {"effects/0/payload/product": "GONE-1"}, "unknown_product", "“GONE-1”"
        )
        self.assertProblem(
            {"effects/2/payload/role": "N9"}, "unknown_role", "^Effect “work”.*“N9”"
        )
        # a symptom is no cause
        self.assertProblem(
            {"effects/4/payload/code": "TDRAIN"}, "unknown_fault_code", "“TDRAIN”"
        )

    def test_part_of_another_company_is_unknown(self):
        self.scenario.company_id = self.company
        self.part_ordered.default_code = "MOVED"
        self._create_product(
            "Elsewhere", default_code="T-PUMP", company_id=self.other_company.id
        )
        self.assertProblem({}, "unknown_product", "“T-PUMP”")

    def test_question_keeps_its_type_across_versions(self):
        self.assertProblem(
            {"sections/0/questions/1/type": "text"}, "type_changed", "“number”"
        )
        # also a question that a version in between had dropped
        draft = self.scenario.draft_version_id
        draft.definition = spoil(
            {
                "sections/0/questions/2": DEFINITION["sections"][0]["questions"][0]
                | {"code": "other"},
            }
        )
        draft.action_publish()
        self.assertProblem(
            {
                "sections/0/questions/2/type": "text",
                "sections/0/questions/2/choices": None,
            },
            "type_changed",
            "“choices”",
        )

    def test_draft_that_is_no_json_is_kept(self):
        draft = self.scenario._make_draft()
        draft.definition = '{"sections": ['
        self.env.flush_all()
        draft.invalidate_recordset()
        self.assertEqual(draft.definition, '{"sections": [')

    def test_problems_in_french(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        draft = self.scenario._make_draft().with_context(lang="fr_FR")
        draft.definition = spoil({"effects/0/payload/product": "GONE-1"})
        self.assertIn("GONE-1", draft.problems()[0]["message"])
        draft.definition = spoil({"sections/1/questions/1/min": "low"})
        self.assertIn("Preuve", draft.problems()[0]["message"])

    def test_loading_a_file_twice_changes_nothing(self):
        scenario = self.env["sav.scenario"]._load_definition(
            "sav_diagnosis/tests/loaded_scenario.json"
        )
        self.assertEqual(scenario.name, "Loaded scenario")
        version = scenario.published_version_id
        self.assertEqual(version.number, 1)
        again = self.env["sav.scenario"]._load_definition(
            "sav_diagnosis/tests/loaded_scenario.json"
        )
        self.assertEqual(again, scenario)
        self.assertEqual(again.version_ids, version)

    def test_copy_is_an_unpublished_scenario(self):
        copy = self.scenario.copy()
        self.assertRecordValues(
            copy.version_ids, [{"number": 1, "state": "draft", "sha256": False}]
        )
        self.assertEqual(copy.version_ids.definition, self.version.definition)
        self.assertFalse(copy.published_version_id)
        copy.unlink()


@tagged("post_install", "-at_install")
class TestScenarioOffer(DiagnosisCommon):
    def get_offer(self, case=None):
        return [offer["name"] for offer in (case or self.case).get_scenarios()]

    def test_closest_scenario_first_and_others_not_listed(self):
        def publish(name, **vals):
            definition = DEFINITION | {"code": name}
            self._publish(definition, **vals).name = name

        boiler = self.env["sav.equipment.category"].create(
            {"name": "Boiler", "code": "TBOILER"}
        )
        publish("anything")
        publish("trade", trade_id=self.trade.id)
        publish("product", product_ids=self.machine.ids, sequence=99)
        publish("boiler", category_ids=boiler.ids)
        publish("maintenance", intervention_kind="maintenance")
        publish("repair", intervention_kind="repair")
        self.assertEqual(
            self.get_offer(), ["Test washer", "trade", "repair", "anything"]
        )
        sold = self._create_sold_equipment("SN-DIAG", "2026-01-01")
        case = self._receive(sold).with_user(self.sav_tech)
        self.assertEqual(
            self.get_offer(case),
            ["product", "Test washer", "trade", "repair", "anything"],
        )

    def test_drafts_and_archived_scenarios_are_not_offered(self):
        self.scenario.active = False
        self.assertFalse(self.get_offer())
        self.scenario.active = True
        self.version.action_retire()
        self.assertFalse(self.get_offer())

    def test_scenario_of_another_company_is_not_offered(self):
        self.scenario.sudo().company_id = self.other_company
        self.assertFalse(self.get_offer())

    def test_scenario_already_begun_stays_listed(self):
        response = self._open()
        self.version.action_retire()
        [offer] = self.case.get_scenarios()
        self.assertFalse(offer["is_offered"])
        self.assertEqual(offer["responses"][0]["id"], response.id)
        response.action_supersede()
        self.assertFalse(self.case.get_scenarios())
