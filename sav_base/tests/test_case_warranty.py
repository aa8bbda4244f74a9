# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import format_date

from .common import SavCommon
from .technician_common import encode, make_photo


class TestCaseWarranty(SavCommon):
    """The verdict of a case, its words, and what follows it."""

    def _receive_sold(self, serial, days, **vals):
        """Return the case of a machine delivered ``days`` ago."""
        sold_on = fields.Date.today() - timedelta(days=days)
        return self._receive(self._create_sold_equipment(serial, sold_on, **vals))

    def _add_photo(self, case, purpose):
        self.env["sav.evidence"].create(
            {
                "case_id": case.id,
                "purpose": purpose,
                "original": encode(make_photo()),
            }
        )

    def _format(self, day):
        return format_date(self.env, day)

    def test_out_of_warranty(self):
        equipment = self._create_sold_equipment("T-W-1", "2025-01-01")
        case = self._receive(equipment, date="2026-02-05 09:00:00")
        verdict = case.warranty_verdict_id
        self.assertRecordValues(
            verdict,
            [
                {
                    "state": "out",
                    "parts": 0,
                    "labour": 0,
                    "travel": 0,
                    "days_left": -35,
                    "date_basis": fields.Date.to_date("2025-01-01"),
                    "date_on": fields.Date.to_date("2026-02-05"),
                    "date_end": fields.Date.to_date("2026-01-01"),
                    "policy_id": self.policy_12.id,
                    "equipment_id": equipment.id,
                    "user_id": self.sav_clerk.id,
                }
            ],
        )
        self.assertEqual(
            verdict.explanation,
            "Out of warranty for 35 days: sold on 01/01/2025 "
            f"(delivery {equipment.sale_document}), "
            "12 months commercial warranty ended on 01/01/2026.",
        )
        self.assertEqual(case.warranty_state, "out")

    def test_covered(self):
        case = self._receive_sold("T-W-2", 30)
        self.assertEqual(case.warranty_state, "covered")
        self.assertRegex(
            case.warranty_explanation, r"Under warranty for 33\d more days"
        )

    def test_last_day_and_the_day_after(self):
        equipment = self._create_sold_equipment("T-W-3", "2025-01-01")
        for day, state, words in (
            ("2026-01-01", "covered", "Under warranty for 0 more days"),
            ("2025-12-31", "covered", "Under warranty for 1 more day:"),
            ("2026-01-02", "out", "Out of warranty for 1 day:"),
        ):
            facts = equipment._get_warranty_facts(fields.Date.to_date(day))
            verdict = self.env["sav.warranty.verdict"]
            assessment = verdict._assess(facts)
            self.assertEqual(assessment["state"], state, day)
            self.assertIn(
                words, verdict._prepare_vals(facts, assessment)["explanation"]
            )

    def test_partial(self):
        self.machine.sav_warranty_policy_id = self.policy_partial
        case = self._receive_sold("T-W-4", 400)
        self.assertEqual(case.warranty_state, "partial")
        self.assertIn("parts 100 %, labour 40 %, travel 0 %", case.warranty_explanation)

    def test_two_terms_are_named_apart(self):
        self.policy_12.term_ids = [
            Command.create({"code": "compressor", "months": 60, "labour": 0})
        ]
        case = self._receive_sold("T-W-5", 400)
        self.assertEqual(case.warranty_state, "partial")
        self.assertRegex(
            case.warranty_explanation,
            r"12 months commercial warranty “sale” ended on .*, "
            r"60 months commercial warranty “compressor” ends on",
        )

    def test_extra_days(self):
        case = self._receive_sold("T-W-6", 370, warranty_extra_days=12)
        self.assertEqual(case.warranty_state, "covered")
        self.assertIn("days added: 12", case.warranty_explanation)

    def test_unknown_sale_date(self):
        case = self._receive(self._create_equipment(serial="T-W-7"))
        self.assertEqual(case.warranty_state, "unknown")
        self.assertIn("Sale date unknown", case.warranty_explanation)
        self.assertFalse(case.warranty_verdict_id.date_end)

    def test_no_policy(self):
        case = self._receive(
            self._create_equipment(date_sale="2025-01-01", sale_source="declared")
        )
        self.assertEqual(case.warranty_state, "out")
        self.assertEqual(
            case.warranty_explanation,
            "Out of warranty: sold on 01/01/2025 as the customer says, no warranty is "
            "promised with this device.",
        )

    def test_counts_from_the_commissioning(self):
        self.policy_12.basis = "commissioning"
        equipment = self._create_sold_equipment("T-W-8", "2025-01-01")
        equipment.date_commissioning = "2025-06-01"
        case = self._receive(equipment, date="2026-02-05 09:00:00")
        self.assertEqual(case.warranty_state, "covered")
        self.assertIn("commissioned on 06/01/2025", case.warranty_explanation)

    def test_counts_from_the_invoice(self):
        self.policy_12.basis = "invoice"
        equipment = self._create_sold_equipment("T-W-9", "2025-01-01")
        equipment.date_invoice = "2025-03-01"
        case = self._receive(equipment, date="2026-02-05 09:00:00")
        self.assertEqual(case.warranty_state, "covered")
        self.assertIn("invoiced on 03/01/2025", case.warranty_explanation)

    def test_a_new_proof_gives_a_new_verdict_and_keeps_the_old_one(self):
        case = self._receive_sold("T-W-10", 400)
        old = case.warranty_verdict_id
        day = fields.Date.today() - timedelta(days=20)
        case.equipment_id.with_user(self.sav_clerk).write(
            {"date_sale": day, "sale_source": "proof", "sale_document": "T-4711"}
        )
        self.assertEqual(case.warranty_state, "covered")
        self.assertEqual(case.warranty_verdict_ids - old, case.warranty_verdict_id)
        self.assertEqual(old.state, "out")
        self.assertIn(
            f"sold on {self._format(day)} (proof of purchase T-4711)",
            case.warranty_explanation,
        )

    def test_each_basis_judges_open_cases_again(self):
        case = self._receive_sold("T-W-11", 400)
        equipment = case.equipment_id.with_user(self.sav_clerk)
        for vals, count in (
            ({"warranty_extra_days": 90}, 2),
            ({"warranty_extra_days": 90}, 2),  # nothing changes
            ({"warranty_policy_id": self.policy_partial.id}, 3),
            ({"date_commissioning": "2026-01-01"}, 3),  # counted from the delivery
            ({"note": "Kitchen"}, 3),
        ):
            equipment.write(vals)
            self.assertEqual(len(case.warranty_verdict_ids), count, vals)

    def test_another_product_brings_its_policy(self):
        equipment = self._create_equipment(date_sale="2025-10-01", sale_source="proof")
        case = self._receive(equipment, date="2026-02-05 09:00:00")
        self.assertEqual(case.warranty_state, "out")
        equipment.with_user(self.sav_clerk).product_id = self.machine
        self.assertEqual(case.warranty_state, "covered")

    def test_closed_cases_keep_their_verdict(self):
        case = self._receive_sold("T-W-12", 400)
        case.sudo().state = "closed"
        case.equipment_id.warranty_extra_days = 90
        self.assertEqual(len(case.warranty_verdict_ids), 1)

    def test_verdicts_are_judged_again_on_request(self):
        case = self._receive_sold("T-W-13", 400)
        self.policy_12.term_ids.months = 24
        case.action_recompute_warranty()
        self.assertEqual(case.warranty_state, "covered")
        draft = self._create_reception(self._create_equipment()).case_ids
        with self.assertRaisesRegex(UserError, "confirm the reception first"):
            draft.action_recompute_warranty()

    def test_nobody_writes_a_verdict(self):
        case = self._receive_sold("T-W-14", 400)
        for user in (self.sav_clerk, self.sav_manager, self.sav_admin):
            verdict = case.warranty_verdict_id.with_user(user)
            with self.assertRaises(AccessError):
                verdict.state = "covered"
            with self.assertRaises(AccessError):
                verdict.copy({"state": "covered"})

    def test_excluding_cause_needs_a_photo(self):
        case = self._receive_sold("T-W-15", 30)
        mine = case.with_user(self.sav_tech)
        self._add_photo(case, "diagnosis")
        with (
            self.assertRaisesRegex(UserError, "Broken by a fall.*take a photo"),
            self.env.cr.savepoint(),
        ):
            mine.cause_id = self.cause_excluded
        self._add_photo(case, "exclusion")
        mine.cause_id = self.cause_excluded
        self.assertRecordValues(
            case.warranty_verdict_id,
            [
                {
                    "state": "excluded",
                    "parts": 0,
                    "labour": 0,
                    "exclusion_reason": "Broken by a fall",
                }
            ],
        )
        self.assertIn("Warranty excluded (Broken by a fall)", case.warranty_explanation)
        mine.cause_id = self.cause
        self.assertEqual(case.warranty_state, "covered")
        self.assertEqual(len(case.warranty_verdict_ids), 3)

    def test_excluding_cause_out_of_warranty_needs_nothing(self):
        case = self._receive_sold("T-W-16", 400)
        case.with_user(self.sav_tech).cause_id = self.cause_excluded
        self.assertEqual(case.warranty_state, "out")

    def test_exclusion_by_an_answer_holds(self):
        case = self._receive_sold("T-W-17", 30).with_user(self.sav_tech)
        self._add_photo(case, "exclusion")
        case._exclude_warranty("Oxidation under the keyboard")
        self.assertEqual(case.warranty_state, "excluded")
        case.action_recompute_warranty()
        self.assertEqual(case.warranty_state, "excluded")
        self.assertIn("Oxidation", case.warranty_explanation)
        with self.assertRaises(AccessError):
            case.warranty_exclusion_reason = False

    def test_payers_follow_only_a_new_coverage(self):
        case = self._receive_sold("T-W-18", 400)
        with patch.object(
            type(self.env["sav.case"]), "_reset_payers", autospec=True
        ) as reset:
            case.action_recompute_warranty()
            self.assertEqual([len(call.args[0]) for call in reset.mock_calls], [0])
            case.equipment_id.warranty_extra_days = 90
            self.assertEqual(
                [call.args[0].ids for call in reset.mock_calls][1:], [case.ids]
            )

    def test_coverage_adds_up_to_100(self):
        self.machine.sav_warranty_policy_id = self.policy_partial
        partial = self._receive_sold("T-W-19", 30)
        unknown = self._receive(self._create_equipment(serial="T-W-20"))

        def shares(case, kind):
            rows = case._get_coverage_vals(kind, self.part_ordered)
            self.assertTrue(all(row["reason"] for row in rows))
            return {row["payer"]: row["percentage"] for row in rows}

        self.assertEqual(shares(partial, "part"), {"warranty": 100})
        for kind in ("labour", "diagnosis", "repair"):
            self.assertEqual(shares(partial, kind), {"warranty": 40, "customer": 60})
        self.assertEqual(shares(partial, "travel"), {"customer": 100})
        for kind in ("part", "labour", "travel"):
            self.assertEqual(shares(unknown, kind), {"customer": 100})

    def test_words_are_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        case = self._receive_sold("T-W-21", 400)
        verdict = case.warranty_verdict_id
        day = format_date(self.env, verdict.date_end, lang_code="fr_FR")
        self.assertIn(day, verdict._get_words("fr_FR"))
        self.assertEqual(verdict._get_words(), verdict.explanation)

    def test_verdicts_of_many_cost_the_same(self):
        cases = self._receive(
            *(
                self._create_sold_equipment(f"T-W-B{rank}", "2025-01-01")
                for rank in range(30)
            ),
            partner_id=self.customer2.id,
        )
        counts = []
        for ids in (cases.ids[:5], cases.ids):
            some = cases.browse(ids)
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            some.action_recompute_warranty()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - start)
        self.assertLessEqual(counts[1], counts[0] + 2)


