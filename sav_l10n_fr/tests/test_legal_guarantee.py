# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from odoo.addons.sav_base.tests.common import SavCommon


@tagged("post_install", "-at_install")
class TestLegalGuarantee(SavCommon):
    """What the French law gives to a consumer, with the data as they are delivered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env.ref("sav_l10n_fr.sav_warranty_policy_legal")
        cls.customer.country_id = cls.env.ref("base.fr")
        cls.machine.sav_warranty_policy_id = False

    def _get_end(self, equipment, on):
        facts = equipment._get_warranty_facts(fields.Date.to_date(on))
        verdict = self.env["sav.warranty.verdict"]._assess(facts)
        return fields.Date.to_string(verdict["date_end"])

    def _hand_over(self, case, day):
        case.sudo().write({"state": "ready", "outcome": "repaired"})
        case.repair_id.sudo().action_repair_start()
        case.repair_id.sudo().action_repair_end()
        case.intervention_ids.sudo().write(
            {"state": "done", "billing_status": "nothing_to_bill"}
        )
        with freeze_time(f"{day} 15:00:00"):
            case.action_hand_over_all()

    def test_two_years_and_thirty_days(self):
        equipment = self._create_sold_equipment("T-FR-1", "2025-01-10")
        case = self._receive(equipment, date="2026-11-01 09:00:00")
        verdict = case.warranty_verdict_id
        self.assertEqual((verdict.state, verdict.warranty_kind), ("covered", "legal"))
        self.assertEqual(verdict.travel, 100)
        self.assertEqual(verdict.date_end, fields.Date.to_date("2027-01-10"))
        self.assertEqual(case.date_remedy_due, fields.Date.to_date("2026-12-01"))
        self.assertIn("L217-10", case.remedy_words)

    def test_repaired_goods_get_six_months_and_the_days_without_them(self):
        equipment = self._create_sold_equipment("T-FR-2", "2025-01-10")
        case = self._receive(equipment, date="2026-03-01 09:00:00")
        case.date_requested = "2026-02-27"
        self._hand_over(case, "2026-03-05")
        # 24 months, 6 for the repair, 6 days since the request
        self.assertEqual(self._get_end(equipment, "2026-06-01"), "2027-07-16")
        sources = equipment.warranty_extension_ids.mapped("legal_source")
        self.assertIn("Code de la consommation, art. L217-28", sources)

    def test_imposed_replacement_gives_two_new_years(self):
        equipment = self._create_sold_equipment("T-FR-3", "2025-01-10")
        case = self._receive(equipment, date="2026-11-01 09:00:00")
        new = case.replace_device(serial="T-FR-3-NEW", is_imposed=True)
        case.intervention_ids.sudo().write(
            {"state": "done", "billing_status": "nothing_to_bill"}
        )
        with freeze_time("2026-11-20 15:00:00"):
            case.action_hand_over_all()
        self.assertEqual(self._get_end(new, "2027-01-01"), "2028-11-20")

    def test_overseas_but_neither_companies_nor_other_countries(self):
        equipment = self._create_sold_equipment("T-FR-4", "2025-01-10")
        for vals, state in (
            ({"country_id": self.env.ref("base.re").id}, "covered"),
            ({"country_id": self.env.ref("base.tn").id}, "out"),
            ({"country_id": self.env.ref("base.fr").id}, "covered"),
            ({"is_company": True}, "out"),
        ):
            self.customer.write(vals)
            facts = equipment._get_warranty_facts(fields.Date.to_date("2026-06-01"))
            verdict = self.env["sav.warranty.verdict"]._assess(facts)
            self.assertEqual(verdict["state"], state, vals)

    def test_a_company_may_stop_it(self):
        self.policy.active = False
        equipment = self._create_sold_equipment("T-FR-5", "2025-01-10")
        case = self._receive(equipment, date="2026-06-01 09:00:00")
        self.assertEqual(case.warranty_state, "out")
