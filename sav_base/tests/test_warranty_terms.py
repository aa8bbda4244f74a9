# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command

from .warranty_common import WarrantyCommon


class TestWarrantyTerms(WarrantyCommon):
    """Whom a term is for, what a cause leaves of it, and who pays first."""

    def test_legal_warranty_of_a_consumer(self):
        equipment = self._create_sold_equipment("T-WT-1", "2025-01-01")
        case = self._receive_on(equipment, "2026-06-01")
        verdict = case.warranty_verdict_id
        self.assertEqual(verdict.state, "covered")
        self.assertEqual(verdict.warranty_kind, "legal")
        self.assertRegex(
            verdict.explanation,
            "24 months legal warranty ends on 01/01/2027, "
            "12 months commercial warranty ended on 01/01/2026",
        )
        reasoning = verdict.with_user(self.sav_tech).reasoning
        self.assertIn("Policy “Test 12 months”, of the product", reasoning)
        self.assertIn("applies because of: consumer, France; Art. T-1", reasoning)

    def test_not_for_a_company(self):
        equipment = self._create_sold_equipment(
            "T-WT-2", "2025-01-01", partner=self.customer2
        )
        case = self._receive_on(equipment, "2026-06-01", partner_id=self.customer2.id)
        self.assertEqual(case.warranty_state, "out")
        self.assertIn(
            "not the 24 months legal warranty, for consumers only, as Hôtel du Port is "
            "a company",
            case.warranty_explanation,
        )

    def test_not_in_another_country(self):
        self.customer.country_id = self.env.ref("base.tn")
        equipment = self._create_sold_equipment("T-WT-3", "2025-01-01")
        case = self._receive_on(equipment, "2026-06-01")
        self.assertEqual(case.warranty_state, "out")
        words = "for customers in France only"
        self.assertIn(words, case.warranty_verdict_id.reasoning)
        # the law of another country is no news to the customer, a promise is
        self.assertNotIn(words, case.warranty_explanation)
        self.legal.is_automatic = False
        equipment.with_user(self.sav_clerk).warranty_policy_id = self.legal
        self.assertIn(words, case.warranty_explanation)

    def test_the_company_stands_for_an_unknown_country(self):
        self.customer.country_id = False
        equipment = self._create_sold_equipment("T-WT-4", "2025-01-01")
        self.assertEqual(self._judge(equipment, "2026-06-01")["state"], "out")
        self.company.country_id = self.france
        self.assertEqual(self._judge(equipment, "2026-06-01")["state"], "covered")

    def test_customer_kind_may_be_said(self):
        self.customer2.sav_customer_kind = "consumer"
        equipment = self._create_sold_equipment(
            "T-WT-5", "2025-01-01", partner=self.customer2
        )
        self.assertEqual(self._judge(equipment, "2026-06-01")["state"], "covered")

    def test_contacts_of_a_company_are_professionals(self):
        contact = self.env["res.partner"].create(
            {"name": "Concierge", "parent_id": self.customer2.id}
        )
        self.assertEqual(contact._get_sav_customer_kind(), "professional")
        self.assertEqual(self.customer._get_sav_customer_kind(), "consumer")

    def test_open_cases_follow_their_customer(self):
        equipment = self._create_sold_equipment("T-WT-6", "2025-01-01")
        case = self._receive_on(equipment, "2026-06-01")
        self.customer.with_user(self.sav_clerk).country_id = self.env.ref("base.tn")
        self.assertEqual(case.warranty_state, "out")
        self.assertEqual(len(case.warranty_verdict_ids), 2)
        self.assertIn("Country: France → Tunisia", case.warranty_verdict_id.changes)
        self.customer.with_user(self.sav_clerk).phone = "+216 71 000 000"
        self.assertEqual(len(case.warranty_verdict_ids), 2)

    def test_narrowest_term_of_a_name(self):
        self.policy_12.term_ids = [
            Command.create(
                {
                    "code": "sale",
                    "months": 36,
                    "product_tmpl_ids": [Command.link(self.machine.product_tmpl_id.id)],
                }
            ),
            Command.create(
                {
                    "code": "sale",
                    "months": 60,
                    "equipment_category_ids": [Command.link(self.category.id)],
                }
            ),
        ]
        equipment = self._create_sold_equipment("T-WT-7", "2025-01-01")
        facts = equipment._get_warranty_facts(fields.Date.to_date("2026-06-01"))
        self.assertEqual([term["months"] for term in facts["terms"]], [24, 36])
        self.assertEqual(
            {(term["months"], term["why"]) for term in facts["ignored"]},
            {(12, "narrower"), (60, "narrower")},
        )

    def test_product_category_and_those_below(self):
        above = self.env["product.category"].create({"name": "Test Appliances"})
        below = self.env["product.category"].create(
            {"name": "Test Washers", "parent_id": above.id}
        )
        other = self.env["product.category"].create({"name": "Test Other"})
        term = self.legal.term_ids
        term.write({"country_ids": [Command.clear()], "customer_kind": False})
        self.machine.categ_id = below
        equipment = self._create_sold_equipment("T-WT-8", "2025-01-01")
        for category, state in ((above, "covered"), (below, "covered"), (other, "out")):
            term.categ_ids = category
            self.assertEqual(
                self._judge(equipment, "2026-06-01")["state"], state, category.name
            )

    def test_limits_hold_for_who_may_not_see_the_product(self):
        hidden = self.env["product.template"].create(
            {"name": "Of the other company", "company_id": self.other_company.id}
        )
        self.legal.company_id = False
        self.legal.term_ids.write(
            {
                "country_ids": [Command.clear()],
                "customer_kind": False,
                "product_tmpl_ids": [Command.link(hidden.id)],
            }
        )
        equipment = self._create_sold_equipment("T-WT-9", "2025-01-01")
        verdict = self._judge(equipment.with_user(self.sav_clerk), "2026-06-01")
        self.assertEqual(verdict["state"], "out")

    def test_policies_of_another_company_do_not_apply(self):
        equipment = self._create_sold_equipment("T-WT-10", "2025-01-01")
        self.legal.company_id = self.other_company
        self.assertEqual(self._judge(equipment, "2026-06-01")["state"], "out")
        self.legal.company_id = False
        self.assertEqual(self._judge(equipment, "2026-06-01")["state"], "covered")
        self.legal.active = False
        self.assertEqual(self._judge(equipment, "2026-06-01")["state"], "out")

    def test_each_term_has_its_first_day(self):
        self.legal.term_ids.basis = "commissioning"
        equipment = self._create_sold_equipment("T-WT-11", "2025-01-01")
        equipment.date_commissioning = "2025-06-01"
        facts = equipment._get_warranty_facts(fields.Date.to_date("2026-06-01"))
        self.assertEqual(
            [(term["code"], term["basis"]) for term in facts["terms"]],
            [("conformity", "2025-06-01"), ("sale", "2025-01-01")],
        )

    def test_counts_from_the_order(self):
        self.policy_12.basis = "sale"
        equipment = self._create_sold_equipment("T-WT-12", "2025-02-01")
        equipment.date_order = "2025-01-01"
        self.assertEqual(
            equipment._get_warranty_basis(),
            ("order", fields.Date.to_date("2025-01-01")),
        )

    def test_waits_for_the_proof(self):
        self.legal.term_ids.basis = "proof"
        equipment = self._create_sold_equipment("T-WT-13", "2025-01-01")
        case = self._receive_on(equipment, "2026-06-01")
        self.assertEqual(case.warranty_state, "out")
        self.assertIn("without a proof of purchase", case.warranty_explanation)
        equipment.with_user(self.sav_clerk).write(
            {"sale_source": "proof", "sale_document": "T-1"}
        )
        self.assertEqual(case.warranty_state, "covered")

    # -- excluded causes --

    def _exclude(self, policy, **shares):
        policy.exclusion_ids = [Command.create({"cause_id": self.cause.id, **shares})]

    def _receive_new(self, serial, **vals):
        sold_on = fields.Date.today() - timedelta(days=30)
        case = self._receive(self._create_sold_equipment(serial, sold_on), **vals)
        return case.with_user(self.sav_tech)

    def test_a_cause_reduces_what_its_policy_pays(self):
        self.legal.active = False
        self._exclude(self.policy_12, parts=50, labour=0)
        case = self._receive_new("T-WT-14")
        with (
            self.assertRaisesRegex(UserError, "Worn out.*take a photo"),
            self.env.cr.savepoint(),
        ):
            case.cause_id = self.cause
        self._add_exclusion_photo(case)
        case.cause_id = self.cause
        verdict = case.warranty_verdict_id
        self.assertEqual(
            (verdict.state, verdict.parts, verdict.labour), ("partial", 50, 0)
        )
        self.assertIn("less is paid because of “Worn out”", verdict.explanation)
        self.assertIn("Excluding cause: none → Worn out", verdict.changes)
        case.cause_id = False
        self.assertEqual(case.warranty_state, "covered")

    def test_a_cause_without_photo(self):
        self.legal.active = False
        self._exclude(self.policy_12, needs_photo=False)
        case = self._receive_new("T-WT-15")
        case.cause_id = self.cause
        self.assertEqual(case.warranty_state, "excluded")

    def test_a_commercial_exclusion_leaves_the_law_alone(self):
        self._exclude(self.policy_12)
        case = self._receive_new("T-WT-16")
        case.cause_id = self.cause
        self.assertEqual(case.warranty_state, "covered")
        self.assertEqual(case.warranty_verdict_id.warranty_kind, "legal")
        self.assertFalse(case.warranty_verdict_id.exclusion_reason)

    def test_exclusion_is_said_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.cause_excluded.with_context(lang="fr_FR").name = "Chute"
        case = self._receive_new("T-WT-17")
        self._add_exclusion_photo(case)
        case.cause_id = self.cause_excluded
        self.assertIn("Broken by a fall", case.warranty_explanation)
        self.assertIn("Chute", case.warranty_verdict_id._get_words("fr_FR"))

    def test_excluded_work_is_paid_by_the_customer(self):
        case = self._receive_new("T-WT-18")
        case.action_start_diagnosis()
        line_id = case.add_part(self.part_ordered.id, 1)
        line = self.env["stock.move"].browse(line_id).sudo()
        self.assertEqual(line.sav_customer_share, 0)
        self._add_exclusion_photo(case)
        case.cause_id = self.cause_excluded
        self.assertEqual(line.sav_customer_share, 100)
        with self.assertRaises(UserError):
            case.action_start_repair()

    # -- a repair, a contract --

    def test_repair_warranty_for_the_same_fault(self):
        equipment = self._create_equipment(
            serial="T-WT-19", date_sale="2020-01-01", sale_source="declared"
        )
        first = self._receive_on(equipment, "2026-03-01")
        with freeze_time("2026-03-05 10:00:00"):
            self._hand_over_case(first)
        again = self._receive_on(equipment, "2026-05-01")
        self.assertEqual(again.warranty_state, "covered")
        self.assertEqual(again.warranty_verdict_id.warranty_kind, "repair")
        self.assertIn(
            "3 months warranty on the repair ends on 06/05/2026",
            again.warranty_explanation,
        )
        # Another fault is found: the earlier repair has nothing to do with it.
        first.sudo().fault_id = self.fault
        other = self.env["sav.fault.code"].create(
            {"name": "Door", "code": "TDOOR", "kind": "fault"}
        )
        again.with_user(self.sav_tech).fault_id = other
        self.assertEqual(again.warranty_state, "out")
        self.assertIn(
            f"not the 3 months warranty on the repair {first.name}, for the same fault "
            "only",
            again.warranty_explanation,
        )

    def test_repair_warranty_ends(self):
        equipment = self._create_equipment(
            serial="T-WT-20", date_sale="2020-01-01", sale_source="declared"
        )
        first = self._receive_on(equipment, "2026-03-01")
        with freeze_time("2026-03-05 10:00:00"):
            self._hand_over_case(first)
        for months, state in ((0, "out"), (2, "out"), (3, "covered")):
            self.company.sav_repair_warranty_months = months
            case = self._receive_on(equipment, "2026-06-05")
            self.assertEqual(case.warranty_state, state, months)
            case.sudo().state = "cancelled"

    def test_a_term_on_repairs_stands_for_the_company_s(self):
        self.policy_12.term_ids = [
            Command.create(
                {"code": "repair", "kind": "repair", "months": 6, "labour": 0}
            )
        ]
        equipment = self._create_sold_equipment("T-WT-21", "2020-01-01")
        first = self._receive_on(equipment, "2026-03-01")
        with freeze_time("2026-03-05 10:00:00"):
            self._hand_over_case(first)
        case = self._receive_on(equipment, "2026-08-01")
        self.assertEqual(case.warranty_state, "partial")
        self.assertEqual(case.warranty_verdict_id.labour, 0)

    def test_a_contract_pays_what_the_warranty_left(self):
        self.machine.sav_warranty_policy_id = self.policy_partial
        self.legal.active = False
        case = self._receive_new("T-WT-22")
        asked = []

        def get_contract_coverage(_case, kind, _product, left):
            asked.append((kind, left))
            return [{"percentage": 80, "reason": "Contract"}]

        with patch.object(
            type(self.env["sav.case"]), "_get_contract_coverage", get_contract_coverage
        ):
            shares = {
                kind: [
                    (row["payer"], row["percentage"])
                    for row in case._get_coverage_vals(kind)
                ]
                for kind in ("part", "labour", "travel")
            }
        # parts are the warranty's: no contract is asked
        self.assertEqual(asked, [("labour", 60), ("travel", 100)])
        self.assertEqual(
            shares,
            {
                "part": [("warranty", 100)],
                "labour": [("warranty", 40), ("contract", 60)],
                "travel": [("contract", 80), ("customer", 20)],
            },
        )

    def test_verdicts_of_many_cost_the_same(self):
        self.policy_12.exclusion_ids = [Command.create({"cause_id": self.cause.id})]
        cases = self._receive(
            *(
                self._create_sold_equipment(f"T-WT-B{rank}", "2025-10-01")
                for rank in range(50)
            )
        )
        for equipment in cases.equipment_id:
            equipment.with_user(self.sav_manager).extend_warranty(5, 0, "Gesture")
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
        for read in (
            lambda some: some.warranty_verdict_ids.mapped("changes"),
            lambda some: some.warranty_verdict_ids.mapped("reasoning"),
            lambda some: some.mapped("remedy_words"),
            lambda some: some.equipment_id.mapped("warranty_today"),
        ):
            counts = []
            for ids in (cases.ids[:5], cases.ids):
                self.env.invalidate_all()
                start = self.env.cr.sql_log_count
                read(cases.browse(ids))
                counts.append(self.env.cr.sql_log_count - start)
            with self.subTest(counts):
                self.assertLessEqual(counts[1], counts[0] + 2)
