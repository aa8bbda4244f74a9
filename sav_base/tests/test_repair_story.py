# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.tests import tagged

from .repair_common import RepairCommon


@tagged("post_install", "-at_install")
class TestRepairStory(RepairCommon):
    def test_paid_device_from_estimate_to_invoice(self):
        case = self.case
        self.assertEqual(case.state, "diagnosis")
        ordered, delivered, free, n2, n1 = self._get_story_estimate(case)
        case.action_finish_diagnosis()
        self.assertEqual(case.state, "approval")
        order = case.sudo().repair_id.sav_order_ids
        self.assertRecordValues(
            order,
            [
                {
                    "sav_kind": "repair",
                    "state": "sent",
                    "partner_id": self.customer.id,
                    "user_id": self.sav_clerk.id,
                    "require_signature": True,
                    "amount_untaxed": 214.457,
                    "amount_tax": 40.747,
                    "amount_total": 255.204,
                }
            ],
        )
        self.assertTrue(order.name.startswith("DI/"))
        self.assertEqual(order, case.sudo().repair_id.sale_order_id)
        self.assertRecordValues(
            order.order_line,
            [
                {"product_id": product.id, "product_uom_qty": quantity, "discount": off}
                for product, quantity, off in (
                    (self.part_ordered, 1, 0),
                    (self.part_delivered, 1, 0),
                    (self.consumable, 2, 100),
                    (self.service_n2, 1.5, 0),
                    (self.service_n1, 0.5, 0),
                )
            ],
        )
        self.assertEqual(
            order.order_line.mapped("sav_payer_reason"),
            ["", "", "Loyal customer", "", ""],
        )
        with self.assertRaisesRegex(UserError, r"DI/.*255\.204.*not accepted"):
            case.action_start_repair()

        self._accept(case)
        self.assertEqual(order.state, "sale")
        self.assertFalse(order.picking_ids)
        self.assertEqual(case.state, "repair")
        self.assertEqual(case.repair_id.state, "confirmed")
        self.assertEqual({ordered.state, delivered.state, free.state}, {"assigned"})
        self.assertIn("Amira Ben Salah", case.message_ids[0].body)

        case.action_start_repair()
        case.set_part_used(free.id, 1)
        case.book_time(n2.id, 1.5)
        case.book_time(n1.id, 0.5)
        self._finish(case)
        self.assertRecordValues(case, [{"state": "ready", "outcome": "repaired"}])
        self.assertEqual(case.repair_id.state, "done")
        self.assertEqual(free.quantity, 1)
        self.assertTrue(order.sav_is_open)
        self.assertEqual(set(order.order_line.mapped("qty_to_invoice")), {0})
        with self.assertRaisesRegex(UserError, "not closed"):
            order.with_user(self.sav_billing).action_sav_invoice()

        self._close(case)
        self.assertFalse(order.sav_is_open)
        self.assertEqual(order.order_line.mapped("qty_to_invoice"), [1, 1, 1, 1.5, 0.5])
        self.assertEqual(order.invoice_status, "to invoice")
        self.assertIn("1.00 of 2.00", order.sav_billing_reason)
        action = order.with_user(self.sav_billing).action_sav_invoice()
        invoice = self.env["account.move"].browse(action["res_id"])
        self.assertRecordValues(
            invoice,
            [
                {
                    "amount_untaxed": 214.457,
                    "amount_tax": 40.747,
                    "amount_total": 255.204,
                }
            ],
        )
        self.assertEqual(order.invoice_status, "invoiced")
        invoice.with_user(self.sav_billing).action_post()
        self.assertEqual(
            order.sav_transformation_ids.sorted("id").mapped("quantity"),
            [1, 1, 1, 1.5, 0.5],
        )

    def test_covered_device_costs_nothing(self):
        case = self._diagnose_covered()
        case.add_part(self.part_ordered.id, 1)
        labour = case.add_labour(self.role_n2.id, 1)
        case.action_finish_diagnosis()
        self.assertEqual(case.state, "repair")
        order = case.sudo().repair_id.sav_order_ids
        self.assertRecordValues(order, [{"state": "sale", "amount_total": 0}])
        self.assertEqual(order.order_line.mapped("price_unit"), [98.457, 50])
        self.assertTrue(all(order.order_line.mapped("sav_payer_reason")))
        case.book_time(labour, 1)
        self._finish(case)
        self._close(case)
        self.assertEqual(order.order_line.mapped("qty_delivered"), [1, 1])
        self.assertEqual(order.invoice_status, "invoiced")
        with self.assertRaisesRegex(UserError, "nothing to pay"):
            order.with_user(self.sav_billing).action_sav_invoice()
        self.assertFalse(order.invoice_ids)
