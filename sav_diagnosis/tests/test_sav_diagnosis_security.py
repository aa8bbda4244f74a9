# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DiagnosisCommon

MODELS = (
    "sav.scenario",
    "sav.scenario.version",
    "sav.response",
    "sav.answer",
    "sav.answer.log",
    "sav.effect.application",
)
FILLED = MODELS[2:]


@tagged("post_install", "-at_install")
class TestDiagnosisSecurity(DiagnosisCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.response = cls._complete()

    def get_records(self, model):
        if model in ("sav.scenario", "sav.scenario.version"):
            return self.env[model].browse(
                self.scenario.id if model == "sav.scenario" else self.version.id
            )
        if model == "sav.response":
            return self.response.sudo()
        fields = {
            "sav.answer": "answer_ids",
            "sav.answer.log": "log_ids",
            "sav.effect.application": "application_ids",
        }
        return self.response.sudo()[fields[model]][:1]

    def test_people_of_the_service_read(self):
        for model in MODELS:
            for user in (
                self.sav_tech,
                self.sav_clerk,
                self.sav_billing,
                self.sav_manager,
                self.sav_admin,
            ):
                with self.subTest(model=model, user=user.login):
                    self.get_records(model).with_user(user).sudo(False).read(
                        ["display_name"]
                    )

    def test_nobody_writes_answers_but_by_the_verbs(self):
        for model in FILLED:
            records = self.get_records(model)
            for user in (self.sav_tech, self.sav_manager, self.sav_admin):
                as_user = records.with_user(user).sudo(False)
                with self.subTest(model=model, user=user.login):
                    self.assertFalse(as_user.has_access("create"))
                    self.assertFalse(as_user.has_access("write"))
                    self.assertEqual(
                        as_user.has_access("unlink"),
                        model == "sav.answer.log" and user == self.sav_admin,
                    )

    def test_administrators_alone_design(self):
        for user in (self.sav_tech, self.sav_clerk, self.sav_manager, self.sav_billing):
            scenario = self.scenario.with_user(user)
            with self.subTest(user=user.login):
                for model in (scenario, scenario.version_ids):
                    for operation in ("create", "write", "unlink"):
                        self.assertFalse(model.has_access(operation))
                with self.assertRaises(AccessError):
                    scenario._make_draft("{}")
                with self.assertRaises(AccessError):
                    scenario.published_version_id.action_retire()
        draft = self.scenario._make_draft()
        with self.assertRaises(AccessError):
            draft.with_user(self.sav_manager).action_publish()

    def test_strangers_see_nothing(self):
        for model in MODELS:
            for user in (self.employee, self.portal_user):
                with self.subTest(model=model, user=user.login):
                    with self.assertRaises(AccessError):
                        self.env[model].with_user(user).search([])
                    with self.assertRaises(AccessError):
                        self.get_records(model).with_user(user).sudo(False).read(["id"])

    def test_strangers_call_no_verb(self):
        for user in (self.employee, self.portal_user, self.other_clerk):
            response = self.response.with_user(user)
            for call in (
                lambda user=user: self._open("form-stranger", user=user),
                lambda user=user: self.case.with_user(user).get_scenarios(),
                response.get_form,
                response.reopen,
                response.submit,
                response.action_supersede,
                response.action_retry_effects,
                lambda response=response: response.save_answers({"level": 1}),
                lambda response=response: response.sign("a", "b", "c", "d"),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    call()
        self.assertEqual(self.response.state, "complete")

    def test_counter_and_billing_read_but_do_not_answer(self):
        for user in (self.sav_clerk, self.sav_billing):
            response = self.response.with_user(user)
            self.assertFalse(response.get_form()["response"]["can_answer"])
            for call in (
                lambda user=user: self._open("form-clerk", user=user),
                response.reopen,
                lambda response=response: response.save_answers({"level": 1}),
                response.submit,
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    call()

    def test_technician_answers_own_and_unassigned_cases_only(self):
        with self.assertRaises(AccessError):
            self._open("form-other", user=self.sav_tech2)
        for model in FILLED:
            found = self.env[model].with_user(self.sav_tech2).search([])
            self.assertFalse(found & self.get_records(model).sudo(False))
        with self.assertRaises(AccessError):
            self.response.with_user(self.sav_tech2).get_form()
        case = self._receive(
            self._create_equipment(category_id=self.category.id), technician_id=False
        )
        case.sudo().technician_id = False
        case.sudo().intervention_ids.technician_id = False
        response = self._open("form-nobody", case, self.sav_tech2)
        response.save_answers({"level": 1})

    def test_other_company_sees_nothing(self):
        admin = self.sav_admin
        admin.write({"company_ids": [Command.link(self.other_company.id)]})
        elsewhere = {"allowed_company_ids": self.other_company.ids}
        self.scenario.company_id = self.company
        for model in MODELS:
            with self.subTest(model=model):
                records = self.env[model].with_user(admin).with_context(**elsewhere)
                self.assertFalse(
                    records.search([("id", "in", self.get_records(model).ids)])
                )

    def test_scenario_without_company_is_for_all(self):
        found = self.env["sav.scenario"].with_user(self.other_clerk).search([])
        self.assertIn(self.scenario.id, found.ids)

    def test_photo_cannot_be_moved_to_another_form(self):
        photo = self.response.evidence_ids
        with self.assertRaises(AccessError):
            photo.with_user(self.sav_tech).write({"question_code": "other"})
