# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tools import mute_logger

from ..tools.label_code import parse
from .common import SavCommon
from .technician_common import SIGNATURE


class TestReception(SavCommon):
    """A drop-off, made by a clerk who has no other right than the counter's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sold = cls._create_sold_equipment("T-SN-1", "2026-06-01")
        cls.foreign = cls._create_equipment(serial="T-X1")

    def _get_refusal(self, receptions):
        with self.assertRaises(UserError) as refusal:
            receptions.action_confirm()
        return str(refusal.exception)

    def _sign(self, reception):
        self.env["sav.signature"].with_user(self.sav_clerk).create(
            {
                "reception_id": reception.id,
                "purpose": "drop_off",
                "signer_name": "Amira",
                "signature": SIGNATURE,
            }
        )

    def test_draft_has_no_number(self):
        reception = self._create_reception(self.sold)
        self.assertFalse(reception.name or reception.barcode)
        self.assertFalse(reception.case_ids.name or reception.case_ids.barcode)
        self.assertEqual(reception.case_ids.state, "draft")
        self.assertFalse(reception.case_ids.repair_ids)

    def test_confirm_numbers_and_labels(self):
        reception = self._create_reception(
            {
                "equipment_id": self.sold.id,
                "accessory_ids": [Command.create({"type_id": self.accessory_type.id})],
            },
            self.foreign,
        )
        reception.action_confirm()
        self.assertEqual(reception.state, "confirmed")
        self.assertRegex(reception.name, r"^BR/\d{4}/\d{5}$")
        cases = reception.case_ids.sorted("id")
        self.assertEqual(cases.equipment_id, self.sold + self.foreign)
        self.assertEqual(cases.mapped("state"), ["received"] * 2)
        self.assertEqual(cases.mapped("name"), sorted(set(cases.mapped("name"))))
        for record in (reception, *cases, cases.accessory_ids):
            self.assertEqual(parse(record.barcode)[1], record.id)
        self.assertEqual(cases.mapped("date_received"), [reception.date] * 2)

    def test_repair_order_names_the_device_only_when_it_is_ours(self):
        repairs = self._receive(self.sold, self.foreign).sorted("id").repair_id.sudo()
        self.assertRecordValues(
            repairs,
            [
                {
                    "state": "draft",
                    "product_id": self.machine.id,
                    "lot_id": self.sold.lot_id.id,
                    "partner_id": self.customer.id,
                    "user_id": self.sav_tech.id,
                    "picking_type_id": self.warehouse.repair_type_id.id,
                    "company_id": self.company.id,
                },
                {
                    "state": "draft",
                    "product_id": False,
                    "lot_id": False,
                    "partner_id": self.customer.id,
                    "user_id": self.sav_tech.id,
                    "picking_type_id": self.warehouse.repair_type_id.id,
                    "company_id": self.company.id,
                },
            ],
        )
        self.assertEqual(
            repairs[0].product_location_src_id + repairs[0].product_location_dest_id,
            self.customers_location,
        )

    def test_device_of_a_tracked_product_without_serial_is_not_named(self):
        untracked = self._create_product("Test Kettle", is_storable=False)
        without_serial = self._create_equipment(product_id=self.machine.id)
        kettle = self._create_equipment(product_id=untracked.id)
        repairs = self._receive(without_serial, kettle).sorted("id").repair_id.sudo()
        self.assertEqual(
            repairs.mapped("product_id.name"), ["Test Kettle"], "only the kettle"
        )

    def test_repair_of_the_workshop_and_of_the_payer(self):
        operation = self.warehouse.repair_type_id.copy({"sequence_code": "TRO"})
        self.workshop.picking_type_id = operation
        self.foreign.payer_id = self.customer2
        repair = self._receive(self.foreign).repair_id.sudo()
        self.assertEqual(repair.picking_type_id, operation)
        self.assertEqual(repair.partner_id, self.customer2)

    def test_bench_intervention(self):
        planned = self._receive(self.sold).intervention_ids
        free = self._receive(self.foreign, technician_id=False).intervention_ids
        self.assertRecordValues(
            planned + free,
            [
                {
                    "state": "planned",
                    "kind": "repair",
                    "place": "workshop",
                    "technician_id": self.technician.id,
                    "equipment_id": self.sold.id,
                },
                {
                    "state": "draft",
                    "kind": "repair",
                    "place": "workshop",
                    "technician_id": False,
                    "equipment_id": self.foreign.id,
                },
            ],
        )
        self.assertEqual(planned.case_id.repair_id.sudo().sav_intervention_id, planned)

    def test_custody_and_history(self):
        case = self._receive(self.sold)
        self.assertRecordValues(
            case.custody_ids,
            [
                {
                    "holder": "workshop",
                    "workshop_id": self.workshop.id,
                    "equipment_id": self.sold.id,
                    "user_id": self.sav_clerk.id,
                }
            ],
        )
        note = case.message_ids.filtered(lambda m: "Device received." in m.body)
        self.assertEqual(note.author_id, self.sav_clerk.partner_id)
        self.assertIn(case.warranty_explanation, note.body)

    def test_confirm_returns_what_it_prints(self):
        reception = self._create_reception(self.sold)
        action = reception.action_confirm()
        labels, slip = action["params"]["actions"]
        self.assertEqual(slip["report_name"], "sav_base.report_sav_reception")
        self.assertEqual(labels["url"], f"/sav/labels/sav.case/{reception.case_ids.id}")

    def test_all_that_is_missing_is_said_at_once(self):
        reception = self._create_reception(
            {"equipment_id": False, "fault_ids": False},
            {"equipment_id": self.sold.id, "fault_ids": False},
            self.sold,
            cost_limit=100,
            date=fields.Datetime.now() + timedelta(days=2),
            date_promised="2020-01-01",
        )
        empty = self._create_reception(partner_id=self.customer2.id)
        refusal = self._get_refusal(reception + empty)
        for words in (
            "Amira Ben Salah",
            "Device no. 1: say which machine",
            "Device no. 1: write what the customer says",
            "(T-SN-1): write what the customer says",
            "is on two lines",
            "have the reception signed",
            "drop-off is in the future",
            "promised date is before",
            "Hôtel du Port",
            "Add a device",
        ):
            self.assertIn(words, refusal)
        self.assertEqual((reception + empty).mapped("state"), ["draft"] * 2)
        self.assertFalse(reception.case_ids.repair_ids)

    def test_cost_limit_needs_a_signature(self):
        reception = self._create_reception(self.sold, cost_limit=100)
        self.assertIn("signed", self._get_refusal(reception))
        self._sign(reception)
        reception.action_confirm()
        self.assertEqual(reception.case_ids.cost_limit, 100)

    def test_cost_limit_of_one_device_needs_a_signature(self):
        reception = self._create_reception(
            {"equipment_id": self.sold.id, "cost_limit": 80}
        )
        self.assertIn("(T-SN-1) has a cost limit", self._get_refusal(reception))

    def test_a_change_after_the_signature_asks_for_another(self):
        reception = self._create_reception(self.sold, cost_limit=100)
        self._sign(reception)
        reception.cost_limit = 200
        self.assertFalse(reception.is_signed)
        self.assertIn("signed", self._get_refusal(reception))

    def test_warranty_that_starts_after_the_drop_off_is_said_with_the_rest(self):
        self.foreign.write({"date_sale": "2026-10-10", "sale_source": "proof"})
        reception = self._create_reception(self.foreign, date="2026-09-01 10:00:00")
        refusal = self._get_refusal(reception)
        self.assertIn("after the drop-off", refusal)
        self.assertIn("Correct the dates", refusal)

    def test_company_without_repair_operation_is_told(self):
        self.env["stock.warehouse"].search(
            [("company_id", "=", self.company.id)]
        ).repair_type_id = False
        reception = self._create_reception(self.sold)
        self.assertIn("repair operation", self._get_refusal(reception))

    def test_confirm_twice_is_refused(self):
        reception = self._receive(self.sold).reception_id
        self.assertIn("Draft", self._get_refusal(reception))

    def test_confirm_many(self):
        first = self._create_reception(self.sold)
        second = self._create_reception(self.foreign, partner_id=self.customer2.id)
        (first + second).action_confirm()
        self.assertEqual((first + second).mapped("state"), ["confirmed"] * 2)
        self.assertNotEqual(first.name, second.name)

    def test_defaults_of_the_screen_do_not_reach_the_documents(self):
        reception = self._create_reception(self.sold)
        reception.with_context(
            default_partner_id=self.customer2.id,
            default_state="done",
            default_name="Wrong",
        ).action_confirm()
        repair = reception.case_ids.repair_id.sudo()
        self.assertEqual(repair.partner_id, self.customer)
        self.assertEqual(repair.state, "draft")
        self.assertNotEqual(repair.name, "Wrong")

    def test_cancel_and_take_up_a_draft(self):
        reception = self._create_reception(self.sold)
        faults = reception.case_ids.fault_ids
        reception.action_cancel()
        self.assertEqual(reception.state, "cancelled")
        self.assertEqual(reception.case_ids.state, "cancelled")
        reception.action_draft()
        self.assertEqual(reception.case_ids.state, "draft")
        self.assertEqual(reception.case_ids.fault_ids, faults)

    def test_cancel_what_nobody_began(self):
        case = self._receive(self.sold)
        case.reception_id.action_cancel()
        self.assertEqual(case.state, "cancelled")
        with self.assertRaisesRegex(UserError, "confirmed before"):
            case.reception_id.action_draft()

    def test_cancel_is_refused_once_work_began(self):
        case = self._receive(self.sold)
        case.sudo().state = "diagnosis"
        with self.assertRaisesRegex(UserError, case.name):
            case.reception_id.action_cancel()

    @mute_logger("odoo.models.unlink")
    def test_only_drafts_are_deleted(self):
        draft = self._create_reception(self.sold, self.foreign)
        draft.case_ids[0].unlink()
        draft.unlink()
        case = self._receive(self.sold)
        for record in (case, case.reception_id):
            with self.assertRaisesRegex(UserError, "cancel it instead"):
                record.unlink()

    def test_no_device_is_added_after_the_confirmation(self):
        reception = self._receive(self.sold).reception_id
        with self.assertRaisesRegex(UserError, "make a new one"):
            self.env["sav.case"].with_user(self.sav_clerk).create(
                {"reception_id": reception.id, "equipment_id": self.foreign.id}
            )

    def test_accessory_found_later_has_a_label_and_stays(self):
        case = self._receive(self.sold)
        accessory = (
            self.env["sav.accessory"]
            .with_user(self.sav_clerk)
            .create({"case_id": case.id, "name": "Hose"})
        )
        self.assertEqual(parse(accessory.barcode), ("accessory", accessory.id))
        with self.assertRaisesRegex(UserError, "Hose"):
            accessory.unlink()

    @mute_logger("odoo.sql_db")
    def test_quantity_of_an_accessory_is_above_zero(self):
        with self.assertRaisesRegex(CheckViolation, "sav_accessory_quantity_check"):
            self._create_reception(
                {
                    "equipment_id": self.sold.id,
                    "accessory_ids": [Command.create({"name": "Hose", "quantity": -1})],
                }
            )

    @mute_logger("odoo.sql_db")
    def test_a_fault_says_something(self):
        with self.assertRaisesRegex(CheckViolation, "sav_case_fault_said_check"):
            self._create_reception(
                {"equipment_id": self.sold.id, "fault_ids": [Command.create({})]}
            )

    def test_warnings_of_the_line(self):
        case = self._receive(self.sold)
        reception = self._create_reception(self.sold, partner_id=self.customer2.id)
        warning = reception.case_ids.reception_warning
        self.assertIn(case.name, warning)
        self.assertIn("held by Amira Ben Salah", warning)
        self.assertFalse(
            self._create_reception(self.foreign).case_ids.reception_warning
        )

    def test_form_proposes_what_the_company_says(self):
        self.company.write({"sav_diagnosis_fee": 20, "sav_terms": "<p>One year</p>"})
        form = Form(self.env["sav.reception"].with_user(self.sav_clerk))
        form.partner_id = self.customer
        with form.case_ids.new() as case:
            case.equipment_id = self.sold
            with case.fault_ids.new() as fault:
                fault.description = "Smokes"
        reception = form.save()
        self.assertEqual(reception.workshop_id, self.workshop)
        self.assertEqual(reception.diagnosis_fee, 20)
        self.assertIn("One year", reception.terms)
        self.assertEqual(reception.case_ids.diagnosis_fee, 20)
        self.assertEqual(reception.case_ids.faults, "Smokes")
        self.assertEqual(reception.case_ids.partner_id, self.customer)

    def test_each_company_numbers_its_own(self):
        manager = self.sav_manager
        manager.company_ids += self.other_company
        self.env["ir.sequence"].create(
            {
                "name": "Other receptions",
                "code": "sav.reception",
                "prefix": "OTHER/",
                "company_id": self.other_company.id,
            }
        )
        companies = self.company + self.other_company
        mine = self._create_reception(self.foreign, user=manager)
        theirs = self._create_reception(
            {
                "equipment_id": self._create_equipment(
                    company_id=self.other_company.id
                ).id
            },
            user=manager,
            company_id=self.other_company.id,
        )
        receptions = (mine + theirs).with_context(allowed_company_ids=companies.ids)
        receptions.action_confirm()
        self.assertRegex(mine.name, "^BR/")
        self.assertRegex(theirs.name, "^OTHER/")
        repair = theirs.sudo().case_ids.repair_id
        self.assertEqual(repair.company_id, self.other_company)
        self.assertEqual(repair.picking_type_id.company_id, self.other_company)
        self.assertEqual(theirs.sudo().case_ids.company_id, self.other_company)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_another_company_and_strangers_are_refused(self):
        reception = self._create_reception(self.sold)
        for user in (self.other_clerk, self.employee, self.sav_tech):
            theirs = reception.with_user(user)
            for verb in ("action_confirm", "action_cancel"):
                with self.assertRaises(AccessError):
                    getattr(theirs, verb)()
        with self.assertRaises(AccessError):
            self.env["sav.reception"].with_user(self.portal_user).create(
                {"partner_id": self.customer.id}
            )

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_new_customer_is_created_in_place(self):
        partners = self.env["res.partner"]
        partners.with_user(self.sav_clerk).name_create("Karim")
        with self.assertRaises(AccessError):
            partners.with_user(self.sav_tech).name_create("Karim")


class TestReceptionCost(SavCommon):
    """What confirming costs in queries, for 5 devices and for 50."""

    def _count_queries(self, count):
        """Confirm one reception of ``count`` devices.

        :return: queries of all, and of what core does in it (repair orders)
        """
        reception = self._create_reception(
            *(
                self._create_equipment(serial=f"T-COST-{count}-{rank}")
                for rank in range(count)
            ),
            partner_id=self.customer2.id,
        ).with_context(tracking_disable=True, mail_notrack=True)
        spent = {}
        create = type(self.env["repair.order"]).create

        def create_repairs(repairs, vals_list):
            start = self.env.cr.sql_log_count
            result = create(repairs, vals_list)
            self.env.flush_all()
            spent["core"] = self.env.cr.sql_log_count - start
            return result

        self.env.flush_all()
        self.env.invalidate_all()
        self.patch(type(self.env["repair.order"]), "create", create_repairs)
        start = self.env.cr.sql_log_count
        reception.action_confirm()
        self.env.flush_all()
        total = self.env.cr.sql_log_count - start
        return total - spent["core"], spent["core"]

    def test_queries_are_flat(self):
        self._count_queries(2)  # caches of the registry and of the access rights
        few, few_core = self._count_queries(5)
        many, many_core = self._count_queries(50)
        self.assertLessEqual(many, few + 5)
        self.assertLess((many_core - few_core) / 45, 8, "core's slope")
