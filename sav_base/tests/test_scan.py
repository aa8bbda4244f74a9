# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import mute_logger

from ..tools.label_code import case_code
from .common import SavCommon


class TestScan(SavCommon):
    """What a code leads to, for each role and company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sold = cls._create_sold_equipment("T-SC-1", "2026-06-01")
        cls.case = cls._receive(
            {
                "equipment_id": cls.sold.id,
                "accessory_ids": [Command.create({"name": "Hose"})],
            }
        )

    def _scan(self, code, user=None):
        user = user or self.sav_clerk
        return self.env["sav.case"].with_user(user).resolve_scan(code)

    def _assert_opens(self, found, kind, record):
        self.assertEqual(found["kind"], kind, found)
        self.assertEqual(
            (found["action"]["res_model"], found["action"]["res_id"]),
            (record._name, record.id),
        )

    def test_label_read_by_a_keyboard_of_another_country(self):
        machine = self._create_equipment(serial="T-AZ-1")
        french = str.maketrans("0123456789", "à&é\"'(-è_ç")
        for typed in (
            machine.barcode.lower(),
            f" {machine.barcode} ",
            machine.barcode.lower().translate(french),
        ):
            result = self.env["sav.case"].with_user(self.sav_clerk).resolve_scan(typed)
            self.assertEqual(result["kind"], "equipment", typed)
            self.assertEqual(result["action"]["res_id"], machine.id)

    def test_labels(self):
        reception = self.case.reception_id
        for record, kind in (
            (self.case, "case"),
            (reception, "reception"),
            (self.sold, "equipment"),
        ):
            self._assert_opens(self._scan(record.barcode), kind, record)
            self._assert_opens(self._scan(f" {record.barcode.lower()} "), kind, record)

    def test_label_of_an_accessory_opens_what_it_was_left_with(self):
        found = self._scan(self.case.accessory_ids.barcode)
        self._assert_opens(found, "accessory", self.case)
        self.assertIn("Hose", found["message"])
        self.assertIn(self.case.name, found["message"])

    def test_references_and_serial_numbers(self):
        self._assert_opens(self._scan(self.case.name.lower()), "case", self.case)
        self._assert_opens(
            self._scan(self.case.reception_id.name),
            "reception",
            self.case.reception_id,
        )
        self._assert_opens(self._scan("t-sc-1"), "equipment", self.sold)

    def test_wildcards_are_plain_characters(self):
        for code in ("%", "T-SC-%", "T_SC_1"):
            self.assertEqual(self._scan(code)["kind"], "unknown", code)

    def test_serial_number_of_several_machines(self):
        dryer = self._create_product("Test Dryer", tracking="serial")
        lot = self._create_lot("T-SC-1", dryer)
        other = self._create_equipment(lot_id=lot.id, partner_id=self.customer2.id)
        self._create_lot("T-SC-1", self._create_product("Test Hob", tracking="serial"))
        found = self._scan("T-SC-1")
        self.assertEqual(found["kind"], "several")
        for words in ("Test Washer", "Amira", "Test Dryer", "Hôtel", "Test Hob"):
            self.assertIn(words, found["message"])
        action = found["action"]
        self.assertEqual(action["res_model"], "sav.equipment")
        listed = self.env["sav.equipment"].search(action["domain"])
        self.assertEqual(listed, self.sold + other)

    def test_lot_without_machine(self):
        lot = self._create_lot("T-SC-2")
        self._deliver(lot, "2025-01-10", self.customer2)
        found = self._scan("T-SC-2")
        self.assertEqual(found["kind"], "equipment")
        self.assertEqual(found["action"]["res_model"], "sav.equipment")
        self.assertEqual(found["action"]["context"]["default_lot_id"], lot.id)
        self.assertEqual(
            found["action"]["context"]["default_partner_id"], self.customer2.id
        )
        equipment = self._create_equipment(lot_id=lot.id)
        action = lot.with_user(self.sav_clerk).action_sav_open_equipment()
        self.assertEqual(action["res_id"], equipment.id)

    def test_unknown(self):
        for code in ("XYZ-123", case_code(self.case.id + 10**6), "C00000001", ""):
            found = self._scan(code)
            self.assertEqual(found["kind"], "unknown", code)
            self.assertIsNone(found["action"])
            self.assertTrue(found["message"])
            self.assertIn(code, found["message"])

    def test_another_company_is_as_unknown_as_nothing(self):
        nothing = self._scan("T-SC-NOWHERE", self.other_clerk)["message"]
        for code in ("T-SC-1", self.case.name):
            found = self._scan(code, self.other_clerk)
            self.assertEqual(found["kind"], "unknown")
            self.assertEqual(found["message"], nothing.replace("T-SC-NOWHERE", code))
        free = case_code(self.case.id + 10**6)
        nothing = self._scan(free, self.other_clerk)["message"]
        for record in (self.case, self.sold, self.case.accessory_ids):
            found = self._scan(record.barcode, self.other_clerk)
            self.assertEqual(found["kind"], "unknown")
            self.assertEqual(found["message"], nothing.replace(free, record.barcode))

    def test_companies_that_are_not_chosen_are_unknown(self):
        self.sav_clerk.company_ids += self.other_company
        clerk = self.env["sav.case"].with_user(self.sav_clerk)
        there = clerk.with_context(allowed_company_ids=self.other_company.ids)
        self.assertEqual(there.resolve_scan("T-SC-1")["kind"], "unknown")
        self.assertEqual(clerk.resolve_scan("T-SC-1")["kind"], "equipment")

    def test_technician_finds_own_work(self):
        found = self._scan(self.case.barcode, self.sav_tech)
        self.assertEqual(found["kind"], "case")
        self.assertTrue(found["action"])
        found = self._scan(self.case.barcode, self.sav_tech2)
        self.assertEqual(found["kind"], "unknown")

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_strangers_are_refused(self):
        for user in (self.portal_user, self.employee):
            with self.assertRaises(AccessError):
                self._scan(self.case.barcode, user)


class TestReceptionScan(SavCommon):
    """A scan adds the device to a draft reception."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sold = cls._create_sold_equipment("T-RS-1", "2026-06-01")
        cls.reception = cls._create_reception()

    def test_serial_number(self):
        result = self.reception.scan(" t-rs-1 ")
        self.assertEqual(result["kind"], "added")
        self.assertFalse(result["is_warning"])
        self.assertEqual(self.reception.case_ids.id, result["case_id"])
        self.assertEqual(self.reception.case_ids.equipment_id, self.sold)

    def test_twice_is_once(self):
        self.reception.scan("T-RS-1")
        result = self.reception.scan("T-RS-1")
        self.assertEqual(result["kind"], "present")
        self.assertEqual(len(self.reception.case_ids), 1)

    def test_labels_of_the_machine_and_of_an_earlier_case(self):
        earlier = self._receive(self._create_equipment(serial="T-RS-X"))
        self.reception.scan(self.sold.barcode)
        result = self.reception.scan(earlier.barcode)
        self.assertIn(earlier.name, result["message"])
        self.assertTrue(result["is_warning"])
        self.assertEqual(
            self.reception.case_ids.equipment_id, self.sold + earlier.equipment_id
        )

    def test_serial_number_in_stock_becomes_a_machine(self):
        lot = self._create_lot("T-RS-2")
        picking = self._deliver(lot, "2025-01-10", self.customer2)
        self.assertEqual(self.reception.scan("T-RS-2")["kind"], "added")
        self.assertRecordValues(
            self.reception.case_ids.equipment_id,
            [
                {
                    "lot_id": lot.id,
                    "partner_id": self.customer.id,
                    "sale_document": picking.name,
                }
            ],
        )

    def test_several_are_proposed_then_one_is_added(self):
        dryer = self._create_product("Test Dryer", tracking="serial")
        lot = self._create_lot("T-RS-1", dryer)
        self._deliver(lot, "2025-01-10", self.customer2)
        result = self.reception.scan("T-RS-1")
        self.assertEqual(result["kind"], "several")
        self.assertFalse(self.reception.case_ids)
        machine, serial = result["choices"]
        self.assertEqual(machine["equipment_id"], self.sold.id)
        self.assertEqual(serial["lot_id"], lot.id)
        self.assertEqual(serial["name"], "Test Dryer")
        self.assertEqual(serial["holder"]["id"], self.customer2.id)
        self.reception.add_device(lot_id=lot.id)
        self.assertEqual(self.reception.case_ids.equipment_id.lot_id, lot)

    def test_holder_is_proposed_before_the_customer_is_known(self):
        found = (
            self.env["sav.reception"].with_user(self.sav_clerk).find_devices("T-RS-1")
        )
        (choice,) = found["choices"]
        self.assertEqual(
            choice["holder"],
            {"id": self.customer.id, "display_name": "Amira Ben Salah"},
        )

    def test_labels_that_are_no_machine(self):
        case = self._receive(
            {
                "equipment_id": self.sold.id,
                "accessory_ids": [Command.create({"name": "Hose"})],
            }
        )
        for record in (case.reception_id, case.accessory_ids):
            result = self.reception.scan(record.barcode)
            self.assertEqual(result["kind"], "unknown")
            self.assertIn(record.display_name, result["message"])
        self.assertFalse(self.reception.case_ids)

    def test_unknown_code_adds_nothing(self):
        result = self.reception.scan("NOTHING")
        self.assertEqual(result["kind"], "unknown")
        self.assertIn("NOTHING", result["message"])
        self.assertFalse(self.reception.case_ids)

    def test_confirmed_reception_takes_no_device(self):
        reception = self._receive(self.sold).reception_id
        with self.assertRaisesRegex(UserError, "Draft"):
            reception.scan("T-RS-1")

    def test_machine_of_another_company_is_not_added(self):
        theirs = self._create_equipment(
            company_id=self.other_company.id, serial="T-RS-3"
        )
        self.assertEqual(self.reception.scan("T-RS-3")["kind"], "unknown")
        with self.assertRaisesRegex(UserError, "not on file"):
            self.reception.add_device(equipment_id=theirs.id)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_technician_receives_nothing(self):
        with self.assertRaises(AccessError):
            self.reception.with_user(self.sav_tech).scan("T-RS-1")
        with self.assertRaises(AccessError):
            self.env["sav.reception"].with_user(self.sav_tech).find_devices("T-RS-1")
