# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ..tools import part_swap
from ..tools.part_swap import pair_swaps
from .common import SavCommon
from .repair_common import RepairCommon

QUIET = ("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")


class TestPartSwap(BaseCase):
    """Which part took the place of which."""

    @staticmethod
    def _parts(*words):
        return [
            {"product": word[0], "serial": word[1:] or None}
            for word in " ".join(words).split()
        ]

    def test_examples(self):
        self.assertFalse(doctest.testmod(part_swap).failed)

    def test_pairs(self):
        for removed, added, expected, why in (
            ("", "", [], "nothing"),
            ("p1", "p2", [(0, 0)], "a swap"),
            ("p1", "q2", [(0, None), (None, 0)], "another product"),
            ("p p1", "p2", [(1, 0), (0, None)], "the one with a serial number first"),
            ("p1", "p p2", [(0, 1), (None, 0)], "a serial number for a serial number"),
            ("p1", "p", [(0, 0)], "rather than nothing"),
            ("p1 p2", "p3 p4", [(0, 0), (1, 1)], "in order"),
        ):
            with self.subTest(why):
                self.assertEqual(
                    pair_swaps(self._parts(removed), self._parts(added)), expected
                )


class TestEquipmentComponent(SavCommon):
    """What machines are made of."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boiler = cls._create_equipment(
            brand="Boiler", serial="BO-1", site_id=cls.customer2.id
        ).with_user(cls.sav_clerk)
        cls.burner = cls._create_equipment(
            brand="Burner", parent_id=cls.boiler.id
        ).with_user(cls.sav_clerk)
        cls.nozzle = cls._create_equipment(
            brand="Nozzle", parent_id=cls.burner.id
        ).with_user(cls.sav_clerk)
        cls.spare = cls._create_equipment(
            brand="Spare", partner_id=cls.company.partner_id.id
        ).with_user(cls.sav_clerk)

    def _change(self, mode, machine=None, component=None, put_in=None, **vals):
        wizard = (
            self.env["sav.component.change"]
            .with_user(vals.pop("user", self.sav_clerk))
            .create(
                {
                    "mode": mode,
                    "equipment_id": (machine or self.boiler).id,
                    "component_id": component and component.id,
                    "replacement_id": put_in and put_in.id,
                    "reason": "Worn out",
                    **vals,
                }
            )
        )
        wizard.action_apply()

    def test_tree_of_the_whole_machine(self):
        tree = self.burner.get_component_tree()
        self.assertEqual(
            [(node["id"], node["depth"], node["is_current"]) for node in tree["nodes"]],
            [
                (self.boiler.id, 0, False),
                (self.burner.id, 1, True),
                (self.nozzle.id, 2, False),
            ],
        )
        self.assertTrue(tree["can_change"])
        as_technician = self.burner.with_user(self.sav_tech).get_component_tree()
        self.assertFalse(as_technician["can_change"])

    def test_tree_is_for_colleagues(self):
        for user in (self.portal_user, self.employee, self.other_clerk):
            with mute_logger(*QUIET), self.assertRaises(AccessError):
                self.boiler.with_user(user).get_component_tree()

    def test_added_component_goes_where_the_machine_is(self):
        self._change("add", put_in=self.spare, document="BL-9")
        self.assertRecordValues(
            self.spare,
            [
                {
                    "parent_id": self.boiler.id,
                    "partner_id": self.customer.id,
                    "site_id": self.customer2.id,
                }
            ],
        )
        move = self.spare.move_ids.sorted()[0]
        self.assertRecordValues(
            move,
            [
                {
                    "origin": "component",
                    "reason": "Worn out",
                    "document": "BL-9",
                    "user_id": self.sav_clerk.id,
                    "parent_id": self.boiler.id,
                }
            ],
        )

    def test_component_taken_out(self):
        for destination, holder, active in (
            ("company", self.company.partner_id, True),
            ("customer", self.customer, True),
            ("scrapped", self.company.partner_id, False),
        ):
            part = self._create_equipment(brand="Part", parent_id=self.boiler.id)
            self._change("remove", component=part, destination=destination)
            self.assertFalse(part.parent_id)
            self.assertEqual((part.partner_id, part.active), (holder, active))

    def test_component_replaced(self):
        self._change("swap", component=self.burner, put_in=self.spare)
        self.assertEqual(self.spare.parent_id, self.boiler)
        self.assertEqual(self.nozzle.parent_id, self.spare)
        self.assertFalse(self.burner.parent_id)
        self.assertIn("Replaced by Spare", self.burner.move_ids.sorted()[0].reason)
        self.assertIn("Replaces Burner", self.spare.move_ids.sorted()[0].reason)

    def test_whole_machine_replaced(self):
        lessor = self.customer2
        self.boiler.owner_id = lessor
        self._change("swap", put_in=self.spare)
        self.assertRecordValues(
            self.spare,
            [
                {
                    "partner_id": self.customer.id,
                    "owner_id": lessor.id,
                    "site_id": self.customer2.id,
                    "parent_id": False,
                }
            ],
        )
        self.assertEqual(self.boiler.partner_id, self.company.partner_id)
        self.assertEqual(self.burner.parent_id, self.spare)

    def test_replaced_machine_that_stays_leaves_a_row(self):
        count = len(self.boiler.move_ids)
        self._change("swap", put_in=self.spare, destination="customer")
        self.assertEqual(len(self.boiler.move_ids), count + 1)
        self.assertIn("Replaced by", self.boiler.move_ids.sorted()[0].reason)

    def test_refusals(self):
        other = self._create_equipment(brand="Other")
        for words, args in (
            ("Choose what is put in", ("add",)),
            ("Choose the component", ("remove",)),
            ("itself", ("add", self.boiler, None, self.boiler)),
            ("itself", ("add", self.nozzle, None, self.boiler)),
            ("is a part of Boiler", ("add", other, None, self.burner)),
        ):
            with self.assertRaisesRegex(UserError, words), self.env.cr.savepoint():
                self._change(*args)

    def test_technician_changes_no_component(self):
        self._receive(self.boiler)
        with mute_logger(*QUIET), self.assertRaises(AccessError):
            self._change("add", put_in=self.spare, user=self.sav_tech)
        with self.assertRaisesRegex(AccessError, "at the counter"):
            self.boiler.with_user(self.sav_tech)._remove_component(
                fields.Date.today(), "Why"
            )

    def test_former_serial_number_still_leads_there(self):
        self.boiler.serial = "BO-2"
        alias = self.boiler.alias_ids
        self.assertEqual((alias.kind, alias.code), ("serial", "BO-1"))
        scans = self.env["sav.case"].with_user(self.sav_clerk)
        for code in ("BO-1", "bo-1", "BO-2"):
            self.assertEqual(
                scans.resolve_scan(code)["action"]["res_id"], self.boiler.id
            )

    def test_former_serial_number_in_stock_is_no_second_machine(self):
        lots = [self._create_lot(name) for name in ("BO-8", "BO-9")]
        self.boiler.lot_id = lots[0]
        self.boiler.lot_id = lots[1]
        scan = self.env["sav.case"].with_user(self.sav_clerk).resolve_scan("BO-8")
        self.assertEqual(scan["kind"], "equipment")
        self.assertEqual(scan["action"]["res_id"], self.boiler.id)

    def test_former_codes_are_written_by_nobody(self):
        self.boiler.serial = "BO-2"
        alias = self.boiler.alias_ids
        for user in (self.sav_tech, self.sav_clerk, self.sav_billing, self.sav_admin):
            self.assertTrue(alias.with_user(user).code)
            with mute_logger(*QUIET), self.assertRaises(AccessError):
                alias.with_user(user).write({"code": "X"})
            with mute_logger(*QUIET), self.assertRaises(AccessError):
                alias.with_user(user).copy()
        others = alias.with_user(self.other_clerk)
        self.assertFalse(others.search([("id", "=", alias.id)]))
        with mute_logger(*QUIET), self.assertRaises(AccessError):
            alias.with_user(self.portal_user).read(["code"])


@tagged("post_install", "-at_install")
class TestEquipmentPart(RepairCommon):
    """Parts that a repair replaced stay on record with the machine."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.repair = cls.case.sudo().repair_id
        cls.equipment = cls.case.equipment_id.sudo()
        cls.board = cls._create_product(
            "Test Board", tracking="serial", list_price=10.0, sav_is_equipment=True
        )
        cls.old_lot, cls.new_lot = (
            cls._create_lot(name, cls.board) for name in ("OLD-1", "NEW-1")
        )
        cls.env["stock.quant"]._update_available_quantity(
            cls.board, cls.warehouse.lot_stock_id, 1, lot_id=cls.new_lot
        )
        cls.old_board = cls._create_equipment(
            lot_id=cls.old_lot.id, parent_id=cls.equipment.id
        )

    def _repair(self):
        """Replace the board and put a pump in, then end the repair."""
        added = self.case.add_part(self.board.id, 1)
        pump = self.case.add_part(self.part_ordered.id, 2)
        labour = self.case.add_labour(self.role_n2.id, 1)
        self.env["stock.move"].sudo().create(
            {
                "repair_id": self.repair.id,
                "repair_line_type": "remove",
                "product_id": self.board.id,
                "product_uom_qty": 1,
            }
        )
        self.case.action_finish_diagnosis()
        self._accept(self.case)
        self.case.action_start_repair()
        self.case.set_part_used(added, 1, "NEW-1")
        self.case.set_part_used(pump, 2)
        removed = self.repair.move_ids.filtered(
            lambda move: move.repair_line_type == "remove"
        )
        removed.move_line_ids.unlink()
        removed.move_line_ids = [
            Command.create(
                {
                    "product_id": self.board.id,
                    "lot_id": self.old_lot.id,
                    "quantity": 1,
                    "location_id": removed.location_id.id,
                    "location_dest_id": removed.location_dest_id.id,
                }
            )
        ]
        removed.picked = True
        self.case.book_time(labour, 1)
        self._finish(self.case)

    def test_replaced_parts_are_on_record_with_their_serials(self):
        self._repair()
        self.assertEqual(self.repair.state, "done")
        parts = self.equipment.part_ids.sorted("action")
        self.assertRecordValues(
            parts,
            [
                {
                    "action": "added",
                    "product_id": self.part_ordered.id,
                    "quantity": 2,
                    "old_lot_id": False,
                    "new_lot_id": False,
                    "case_id": self.case.id,
                },
                {
                    "action": "swapped",
                    "product_id": self.board.id,
                    "quantity": 1,
                    "old_lot_id": self.old_lot.id,
                    "new_lot_id": self.new_lot.id,
                    "case_id": self.case.id,
                },
            ],
        )
        self.assertEqual(parts[1].user_id, self.sav_tech)
        self.assertIn("OLD-1 → NEW-1", parts[1].description)

    def test_tree_follows_the_repair(self):
        self._repair()
        self.assertFalse(self.old_board.parent_id)
        self.assertEqual(self.old_board.partner_id, self.company.partner_id)
        self.assertFalse(self.old_board.active, "removed parts are scrapped by default")
        self.assertRecordValues(
            self.old_board.move_ids[:1],
            [
                {
                    "origin": "component",
                    "document": self.repair.name,
                    "reason": f"Repair of {self.case.name}",
                    "old_parent_id": self.equipment.id,
                    "user_id": self.sav_tech.id,
                }
            ],
        )
        new_board = self.new_lot.sav_equipment_ids
        self.assertRecordValues(
            new_board,
            [
                {
                    "parent_id": self.equipment.id,
                    "partner_id": self.equipment.partner_id.id,
                    "sale_document": self.repair.name,
                }
            ],
        )

    def test_record_is_written_by_nobody(self):
        self._repair()
        part = self.equipment.part_ids[0]
        for user in (self.sav_tech, self.sav_clerk, self.sav_billing, self.sav_admin):
            self.assertTrue(part.with_user(user).description)
            with mute_logger(*QUIET), self.assertRaises(AccessError):
                part.with_user(user).write({"quantity": 9})
            with mute_logger(*QUIET), self.assertRaises(AccessError):
                part.with_user(user).unlink()
        others = part.with_user(self.other_clerk)
        self.assertFalse(others.search([("id", "=", part.id)]))
        with mute_logger(*QUIET), self.assertRaises(AccessError):
            part.with_user(self.portal_user).read(["quantity"])
