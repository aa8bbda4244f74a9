# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .claim_common import ClaimCommon
from .technician_common import encode, make_photo


@tagged("post_install", "-at_install")
class TestSavClaim(ClaimCommon):
    """From a repair under warranty to what the supplier gives back."""

    def test_one_click_fills_the_claim(self):
        self._finish_covered()
        claim = self._claim()
        self.assertRecordValues(
            claim,
            [
                {
                    "state": "draft",
                    "partner_id": self.supplier.id,
                    "case_id": self.covered.id,
                    "serial": "T-CL-1",
                    "user_id": self.sav_manager.id,
                    "company_id": self.company.id,
                }
            ],
        )
        part, labour = claim.line_ids
        self.assertEqual((part.kind, part.product_id), ("part", self.part_ordered))
        self.assertAlmostEqual(part.amount_claimed, 49.229, 3)
        self.assertEqual((labour.kind, labour.quantity), ("labour", 1.5))
        self.assertAlmostEqual(labour.amount_claimed, 30, 3)
        self.assertAlmostEqual(claim.amount_claimed, 79.229, 3)
        # again: the same claim
        self.assertEqual(self._claim(), claim)
        self.assertEqual(self.covered.with_user(self.sav_manager).claim_count, 1)

    def test_only_the_share_of_the_warranty(self):
        self.covered.with_user(self.sav_manager).set_payers(
            "stock.move",
            self.covered.repair_id.move_ids.ids[0],
            [
                {"payer": "warranty", "percentage": 60, "reason": "Agreed"},
                {"payer": "customer", "percentage": 40},
            ],
        )
        claim = self._claim()
        self.assertAlmostEqual(claim.line_ids[0].amount_claimed, 29.537, 3)

    def test_the_receipt_says_who_sold_it_to_us(self):
        lot = self.covered.equipment_id.lot_id
        picking = self.env["stock.picking"].create(
            {
                "partner_id": self.other_supplier.id,
                "origin": "P00042",
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
            }
        )
        self._move_lot(
            lot,
            "2026-05-01",
            source=self.env.ref("stock.stock_location_suppliers"),
            destination=self.warehouse.lot_stock_id,
            picking_id=picking.id,
        )
        claim = self._claim()
        self.assertEqual(claim.partner_id, self.other_supplier)
        self.assertEqual(claim.purchase_reference, "P00042")
        self.assertEqual(claim.date_purchase, fields.Date.to_date("2026-05-01"))

    def test_without_receipt_a_vendor_of_this_very_variant(self):
        template = self.machine.product_tmpl_id
        variant = self.machine.create({"product_tmpl_id": template.id, "active": False})
        self.machine.seller_ids.partner_id = self.other_supplier
        self.machine.seller_ids = [
            Command.create({"partner_id": partner.id, "sequence": 0, **vals})
            for partner, vals in (
                (self.supplier.copy({"active": False}), {}),
                (self.supplier, {"product_id": variant.id}),
                (self.supplier, {"company_id": self.other_company.id}),
            )
        ]
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self._claim().partner_id, self.other_supplier)

    def test_refusals_say_what_to_do(self):
        with self.assertRaisesRegex(UserError, "not under warranty"):
            self.case.with_user(self.sav_manager).action_claim_supplier()
        with self.assertRaisesRegex(AccessError, "counter, a manager or billing"):
            self.covered.with_user(self.sav_tech).action_claim_supplier()
        self.machine.seller_ids.unlink()
        with self.assertRaisesRegex(UserError, "add a vendor"):
            self._claim()

    def test_read_again_keeps_what_was_typed(self):
        claim = self._claim()
        claim.line_ids = [
            Command.create({"name": "Freight", "unit_amount": 10, "kind": "other"})
        ]
        self.covered.add_part(self.part_delivered.id, 2)
        claim.action_refresh()
        self.assertEqual(
            sorted(claim.line_ids.mapped("name")),
            sorted(["Freight", "Test Belt", "Test Pump", self.role_n2.name]),
        )

    def test_sent_with_the_photos(self):
        self.env["sav.evidence"].create(
            {
                "case_id": self.covered.id,
                "purpose": "diagnosis",
                "original": encode(make_photo()),
            }
        )
        claim = self._claim()
        claim.action_send()
        today = fields.Date.context_today(claim)
        self.assertEqual(claim.state, "sent")
        self.assertEqual(claim.date_due, today + timedelta(30))
        message = claim.message_ids.filtered(
            lambda message: (
                message.message_type != "notification"
                and self.supplier in message.partner_ids
            )
        )
        self.assertEqual(len(message.attachment_ids), 1)
        self.assertIn("Test Pump", message.body)
        # a whole number of parts, without decimals
        self.assertRegex(message.body, r">\s*\d+\s+×")
        self.assertIn("T-CL-1", message.subject)
        self.assertRegex(message.attachment_ids.mimetype, "^image/")

    def test_without_address_it_is_sent_by_hand(self):
        self.supplier.email = False
        claim = self._claim()
        with self.assertRaisesRegex(UserError, "Mark as Sent"):
            claim.action_send()
        claim.action_mark_sent()
        self.assertEqual(claim.state, "sent")
        with self.assertRaisesRegex(UserError, "call them"):
            claim.action_remind()
        with self.assertRaisesRegex(UserError, "stays as it is"):
            claim.line_ids[0].quantity = 5
        with self.assertRaisesRegex(UserError, "stays on file"):
            claim.unlink()

    def test_nothing_to_claim_is_not_sent(self):
        claim = self._claim()
        claim.line_ids.unlink()
        with self.assertRaisesRegex(UserError, "Nothing is claimed"):
            claim.action_send()

    def test_accepted_then_recovered_by_a_credit_note(self):
        claim = self._claim()
        claim.action_mark_sent()
        claim.action_accept()
        self.assertEqual(claim.state, "accepted")
        self.assertEqual(claim.amount_accepted, claim.amount_claimed)
        billing = claim.with_user(self.sav_billing)
        refund = self.env["account.move"].browse(
            billing.action_create_refund()["res_id"]
        )
        self.assertEqual(refund.move_type, "in_refund")
        self.assertEqual(refund.partner_id, self.supplier)
        # again: the same credit note
        self.assertEqual(billing.action_create_refund()["res_id"], refund.id)
        self.assertEqual(billing.refund_ids, refund)
        self.assertEqual(claim.amount_recovered, 0)
        refund.invoice_line_ids.tax_ids = False
        refund.invoice_date = fields.Date.today()
        refund.action_post()
        self.assertAlmostEqual(claim.amount_recovered, claim.amount_accepted, 3)
        refund.button_draft()
        self.assertEqual(claim.amount_recovered, 0)
        refund.action_post()
        self.assertAlmostEqual(claim.amount_recovered, claim.amount_accepted, 3)
        other = claim.copy()
        with self.assertRaisesRegex(ValidationError, "count in full for each"):
            other.sudo().refund_ids = refund
        billing.action_close()
        self.assertEqual(claim.state, "recovered")
        with self.assertRaisesRegex(UserError, "claims are over"):
            billing.amount_other = 5

    def test_partly_accepted(self):
        claim = self._claim()
        claim.action_mark_sent()
        part, labour = claim.line_ids
        part.amount_accepted = part.amount_claimed
        with self.assertRaisesRegex(UserError, "what the supplier answered"):
            claim.action_answer()
        claim.answer = "Labour is not covered"
        claim.action_answer()
        self.assertEqual(claim.state, "partial")
        claim.amount_other = 49.229
        claim.action_close()
        self.assertEqual(claim.state, "recovered")
        self.assertAlmostEqual(claim.amount_recovered, 49.229, 3)

    def test_more_than_claimed_is_refused(self):
        claim = self._claim()
        claim.action_mark_sent()
        with self.assertRaisesRegex(UserError, "More was accepted"):
            claim.line_ids[0].amount_accepted = 10_000

    def test_refused(self):
        claim = self._claim()
        claim.action_mark_sent()
        claim.answer = "Out of their warranty"
        claim.action_answer()
        self.assertEqual(claim.state, "refused")
        claim.action_close()
        self.assertEqual(claim.state, "closed")

    def test_states_move_by_the_buttons_only(self):
        claim = self._claim()
        with self.assertRaises(AccessError):
            claim.state = "recovered"
        with self.assertRaisesRegex(UserError, "while a claim is: Sent"):
            claim.action_accept()

    # -- overdue answers --

    def test_who_was_asked_stays(self):
        self._finish_covered()
        claim = self._claim()
        claim.partner_id = self.other_supplier
        claim.action_mark_sent()
        with self.assertRaisesRegex(UserError, "stays as it is"):
            claim.partner_id = self.supplier
        with self.assertRaisesRegex(UserError, "stays as it is"):
            claim.case_id = claim.case_id

    def test_reminded_once_of_a_late_answer(self):
        claim = self._claim()
        claim.action_mark_sent()
        claim.date_due = fields.Date.today() - timedelta(1)
        self.assertTrue(claim.is_late)
        cron = self.env.ref("sav_base.ir_cron_remind_claims")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        activity = claim.activity_ids
        self.assertEqual(activity.user_id, self.sav_manager)
        self.assertIn("Fagor Export", activity.summary)
        claim.action_remind()
        self.assertFalse(claim.activity_ids)
        self.assertFalse(claim.is_late)
        self.assertEqual(claim.reminder_count, 1)
        self.assertIn(
            "Reminder", " ".join(filter(None, claim.message_ids.mapped("subject")))
        )

    def test_reminders_of_many_cost_the_same(self):
        claims = (
            self.env["sav.claim"]
            .sudo()
            .create(
                [
                    {
                        "case_id": self.covered.id,
                        "partner_id": self.supplier.id,
                        "user_id": self.sav_manager.id,
                    }
                    for _rank in range(55)
                ]
            )
        )
        counts = []
        for some in (claims[:5], claims[5:]):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            some._schedule_reminders()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(len(claims.activity_ids), 55)
        self.assertLessEqual(counts[1], counts[0] + 3)

    def test_the_timeline_shows_claims_and_extensions(self):
        claim = self._claim()
        equipment = self.covered.equipment_id
        equipment.with_user(self.sav_manager).extend_warranty(5, 0, "Gesture")
        kinds = ["claim", "extension"]
        entries = equipment.with_user(self.sav_clerk).get_timeline(kinds)["entries"]
        self.assertEqual(
            [entry["title"] for entry in entries if entry["kind"] == "claim"],
            [f"Claim {claim.name} to Fagor Export"],
        )
        self.assertIn("5 days added: Gesture", [entry["title"] for entry in entries])
        # a technician sees no claim
        page = equipment.with_user(self.sav_tech).get_timeline(kinds)
        self.assertEqual({entry["kind"] for entry in page["entries"]}, {"extension"})
        self.assertNotIn("claim", [kind["key"] for kind in page["kinds"]])

    # -- rights --

    def test_the_counter_claims_without_seeing_the_costs(self):
        claim = self._claim(self.sav_clerk)
        self.assertEqual(claim.partner_id, self.supplier)
        with self.assertRaises(AccessError):
            claim.read(["amount_claimed"])
        with self.assertRaises(AccessError):
            claim.line_ids.read(["unit_amount"])
        with self.assertRaises(AccessError):
            claim.answer = "Yes"
        with self.assertRaises(AccessError):
            claim.action_send()
        self.assertNotIn("amount_claimed", Form(claim)._view["fields"])

    def test_each_role_opens_the_form(self):
        claim = self._claim()
        claim.action_mark_sent()
        for user in (
            self.sav_clerk,
            self.sav_manager,
            self.sav_billing,
            self.sav_admin,
        ):
            form = Form(claim.with_user(user))
            self.assertEqual(form.state, "sent", user.login)

    def test_others_see_no_claim(self):
        claim = self._claim()
        for user in (self.sav_tech, self.other_clerk, self.employee, self.portal_user):
            with self.assertRaises(AccessError):
                claim.with_user(user).read(["name"])
        other_billing = self.sav_billing.copy(
            {
                "login": "t_other_billing",
                "company_id": self.other_company.id,
                "company_ids": [Command.set(self.other_company.ids)],
            }
        )
        with self.assertRaises(AccessError):
            claim.with_user(other_billing).read(["name"])
        with self.assertRaises(AccessError):
            claim.line_ids.with_user(other_billing).read(["name"])
