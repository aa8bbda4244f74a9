# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from functools import partial

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import SavCommon


class ReturnCase(SavCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kettle = cls._create_product("Test Kettle", list_price=30)
        cls.env["stock.quant"]._update_available_quantity(
            cls.kettle, cls.warehouse.lot_stock_id, 10
        )
        cls.storekeeper = new_test_user(
            cls.env,
            "sav_storekeeper",
            groups="stock.group_stock_user",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    @classmethod
    def _sell(cls, serials=(), kettles=0):
        """Return a sale order whose goods were all delivered."""
        lots = [cls._create_lot(serial) for serial in serials]
        for lot in lots:
            cls.env["stock.quant"]._update_available_quantity(
                cls.machine, cls.warehouse.lot_stock_id, 1, lot_id=lot
            )
        lines = []
        if lots:
            lines.append({"product_id": cls.machine.id, "product_uom_qty": len(lots)})
        if kettles:
            lines.append({"product_id": cls.kettle.id, "product_uom_qty": kettles})
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "company_id": cls.company.id,
                "order_line": [Command.create(line) for line in lines],
            }
        )
        order.action_confirm()
        picking = order.picking_ids
        machine_move = picking.move_ids.filtered(
            lambda move: move.product_id == cls.machine
        )
        if machine_move:
            machine_move.lot_ids = [Command.set([lot.id for lot in lots])]
        picking.move_ids.picked = True
        picking.button_validate()
        assert picking.state == "done"
        return order

    def _get_reception(self, action):
        self.assertEqual(action.get("res_model") or "sav.reception", "sav.reception")
        reception_id = action.get("res_id") or action["params"]["reception_id"]
        return self.env["sav.reception"].browse(reception_id).with_user(self.sav_clerk)

    def _return(self, picking, is_service=True, user=None):
        """Bring a delivery back with core's wizard; return the receipt, to be done."""
        wizard = (
            self.env["stock.return.picking"]
            .with_user(user or self.storekeeper)
            .with_context(active_id=picking.id, active_model="stock.picking")
            .create({"sav_is_service_return": is_service})
        )
        action = wizard.action_create_returns_all()
        return self.env["stock.picking"].browse(action["res_id"])

    def _validate(self, picking, user=None):
        picking = picking.with_user(user or self.storekeeper)
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")