class TestScenarioFacts(SavCommon):
    """What a scenario may ask about a case."""

    def test_facts(self):
        today = fields.Date.context_today(self.env["sav.case"])
        equipment = self._create_equipment(
            category_id=self.category.id,
            serial="T-F-1",
            date_sale=fields.Date.subtract(today, months=14),
            sale_source="proof",
            warranty_policy_id=self.policy_12.id,
            meter_ids=[
                Command.create(
                    {
                        "name": "Cycles",
                        "reading_ids": [
                            Command.create(
                                {
                                    "value": 120,
                                    "date": fields.Datetime.now() - timedelta(days=3),
                                }
                            )
                        ],
                    }
                )
            ],
        )
        earlier = self._receive(equipment)
        earlier.sudo().write(
            {
                "state": "closed",
                "cause_id": self.cause.id,
                "date_closed": fields.Datetime.now() - timedelta(days=20),
            }
        )
        case = self._receive(equipment)
        facts = case.with_user(self.sav_tech)._get_scenario_facts()
        days_left = facts.pop("warranty.days_left")
        self.assertLess(days_left, 0)
        self.assertEqual(
            facts,
            {
                "today": today.isoformat(),
                "case.origin": "counter",
                "case.symptom": "TDRAIN",
                "equipment.age_months": 14,
                "equipment.category": "TWASHER",
                "equipment.brand": "Fagor",
                "warranty.parts": 0,
                "warranty.labour": 0,
                "meter.index": 120,
                "meter.days_since": 3,
                "previous.days_since": 20,
                "previous.cause": "TWORN",
            },
        )

    def test_what_is_not_known_is_absent(self):
        facts = self._receive(self._create_equipment())._get_scenario_facts()
        for name in ("equipment.age_months", "warranty.days_left", "meter.index"):
            self.assertNotIn(name, facts)
