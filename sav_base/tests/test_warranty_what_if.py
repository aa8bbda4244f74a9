# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import Form

from .warranty_common import WarrantyCommon


class TestWarrantyWhatIf(WarrantyCommon):
    """What the warranty would say, asked on the spot; nothing is written."""

    def _ask(self, record, user):
        action = record.with_user(user).action_warranty_what_if()
        model = self.env[action["res_model"]].with_user(user)
        return Form(model.with_context(**action["context"]), view=action["views"][0][0])

    def test_choices_are_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        choice = self.env["ir.model.fields.selection"].search(
            [
                ("field_id.model", "=", "sav.warranty.verdict"),
                ("field_id.name", "=", "state"),
                ("value", "=", "covered"),
            ]
        )
        choice.with_context(lang="fr_FR").name = "Sous garantie, en somme"
        for model, name in (
            ("sav.warranty.what.if", "state"),
            ("sav.warranty.what.if", "current_state"),
            ("sav.warranty.cost", "warranty_state"),
        ):
            with self.subTest(model, name=name):
                fields = self.env[model].with_context(lang="fr_FR").fields_get([name])
                labels = dict(fields[name]["selection"])
                self.assertEqual(labels["covered"], "Sous garantie, en somme")

    def test_other_date_beside_the_current_verdict(self):
        equipment = self._create_sold_equipment("T-WI-1", "2023-01-01")
        case = self._receive_on(equipment, "2026-06-01")
        before = (case.write_date, equipment.write_date, len(case.warranty_verdict_ids))
        form = self._ask(case, self.sav_tech)
        self.assertEqual((form.current_state, form.state), ("out", "out"))
        self.assertEqual(form.current_explanation, case.warranty_explanation)
        form.date_basis = "2025-06-15"
        self.assertEqual((form.current_state, form.state), ("out", "covered"))
        self.assertIn("counted from 06/15/2025", form.explanation)
        self.assertIn("01/01/2023 → 06/15/2025", form.differences)
        self.assertIn("legal warranty ends on 06/15/2027", form.reasoning)
        form.date_on = "2028-01-01"
        self.assertEqual(form.state, "out")
        form.date_basis = "2029-01-01"
        self.assertFalse(form.state)
        self.assertIn("would start on", form.explanation)
        self.env.flush_all()
        self.assertEqual(
            (case.write_date, equipment.write_date, len(case.warranty_verdict_ids)),
            before,
        )
        self.assertEqual(case.warranty_state, "out")

    def test_other_kind_and_country(self):
        equipment = self._create_sold_equipment("T-WI-2", "2025-01-01")
        case = self._receive_on(equipment, "2026-06-01")
        form = self._ask(case, self.sav_clerk)
        self.assertEqual(form.state, "covered")
        form.customer_kind = "professional"
        self.assertEqual(form.state, "out")
        self.assertIn("Buys as: Consumer → Professional", form.differences)
        form.customer_kind = "consumer"
        form.country_id = self.env.ref("base.tn")
        self.assertEqual(form.state, "out")
        self.assertIn("for customers in France only", form.reasoning)
        self.assertEqual(self.customer.country_id, self.france)

    def test_other_cause(self):
        equipment = self._create_sold_equipment("T-WI-3", "2026-01-01")
        case = self._receive_on(equipment, "2026-06-01")
        form = self._ask(case, self.sav_tech)
        form.cause_id = self.cause_excluded
        self.assertEqual(form.state, "excluded")
        self.assertEqual(form.shares, "parts 0 %, labour 0 %, travel 0 %")
        self.assertIn("A photo with the purpose", form.explanation)
        self.assertFalse(case.cause_id)

    def test_from_the_machine(self):
        equipment = self._create_equipment(
            serial="T-WI-4", warranty_policy_id=self.policy_12.id
        )
        form = self._ask(equipment, self.sav_billing)
        self.assertEqual((form.current_state, form.state), ("unknown", "unknown"))
        form.date_basis = "2026-06-01"
        form.date_on = "2026-06-10"
        self.assertEqual(form.state, "covered")
        form.cause_id = self.cause_excluded
        self.assertEqual(form.state, "excluded")
        self.assertFalse(equipment.date_sale)

    @freeze_time("2026-06-10 09:00:00")
    def test_another_cause_of_a_machine_differs_from_what_stands(self):
        equipment = self._create_sold_equipment("T-WI-6", "2026-01-01")
        form = self._ask(equipment, self.sav_clerk)
        self.assertEqual((form.current_state, form.state), ("covered", "covered"))
        form.cause_id = self.cause_excluded
        self.assertEqual((form.current_state, form.state), ("covered", "excluded"))
        self.assertIn("Excluding cause: none →", form.differences)

    def test_nothing_is_told_of_what_one_may_not_read(self):
        equipment = self._create_sold_equipment("T-WI-5", "2026-01-01")
        case = self._receive_on(equipment, "2026-06-01")
        model = self.env["sav.warranty.what.if"].with_user(self.other_clerk)
        with self.assertRaises(AccessError):
            model.create({"case_id": case.id})
        with self.assertRaises(AccessError):
            model.create({"equipment_id": equipment.id})
