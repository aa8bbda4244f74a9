# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import DiagnosisCommon, make_photo, spoil


@tagged("post_install", "-at_install")
class TestSavResponse(DiagnosisCommon):
    def get_answers(self, response):
        return response._get_answers()

    # opening

    def test_opening_twice_with_one_identifier_is_one_form(self):
        response = self._open("same-form-1")
        again = self._open("same-form-1")
        self.assertEqual(response, again)
        other = self._open("other-form-1")
        self.assertNotEqual(response, other)

    def test_opened_form_knows_its_work(self):
        response = self._open()
        self.assertRecordValues(
            response,
            [
                {
                    "version_id": self.version.id,
                    "case_id": self.case.id,
                    "intervention_id": self.case.intervention_ids.id,
                    "repair_id": self.case.repair_id.id,
                    "equipment_id": self.equipment.id,
                    "company_id": self.company.id,
                    "user_id": self.sav_tech.id,
                    "state": "draft",
                }
            ],
        )

    def test_identifier_of_another_case_is_refused(self):
        self._open("one-form-01")
        other = self._receive(self._create_equipment(category_id=self.category.id))
        with self.assertRaisesRegex(UserError, "another case"):
            self._open("one-form-01", case=other)

    def test_bad_identifiers_are_refused(self):
        for uuid in (None, "", "short", "a/b/c/d/e/f", "x" * 65, 12345678):
            with self.subTest(uuid=uuid), self.assertRaisesRegex(UserError, "identif"):
                self._open(uuid)
        Response = self.env["sav.response"].with_user(self.sav_tech)
        with self.assertRaisesRegex(UserError, "does not exist"):
            Response.open(0, self.scenario.id, "form-00001")
        with self.assertRaisesRegex(UserError, "not offered"):
            Response.open(self.case.id, 0, "form-00001")
        with self.assertRaisesRegex(UserError, "not one of"):
            Response.open(self.case.id, self.scenario.id, "form-00001", 1)

    def test_scenario_made_for_other_devices_is_refused(self):
        other = self._receive(self._create_equipment(category_id=False))
        with self.assertRaisesRegex(UserError, "not offered"):
            self._open(case=other)

    def test_context_is_frozen_when_the_form_opens(self):
        response = self._open()
        self.assertEqual(response.context["case.symptom"], "TDRAIN")
        self.assertEqual(response.context["equipment.category"], "TWASHER")
        before = response.context
        self.case.symptom_id = self.symptom.copy({"code": "TNEW"})
        self.assertEqual(self._open().context, before)
        response.submit({"drains": True})
        self.assertIn("Symptom was TDRAIN", response.context_changes)
        self.assertIn("Symptom was TDRAIN", response.submit()["warnings"][0])

    def test_words_are_in_the_language_of_the_user(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.sav_tech.lang = "fr_FR"
        response = self._open()
        form = response.with_context(lang="fr_FR").get_form()
        section = form["definition"]["sections"][0]
        self.assertEqual(section["label"], "Départ")
        self.assertEqual(section["questions"][0]["label"], "Vidange-t-il ?")
        self.assertEqual(form["effects"]["flood"]["summary"], "Coupez le courant")
        # what has one language only is shown in it
        self.assertEqual(section["questions"][2]["choices"][1]["label"], "Hiss")

    # saving

    def test_answers_are_saved_as_they_are_given(self):
        response = self._open()
        result = response.save_answers({"drains": False, "level": 3.9})
        self.assertEqual(result["saved"], ["drains", "level"])
        self.assertFalse(result["is_complete"])
        response.save_answers({"noise": ["knock", "hiss", "knock"]})
        self.assertEqual(
            self.get_answers(response),
            {"drains": False, "level": 3.9, "noise": ["knock", "hiss"]},
        )
        self.assertEqual(response.score, 3)
        form = response.get_form()
        self.assertIs(form["answers"]["drains"], False)

    def test_zero_no_and_nothing_are_three_answers(self):
        response = self._open()
        response.save_answers({"level": 0, "drains": False})
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.get_answers(response), {"level": 0, "drains": False})
        response.save_answers({"level": None})
        self.assertEqual(self.get_answers(response), {"level": None, "drains": False})

    def test_every_change_is_logged_with_both_values(self):
        response = self._open()
        response.save_answers(
            {
                "level": {
                    "value": 3,
                    "source": "prefilled",
                    "device_time": "2026-01-31T23:30:00.123+01:00",
                }
            }
        )
        response.with_user(self.sav_manager).save_answers({"level": 5})
        response.save_answers({"level": 5})  # changes nothing
        self.assertRecordValues(
            response.log_ids.sorted("id"),
            [
                {
                    "question_code": "level",
                    "old_value": False,
                    "new_value": {"number": 3},
                    "user_id": self.sav_tech.id,
                    "source": "prefilled",
                    "old_label": "",
                    "new_label": "3 cm",
                },
                {
                    "question_code": "level",
                    "old_value": {"number": 3},
                    "new_value": {"number": 5},
                    "user_id": self.sav_manager.id,
                    "source": "user",
                    "old_label": "3 cm",
                    "new_label": "5 cm",
                },
            ],
        )
        first = response.log_ids.sorted("id")[0]
        self.assertEqual(str(first.date_device), "2026-01-31 22:30:00")

    def test_wrong_device_clock_loses_nothing(self):
        response = self._open()
        for time in ("0001-01-01T00:00:00+14:00", "yesterday", 12, None):
            response.save_answers(
                [{"question": "level", "value": 3, "device_time": time}]
            )
        response.save_answers(
            [{"question": "drains", "value": True, "device_time": "2999-12-31T00:00Z"}]
        )
        self.assertEqual(self.get_answers(response), {"level": 3, "drains": True})

    def test_trigger_changed_and_changed_back(self):
        response = self._open()
        response.save_answers({"drains": False, "pumps": 2})
        response.save_answers({"drains": True})
        answer = response.answer_ids.filtered(lambda a: a.question_code == "pumps")
        self.assertTrue(answer.is_hidden)
        self.assertEqual(answer._get_value(), 2)
        response.save_answers({"drains": False})
        self.assertFalse(answer.is_hidden)
        self.assertEqual(self.get_answers(response)["pumps"], 2)

    def test_branch_answered_then_hidden_in_one_sending_is_kept(self):
        response = self._open()
        result = response.save_answers(
            [
                {"question": "drains", "value": False},
                {"question": "pumps", "value": 2},
                {"question": "drains", "value": True},
            ]
        )
        self.assertFalse(result["refused"])
        self.assertEqual(self.get_answers(response), {"drains": True, "pumps": 2})
        self.assertEqual(len(response.log_ids), 3)

    def test_tampered_answers_are_refused_in_words(self):
        response = self._open()
        response.save_answers({"drains": True})
        other = self._receive(self._create_equipment(category_id=self.category.id))
        self._add_photo("photo-elsewhere", other.with_user(self.sav_tech))
        for code, value, words in (
            ("pumps", 1, "is not asked"),
            ("ghost", 1, "no question"),
            ("drains", 1, "no answer"),
            ("drains", {"value": "yes"}, "no answer"),
            ("level", "3,9", "type a number"),
            ("level", True, "type a number"),
            ("level", float("nan"), "type a number"),
            ("noise", ["knock", "boom"], "not offered"),
            ("noise", "knock", "no answer"),
            ("doubled", 4, "is calculated"),
            ("filter_photo", ["photo-elsewhere"], "another case"),
        ):
            with self.subTest(code=code, value=value):
                result = response.save_answers({code: value, "noise_": None})
                self.assertRegex(result["refused"][code], words)
                self.assertNotIn(code, result["saved"])
                with self.assertRaisesRegex(UserError, words):
                    response.submit({code: value})
        self.assertEqual(self.get_answers(response), {"drains": True})
        for values in ("drains", 3, [1], [["drains", True]], {"level": {}}):
            with self.subTest(values=values):
                if values == {"level": {}}:
                    self.assertFalse(response.save_answers(values)["refused"])
                    continue
                with self.assertRaisesRegex(UserError, "cannot be read"):
                    response.save_answers(values)

    def test_one_bad_answer_does_not_lose_the_others(self):
        response = self._open()
        result = response.save_answers({"level": "x", "drains": True})
        self.assertEqual(result["saved"], ["drains"])
        self.assertEqual(list(result["refused"]), ["level"])

    # completing

    def test_missing_answers_are_named_by_their_label(self):
        response = self._open()
        with self.assertRaisesRegex(UserError, "“Does it drain.”: answer"):
            response.submit()
        with self.assertRaisesRegex(UserError, "“Photo of the filter”: take the photo"):
            response.submit({"drains": False})
        self.assertEqual(response.state, "draft")

    def test_required_photo_in_a_hidden_section_is_not_asked(self):
        response = self._open()
        conclusion = response.submit({"drains": True})
        self.assertEqual(conclusion["state"], "complete")
        self.assertEqual(response.completed_by_id, self.sav_tech)
        self.assertTrue(response.is_complete)

    def test_values_out_of_bounds_are_refused(self):
        response = self._open()
        response.save_answers({"drains": True, "level": 41})
        with self.assertRaisesRegex(UserError, "“Water left”: at most 40"):
            response.submit()
        response.save_answers({"level": 40, "noise": ["none", "knock"]})
        with self.assertRaisesRegex(UserError, "“Noise”: one of these"):
            response.submit()
        response.save_answers({"noise": ["none"]})
        response.submit()

    def test_submitting_again_is_the_same_response(self):
        response = self._complete(level=3.9)
        answers = self.get_answers(response)
        lines = self.case.sudo().repair_id.move_ids
        before = (response.log_ids, response.application_ids, response.date_completed)
        conclusion = response.submit(answers)
        self.assertEqual(conclusion["state"], "complete")
        self.assertEqual(
            (response.log_ids, response.application_ids, response.date_completed),
            before,
        )
        self.assertEqual(self.case.sudo().repair_id.move_ids, lines)
        with self.assertRaisesRegex(UserError, "reopen it"):
            response.submit({"level": 4})
        with self.assertRaisesRegex(UserError, "reopen it"):
            response.save_answers({"level": 4})

    def test_calculated_values_are_kept_at_the_end(self):
        response = self._open()
        response.submit({"drains": True, "level": 2.5})
        answer = response.answer_ids.filtered(lambda a: a.question_code == "doubled")
        self.assertRecordValues(
            answer, [{"value": {"number": 5.0}, "source": "calculated"}]
        )
        response.reopen()
        response.submit({"level": 3})
        self.assertEqual(answer.value, {"number": 6.0})

    def test_form_half_filled_keeps_its_version(self):
        response = self._open()
        response.save_answers({"noise": ["knock"]})
        draft = self._revise(
            {
                "sections/0/questions/2/choices/0/label": "Banging",
                "sections/0/questions/0/required": None,
            }
        )
        draft.action_publish()
        self.assertEqual(self._open().version_id, self.version)
        self.assertEqual(self._open("form-new-1").version_id, draft)
        # the old form still shows its own words and asks its own questions
        answer = response.answer_ids
        self.assertEqual(answer.value_label, "Knocking")
        with self.assertRaisesRegex(UserError, "“Does it drain.”"):
            response.submit()
        self._open("form-new-1").submit()

    def test_photo_awaited_is_accepted_and_blocks_the_end_of_the_work(self):
        response = self._open()
        conclusion = response.submit(
            {"drains": False, "filter_photo": ["photo-late-1"]}
        )
        self.assertEqual(conclusion["photos_awaited"], 1)
        self.assertIn(
            "have not arrived: 1", " ".join(self.case.sudo()._get_finish_problems())
        )
        self._add_photo("photo-late-1")
        self.assertFalse(response.photos_awaited)
        self.assertNotIn("photos", " ".join(self.case.sudo()._get_finish_problems()))
        self.assertRecordValues(
            response.evidence_ids,
            [{"uuid": "photo-late-1", "question_code": "filter_photo"}],
        )

    def test_photo_that_came_first_is_linked(self):
        self._add_photo("photo-early-1")
        response = self._open()
        response.save_answers({"drains": False, "filter_photo": ["photo-early-1"]})
        self.assertEqual(response.evidence_ids.question_code, "filter_photo")
        answer = response.answer_ids.filtered(lambda a: a.question_type == "photo")
        self.assertEqual(answer.evidence_ids.uuid, "photo-early-1")
        form = response.get_form()
        self.assertEqual(list(form["photos"]), ["photo-early-1"])

    def test_scenario_that_cannot_be_worked_out_keeps_the_answers(self):
        response = self._open()
        draft = self._revise({})
        # A text that no check has seen: published before the checks knew it.
        broken = spoil(
            {
                "sections/0/questions/1/visible_if": {
                    "op": "not",
                    "args": [{"ref": "noise"}],
                }
            }
        )
        with patch.object(type(draft), "problems", return_value=[]):
            draft.definition = broken
            draft.action_publish()
        response = self._open("form-broken")
        result = response.save_answers({"drains": True, "noise": ["knock"]})
        self.assertEqual(result["saved"], ["drains", "noise"])
        with self.assertRaisesRegex(UserError, "Tell your administrator"):
            response.submit()
        self.assertEqual(self.get_answers(response)["noise"], ["knock"])

    def test_put_aside(self):
        response = self._open()
        response.save_answers({"drains": True})
        response.action_supersede()
        with self.assertRaisesRegex(UserError, "put aside"):
            response.save_answers({"drains": False})
        self.assertEqual(self.get_answers(response), {"drains": True})

    def test_reopening(self):
        response = self._open()
        with self.assertRaisesRegex(UserError, "is not finished"):
            response.reopen()
        response.submit({"drains": True})
        response.reopen()
        response.reopen()
        self.assertEqual(response.state, "reopened")
        self.assertIn("was reopened", " ".join(self.case.sudo()._get_finish_problems()))
        response.submit({"level": 2})
        self.assertEqual(response.state, "complete")

    def test_closed_case_is_not_diagnosed_any_more(self):
        response = self._open()
        response.submit({"drains": True})
        self.case.sudo().state = "closed"
        for call in (
            lambda: response.reopen(),
            lambda: self._open("form-closed"),
            lambda: response.save_answers({"level": 1}),
        ):
            with self.assertRaisesRegex(UserError, "is closed"):
                call()
        self.assertFalse(response.get_form()["response"]["can_answer"])

    def test_log_is_neither_rewritten_nor_deleted(self):
        response = self._open()
        response.save_answers({"level": 3})
        log = response.log_ids
        for user in (self.sav_tech, self.sav_manager, self.sav_clerk):
            with self.assertRaises(AccessError):
                log.with_user(user).unlink()
            with self.assertRaisesRegex(UserError, "administrator"):
                log.with_user(user).sudo().unlink()
        with self.assertRaisesRegex(UserError, "never rewritten"):
            log.sudo().write({"new_value": {"number": 4}})
        log.with_user(self.sav_admin).unlink()

    def test_answers_in_words(self):
        response = self._open()
        self._add_photo("photo-words-1")
        response.save_answers(
            {
                "drains": False,
                "level": 12.5,
                "noise": ["knock", "hiss"],
                "filter_photo": ["photo-words-1"],
            }
        )
        words = {
            answer.question_label: answer.value_label for answer in response.answer_ids
        }
        self.assertEqual(
            words,
            {
                "Does it drain?": "No",
                "Water left": "12.5 cm",
                "Noise": "Knocking, Hiss",
                "Photo of the filter": "Photos: 1",
            },
        )
        self.env["res.lang"]._activate_lang("fr_FR")
        french = response.answer_ids.with_context(lang="fr_FR")
        self.assertEqual(french[1].value_label, "12,5 cm")
        self.assertEqual(french[2].value_label, "Cognement, Hiss")

    def test_photo_of_another_file_is_refused(self):
        response = self._open()
        response.submit({"drains": False, "filter_photo": ["photo-twice-1"]})
        self._add_photo("photo-twice-1")
        with self.assertRaises(UserError):
            self.case.add_photo(
                {"uuid": "photo-twice-1", "original": make_photo("red")}
            )
