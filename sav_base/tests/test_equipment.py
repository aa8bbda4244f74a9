# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from ..tools.label_code import parse
from .common import SavCommon


class TestEquipment(SavCommon):
    """Machines of customers, sold by us or not."""

    def _create(self, **vals):
        """Create a machine as the clerk, who has no right on stock."""
        return (
            self.env["sav.equipment"]
            .with_user(self.sav_clerk)
            .create({"partner_id": self.customer.id, **vals})
        )

    def test_never_sold_by_us(self):
        equipment = self._create(brand="Fagor", model="F-4812", serial="X1")
        self.assertEqual(equipment.name, "Fagor F-4812")
        self.assertEqual(equipment.display_name, "Fagor F-4812 (X1)")
        self.assertEqual(parse(equipment.barcode), ("equipment", equipment.id))
        self.assertFalse(equipment.product_id or equipment.date_sale)

    def test_name_that_was_typed_stays(self):
        form = Form(self.env["sav.equipment"].with_user(self.sav_clerk))
        form.partner_id = self.customer
        form.name = "Grandma's washer"
        form.category_id = self.category
        self.assertEqual(form.save().name, "Grandma's washer")

    def test_created_by_its_name_at_the_counter(self):
        equipment_id, _name = (
            self.env["sav.equipment"]
            .with_user(self.sav_clerk)
            .with_context(default_partner_id=self.customer.id)
            .name_create("Moulinex QB50")
        )
        equipment = self.env["sav.equipment"].browse(equipment_id)
        self.assertEqual(equipment.name, "Moulinex QB50")
        self.assertEqual(equipment.partner_id, self.customer)

    def test_sale_is_found_from_the_delivery(self):
        lot = self._create_lot("T-EQ-1")
        picking = self._deliver(lot, "2025-09-30")
        equipment = self._create(lot_id=lot.id)
        self.assertRecordValues(
            equipment,
            [
                {
                    "serial": "T-EQ-1",
                    "product_id": self.machine.id,
                    "category_id": self.category.id,
                    "warranty_policy_id": self.policy_12.id,
                    "date_sale": date(2025, 9, 30),
                    "sale_source": "delivery",
                    "sale_document": picking.name,
                }
            ],
        )

    def test_form_shows_the_sale_before_saving(self):
        lot = self._create_lot("T-EQ-2")
        self._deliver(lot, "2025-09-30")
        form = Form(self.env["sav.equipment"].with_user(self.sav_clerk))
        form.partner_id = self.customer
        form.lot_id = lot
        self.assertEqual(form.date_sale, date(2025, 9, 30))
        self.assertEqual(form.product_id, self.machine)

    def test_sale_that_was_typed_wins(self):
        lot = self._create_lot("T-EQ-3")
        self._deliver(lot, "2025-09-30")
        equipment = self._create(
            lot_id=lot.id, date_sale="2025-10-05", sale_source="proof"
        )
        self.assertEqual(equipment.date_sale, date(2025, 10, 5))
        self.assertEqual(equipment.sale_source, "proof")

    def test_last_sale_counts(self):
        lot = self._create_lot("T-EQ-4")
        self._deliver(lot, "2024-01-10")
        self._move_lot(
            lot,
            "2024-02-10",
            source=self.customers_location,
            destination=self.warehouse.lot_stock_id,
            to_refund=True,
        )
        self._deliver(lot, "2025-03-10")
        self.assertEqual(self._create(lot_id=lot.id).date_sale, date(2025, 3, 10))

    def test_refunded_return_cancels_the_sale(self):
        lot = self._create_lot("T-EQ-5")
        self._deliver(lot, "2025-01-10")
        self._move_lot(
            lot,
            "2025-02-10",
            source=self.customers_location,
            destination=self.warehouse.lot_stock_id,
            to_refund=True,
        )
        equipment = self._create(lot_id=lot.id)
        self.assertFalse(equipment.date_sale or equipment.sale_source)

    def test_give_back_after_a_repair_is_no_sale(self):
        lot = self._create_lot("T-EQ-6")
        sold = self._deliver(lot, "2025-01-10")
        back = self._move_lot(
            lot,
            "2026-02-10",
            source=self.customers_location,
            destination=self.warehouse.lot_stock_id,
            origin_returned_move_id=sold.move_ids.id,
            to_refund=False,
        )
        self._move_lot(lot, "2026-02-20", origin_returned_move_id=back.id)
        self.assertEqual(self._create(lot_id=lot.id).date_sale, date(2025, 1, 10))

    def test_repair_at_the_customer_is_no_sale(self):
        case = self._receive(self._create_sold_equipment("T-EQ-7", "2025-01-10"))
        repair = case.repair_id.sudo()
        self._move_lot(
            case.equipment_id.lot_id,
            "2026-02-20",
            source=self.customers_location,
            destination=self.customers_location,
            repair_id=repair.id,
        )
        sales = case.equipment_id.lot_id._find_sav_sales(self.company)
        self.assertEqual([sale["date"] for sale in sales.values()], [date(2025, 1, 10)])

    def test_sale_of_another_company_is_not_told(self):
        lot = self._create_lot("T-EQ-8")
        lot.company_id = False
        self._deliver(lot, "2025-01-10")
        theirs = (
            self.env["sav.equipment"]
            .with_user(self.other_clerk)
            .create({"partner_id": self.customer2.id, "lot_id": lot.id})
        )
        self.assertFalse(theirs.date_sale)

    def test_many_sales_cost_one_search(self):
        lots = self.env["stock.lot"]
        for rank in range(30):
            lot = self._create_lot(f"T-EQ-B{rank}")
            self._deliver(lot, "2025-01-10")
            lots += lot
        self.env.flush_all()
        counts = []
        for some in (lots[:5], lots):
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.assertEqual(len(some._find_sav_sales(self.company)), len(some))
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[0], counts[1])

    def test_date_in_the_future_is_refused(self):
        equipment = self._create(brand="Fagor")
        tomorrow = fields.Date.today() + timedelta(days=2)
        for vals, words in (
            ({"date_sale": tomorrow, "sale_source": "proof"}, "Sold On.*in the future"),
            ({"date_commissioning": tomorrow}, "Commissioned On.*in the future"),
        ):
            with (
                self.assertRaisesRegex(ValidationError, words),
                self.env.cr.savepoint(),
            ):
                equipment.write(vals)

    def test_found_by_serial_name_and_label(self):
        equipment = self._create(brand="Fagor", model="F-4812", serial="ZX-77")
        search = self.env["sav.equipment"].with_user(self.sav_clerk).name_search
        for words in ("ZX-77", "zx-7", "F-4812", equipment.barcode):
            self.assertIn(equipment.id, [found[0] for found in search(words)], words)

    def test_moves_are_in_the_history(self):
        equipment = self._create(brand="Fagor")
        self.env.cr.precommit.run()
        equipment.write(
            {
                "partner_id": self.customer2.id,
                "owner_id": self.customer.id,
                "site_id": self.customer2.id,
            }
        )
        self.env.cr.precommit.run()
        tracked = equipment.message_ids.sudo().tracking_value_ids.field_id
        self.assertLessEqual(
            {"partner_id", "owner_id", "site_id"}, set(tracked.mapped("name"))
        )

    def test_policy_comes_from_the_nearest(self):
        company_policy = self._create_policy("Test company", months=1)
        category_policy = self._create_policy("Test category", months=2)
        product_category_policy = self._create_policy("Test products", months=3)
        self.company.sav_warranty_policy_id = company_policy
        foreign = self._create(brand="Fagor")
        self.assertEqual(foreign.warranty_policy_id, company_policy)
        self.category.warranty_policy_id = category_policy
        foreign.category_id = self.category
        self.assertEqual(foreign.warranty_policy_id, category_policy)
        products = self.env["product.category"].create(
            {
                "name": "Test machines",
                "sav_warranty_policy_id": product_category_policy.id,
            }
        )
        fridge = self._create_product("Test Fridge", categ_id=products.id)
        self.assertEqual(
            self._create(product_id=fridge.id).warranty_policy_id,
            product_category_policy,
        )
        self.assertEqual(
            self._create(product_id=self.machine.id).warranty_policy_id, self.policy_12
        )

    @mute_logger("odoo.models.unlink")
    def test_machine_with_cases_is_archived_not_deleted(self):
        equipment = self._receive(self._create(brand="Fagor")).equipment_id
        with self.assertRaisesRegex(UserError, "archive them instead"):
            equipment.with_user(self.sav_admin).unlink()

    def test_component_of_itself_is_refused(self):
        boiler = self._create(brand="Boiler")
        burner = self._create(brand="Burner", parent_id=boiler.id)
        with self.assertRaisesRegex(ValidationError, "part of one of its own"):
            boiler.parent_id = burner

    def test_two_machines_of_one_serial_number_are_refused(self):
        lot = self._create_lot("T-EQ-9")
        self._create(lot_id=lot.id)
        with mute_logger("odoo.sql_db"), self.assertRaises(Exception) as refusal:
            self._create(lot_id=lot.id)
        self.assertIn("sav_equipment_lot_uniq", str(refusal.exception))

    def test_warranty_of_today_is_said(self):
        sold = self._create_sold_equipment("T-EQ-10", "2020-01-10")
        self.assertIn("Out of warranty", sold.with_user(self.sav_tech).warranty_today)

    def test_delivered_machine_is_on_file(self):
        self.machine.sav_is_equipment = True
        lot = self._create_lot("T-EQ-11")
        picking = self._deliver(lot, fields.Date.today(), self.customer2)
        equipment = lot.sav_equipment_ids
        self.assertRecordValues(
            equipment,
            [
                {
                    "partner_id": self.customer2.id,
                    "product_id": self.machine.id,
                    "company_id": self.company.id,
                    "sale_source": "delivery",
                    "sale_document": picking.name,
                }
            ],
        )
        self.assertTrue(equipment.barcode)

    def test_machine_sold_again_goes_to_its_new_customer(self):
        self.machine.sav_is_equipment = True
        lot = self._create_lot("T-EQ-12")
        self._deliver(lot, "2025-01-10")
        equipment = lot.sav_equipment_ids
        equipment.site_id = self.customer
        self._move_lot(
            lot,
            "2025-02-10",
            source=self.customers_location,
            destination=self.warehouse.lot_stock_id,
            to_refund=True,
        )
        picking = self._deliver(lot, fields.Date.today(), self.customer2)
        self.assertEqual(lot.sav_equipment_ids, equipment)
        self.assertEqual(equipment.partner_id, self.customer2)
        self.assertFalse(equipment.site_id)
        self.assertEqual(equipment.sale_document, picking.name)

    def test_other_products_make_no_machine(self):
        lot = self._create_lot("T-EQ-13")
        self._deliver(lot, "2025-01-10")
        self.assertFalse(lot.sav_equipment_ids)
