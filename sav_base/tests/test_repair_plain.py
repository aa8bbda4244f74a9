# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import Form, tagged

from .repair_common import RepairCommon


@tagged("post_install", "-at_install")
class TestRepairPlain(RepairCommon):
    """A repair without a case, and its sale order, are core's to the last step."""

    def _create_plain_repair(self, quantity=1):
        return self.env["repair.order"].create(
            {
                "partner_id": self.customer.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "repair_line_type": "add",
                            "product_id": self.part_ordered.id,
                            "product_uom_qty": quantity,
                        },
                    )
                ],
            }
        )

    def test_no_gate(self):
        repair = self._create_plain_repair()
        repair.move_ids.quantity = 1
        self.assertTrue(repair.move_ids.move_line_ids)
        repair.action_validate()
        repair.action_repair_start()
        repair.action_repair_end()
        self.assertEqual(repair.state, "done")
        self.assertFalse(repair.move_ids.sav_payer_line_ids)

    def test_quote_follows_as_core_does(self):
        repair = self._create_plain_repair()
        repair.action_create_sale_order()
        order = repair.sale_order_id
        self.assertFalse(order.sav_kind)
        self.assertFalse(order.name.startswith("DI/"))
        order.action_quotation_sent()
        # Core follows a sent quote, and puts an unused part to nothing.
        repair.move_ids.product_uom_qty = 3
        self.assertEqual(order.order_line.product_uom_qty, 3)
        order.order_line.product_uom_qty = 4
        order.order_line.discount = 15
        self.assertRecordValues(
            order.order_line, [{"product_uom_qty": 4, "discount": 15}]
        )
        repair.under_warranty = True
        self.assertEqual(order.order_line.price_unit, 0)
        repair.under_warranty = False
        self.assertEqual(order.order_line.price_unit, 98.457)
        order.action_confirm()
        self.assertEqual(repair.state, "draft")
        self.assertEqual(order.order_line.qty_to_invoice, 4, "ordered quantity")
        repair.action_repair_start()
        repair.move_ids.quantity = 0
        repair.action_repair_end()
        self.assertEqual(repair.move_ids.state, "cancel")
        self.assertEqual(order.order_line.product_uom_qty, 0)

    def test_refused_quote_leaves_the_repair_alone(self):
        repair = self._create_plain_repair()
        repair.action_create_sale_order()
        repair.action_validate()
        repair.sale_order_id._action_cancel()
        self.assertEqual(repair.move_ids.state, "assigned")

    def test_plain_order_delivers_and_bills_what_was_ordered(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    (0, 0, {"product_id": self.part_ordered.id, "product_uom_qty": 2}),
                    (0, 0, {"product_id": self.service_n1.id, "product_uom_qty": 1}),
                ],
            }
        )
        order.order_line[1].product_uom_qty = 3
        order.action_confirm()
        self.assertTrue(order.picking_ids)
        self.assertEqual(order.order_line.mapped("qty_to_invoice"), [2, 0])
        order.order_line[1].qty_delivered = 3
        invoice = order._create_invoices()
        self.assertEqual(sum(invoice.invoice_line_ids.mapped("quantity")), 5)
        with Form(invoice) as form, form.invoice_line_ids.edit(0) as line:
            line.quantity = 10
        invoice.action_post()
        self.assertFalse(
            self.env["sav.transformation"].search_count(
                [("sale_order_id", "=", order.id)]
            )
        )
