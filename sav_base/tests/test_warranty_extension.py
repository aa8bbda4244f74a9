# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form

from .warranty_common import WarrantyCommon


class TestWarrantyExtension(WarrantyCommon):
    """What lengthens a warranty, and the days that the law leaves."""

    def _repair(self, equipment, dropped_off, handed_over):
        case = self._receive_on(equipment, dropped_off)
        with freeze_time(f"{handed_over} 15:00:00"):
            self._hand_over_case(case)
        return case

    def _get_end(self, equipment, code, on="2026-06-01"):
        """Return the last day of the term ``code``."""
        facts = equipment._get_warranty_facts(fields.Date.to_date(on))
        [term] = [term for term in facts["terms"] if term["code"] == code]
        return fields.Date.to_string(
            self.env["sav.warranty.verdict"]._judge([term], facts)["end"]
        )

    def test_twelve_days_in_the_workshop(self):
        self.legal.active = False
        equipment = self._create_sold_equipment("T-WE-1", "2026-01-01")
        case = self._repair(equipment, "2026-03-01", "2026-03-13")
        extension = equipment.warranty_extension_ids
        self.assertRecordValues(
            extension,
            [
                {
                    "kind": "immobilisation",
                    "days": 12,
                    "case_id": case.id,
                    "policy_id": self.policy_12.id,
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertEqual(self._get_end(equipment, "sale"), "2027-01-13")
        self.assertIn(
            f"12 days added, the time of {case.name} in the workshop",
            equipment.with_user(self.sav_tech).warranty_today,
        )

    def test_six_days_add_nothing(self):
        self.legal.active = False
        equipment = self._create_sold_equipment("T-WE-2", "2026-01-01")
        self._repair(equipment, "2026-03-01", "2026-03-07")
        self.assertFalse(equipment.warranty_extension_ids)
        self.assertEqual(self._get_end(equipment, "sale"), "2027-01-01")

    def test_the_threshold_is_a_parameter(self):
        self.legal.active = False
        self.policy_12.immobilisation_days = 1
        equipment = self._create_sold_equipment("T-WE-3", "2026-01-01")
        self._repair(equipment, "2026-03-01", "2026-03-07")
        self.assertEqual(equipment.warranty_extension_ids.days, 6)
        self.policy_12.immobilisation_days = 0
        other = self._create_sold_equipment("T-WE-4", "2026-01-01")
        self._repair(other, "2026-03-01", "2026-03-30")
        self.assertFalse(other.warranty_extension_ids)

    def test_immobilised_since_the_request(self):
        self.legal.active = False
        self.policy_12.immobilisation_from = "request"
        equipment = self._create_sold_equipment("T-WE-5", "2026-01-01")
        case = self._receive_on(equipment, "2026-03-05")
        case.date_requested = "2026-03-01"
        with freeze_time("2026-03-09 15:00:00"):
            self._hand_over_case(case)
        self.assertEqual(equipment.warranty_extension_ids.days, 8)

    def test_out_of_warranty_adds_nothing(self):
        self.legal.active = False
        equipment = self._create_sold_equipment("T-WE-6", "2024-01-01")
        self._repair(equipment, "2026-03-01", "2026-03-30")
        self.assertFalse(equipment.warranty_extension_ids)

    def test_six_months_after_a_repair_under_the_law(self):
        equipment = self._create_sold_equipment("T-WE-7", "2025-01-01")
        case = self._repair(equipment, "2026-03-01", "2026-03-04")
        self.assertRecordValues(
            equipment.warranty_extension_ids,
            [
                {
                    "kind": "legal_repair",
                    "months": 6,
                    "is_legal_only": True,
                    "legal_source": "Art. T-1",
                    "policy_id": self.legal.id,
                }
            ],
        )
        self.assertEqual(self._get_end(equipment, "conformity"), "2027-07-01")
        self.assertEqual(self._get_end(equipment, "sale"), "2026-01-01")
        self.assertIn(
            f"6 months added after the repair {case.name}", equipment.warranty_today
        )
        # a second repair, six more
        self._repair(equipment, "2026-04-01", "2026-04-02")
        self.assertEqual(self._get_end(equipment, "conformity"), "2028-01-01")

    def test_a_commercial_repair_gives_no_six_months(self):
        self.customer.sav_customer_kind = "professional"
        equipment = self._create_sold_equipment("T-WE-8", "2026-01-01")
        self._repair(equipment, "2026-03-01", "2026-03-04")
        self.assertFalse(equipment.warranty_extension_ids)

    def test_applied_once(self):
        equipment = self._create_sold_equipment("T-WE-9", "2026-01-01")
        case = self._repair(equipment, "2026-03-01", "2026-03-13")
        rows = equipment.warranty_extension_ids
        self.assertEqual(
            sorted((row.kind, row.policy_id.name) for row in rows),
            [
                ("immobilisation", "Test 12 months"),
                ("immobilisation", "Test Law"),
                ("legal_repair", "Test Law"),
            ],
        )
        case.sudo()._apply_warranty_extensions()
        self.assertEqual(equipment.warranty_extension_ids, rows)
        self.assertFalse(any(rows.mapped("date_revoked")))

    def test_reopening_takes_back_and_closing_again_gives_anew(self):
        self.legal.active = False
        equipment = self._create_sold_equipment("T-WE-10", "2026-01-01")
        case = self._repair(equipment, "2026-03-01", "2026-03-13")
        first = equipment.warranty_extension_ids
        case.sudo().state = "repair"
        self.assertTrue(first.date_revoked)
        self.assertEqual(first.revoke_reason, "case reopened")
        self.assertEqual(self._get_end(equipment, "sale"), "2027-01-01")
        self.assertIn("case reopened", equipment.message_ids[0].body)
        case.sudo().write({"state": "closed", "date_closed": "2026-03-21 15:00:00"})
        case.sudo().custody_ids.filtered(
            lambda row: row.holder == "customer"
        ).date = "2026-03-21 15:00:00"
        case.sudo()._apply_warranty_extensions()
        self.assertEqual(
            equipment.warranty_extension_ids.filtered(
                lambda extension: not extension.date_revoked
            ).days,
            20,
        )
        self.assertEqual(len(equipment.warranty_extension_ids), 2)

    def test_another_open_case_follows(self):
        self.legal.active = False
        equipment = self._create_sold_equipment("T-WE-11", "2025-02-20")
        first = self._receive_on(equipment, "2026-02-01")
        second = self._receive_on(equipment, "2026-02-25")
        self.assertEqual(second.warranty_state, "out")
        with freeze_time("2026-02-20 15:00:00"):
            self._hand_over_case(first)
        self.assertEqual(second.warranty_state, "covered")
        self.assertIn("Extension: 19 days added", second.warranty_verdict_id.changes)

    def test_nobody_writes_an_extension(self):
        self.legal.active = False
        equipment = self._create_sold_equipment("T-WE-12", "2026-01-01")
        self._repair(equipment, "2026-03-01", "2026-03-13")
        for user in (self.sav_clerk, self.sav_manager, self.sav_admin):
            extension = equipment.warranty_extension_ids.with_user(user)
            for act in (
                lambda extension=extension: extension.write({"days": 400}),
                lambda extension=extension: extension.copy(),
                lambda extension=extension: extension.unlink(),
            ):
                with self.assertRaises(AccessError):
                    act()
        with self.assertRaisesRegex(UserError, "stays on file"):
            equipment.warranty_extension_ids.unlink()
        with self.assertRaisesRegex(AccessError, "workshop manager"):
            extension.with_user(self.sav_clerk).action_revoke()
        extension.with_user(self.sav_manager).action_revoke()
        self.assertEqual(extension.revoked_by_id, self.sav_manager)

    def test_goodwill(self):
        equipment = self._create_sold_equipment("T-WE-13", "2026-01-01")
        with self.assertRaisesRegex(AccessError, "workshop manager"):
            equipment.with_user(self.sav_clerk).extend_warranty(0, 3, "Loyal")
        manager = equipment.with_user(self.sav_manager)
        for days, months, reason in ((0, 0, "x"), (3, 0, " "), (-1, 2, "x")):
            with self.assertRaisesRegex(UserError, "how many days or months"):
                manager.extend_warranty(days, months, reason)
        form = Form(
            self.env["sav.warranty.goodwill"]
            .with_user(self.sav_manager)
            .with_context(**manager.action_extend_warranty()["context"])
        )
        form.months = 3
        form.days = 5
        form.reason = "Third breakdown"
        form.save().action_extend()
        self.assertEqual(self._get_end(equipment, "sale"), "2027-04-06")
        self.assertIn(
            "3 months and 5 days added: Third breakdown", equipment.warranty_today
        )

    def test_open_cases_are_judged_again_only_when_it_changes_them(self):
        self.legal.active = False
        never_sold = self._create_equipment(serial="T-WE-22")
        sold = self._create_sold_equipment("T-WE-23", "2026-01-01")
        cases = self._receive(never_sold, sold, date="2026-03-01 09:00:00")
        (never_sold + sold).with_user(self.sav_manager).extend_warranty(5, 0, "Gesture")
        self.assertEqual(
            [len(case.warranty_verdict_ids) for case in cases.sorted("id")], [1, 2]
        )

    def test_extensions_of_many_cost_the_same(self):
        counts = []
        for count in (5, 50):
            some = self._receive(
                *(
                    self._create_sold_equipment(f"T-WE-{count}-{rank}", "2026-01-01")
                    for rank in range(count)
                ),
                date="2026-03-01 09:00:00",
            ).sudo()
            some.write(
                {
                    "state": "closed",
                    "outcome": "repaired",
                    "date_closed": "2026-03-13 15:00:00",
                }
            )
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            # browsed: what a reception fetches together went with the cache
            some.browse(some.ids)._apply_warranty_extensions()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - start)
            self.assertEqual(len(some.warranty_extension_ids), 3 * count)
        self.assertLessEqual(counts[1], counts[0] + 3)

    def test_extensions_of_another_company_stay_there(self):
        equipment = self._create_sold_equipment("T-WE-20", "2026-01-01")
        equipment.with_user(self.sav_manager).extend_warranty(5, 0, "Gesture")
        extension = equipment.warranty_extension_ids
        for user in (self.sav_tech, self.sav_clerk, self.sav_billing):
            self.assertTrue(extension.with_user(user).read(["days"]))
        for user in (self.other_clerk, self.employee, self.portal_user):
            with self.assertRaises(AccessError):
                extension.with_user(user).read(["days"])

    def test_exclusions_are_of_the_administrator_and_the_company(self):
        self.policy_12.company_id = self.company
        self.policy_12.exclusion_ids = [Command.create({"cause_id": self.cause.id})]
        exclusion = self.policy_12.exclusion_ids
        exclusion.with_user(self.sav_admin).parts = 50
        for user in (self.sav_tech, self.sav_manager, self.sav_billing):
            self.assertTrue(exclusion.with_user(user).read(["parts"]))
            with self.assertRaises(AccessError):
                exclusion.with_user(user).parts = 100
        with self.assertRaises(AccessError):
            exclusion.with_user(self.other_clerk).read(["parts"])

    # -- the days that the law leaves --

    def test_countdown(self):
        equipment = self._create_sold_equipment("T-WE-14", "2026-01-01")
        case = self._receive_on(equipment, "2026-03-01")
        self.assertEqual(case.date_remedy_due, fields.Date.to_date("2026-03-31"))
        with freeze_time("2026-03-11 08:00:00"):
            self.env.invalidate_all()
            self.assertEqual(case.remedy_days_left, 20)
            self.assertFalse(case.is_remedy_late)
            self.assertIn("20 days left", case.remedy_words)
            self.assertIn("(Art. T-1)", case.remedy_words)
            [clock] = case._get_clocks()
            self.assertEqual(clock["days_left"], 20)
        with freeze_time("2026-04-02 08:00:00"):
            self.env.invalidate_all()
            self.assertTrue(case.is_remedy_late)
            self.assertIn("2 days late", case.remedy_words)
            found = self.env["sav.case"].search(
                [("date_remedy_due", "<", "today"), ("id", "=", case.id)]
            )
            self.assertEqual(found, case)
        case.with_user(self.sav_clerk).date_requested = "2026-02-20"
        self.assertEqual(case.date_remedy_due, fields.Date.to_date("2026-03-22"))

    def test_no_countdown_out_of_the_law(self):
        self.customer.sav_customer_kind = "professional"
        equipment = self._create_sold_equipment("T-WE-15", "2026-01-01")
        case = self._receive_on(equipment, "2026-03-01")
        self.assertEqual(case.warranty_state, "covered")
        self.assertFalse(case.date_remedy_due)
        self.assertFalse(case.remedy_words)
        self.assertFalse(case._get_clocks())

    # -- a replacement --

    def _replace(self, equipment, is_imposed, lot=None):
        case = self._receive_on(equipment, "2026-03-01")
        form = Form(
            self.env["sav.case.replacement"]
            .with_user(self.sav_clerk)
            .with_context(**case.action_replace_device()["context"])
        )
        self.assertTrue(form.is_imposed)
        form.is_imposed = is_imposed
        if lot:
            form.lot_id = lot
        else:
            form.serial = "T-NEW"
        form.save().action_replace()
        self.assertEqual((case.state, case.outcome), ("ready", "replaced"))
        case.intervention_ids.sudo().write(
            {"state": "done", "billing_status": "nothing_to_bill"}
        )
        with freeze_time("2026-03-20 15:00:00"):
            case.with_user(self.sav_clerk).action_hand_over_all()
        return case

    def test_imposed_replacement_begins_a_new_legal_warranty(self):
        equipment = self._create_sold_equipment("T-WE-16", "2025-01-01")
        case = self._replace(equipment, True, lot=self._create_lot("T-WE-16-NEW"))
        new = case.replacement_id
        self.assertEqual(new.serial, "T-WE-16-NEW")
        self.assertEqual(new.partner_id, self.customer)
        self.assertEqual(new.warranty_extension_ids.kind, "replacement")
        self.assertEqual(self._get_end(new, "conformity"), "2028-03-20")
        # the commercial one goes on as it was
        self.assertEqual(self._get_end(new, "sale"), "2026-01-01")
        self.assertIn("begins anew on 03/20/2026", new.warranty_today)
        self.assertFalse(equipment.active)
        given = case.custody_ids.filtered(lambda row: row.holder == "customer")
        self.assertEqual(given.equipment_id, new)

    def test_chosen_replacement_keeps_what_was_left(self):
        equipment = self._create_sold_equipment("T-WE-17", "2025-01-01")
        equipment.with_user(self.sav_manager).extend_warranty(10, 0, "Gesture")
        new = self._replace(equipment, False).replacement_id
        self.assertEqual(new.serial, "T-NEW")
        self.assertEqual(self._get_end(new, "conformity"), "2027-01-11")

    def test_replacement_asks_for_a_serial_number(self):
        case = self._receive_on(
            self._create_sold_equipment("T-WE-18", "2026-01-01"), "2026-03-01"
        )
        with self.assertRaisesRegex(UserError, "serial number"):
            case.replace_device(serial=" ")
        with self.assertRaises(AccessError):
            case.with_user(self.sav_tech).replace_device(serial="X")

    def test_replacement_takes_no_device_of_another_customer(self):
        case = self._receive_on(
            self._create_sold_equipment("T-WE-19", "2026-01-01"), "2026-03-01"
        )
        other = self._create_sold_equipment("T-WE-20", "2026-01-01", self.customer2)
        for machine in (other, case.equipment_id):
            with self.assertRaisesRegex(UserError, "choose another serial number"):
                case.replace_device(machine.lot_id.id)
        self.assertEqual(other.partner_id, self.customer2)
        foreign = self._create_lot("T-WE-21", company=self.other_company)
        with self.assertRaises(AccessError):
            case.with_user(self.sav_clerk).replace_device(foreign.id)
        self.assertEqual(case.state, "received")
        # what was taken back is the company's
        other.partner_id = self.company.partner_id
        self.assertEqual(case.replace_device(other.lot_id.id), other)
        self.assertEqual(other.partner_id, self.customer)
