# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from copy import deepcopy

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import DEFINITION, DRAINS_NOT, DiagnosisCommon, make_photo


@tagged("post_install", "-at_install")
class TestSavEffects(DiagnosisCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.repair = cls.case.sudo().repair_id

    def get_states(self, response):
        return {a.effect_code: a.state for a in response.application_ids}

    def test_completing_proposes_parts_labour_action_and_cause(self):
        response = self._complete(pumps=2)
        self.assertRecordValues(
            self.repair.move_ids.sorted("id"),
            [
                {
                    "product_id": self.part_ordered.id,
                    "product_uom_qty": 2,
                    "sav_source": f"{response.uuid}/pump",
                    "sav_customer_share": 100,
                },
                {
                    "product_id": self.consumable.id,
                    "product_uom_qty": 2,
                    "sav_source": f"{response.uuid}/seal",
                    "sav_customer_share": 0,
                },
            ],
        )
        # a technician may not choose the payer: the scenario did, and says why
        self.assertRecordValues(
            self.repair.move_ids.sorted("id")[1].sav_payer_line_ids,
            [
                {
                    "payer": "goodwill",
                    "percentage": 100,
                    "reason": "Proposed by the diagnosis “Test washer”",
                }
            ],
        )
        self.assertRecordValues(
            self.repair.sav_labour_line_ids,
            [{"role_id": self.role_n2.id, "planned_hours": 1.5}],
        )
        self.assertRecordValues(
            self.repair.sav_action_line_ids,
            [{"name": "Rinse the tub", "is_mandatory": True, "is_done": False}],
        )
        self.assertEqual(self.case.cause_id, self.cause)
        self.assertEqual(set(self.get_states(response).values()), {"done"})
        self.assertIn("Diagnosis complete", self.case.message_ids[0].body)
        self.assertIn("Rinse the tub", self.case.message_ids[0].body)

    def test_default_quantity_of_an_expression(self):
        self._complete()
        self.assertEqual(self.repair.move_ids.sorted("id")[0].product_uom_qty, 1)

    def test_completing_again_adds_nothing_twice(self):
        response = self._complete()
        lines = (
            self.repair.move_ids,
            self.repair.sav_labour_line_ids,
            self.repair.sav_action_line_ids,
            response.application_ids,
        )
        response.submit()
        response.reopen()
        response.submit({"level": 2})
        self.assertEqual(
            (
                self.repair.move_ids,
                self.repair.sav_labour_line_ids,
                self.repair.sav_action_line_ids,
                response.application_ids,
            ),
            lines,
        )

    def test_second_form_proposes_for_itself(self):
        self._complete()
        self._complete(self._open("form-after"))
        self.assertEqual(len(self.repair.sav_labour_line_ids), 2)

    def test_corrected_answers_take_back_what_nobody_touched(self):
        response = self._complete()
        response.reopen()
        response.submit({"drains": True})
        self.assertFalse(self.repair.move_ids)
        self.assertFalse(self.repair.sav_labour_line_ids)
        self.assertFalse(self.repair.sav_action_line_ids)
        self.assertFalse(self.case.cause_id)
        self.assertEqual(set(self.get_states(response).values()), {"withdrawn"})
        # and they come back, once
        response.reopen()
        response.submit({"drains": False})
        self.assertEqual(len(self.repair.move_ids), 2)
        self.assertEqual(set(self.get_states(response).values()), {"done"})

    def test_what_somebody_changed_stays_and_is_reported(self):
        response = self._complete()
        pump = self.repair.move_ids.sorted("id")[0]
        self.case.set_part_quantity(pump.id, 3)
        self.case.set_action_done(self.repair.sav_action_line_ids.id, True)
        self.case.cause_id = self.cause_excluded.copy(
            {"excludes_warranty": False, "code": "TX"}
        )
        response.reopen()
        conclusion = response.submit({"drains": True})
        self.assertEqual(self.repair.move_ids, pump)
        self.assertEqual(pump.product_uom_qty, 3)
        self.assertTrue(self.repair.sav_action_line_ids)
        self.assertEqual(self.case.cause_id.code, "TX")
        states = self.get_states(response)
        self.assertEqual((states["pump"], states["rinse"]), ("obsolete", "obsolete"))
        messages = {e["code"]: e["message"] for e in conclusion["effects"]}
        self.assertIn("changed by hand", messages["pump"])
        self.assertIn("already done", messages["rinse"])
        self.assertIn("changed by hand", self.case.message_ids[0].body)

    def test_lines_of_a_sent_quote_are_reported_not_removed(self):
        response = self._complete()
        self.case.action_finish_diagnosis()
        lines = self.repair.move_ids | self.repair.move_ids
        self.assertEqual(self.case.state, "approval")
        response.reopen()
        conclusion = response.submit({"drains": True})
        self.assertEqual(self.repair.move_ids, lines)
        self.assertEqual(self.get_states(response)["pump"], "obsolete")
        message = next(e for e in conclusion["effects"] if e["code"] == "pump")[
            "message"
        ]
        self.assertIn("do not ask for it any more", message)

    def test_another_quantity_is_reported(self):
        response = self._complete(pumps=2)
        response.reopen()
        conclusion = response.submit({"pumps": 3})
        pump = self.repair.move_ids.sorted("id")[0]
        self.assertEqual(pump.product_uom_qty, 2)
        message = next(e for e in conclusion["effects"] if e["code"] == "pump")[
            "message"
        ]
        self.assertRegex(message, "× 3.*× 2.* was added and stays")

    def test_effect_that_cannot_run_does_not_lose_the_form(self):
        response = self._open()
        # archived since the scenario was published
        self.part_ordered.active = False
        self._complete(response)
        self.assertEqual(response.state, "complete")
        states = self.get_states(response)
        self.assertEqual((states["pump"], states["seal"]), ("failed", "done"))
        pump = response.application_ids.filtered(lambda a: a.effect_code == "pump")
        self.assertIn("does not exist any more", pump.message)
        self.part_ordered.active = True
        response.action_retry_effects()
        self.assertEqual(pump.state, "done")
        self.assertEqual(len(self.repair.move_ids), 2)

    def test_quantity_of_nothing_is_told(self):
        response = self._complete(pumps=0)
        pump = response.application_ids.filtered(lambda a: a.effect_code == "pump")
        self.assertEqual(pump.state, "failed")
        self.assertIn("add it by hand", pump.message)

    def test_cause_chosen_by_a_person_stays(self):
        other = self.cause.copy({"code": "TOTHER", "name": "Other"})
        self.case.cause_id = other
        response = self._complete()
        self.assertEqual(self.case.cause_id, other)
        cause = response.application_ids.filtered(lambda a: a.kind == "cause")
        self.assertEqual(cause.state, "failed")
        self.assertIn("already says “Other”", cause.message)

    def test_safety_stop_is_shown_on_the_job_and_told(self):
        response = self._complete(level=31)
        self.assertEqual(self.case.safety_stop, "Cut the mains")
        self.assertTrue(
            any(
                "Cut the mains" in body for body in self.case.message_ids.mapped("body")
            )
        )
        job = self.case.intervention_ids.with_user(self.sav_tech).get_job()
        self.assertEqual(job["diagnosis"]["safety_stop"], "Cut the mains")
        response.reopen()
        response.submit({"level": 3})
        self.assertFalse(self.case.safety_stop)

    def test_warranty_is_excluded_with_its_photo_only(self):
        definition = {
            "code": "test_exclusion",
            "sections": [
                {
                    "code": "s",
                    "label": "Fall",
                    "questions": [
                        {
                            "code": "drains",
                            "type": "boolean",
                            "label": "Without a fall?",
                        },
                    ],
                }
            ],
            "effects": [
                {
                    "code": "fell",
                    "when": DRAINS_NOT,
                    "kind": "exclude_warranty",
                    "payload": {"reason": {"en_US": "It fell", "fr_FR": "Tombée"}},
                }
            ],
        }
        scenario = self._publish(definition)
        sold = self._create_sold_equipment("SN-FELL", "2026-10-01")
        case = self._receive(sold).with_user(self.sav_tech)
        self.assertEqual(case.warranty_state, "covered")
        response = self._open("form-fell", case, scenario=scenario)
        response.submit({"drains": False})
        self.assertEqual(self.get_states(response), {"fell": "failed"})
        self.assertIn("photo", response.application_ids.message)
        self.assertEqual(case.warranty_state, "covered")
        case.add_photo(
            {"uuid": "photo-fall", "original": make_photo(), "purpose": "exclusion"}
        )
        response.action_retry_effects()
        self.assertEqual(self.get_states(response), {"fell": "done"})
        self.assertEqual(case.warranty_state, "excluded")
        self.assertEqual(case.warranty_exclusion_reason, "It fell")

    def test_cause_that_excludes_the_warranty_needs_its_photo(self):
        sold = self._create_sold_equipment("SN-BROKEN", "2026-10-01")
        case = self._receive(sold).with_user(self.sav_tech)
        broken = deepcopy(DEFINITION) | {"code": "test_broken"}
        broken["effects"][4]["payload"] = {"code": "TFALL"}
        response = self._open("form-broken", case, scenario=self._publish(broken))
        self._complete(response)
        states = self.get_states(response)
        self.assertEqual((states["worn"], states["work"]), ("failed", "done"))
        self.assertFalse(case.cause_id)
        case.add_photo(
            {"uuid": "photo-broken", "original": make_photo(), "purpose": "exclusion"}
        )
        response.action_retry_effects()
        self.assertEqual(case.cause_id, self.cause_excluded)
        self.assertEqual(case.warranty_state, "excluded")

    def test_meter_read_in_the_form_is_a_reading_once(self):
        meter = self.env["sav.meter"].create(
            {
                "name": "Cycles",
                "code": "cycles",
                "uom_name": "cycles",
                "equipment_id": self.equipment.id,
            }
        )
        definition = {
            "code": "test_meter",
            "sections": [
                {
                    "code": "s",
                    "label": "Meter",
                    "questions": [
                        {
                            "code": "index",
                            "type": "meter",
                            "label": "Cycles",
                            "meter": "cycles",
                        },
                        {
                            "code": "unknown",
                            "type": "meter",
                            "label": "?",
                            "meter": "x",
                        },
                    ],
                }
            ],
        }
        response = self._open("form-meter", scenario=self._publish(definition))
        response.submit({"index": 1250, "unknown": 3})
        response.reopen()
        response.submit()
        self.assertRecordValues(
            meter.reading_ids,
            [
                {
                    "value": 1250,
                    "source": "technician",
                    "case_id": self.case.id,
                    "user_id": self.sav_tech.id,
                }
            ],
        )
        shown = self._open("form-again", scenario=response.scenario_id).get_form()
        self.assertEqual(shown["meters"]["index"]["value"], 1250)
        self.assertEqual(shown["meters"]["index"]["unit"], "cycles")
        self.assertNotIn("unknown", shown["meters"])

    def test_proposals_are_announced_in_words(self):
        form = self._open().get_form()
        self.assertEqual(
            form["effects"]["seal"],
            {"kind": "part", "summary": "[T-SEAL] Test Seal × 2"},
        )
        self.assertEqual(form["effects"]["pump"]["summary"], "[T-PUMP] Test Pump")
        self.assertEqual(form["effects"]["pump"]["quantity"]["op"], "coalesce")
        self.assertEqual(form["effects"]["work"]["summary"], "Technician N2 × 1.5 h")
        self.assertNotIn("payload", form["definition"]["effects"][0])

    def test_putting_aside_takes_back_what_it_proposed(self):
        response = self._complete()
        response.action_supersede()
        self.assertFalse(self.repair.move_ids)
        with self.assertRaisesRegex(UserError, "put aside"):
            response.submit()
