# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import math

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .repair_common import RepairCommon

GOODWILL = {"payer": "goodwill", "percentage": 60, "reason": "Loyal customer"}
CUSTOMER = {"payer": "customer", "percentage": 40, "reason": ""}


@tagged("post_install", "-at_install")
class TestRepairEstimate(RepairCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.repair = cls.case.sudo().repair_id
        cls.clerk_case = cls.case.with_user(cls.sav_clerk)

    def _add_pump(self, quantity=1):
        return self.repair.move_ids.browse(
            self.case.add_part(self.part_ordered.id, quantity)
        )

    # parts, labour, actions

    def test_technician_without_stock_right_adds_and_removes(self):
        move = self._add_pump(2)
        self.assertRecordValues(
            move,
            [
                {
                    "repair_id": self.repair.id,
                    "repair_line_type": "add",
                    "product_uom_qty": 2,
                    "state": "draft",
                    "create_uid": self.sav_tech.id,
                }
            ],
        )
        self.case.set_part_quantity(move.id, 3)
        self.assertEqual(move.product_uom_qty, 3)
        self.case.remove_part(move.id)
        self.assertFalse(move.exists())
        line = self.env["sav.labour.line"].browse(
            self.case.add_labour(self.role_n2.id, 1.5)
        )
        self.assertRecordValues(
            line,
            [
                {
                    "planned_hours": 1.5,
                    "product_id": self.service_n2.id,
                    "technician_id": self.technician.id,
                    "customer_share": 100,
                }
            ],
        )
        self.case.set_labour_hours(line.id, 2)
        self.assertEqual(line.planned_hours, 2)
        self.case.remove_labour(line.id)
        self.assertFalse(line.exists())

    def test_same_source_proposes_once(self):
        for add in (
            lambda: self.case.add_part(self.part_ordered.id, 1, source="r1:pump"),
            lambda: self.case.add_labour(self.role_n1.id, 1, source="r1:n1"),
            lambda: self.case.add_action("Rinse", source="r1:rinse"),
        ):
            self.assertEqual(add(), add())

    def test_no_quantity_refused(self):
        move = self._add_pump()
        line = self.case.add_labour(self.role_n1.id, 1)
        for quantity in (0, -1, math.nan, math.inf, "two", None):
            for refused in (
                lambda q: self.case.add_part(self.part_ordered.id, q),
                lambda q: self.case.set_part_quantity(move.id, q),
                lambda q: self.case.add_labour(self.role_n1.id, q),
                lambda q: self.case.set_labour_hours(line, q),
            ):
                with self.assertRaisesRegex(UserError, "above 0"):
                    refused(quantity)

    def test_unknown_product_refused(self):
        foreign = self._create_product("Foreign", company_id=self.other_company.id)
        archived = self._create_product("Old Pump", active=False)
        for product_id, words in (
            (0, "does not exist here"),
            (foreign.id, "does not exist here"),
            (self.service_n1.id, "add it as labour"),
            (archived.id, "is archived"),
        ):
            with self.assertRaisesRegex(UserError, words):
                self.case.add_part(product_id, 1)
        with self.assertRaisesRegex(UserError, "role does not exist"):
            self.case.add_labour(0, 1)

    def test_lines_of_another_case_refused(self):
        other = self._diagnose()
        move_id = other.add_part(self.part_ordered.id, 1)
        line_id = other.add_labour(self.role_n1.id, 1)
        action_id = other.add_action("Rinse")
        for refused in (
            lambda: self.case.set_part_quantity(move_id, 5),
            lambda: self.case.remove_part(move_id),
            lambda: self.case.set_labour_hours(line_id, 5),
            lambda: self.case.remove_labour(line_id),
            lambda: self.case.book_time(line_id, 5),
            lambda: self.case.set_action_done(action_id, True),
            lambda: self.clerk_case.set_payers("stock.move", move_id, [CUSTOMER]),
        ):
            with self.assertRaisesRegex(UserError, "no longer in the estimate"):
                refused()

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_outsiders_refused(self):
        for user in (self.sav_tech2, self.employee, self.portal_user, self.sav_billing):
            case = self.case.with_user(user)
            with self.assertRaises(AccessError):
                case.add_part(self.part_ordered.id, 1)
        for user in (self.sav_tech2, self.employee, self.portal_user):
            with self.assertRaises(AccessError):
                self.case.with_user(user).get_estimate()

    def test_closed_case_refused(self):
        self.case.sudo().state = "closed"
        with self.assertRaisesRegex(UserError, "not being worked on"):
            self.case.add_part(self.part_ordered.id, 1)

    def test_action_ticked(self):
        action_id = self.case.add_action("Leak test", mandatory=True)
        self.case.set_action_done(action_id, True)
        action = self.env["sav.action.line"].browse(action_id)
        self.assertTrue(action.date_done)
        self.assertEqual(action.done_by_id, self.sav_tech)
        self.case.set_action_done(action_id, False)
        self.assertFalse(action.date_done or action.done_by_id)

    # payers

    def test_coverage_proposes_the_payers(self):
        case = self._diagnose_covered()
        move = self.repair.move_ids.browse(case.add_part(self.part_ordered.id, 1))
        self.assertRecordValues(
            move.sav_payer_line_ids,
            [{"payer": "warranty", "percentage": 100, "is_proposed": True}],
        )
        travel = self.env["sav.labour.line"].browse(
            case.add_labour(self.role_n1.id, 1, kind="travel")
        )
        self.assertEqual(travel.customer_share, 100, "the policy covers no travel")

    def test_new_verdict_moves_what_nobody_decided(self):
        case = self._diagnose_covered()
        moves = self.repair.move_ids.browse(
            [case.add_part(self.part_ordered.id, 1) for _rank in range(2)]
        )
        case.with_user(self.sav_clerk).set_payers(
            "stock.move", moves[1].id, [GOODWILL, CUSTOMER]
        )
        case.equipment_id.sudo().write({"date_sale": "2020-01-01"})
        case.sudo().equipment_id.lot_id = False
        case.with_user(self.sav_clerk).action_recompute_warranty()
        self.assertEqual(case.warranty_state, "out")
        self.assertEqual(moves.mapped("sav_customer_share"), [100, 40])

    def test_payers_add_up(self):
        move = self._add_pump()
        set_payers = self.clerk_case.set_payers
        with self.assertRaisesRegex(ValidationError, "Test Pump: the payers.*60.*100"):
            set_payers("stock.move", move.id, [GOODWILL])
        with self.assertRaisesRegex(UserError, "say why"):
            set_payers(
                "stock.move", move.id, [{"payer": "internal", "percentage": 100}]
            )
        with self.assertRaisesRegex(UserError, "A payer is one of"):
            set_payers("stock.move", move.id, [{"payer": "king", "percentage": 100}])
        with self.assertRaisesRegex(UserError, "percentage above 0"):
            set_payers(
                "stock.move", move.id, [GOODWILL | {"percentage": 140}, CUSTOMER]
            )
        with self.assertRaisesRegex(UserError, "say who pays"):
            set_payers("stock.move", move.id, [])
        with self.assertRaisesRegex(UserError, "Only parts and labour"):
            set_payers("res.partner", move.id, [CUSTOMER])
        set_payers("stock.move", move.id, [GOODWILL, CUSTOMER])
        self.assertEqual(move.sav_customer_share, 40)
        with self.assertRaisesRegex(ValidationError, "add up to"):
            move.sav_payer_line_ids[0].percentage = 50

    def test_technician_does_not_decide_who_pays(self):
        move = self._add_pump()
        with self.assertRaisesRegex(AccessError, "decided by the counter"):
            self.case.set_payers("stock.move", move.id, [GOODWILL, CUSTOMER])
        with self.assertRaisesRegex(AccessError, "decided by the counter"):
            self.case.add_part(self.consumable.id, 1, payer="goodwill", reason="Nice")
        with mute_logger("odoo.addons.base.models.ir_model"):
            with self.assertRaises(AccessError):
                self.env["sav.payer.line"].with_user(self.sav_tech).create(
                    {"move_id": move.id, "payer": "goodwill"}
                )
        free = self.clerk_case.add_part(
            self.consumable.id, 1, payer="goodwill", reason="Nice"
        )
        self.assertEqual(self.repair.move_ids.browse(free).sav_customer_share, 0)

    def test_accepted_share_only_falls(self):
        move = self._add_pump()
        self.clerk_case.set_payers("stock.move", move.id, [GOODWILL, CUSTOMER])
        self.case.action_finish_diagnosis()
        with self.assertRaisesRegex(UserError, "was sent"):
            self.clerk_case.set_payers(
                "stock.move", move.id, [CUSTOMER | {"percentage": 100}]
            )
        self._accept(self.case)
        with self.assertRaisesRegex(UserError, "can only pay less"):
            self.clerk_case.set_payers(
                "stock.move", move.id, [CUSTOMER | {"percentage": 100}]
            )
        self.clerk_case.set_payers(
            "stock.move", move.id, [GOODWILL | {"percentage": 100}]
        )
        self.assertEqual(move.sale_line_id.discount, 100)

    # the screen

    def test_estimate_in_one_call(self):
        self._get_story_estimate(self.case)
        self.case.add_action("Leak test", mandatory=True)
        estimate = self.case.get_estimate()
        self.assertEqual(
            estimate["totals"], {"untaxed": 214.457, "tax": 40.747, "total": 255.204}
        )
        self.assertEqual(
            [part["subtotal"] for part in estimate["parts"]], [98.457, 25, 0]
        )
        self.assertEqual(
            estimate["parts"][2]["payers"],
            [{"payer": "goodwill", "percentage": 100, "reason": "Loyal customer"}],
        )
        self.assertEqual([line["quantity"] for line in estimate["labour"]], [1.5, 0.5])
        self.assertTrue(estimate["can_edit"])
        self.assertFalse(estimate["can_set_payers"])
        self.assertTrue(self.clerk_case.get_estimate()["can_set_payers"])
        self.case.action_finish_diagnosis()
        sent = self.case.get_estimate()
        self.assertEqual(sent["totals"], estimate["totals"])
        self.assertEqual(sent["orders"][0]["state"], "sent")
        self.assertFalse(sent["can_edit"])
        self.assertIn("Revise Quote", sent["frozen"])

    def test_prices_hidden_from_technicians(self):
        self.company.sav_technician_sees_prices = False
        self._get_story_estimate(self.case)
        self.case.action_finish_diagnosis()
        estimate = self.case.get_estimate()
        self.assertFalse(estimate["totals"] or estimate["limit"])
        self.assertNotIn("total", estimate["orders"][0])
        for line in estimate["parts"] + estimate["labour"]:
            self.assertNotIn("price", line)
            self.assertNotIn("subtotal", line)
        self.assertTrue(self.clerk_case.get_estimate()["totals"])
        self.assertTrue(self.case.with_user(self.sav_manager).get_estimate()["totals"])

    def test_technician_reads_no_order(self):
        self._add_pump()
        self.case.action_finish_diagnosis()
        order = self.repair.sav_order_ids.with_user(self.sav_tech)
        with mute_logger("odoo.addons.base.models.ir_model"):
            for record in (order, order.order_line):
                with self.assertRaises(AccessError):
                    record.read(["price_total" if record != order else "amount_total"])
        # The technician's own records are read all the same.
        self.case.read()
        self.case.repair_id.read(["state", "sale_order_id"])
        self.env["sav.labour.line"].with_user(self.sav_tech).search_read([])

    def test_reading_costs_the_same_for_many_lines(self):
        def count_queries(case):
            self.env.flush_all()
            self.env.invalidate_all()
            # As a request does: by its id alone.
            case = self.env["sav.case"].with_user(self.sav_tech).browse(case.id)
            start = self.cr.sql_log_count
            case.get_estimate()
            return self.cr.sql_log_count - start

        def fill(lines):
            case = self._diagnose()
            for _rank in range(lines):
                case.add_part(self.part_ordered.id, 1)
                case.add_labour(self.role_n1.id, 1)
                case.add_action("Rinse")
            return case

        few, many = fill(2), fill(12)
        count_queries(few)
        self.assertEqual(count_queries(few), count_queries(many))
        for case in few + many:
            case.action_finish_diagnosis()
        self.assertEqual(count_queries(few), count_queries(many))

    def test_stock_user_in_the_form_of_core(self):
        """What the verbs check holds when a part is typed on the repair order."""
        self.case.action_finish_diagnosis()
        self.assertEqual(self.case.state, "repair", "nothing to pay")
        other = self._diagnose()
        other.add_part(self.part_ordered.id, 1)
        other.action_finish_diagnosis()
        repair = other.sudo().repair_id
        for refused in (
            lambda: repair.write(
                {
                    "move_ids": [
                        Command.create(
                            {
                                "repair_line_type": "add",
                                "product_id": self.consumable.id,
                                "product_uom_qty": 1,
                            }
                        )
                    ]
                }
            ),
            lambda: repair.move_ids.write({"product_uom_qty": 5}),
            lambda: repair.move_ids.write({"product_id": self.consumable.id}),
            lambda: repair.move_ids.unlink(),
        ):
            with self.assertRaisesRegex(UserError, "was sent"):
                refused()
        repair.move_ids.product_uom_qty = 1
        self.assertEqual(repair.sav_order_ids.order_line.product_uom_qty, 1)