@tagged("post_install", "-at_install")
class TestCustomerReturn(ReturnCase):
    """“Retour SAV” in one click, from where the clerk happens to be."""

    def test_order_of_one_machine(self):
        order = self._sell(["T-R-1"], kettles=1)
        wizard = order.with_user(self.sav_clerk).action_sav_return()
        self.assertEqual(wizard["res_model"], "sav.return.choice")
        order = self._sell(["T-R-2"])
        reception = self._get_reception(
            order.with_user(self.sav_clerk).action_sav_return()
        )
        self.assertRecordValues(
            reception,
            [
                {
                    "state": "draft",
                    "origin": "return",
                    "partner_id": self.customer.id,
                    "sale_order_id": order.id,
                    "user_id": self.sav_clerk.id,
                    "company_id": self.company.id,
                }
            ],
        )
        machine = reception.case_ids.equipment_id
        self.assertEqual(machine.serial, "T-R-2")
        self.assertEqual(machine.partner_id, self.customer)
        self.assertEqual(machine.sale_document, order.picking_ids.name)
        self.assertEqual(order.sav_reception_ids, reception)
        shown = order.with_user(self.sav_clerk).action_sav_open_receptions()
        self.assertEqual(self._get_reception(shown), reception)

    def test_machine_is_put_on_file_in_the_company_that_sold_it(self):
        order = self._sell(["T-R-3"], kettles=1)
        order.picking_ids.move_line_ids.lot_id.company_id = False
        companies = self.company | self.other_company
        self.sav_clerk.company_ids = companies
        action = (
            order.with_user(self.sav_clerk)
            .with_context(allowed_company_ids=(self.other_company + self.company).ids)
            .action_sav_return()
        )
        wizard = (
            self.env["sav.return.choice"]
            .with_user(self.sav_clerk)
            .with_context(allowed_company_ids=(self.other_company + self.company).ids)
            .browse(action["res_id"])
        )
        wizard.line_ids.is_selected = True
        reception = self._get_reception(wizard.action_receive())
        self.assertEqual(reception.company_id, self.company)
        self.assertEqual(reception.case_ids.equipment_id.company_id, self.company)

    def test_click_again_takes_up_the_same_draft(self):
        order = self._sell(["T-R-3"]).with_user(self.sav_clerk)
        first = self._get_reception(order.action_sav_return())
        self.assertEqual(self._get_reception(order.action_sav_return()), first)
        lot = first.case_ids.equipment_id.lot_id.with_user(self.sav_clerk)
        self.assertEqual(self._get_reception(lot.action_sav_return()), first)
        self.assertEqual(len(first.case_ids), 1)

    def test_several_machines_are_chosen(self):
        order = self._sell(["T-R-4", "T-R-5"], kettles=3).with_user(self.sav_clerk)
        action = order.action_sav_return()
        wizard = self.env["sav.return.choice"].with_user(self.sav_clerk)
        wizard = wizard.browse(action["res_id"])
        self.assertEqual(
            sorted(line.product_id.name for line in wizard.line_ids),
            ["Test Kettle", "Test Washer 7 kg", "Test Washer 7 kg"],
        )
        with self.assertRaisesRegex(UserError, "Tick the machines"):
            wizard.action_receive()
        wizard.line_ids.filtered(
            lambda line: line.lot_id.name == "T-R-5"
        ).is_selected = True
        kettles = wizard.line_ids.filtered(lambda line: not line.lot_id)
        self.assertEqual(kettles.quantity_max, 3)
        kettles.write({"is_selected": True, "quantity": 2})
        # What a client writes over what was proposed is looked at again.
        kettles.write({"quantity_max": 60, "quantity": 60})
        with self.assertRaisesRegex(UserError, "61 devices are too many"):
            wizard.action_receive()
        kettles.write({"quantity_max": 3, "quantity": 2})
        abroad = self.env["res.company"].create({"name": "Abroad"})
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", abroad.id)], limit=1
        )
        foreign = self.env["stock.picking"].create(
            {
                "picking_type_id": warehouse.out_type_id.id,
                "partner_id": self.customer.id,
            }
        )
        source = kettles.delivery_id
        kettles.delivery_id = foreign
        with self.assertRaisesRegex(UserError, "of another company"):
            wizard.action_receive()
        kettles.delivery_id = source
        reception = self._get_reception(wizard.action_receive())
        machines = reception.case_ids.equipment_id
        self.assertEqual(len(machines), 3)
        self.assertEqual(machines.lot_id.name, "T-R-5")
        pots = machines.filtered(lambda machine: machine.product_id == self.kettle)
        self.assertEqual(pots.mapped("sale_source"), ["delivery"] * 2)
        self.assertEqual(pots.mapped("sale_document"), [order.picking_ids.name] * 2)

    def test_delivery(self):
        picking = self._sell(["T-R-6"]).picking_ids
        reception = self._get_reception(
            picking.with_user(self.sav_clerk).action_sav_return()
        )
        self.assertEqual(reception.delivery_id, picking)
        self.assertEqual(reception.partner_id, self.customer)
        self.assertEqual(picking.with_user(self.sav_clerk).sav_reception_count, 1)

    def test_serial_number_of_a_machine_that_is_on_file_or_not(self):
        lot = self._create_lot("T-R-7")
        with self.assertRaisesRegex(UserError, "Nobody is known to have.*T-R-7"):
            lot.with_user(self.sav_clerk).action_sav_return()
        self._deliver(lot, "2026-01-05", self.customer2)
        reception = self._get_reception(
            lot.with_user(self.sav_clerk).action_sav_return()
        )
        self.assertEqual(reception.partner_id, self.customer2)
        self.assertEqual(reception.case_ids.equipment_id.lot_id, lot)

    def test_machine_that_was_never_sold_here(self):
        machine = self._create_equipment(serial="FOREIGN-1")
        reception = self._get_reception(
            machine.with_user(self.sav_clerk).action_sav_return()
        )
        self.assertEqual(reception.case_ids.equipment_id, machine)
        self.assertEqual(reception.origin, "return")
        reception.case_ids.fault_ids = [Command.create({"description": "Leaks"})]
        reception.action_confirm()
        self.assertEqual(reception.state, "confirmed")

    def test_what_was_refunded_does_not_come_back_again(self):
        order = self._sell(["T-R-8"])
        self._validate(self._return(order.picking_ids, is_service=False))
        with self.assertRaisesRegex(UserError, "taken back and refunded"):
            order.with_user(self.sav_clerk).action_sav_return()

    def test_nothing_delivered(self):
        order = self.env["sale.order"].create({"partner_id": self.customer.id})
        with self.assertRaisesRegex(UserError, "Nothing that could be repaired"):
            order.with_user(self.sav_clerk).action_sav_return()

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_only_the_counter_receives(self):
        order = self._sell(["T-R-9"])
        machine = self._create_equipment()
        for user in (self.sav_tech, self.other_clerk, self.storekeeper, self.employee):
            for record in (order, order.picking_ids, machine):
                with self.assertRaises(AccessError, msg=f"{user.login} {record}"):
                    record.with_user(user).action_sav_return()
        self.assertFalse(order.sav_reception_ids | order.picking_ids.sav_return_ids)
        self.assertFalse(machine.case_ids)


