# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import math

from odoo.exceptions import UserError
from odoo.tests import tagged

from .repair_common import RepairCommon


@tagged("post_install", "-at_install")
class TestRepairUsed(RepairCommon):
    """What the technician says was used, worked and done."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.repair = cls.case.sudo().repair_id
        cls.board = cls._create_product(
            "Test Board", tracking="serial", list_price=10.0, standard_price=4.0
        )
        cls.boards = cls._stock_lots(cls.board, "B1", "B2", "B3")
        cls.oil = cls._create_product("Test Oil", tracking="lot", list_price=1.0)
        cls.oils = cls._stock_lots(cls.oil, "L1", "L2", quantity=5)

    @classmethod
    def _stock_lots(cls, product, *names, quantity=1):
        lots = cls.env["stock.lot"]
        for name in names:
            lot = cls._create_lot(name, product)
            cls.env["stock.quant"]._update_available_quantity(
                product, cls.warehouse.lot_stock_id, quantity, lot_id=lot
            )
            lots += lot
        return lots

    def _start(self, **planned):
        """Plan parts by the name of their attribute, accept and start the repair."""
        moves = self.repair.move_ids
        for name, quantity in planned.items():
            moves += moves.browse(self.case.add_part(getattr(self, name).id, quantity))
        self.labour = self.case.add_labour(self.role_n2.id, 1)
        self.case.action_finish_diagnosis()
        self._accept(self.case)
        self.case.action_start_repair()
        return moves

    def _assert_refused(self, words, *calls):
        for call in calls:
            with self.assertRaisesRegex(UserError, words):
                call()

    # quantities

    def test_no_quantity_refused(self):
        move = self._start(part_ordered=2)
        self._assert_refused(
            "how much was used",
            *(
                lambda q=quantity: self.case.set_part_used(move.id, q)
                for quantity in (-1, math.nan, math.inf, "two", None)
            ),
        )

    def test_stock_never_goes_below_nothing(self):
        quant = self.env["stock.quant"]._gather(
            self.part_ordered, self.warehouse.lot_stock_id
        )
        quant.inventory_quantity = 1
        quant.action_apply_inventory()
        move = self._start(part_ordered=2)
        self.assertEqual(move.quantity, 1, "one reserved, one missing")
        self._assert_refused(
            r"2.0 used, but only 1.0 is in",
            lambda: self.case.set_part_used(move.id, 2),
        )
        # Nobody said how many: the part that is missing is not silently dropped.
        self.case.book_time(self.labour, 1)
        self._assert_refused(
            "2.0 planned, 1.0 in stock", lambda: self._finish(self.case)
        )
        self.case.set_part_used(move.id, 1)
        self._finish(self.case)
        self.assertEqual(quant.quantity, 0)

    def test_said_use_is_not_reserved_again(self):
        move = self._start(part_ordered=3)
        self.case.set_part_used(move.id, 1)
        move._action_assign()
        self.assertEqual(move.quantity, 1)
        self.case.set_part_used(move.id, 0)
        move._action_assign()
        self.assertEqual(move.quantity, 0)

    def test_what_nobody_said_is_used_as_planned(self):
        moves = self._start(part_ordered=2, part_delivered=3)
        self.case.set_part_used(moves[0].id, 1)
        self.case.book_time(self.labour, 1)
        self._finish(self.case)
        self.assertEqual(moves.mapped("state"), ["done", "done"])
        self.assertEqual(moves.mapped("quantity"), [1, 3])

    def test_only_while_in_repair(self):
        move = self.case.add_part(self.part_ordered.id, 1)
        self._assert_refused("In Repair", lambda: self.case.set_part_used(move, 1))

    # serial numbers

    def test_serial_is_the_scanned_one(self):
        move = self._start(board=2)
        self.assertEqual(move.lot_ids, self.boards[:2], "core's own choice")
        self._assert_refused(
            "scan its serial number", lambda: self.case.set_part_used(move.id, 1)
        )
        self._assert_refused(
            "has no serial number B9",
            lambda: self.case.set_part_used(move.id, 1, "B9"),
        )
        self.case.set_part_used(move.id, 1, "B3")
        self.assertEqual(move.lot_ids, self.boards[2])
        self.case.set_part_used(move.id, 1, "B3")
        self.assertEqual(move.quantity, 1, "scanned twice is used once")
        self.case.set_part_used(move.id, 1, "B1")
        self.assertEqual(move.lot_ids, self.boards[0] + self.boards[2])
        self.case.book_time(self.labour, 1)
        self._finish(self.case)
        self.assertEqual(move.sale_line_id.qty_delivered, 2)

    def test_serial_that_is_elsewhere_refused(self):
        self._move_lot(self.boards[2], "2026-10-01")
        move = self._start(board=1)
        with self.assertRaisesRegex(UserError, "Test Board B3.*only 0"):
            # Delivered once and back on no shelf.
            self.env["stock.quant"]._update_available_quantity(
                self.board, self.warehouse.lot_stock_id, -1, lot_id=self.boards[2]
            )
            self.case.set_part_used(move.id, 1, "B3")

    def test_scanning_starts_again(self):
        move = self._start(board=2)
        self.case.set_part_used(move.id, 1, "B1")
        self.case.set_part_used(move.id, 0)
        self.assertFalse(move.move_line_ids)
        self.case.set_part_used(move.id, 1, "B2")
        self.assertEqual(move.lot_ids, self.boards[1])

    def test_lots_with_their_quantities(self):
        move = self._start(oil=6)
        self.case.set_part_used(move.id, 4, "L1")
        self.case.set_part_used(move.id, 2, "L2")
        self.assertEqual(move.quantity, 6)
        self.case.set_part_used(move.id, 1, "L2")
        self.assertEqual(move.quantity, 5)
        self._assert_refused(
            "Test Oil L1: 9.0 used, but only 5.0",
            lambda: self.case.set_part_used(move.id, 9, "L1"),
        )

    def test_serial_of_a_part_taken_off_is_made(self):
        self.repair.picking_type_id.use_create_lots = True
        move = self.repair.move_ids.browse(
            self.case.add_part(self.board.id, 1, line_type="remove")
        )
        self.case.action_finish_diagnosis()
        self.assertEqual(self.case.state, "repair", "nothing to pay")
        self.case.action_start_repair()
        self.case.set_part_used(move.id, 1, "OLD-1")
        self._finish(self.case)
        self.assertEqual(move.state, "done")
        self.assertEqual(move.lot_ids.name, "OLD-1")

    # time

    def test_no_time_refused(self):
        self._start(part_ordered=1)
        for hours in (-1, math.nan, "soon", None, 10**6):
            self._assert_refused(
                "time worked in hours",
                lambda h=hours: self.case.book_time(self.labour, h),
            )
        self._assert_refused(
            "not in advance",
            lambda: self.case.book_time(self.labour, 1, date="2099-01-01"),
        )

    def test_time_is_the_user_s_at_a_frozen_cost(self):
        self._start(part_ordered=1)
        time_id = self.case.book_time(self.labour, 1.25, note="Pump replaced")
        time = self.env["sav.labour.time"].browse(time_id)
        self.assertRecordValues(
            time,
            [
                {
                    "technician_id": self.technician.id,
                    "hours": 1.25,
                    "hourly_cost": 20,
                    "case_id": self.case.id,
                    "note": "Pump replaced",
                }
            ],
        )
        self.technician.hourly_cost = 99
        time.hours = 2
        self.assertEqual(time.hourly_cost, 20)
        self.case.remove_time(time_id)
        self.assertFalse(time.exists())

    def test_finished_work_takes_no_time(self):
        self._start(part_ordered=1)
        time_id = self.case.book_time(self.labour, 1)
        self._finish(self.case)
        self._assert_refused(
            "neither in diagnosis nor in repair",
            lambda: self.case.book_time(self.labour, 1),
            lambda: self.case.remove_time(time_id),
        )

    # the end

    def test_all_that_is_missing_is_told_at_once(self):
        self._start(part_ordered=1)
        action = self.case.add_action("Leak test", mandatory=True)
        self.case.add_action("Polish the door")
        with self.assertRaises(UserError) as refusal:
            self.case.action_finish_repair()
        message = str(refusal.exception)
        for words in ("Leak test", "cause of the fault", "Technician N2"):
            self.assertIn(words, message)
        self.assertNotIn("Polish", message)
        self.case.set_action_done(action, True)
        self.case.book_time(self.labour, 0)
        self._finish(self.case)
        self.assertEqual(self.case.state, "ready")

    def test_nothing_was_wrong(self):
        """A device without any need goes through without an order."""
        self.case.action_finish_diagnosis()
        self.assertEqual(self.case.state, "repair")
        self._finish(self.case)
        self.assertEqual(self.case.state, "ready")
        self.assertFalse(self.repair.sav_order_ids)
