# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import mute_logger

from .common import SavCommon

QUIET = ("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")


class TestEquipmentHistory(SavCommon):
    """Whose a machine was, and where: each change is kept for ever."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.equipment = cls._create_equipment().with_user(cls.sav_clerk)
        cls.shop = cls.env["res.partner"].create(
            {"name": "Shop", "parent_id": cls.customer2.id, "type": "delivery"}
        )
        cls.lessor = cls.env["res.partner"].create({"name": "Tunisie Leasing"})

    def _transfer(self, machines=None, user=None, **vals):
        machines = (machines or self.equipment).with_user(user or self.sav_clerk)
        wizard = (
            self.env["sav.equipment.transfer"]
            .with_user(user or self.sav_clerk)
            .create(
                {
                    "equipment_ids": [Command.set(machines.ids)],
                    "reason": "Sold second-hand",
                    **vals,
                }
            )
        )
        wizard.action_apply()
        return machines.move_ids.sorted()

    def test_new_machine_has_its_first_row(self):
        (move,) = self.equipment.move_ids
        self.assertRecordValues(
            move,
            [
                {
                    "origin": "created",
                    "partner_id": self.customer.id,
                    "changed": "",
                    "date": fields.Date.today(),
                }
            ],
        )
        self.assertEqual(move.description, "Put on File: Amira Ben Salah")

    def test_first_row_dates_from_the_sale(self):
        sold = self._create_sold_equipment("H-1", "2024-05-06")
        self.assertEqual(sold.move_ids.date, date(2024, 5, 6))

    def test_change_of_owner_says_when_why_and_by_what(self):
        moves = self._transfer(
            change_partner=True,
            partner_id=self.customer2.id,
            change_owner=True,
            owner_id=self.lessor.id,
            document="LEASE-7",
        )
        self.assertEqual(self.equipment.partner_id, self.customer2)
        self.assertEqual(self.equipment.owner_id, self.lessor)
        self.assertRecordValues(
            moves[0],
            [
                {
                    "origin": "transfer",
                    "reason": "Sold second-hand",
                    "document": "LEASE-7",
                    "user_id": self.sav_clerk.id,
                    "changed": "partner_id,owner_id",
                    "old_partner_id": self.customer.id,
                    "partner_id": self.customer2.id,
                    "old_owner_id": False,
                    "owner_id": self.lessor.id,
                    "description": "Holder: Amira Ben Salah → Hôtel du Port; "
                    "Owner: none → Tunisie Leasing",
                }
            ],
        )

    def test_new_holder_leaves_the_site_and_payer_of_the_former(self):
        self.equipment.write({"site_id": self.shop.id, "payer_id": self.lessor.id})
        self._transfer(change_partner=True, partner_id=self.customer2.id)
        self.assertFalse(self.equipment.site_id or self.equipment.payer_id)

    def test_direct_edit_is_recorded_too(self):
        self.equipment.site_id = self.shop
        move = self.equipment.move_ids.sorted()[0]
        self.assertEqual((move.origin, move.changed), ("form", "site_id"))
        self.assertEqual(move.user_id, self.sav_clerk)

    def test_edit_that_changes_nothing_leaves_no_row(self):
        self.equipment.write({"partner_id": self.customer.id, "brand": "Fagor"})
        self.assertEqual(len(self.equipment.move_ids), 1)

    def test_client_cannot_dress_up_a_row(self):
        self.equipment.with_context(
            sav_move_info={"origin": "sale", "date": "1999-01-01"}
        ).site_id = self.shop
        move = self.equipment.move_ids.sorted()[0]
        self.assertEqual((move.origin, move.date), ("form", fields.Date.today()))

    def test_technician_who_moves_a_machine_is_recorded(self):
        case = self._receive(self.equipment)
        machine = case.equipment_id.with_user(self.sav_tech)
        machine.site_id = self.shop
        self.assertEqual(machine.move_ids.sorted()[0].user_id, self.sav_tech)

    def test_several_machines_and_their_components(self):
        other = self._create_equipment()
        part = self._create_equipment(parent_id=self.equipment.id)
        borrowed = self._create_equipment(
            parent_id=self.equipment.id, partner_id=self.lessor.id
        )
        machines = self.equipment + other.with_user(self.sav_clerk)
        self._transfer(machines, change_partner=True, partner_id=self.customer2.id)
        self.assertEqual((machines + part).partner_id, self.customer2)
        self.assertEqual(borrowed.partner_id, self.lessor)

    def test_refusals_say_what_to_do(self):
        tomorrow = fields.Date.today() + timedelta(days=2)
        for vals, words in (
            ({}, "Tick what changes"),
            ({"change_partner": True}, "Choose the new holder"),
            (
                {"change_partner": True, "partner_id": self.customer.id},
                "already on file",
            ),
            (
                {"change_site": True, "site_id": self.shop.id, "date": tomorrow},
                "still to come",
            ),
        ):
            with self.assertRaisesRegex(UserError, words), self.env.cr.savepoint():
                self._transfer(**vals)

    def test_history_goes_forward(self):
        self._transfer(
            change_site=True, site_id=self.shop.id, date="2026-03-01", reason="Moved"
        )
        with self.assertRaisesRegex(UserError, "goes forward only"):
            self._transfer(change_site=True, date="2026-02-01")

    def test_nobody_rewrites_it(self):
        for user in (self.sav_tech, self.sav_clerk, self.sav_billing, self.sav_admin):
            move = self.equipment.with_user(user).move_ids
            self.assertTrue(move.description)
            with mute_logger(*QUIET):
                for act in (
                    lambda row=move: row.write({"reason": "Forged"}),
                    lambda row=move: row.unlink(),
                    lambda row=move: row.create(
                        {
                            "equipment_id": self.equipment.id,
                            "date": "2020-01-01",
                            "origin": "sale",
                        }
                    ),
                ):
                    with self.assertRaises(AccessError):
                        act()

    def test_other_company_reads_nothing(self):
        moves = self.env["sav.equipment.move"].with_user(self.other_clerk)
        self.assertFalse(moves.search([("equipment_id", "=", self.equipment.id)]))
        with mute_logger(*QUIET), self.assertRaises(AccessError):
            moves.browse(self.equipment.move_ids.ids).read(["date"])

    def test_outsiders_and_technicians_transfer_nothing(self):
        for user in (self.portal_user, self.employee, self.sav_billing, self.sav_tech):
            with mute_logger(*QUIET), self.assertRaises(AccessError):
                self._transfer(
                    user=user, change_partner=True, partner_id=self.customer2.id
                )

    def test_customer_sees_their_own_period_only(self):
        with mute_logger(*QUIET), self.assertRaises(AccessError):
            self.env["sav.equipment.move"].with_user(self.portal_user).search([])
        self._transfer(change_partner=True, partner_id=self.customer2.id)
        self._transfer(
            change_site=True, site_id=self.shop.id, reason="Moved to the shop"
        )
        moves = self.equipment._get_portal_moves()
        self.assertEqual(moves.partner_id, self.customer2)
        self.assertEqual(len(moves), 2)


class TestEquipmentDelivery(SavCommon):
    """Machines put on file by their delivery."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.machine.sav_is_equipment = True
        cls.shop = cls.env["res.partner"].create(
            {"name": "Shop", "parent_id": cls.customer2.id, "type": "delivery"}
        )
        cls.today = fields.Date.today()

    def _deliver_order(self, buyer, address, lots):
        """Sell the serial numbers to ``buyer``, delivered to ``address``."""
        for lot in lots:
            self.env["stock.quant"]._update_available_quantity(
                self.machine, self.warehouse.lot_stock_id, 1, lot_id=lot
            )
        order = self.env["sale.order"].create(
            {
                "partner_id": buyer.id,
                "partner_shipping_id": address.id,
                "warehouse_id": self.warehouse.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.machine.id,
                            "product_uom_qty": len(lots),
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        picking = order.picking_ids
        picking.move_ids.move_line_ids.unlink()
        picking.move_ids.move_line_ids = [
            Command.create(
                {
                    "product_id": self.machine.id,
                    "lot_id": lot.id,
                    "quantity": 1,
                    "location_id": self.warehouse.lot_stock_id.id,
                    "location_dest_id": self.customers_location.id,
                    "picking_id": picking.id,
                }
            )
            for lot in lots
        ]
        picking.move_ids.picked = True
        picking._action_done()
        return picking

    def _return(self, lot, refund=True):
        return self._move_lot(
            lot,
            self.today,
            source=self.customers_location,
            destination=self.warehouse.lot_stock_id,
            to_refund=refund,
        )

    def test_holder_is_the_customer_and_site_the_address(self):
        lot = self._create_lot("D-1")
        picking = self._deliver_order(self.customer2, self.shop, lot)
        self.assertRecordValues(
            lot.sav_equipment_ids,
            [
                {
                    "partner_id": self.customer2.id,
                    "site_id": self.shop.id,
                    "owner_id": False,
                    "date_sale": self.today,
                    "sale_document": picking.name,
                }
            ],
        )
        self.assertEqual(lot.sav_equipment_ids.move_ids.origin, "sale")

    def test_address_alone_leads_to_its_company(self):
        lot = self._create_lot("D-2")
        self._deliver(lot, self.today, self.shop)
        self.assertEqual(lot.sav_equipment_ids.partner_id, self.customer2)
        self.assertEqual(lot.sav_equipment_ids.site_id, self.shop)

    def test_buyer_who_lets_it_owns_it(self):
        lot = self._create_lot("D-3")
        self._deliver_order(self.customer, self.shop, lot)
        self.assertRecordValues(
            lot.sav_equipment_ids,
            [
                {
                    "partner_id": self.customer2.id,
                    "site_id": self.shop.id,
                    "owner_id": self.customer.id,
                }
            ],
        )

    def test_units_without_serial_number_make_no_machine(self):
        self.part_ordered.sav_is_equipment = True
        move = self.env["stock.move"].create(
            {
                "product_id": self.part_ordered.id,
                "product_uom_qty": 3,
                "location_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": self.customers_location.id,
                "company_id": self.company.id,
                "partner_id": self.customer.id,
            }
        )
        move._action_confirm()
        move._action_assign()
        move.picked = True
        move._action_done()
        self.assertEqual(move.state, "done")
        domain = [("product_id", "=", self.part_ordered.id)]
        self.assertFalse(self.env["sav.equipment"].search(domain))

    def test_machine_taken_back_is_sold_to_nobody(self):
        lot = self._create_lot("D-4")
        self._deliver(lot, self.today, self.customer2)
        self._return(lot)
        machine = lot.sav_equipment_ids
        self.assertRecordValues(
            machine,
            [
                {
                    "partner_id": self.company.partner_id.id,
                    "date_sale": False,
                    "sale_source": False,
                    "sale_document": False,
                }
            ],
        )
        self.assertEqual(machine.move_ids.sorted()[0].origin, "return")

    def test_device_back_for_repair_stays_its_customers(self):
        lot = self._create_lot("D-5")
        self._deliver(lot, self.today, self.customer2)
        self._return(lot, refund=False)
        self.assertEqual(lot.sav_equipment_ids.partner_id, self.customer2)
        self.assertEqual(len(lot.sav_equipment_ids.move_ids), 1)

    def test_resale_finds_an_archived_machine(self):
        lot = self._create_lot("D-6")
        self._deliver(lot, self.today, self.customer2)
        machine = lot.sav_equipment_ids
        self._return(lot)
        machine.active = False
        picking = self._deliver(lot, self.today, self.customer)
        self.assertTrue(machine.active)
        self.assertEqual(lot.sav_equipment_ids, machine)
        self.assertEqual(machine.partner_id, self.customer)
        self.assertRecordValues(
            machine.move_ids.sorted()[0], [{"origin": "sale", "document": picking.name}]
        )

    def _count_queries_of_creation(self, lots):
        """Return the queries that putting on file costs in one delivery of ``lots``."""
        create = type(self.env["stock.move"])._create_sav_equipments
        spent = []

        def measure(moves):
            self.env.flush_all()
            start = self.env.cr.sql_log_count
            create(moves)
            self.env.flush_all()
            spent.append(self.env.cr.sql_log_count - start)

        self.patch(type(self.env["stock.move"]), "_create_sav_equipments", measure)
        self._deliver_order(self.customer2, self.shop, lots)
        self.patch(type(self.env["stock.move"]), "_create_sav_equipments", create)
        self.assertEqual(len(lots.sav_equipment_ids), len(lots))
        return sum(spent)

    def test_many_machines_cost_no_more_queries_each(self):
        counts = []
        for size in (5, 25):
            lots = self.env["stock.lot"].create(
                [
                    {
                        "name": f"D-B{size}-{rank}",
                        "product_id": self.machine.id,
                        "company_id": self.company.id,
                    }
                    for rank in range(size)
                ]
            )
            counts.append(self._count_queries_of_creation(lots))
        self.assertLessEqual(counts[1], counts[0] + 5)
