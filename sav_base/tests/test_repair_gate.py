# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .repair_common import RepairCommon

NOT_ACCEPTED = "is not accepted"
SIGNATURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA"
    "AABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestRepairGate(RepairCommon):
    """Every path of core to consume a part, before the customer agreed to pay it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.storekeeper = new_test_user(
            cls.env,
            "sav_storekeeper",
            groups="stock.group_stock_user",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.move = (
            cls.case.sudo().repair_id.move_ids.browse(
                cls.case.add_part(cls.part_ordered.id, 1)
            )
        ).with_user(cls.storekeeper)
        cls.labour = cls.case.add_labour(cls.role_n2.id, 1)
        cls.case.action_finish_diagnosis()
        cls.repair = cls.case.repair_id.with_user(cls.storekeeper)
        cls.order = cls.case.sudo().repair_id.sav_order_ids

    def _assert_nothing_taken(self):
        # What was refused is still in the cache, waiting to be written.
        self.env.invalidate_all(flush=False)
        self.assertEqual(self.repair.state, "draft")
        self.assertEqual(self.move.state, "draft")
        self.assertFalse(self.move.quantity)
        quant = self.env["stock.quant"]._gather(
            self.part_ordered, self.warehouse.lot_stock_id
        )
        self.assertEqual(quant.reserved_quantity, 0)

    def test_refusal_says_why_and_what_to_do(self):
        with self.assertRaises(UserError) as refusal:
            self.case.action_start_repair()
        message = str(refusal.exception)
        for word in (self.case.name, self.order.name, "176.664", "Wait for"):
            self.assertIn(word, message)

    def test_hidden_prices_are_not_said(self):
        self.company.sav_technician_sees_prices = False
        with self.assertRaisesRegex(UserError, self.order.name) as refusal:
            self.case.action_start_repair()
        self.assertNotIn("176.664", str(refusal.exception))
        self._accept(self.case)
        said = " ".join(self.case.message_ids.mapped("body"))
        self.assertIn("Amira Ben Salah", said)
        self.assertNotIn("176.664", said)

    def test_case_start_refused(self):
        with self.assertRaisesRegex(UserError, NOT_ACCEPTED):
            self.case.action_start_repair()
        self._assert_nothing_taken()

    def test_case_finish_refused(self):
        self.case.sudo().state = "diagnosis"
        with self.assertRaisesRegex(UserError, NOT_ACCEPTED):
            self._finish(self.case)
        self._assert_nothing_taken()

    def test_validate_refused(self):
        with self.assertRaisesRegex(UserError, NOT_ACCEPTED):
            self.repair.action_validate()
        self._assert_nothing_taken()

    def test_confirm_refused(self):
        with self.assertRaisesRegex(UserError, NOT_ACCEPTED):
            self.repair._action_repair_confirm()
        self._assert_nothing_taken()

    def test_start_refused(self):
        with self.assertRaisesRegex(UserError, NOT_ACCEPTED):
            self.repair.action_repair_start()
        self._assert_nothing_taken()

    def test_done_refused(self):
        with self.assertRaisesRegex(UserError, NOT_ACCEPTED):
            self.repair.action_repair_done()
        self._assert_nothing_taken()

    def test_check_availability_refused(self):
        with self.assertRaisesRegex(UserError, NOT_ACCEPTED):
            self.repair.action_assign()
        self._assert_nothing_taken()

    def test_move_confirm_keeps_the_draft(self):
        self.assertEqual(self.move._action_confirm(), self.move)
        self._assert_nothing_taken()

    def test_move_assign_takes_nothing_and_stops_nobody(self):
        other = self.env["stock.move"].create(
            {
                "product_id": self.part_ordered.id,
                "product_uom_qty": 1,
                "location_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": self.customers_location.id,
                "company_id": self.company.id,
            }
        )
        other._action_confirm(merge=False)
        other._do_unreserve()
        # As after an acceptance that was cancelled: confirmed, no longer agreed.
        self.move.sudo().state = "confirmed"
        (self.move.sudo() + other)._action_assign()
        self.assertFalse(self.move.quantity)
        self.assertEqual(other.quantity, 1)

    def test_move_done_refused(self):
        self.env.cr.execute(
            "UPDATE stock_move SET quantity = 1, picked = true WHERE id = %s",
            [self.move.id],
        )
        self.move.invalidate_recordset()
        with self.assertRaisesRegex(UserError, NOT_ACCEPTED):
            self.move._action_done()

    def test_typed_quantity_refused(self):
        with self.assertRaisesRegex(UserError, NOT_ACCEPTED):
            self.move.quantity = 1
        self._assert_nothing_taken()

    def test_move_line_refused(self):
        with self.assertRaisesRegex(UserError, NOT_ACCEPTED):
            self.env["stock.move.line"].with_user(self.storekeeper).create(
                {
                    "move_id": self.move.id,
                    "product_id": self.part_ordered.id,
                    "quantity": 1,
                    "location_id": self.move.location_id.id,
                    "location_dest_id": self.move.location_dest_id.id,
                }
            )
        self._assert_nothing_taken()

    def test_repair_time_refused_diagnosis_time_booked(self):
        with self.assertRaisesRegex(UserError, NOT_ACCEPTED):
            self.case.book_time(self.labour, 1)
        with self.assertRaisesRegex(UserError, NOT_ACCEPTED):
            # Also by a client that goes round the verb.
            self.env["sav.labour.time"].with_user(self.sav_tech).create(
                {
                    "labour_line_id": self.labour,
                    "technician_id": self.technician.id,
                    "hours": 1,
                }
            )
        self.case.action_revise_quote()
        look = self.case.add_labour(self.role_n1.id, 0.5, kind="diagnosis")
        self.case.book_time(look, 0.25)
        self.assertEqual(self.env["sav.labour.line"].browse(look).worked_hours, 0.25)

    def test_acceptance_opens(self):
        self._accept(self.case)
        self.assertEqual(self.repair.state, "confirmed")
        self.assertEqual(self.move.state, "assigned")
        self.repair.action_repair_start()
        self.case.book_time(self.labour, 1)

    def test_part_added_after_acceptance_waits(self):
        self._accept(self.case)
        moves = (
            self.env["stock.move"]
            .with_user(self.storekeeper)
            .create(
                [
                    {
                        "repair_id": self.repair.id,
                        "repair_line_type": "add",
                        "product_id": product.id,
                        "product_uom_qty": 1,
                    }
                    for product in (self.part_delivered, self.consumable)
                ]
            )
        )
        self.assertEqual(moves.product_id, self.part_delivered + self.consumable)
        self.assertEqual(set(moves.mapped("state")), {"draft"})
        with self.assertRaisesRegex(UserError, "supplement"):
            moves[0].quantity = 1
        with self.assertRaisesRegex(UserError, "did not accept Test Belt, Test Seal"):
            self._finish(self.case)
        self.case.action_send_quote()
        supplement = self.case.sudo().repair_id.sav_order_ids - self.order
        self.assertRecordValues(
            supplement, [{"sav_kind": "supplement", "state": "sent"}]
        )
        self.assertEqual(self.case.state, "repair")
        self._accept(self.case)
        self.assertEqual(set(moves.mapped("state")), {"assigned"})

    def test_part_is_not_slipped_under_an_accepted_line(self):
        self._accept(self.case)
        vals = {
            "repair_id": self.repair.id,
            "repair_line_type": "add",
            "product_id": self.part_ordered.id,
            "product_uom_qty": 5,
        }
        line = self.move.sudo().sale_line_id
        with self.assertRaisesRegex(UserError, "linked to the quote"):
            self.move.create(vals | {"sale_line_id": line.id})
        extra = self.move.create(vals)
        with self.assertRaisesRegex(UserError, "linked to the quote"):
            extra.sale_line_id = line
        self.env.invalidate_all(flush=False)
        self.assertFalse(extra.quantity)

    def test_free_part_added_after_acceptance_is_reserved(self):
        self._accept(self.case)
        move = self.move.browse(self.case.add_part(self.consumable.id, 1))
        self.assertEqual(move.state, "draft")
        self.case.with_user(self.sav_clerk).set_payers(
            "stock.move",
            move.id,
            [{"payer": "internal", "percentage": 100, "reason": "Our mistake"}],
        )
        self.assertEqual(move.state, "assigned")

    def _diagnose_with_limit(self, limit):
        reception = self._create_reception(
            self._create_equipment(serial="X-LIMIT"),
            technician_id=self.technician.id,
            cost_limit=limit,
        )
        self.env["sav.signature"].with_user(self.sav_clerk).create(
            {
                "reception_id": reception.id,
                "purpose": "drop_off",
                "signer_name": "Amira Ben Salah",
                "signature": SIGNATURE,
            }
        )
        reception.action_confirm()
        case = reception.case_ids.with_user(self.sav_tech)
        case.action_start_diagnosis()
        return case

    def test_signed_limit_opens(self):
        case = self._diagnose_with_limit(200)
        part = self.move.browse(case.add_part(self.part_ordered.id, 1))
        case.action_finish_diagnosis()
        self.assertEqual(case.state, "repair")
        order = case.sudo().repair_id.sav_order_ids
        self.assertEqual(order.state, "sale")
        self.assertEqual(part.state, "assigned")
        self.assertIn("under the limit", case.message_ids[0].body)
        # 117.164 twice is above 200: this time the customer is asked.
        more = self.move.browse(case.add_part(self.part_ordered.id, 1))
        self.assertEqual(more.state, "draft")
        case.action_send_quote()
        self.assertEqual(
            case.sudo().repair_id.sav_order_ids.sorted("id").mapped("state"),
            ["sale", "sent"],
        )

    def test_part_under_the_limit_needs_no_answer(self):
        case = self._diagnose_with_limit(200)
        case.add_part(self.part_ordered.id, 1)
        case.action_finish_diagnosis()
        belt = self.move.browse(case.add_part(self.part_delivered.id, 1))
        case.action_send_quote()
        self.assertEqual(
            case.sudo().repair_id.sav_order_ids.mapped("state"), ["sale", "sale"]
        )
        self.assertEqual(belt.state, "assigned")

    def test_limit_without_signature_does_not_count(self):
        case = self._diagnose_with_limit(200)
        case.reception_id.sudo().signature_ids.state = "void"
        case.add_part(self.part_ordered.id, 1)
        case.action_finish_diagnosis()
        self.assertEqual(case.state, "approval")

    def test_override_is_for_managers_and_logged(self):
        with self.assertRaises(AccessError):
            self.case.action_override_gate("Urgent")
        manager_case = self.case.with_user(self.sav_manager)
        with self.assertRaisesRegex(UserError, "Say why"):
            manager_case.action_override_gate("  ")
        manager_case.action_override_gate("Hospital, agreed by phone")
        self.assertEqual(self.repair.sudo().sav_gate_override_user_id, self.sav_manager)
        for record in (self.case, self.repair.sudo()):
            self.assertIn("Hospital, agreed by phone", record.message_ids[0].body)
        self.case.action_start_repair()
        self.assertEqual(self.move.state, "assigned")
        self.case.book_time(self.labour, 1)

    def test_refusal_releases_and_hands_back(self):
        self._accept(self.case)
        self.order.sav_refusal_reason = "Too expensive"
        self.order._action_cancel()
        self.assertEqual(self.move.state, "confirmed")
        self.assertFalse(self.move.quantity)
        self.assertRecordValues(self.case, [{"state": "ready", "outcome": "refused"}])
        self.assertIn("Too expensive", self.case.message_ids[0].body)
        with self.assertRaisesRegex(UserError, "no quote was made"):
            self.repair.action_repair_start()

    def test_more_than_accepted_refused(self):
        self._accept(self.case)
        self.case.action_start_repair()
        with self.assertRaisesRegex(UserError, "accepted 1.0 on DI/"):
            self.case.set_part_used(self.move.id, 2)
        self.case.cause_id = self.cause
        self.case.book_time(self.labour, 1)
        self.move.quantity = 2
        self.move.picked = True
        with self.assertRaisesRegex(UserError, "accepted 1.0 on DI/"):
            self.repair.action_repair_end()

    def test_customer_signs_on_the_screen(self):
        with self.assertRaisesRegex(UserError, "writes their name and signs"):
            self.case.accept_quote("Amira", False)
        self.case.accept_quote("Amira Ben Salah", SIGNATURE)
        self.assertEqual(self.order.state, "sale")
        self.assertEqual(self.move.state, "assigned")
        self.assertEqual(
            self.case.sudo().signature_ids.mapped("signer_name"), ["Amira Ben Salah"]
        )
        with self.assertRaisesRegex(UserError, "no quote waits"):
            self.case.accept_quote("Amira", SIGNATURE)

    def test_customer_without_mail_is_handed_the_quote(self):
        self.customer.email = False
        case = self._diagnose()
        case.add_part(self.part_ordered.id, 1)
        case.action_finish_diagnosis()
        order = case.sudo().repair_id.sav_order_ids
        self.assertEqual((case.state, order.state), ("approval", "sent"))
        self.assertTrue(order.sav_sent_pdf_ids)
        activity = case.sudo().activity_ids
        self.assertEqual(activity.user_id, self.sav_clerk)
        self.assertIn(order.name, activity.note)

    def test_storekeeper_without_after_sales_role_opens_the_repair(self):
        self._accept(self.case)
        with Form(self.repair) as form:
            form.internal_notes = "<p>Shelf 3</p>"
        self.assertIn("Shelf 3", self.repair.sudo().internal_notes)
        [values] = self.repair.web_read(
            {"sav_case_id": {"fields": {"display_name": {}}}}
        )
        self.assertEqual(values["sav_case_id"]["display_name"], self.case.name)

    def test_end_in_stock_asks_what_the_case_asks(self):
        self._accept(self.case)
        self.repair.action_repair_start()
        with self.assertRaisesRegex(UserError, "choose the cause"):
            self.repair.action_repair_end()
        self.case.cause_id = self.cause
        self.case.book_time(self.labour, 1)
        self.repair.action_repair_end()
        self.assertEqual(self.repair.state, "done")
        self.assertRecordValues(self.case, [{"state": "ready", "outcome": "repaired"}])