@tagged("post_install", "-at_install")
class TestReturnPicking(ReturnCase):
    """Core's return wizard, for the service and for everything else."""

    def test_service_return(self):
        order = self._sell(["T-P-1"])
        line = order.order_line
        back = self._return(order.picking_ids)
        self.assertFalse(any(back.move_ids.mapped("to_refund")))
        self.assertEqual(back.owner_id, self.customer)
        self.assertFalse(back.sudo().sav_return_ids)
        self._validate(back)
        self.assertEqual(line.qty_delivered, 1)
        reception = back.sudo().sav_return_ids.with_user(self.sav_clerk)
        self.assertRecordValues(
            reception,
            [
                {
                    "state": "draft",
                    "origin": "return",
                    "partner_id": self.customer.id,
                    "return_picking_id": back.id,
                    "user_id": False,
                }
            ],
        )
        case = reception.case_ids
        self.assertEqual(case.equipment_id.serial, "T-P-1")
        self.assertEqual(case.receipt_move_id, back.move_ids)
        lot = case.equipment_id.lot_id
        quant = self.env["stock.quant"].search(
            [
                ("lot_id", "=", lot.id),
                ("location_id.usage", "=", "internal"),
                ("quantity", ">", 0),
            ]
        )
        self.assertEqual(quant.owner_id, self.customer)
        self.assertEqual(quant.value, 0)

    def test_repair_is_done_where_it_stands_then_it_is_given_back(self):
        order = self._sell(["T-P-2"])
        back = self._return(order.picking_ids)
        self._validate(back)
        reception = back.sudo().sav_return_ids.with_user(self.sav_clerk)
        case = reception.case_ids
        case.fault_ids = [Command.create({"description": "Does not start"})]
        reception.action_confirm()
        self.assertEqual(reception.user_id, self.sav_clerk)
        repair = case.sudo().repair_id
        self.assertEqual(repair.product_location_src_id, back.location_dest_id)
        self.assertEqual(repair.product_location_dest_id, back.location_dest_id)
        verdict = case.warranty_verdict_id
        self.assertTrue(verdict, "the sale is not forgotten")
        case.action_cancel()
        give_back = case.sudo().give_back_move_id
        self.assertEqual(give_back.state, "done")
        self.assertEqual(give_back.location_dest_id.usage, "customer")
        lot = case.equipment_id.lot_id
        self.assertFalse(
            self.env["stock.quant"].search(
                [
                    ("lot_id", "=", lot.id),
                    ("location_id.usage", "=", "internal"),
                    ("quantity", "!=", 0),
                ]
            )
        )
        self.assertEqual(order.order_line.qty_delivered, 1)
        sale = lot._find_sav_sales(self.company)[lot, self.company]
        self.assertEqual(sale["document"], order.picking_ids.sorted("id")[0].name)

    def test_reception_that_was_started_before_is_linked(self):
        order = self._sell(["T-P-3"])
        reception = self._get_reception(
            order.with_user(self.sav_clerk).action_sav_return()
        )
        back = self._return(order.picking_ids)
        self._validate(back)
        self.assertEqual(back.sudo().sav_return_ids, reception)
        self.assertEqual(reception.user_id, self.sav_clerk)
        self.assertEqual(reception.case_ids.receipt_move_id, back.move_ids)

    def test_case_that_is_open_already_is_linked(self):
        order = self._sell(["T-P-4"])
        lot = order.picking_ids.move_line_ids.lot_id
        case = self._receive(
            self._create_equipment(lot_id=lot.id, partner_id=self.customer.id)
        )
        back = self._return(order.picking_ids)
        self._validate(back)
        self.assertEqual(back.sudo().sav_return_ids, case.reception_id)
        self.assertEqual(case.receipt_move_id, back.move_ids)

    def test_ordinary_return_is_left_alone(self):
        order = self._sell(["T-P-5"], kettles=2)
        back = self._return(order.picking_ids, is_service=False)
        self.assertTrue(all(back.move_ids.mapped("to_refund")))
        self.assertFalse(back.owner_id)
        self._validate(back)
        self.assertEqual(order.order_line.mapped("qty_delivered"), [0, 0])
        self.assertFalse(back.sudo().sav_return_ids)

    def test_untracked_products_come_back_one_case_each(self):
        order = self._sell(kettles=2)
        back = self._return(order.picking_ids)
        self._validate(back)
        cases = back.sudo().sav_return_ids.case_ids
        self.assertEqual(len(cases.equipment_id), 2)
        self.assertEqual(cases.equipment_id.product_id, self.kettle)

    def test_untracked_machine_that_is_being_repaired_is_not_taken_twice(self):
        delivery = self._sell(kettles=2).picking_ids
        machines = self.env["sav.equipment"].with_user(self.sav_clerk)
        find = partial(
            machines._find_or_create_untracked, self.customer, self.kettle, 1, delivery
        )
        first = find()
        self._receive(first)
        second = find()
        self.assertNotEqual(second, first)
        self.assertEqual(find(), second, "on no reception yet: it is the same one")

    def test_untracked_machine_is_sold_on_the_day_of_the_delivery_here(self):
        delivery = self._sell(kettles=1).picking_ids
        delivery.date_done = "2026-03-31 23:30:00"
        machine = (
            self.env["sav.equipment"]
            .with_user(self.sav_clerk)
            .with_context(tz="Africa/Tunis")
            ._find_or_create_untracked(self.customer, self.kettle, 1, delivery)
        )
        self.assertEqual(str(machine.date_sale), "2026-04-01")


@tagged("post_install", "-at_install")
class TestReceiveIntoStock(ReturnCase):
    def _confirm(self, machine):
        case = self._receive(machine)
        return case, case.sudo()

    def test_default_moves_no_stock(self):
        machine = self._create_sold_equipment("T-S-1", "2026-01-05")
        _case, case_sudo = self._confirm(machine)
        self.assertFalse(case_sudo.receipt_move_id)
        self.assertEqual(
            case_sudo.repair_id.product_location_src_id, self.customers_location
        )

    def test_setting_receives_and_gives_back(self):
        shelf = self.env["stock.location"].create(
            {"name": "SAV", "location_id": self.warehouse.view_location_id.id}
        )
        receipt_type = self.warehouse.in_type_id.copy(
            {"name": "SAV Receipts", "default_location_dest_id": shelf.id}
        )
        self.company.write(
            {"sav_receive_into_stock": True, "sav_receipt_type_id": receipt_type.id}
        )
        machine = self._create_sold_equipment("T-S-2", "2026-01-05")
        case, case_sudo = self._confirm(machine)
        move = case_sudo.receipt_move_id
        self.assertEqual(move.state, "done")
        self.assertEqual(move.location_dest_id, shelf)
        self.assertFalse(move.to_refund)
        self.assertEqual(move.picking_id.owner_id, self.customer)
        self.assertEqual(case_sudo.repair_id.product_location_src_id, shelf)
        self.assertEqual(case_sudo.reception_id.return_picking_id, move.picking_id)
        self.assertEqual(machine.date_sale.isoformat(), "2026-01-05")
        self.assertEqual(len(case_sudo.reception_id.case_ids), 1)
        case_sudo.write({"state": "ready", "outcome": "repaired"})
        case_sudo.repair_id.action_repair_start()
        case_sudo.repair_id.action_repair_end()
        case_sudo.intervention_ids.write(
            {"state": "done", "billing_status": "nothing_to_bill"}
        )
        case.action_hand_over()
        self.assertEqual(case_sudo.give_back_move_id.state, "done")
        quants = self.env["stock.quant"].search(
            [("lot_id", "=", machine.lot_id.id), ("location_id", "=", shelf.id)]
        )
        self.assertFalse(sum(quants.mapped("quantity")))
        sale = machine.lot_id._find_sav_sales(self.company)
        self.assertEqual(
            sale[machine.lot_id, self.company]["date"].isoformat(), "2026-01-05"
        )

    def test_machine_of_others_is_never_stock(self):
        self.company.sav_receive_into_stock = True
        _case, case_sudo = self._confirm(self._create_equipment(serial="OTHER-1"))
        self.assertFalse(case_sudo.receipt_move_id)

    def test_receipt_of_the_service_s_own_type_opens_a_reception(self):
        receipt_type = self.warehouse.in_type_id.copy({"name": "SAV Receipts"})
        self.company.sav_receipt_type_id = receipt_type
        lot = self._create_lot("T-S-3")
        picking = self.env["stock.picking"].create(
            {
                "partner_id": self.customer2.id,
                "picking_type_id": receipt_type.id,
                "location_id": self.customers_location.id,
                "location_dest_id": receipt_type.default_location_dest_id.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.machine.id,
                            "product_uom_qty": 1,
                            "location_id": self.customers_location.id,
                            "location_dest_id": (
                                receipt_type.default_location_dest_id.id
                            ),
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.move_ids.move_line_ids.lot_id = lot
        self._validate(picking)
        reception = picking.sudo().sav_return_ids
        self.assertEqual(reception.partner_id, self.customer2)
        self.assertEqual(reception.case_ids.equipment_id.lot_id, lot)
        self.assertEqual(picking.owner_id, self.customer2)
