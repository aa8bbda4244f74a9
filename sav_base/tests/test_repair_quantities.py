# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .repair_common import RepairCommon


@tagged("post_install", "-at_install")
class TestRepairQuantities(RepairCommon):
    """What is billed is what was used, whatever the product's invoicing policy."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.repair = cls.case.sudo().repair_id
        cls.ordered, cls.delivered = (
            cls.repair.move_ids.browse(cls.case.add_part(part.id, 4))
            for part in (cls.part_ordered, cls.part_delivered)
        )
        cls.labour = cls.repair.sav_labour_line_ids.browse(
            cls.case.add_labour(cls.role_n2.id, 2)
        )
        cls.case.action_finish_diagnosis()
        cls.order = cls._accept(cls.case)
        cls.billing_order = cls.order.with_user(cls.sav_billing)

    def _work(self, used=4, hours=2):
        """Use ``used`` of both parts, work ``hours``, finish and close."""
        for move in (self.ordered, self.delivered):
            self.case.set_part_used(move.id, used)
        self.case.book_time(self.labour.id, hours)
        self._finish(self.case)
        self._close(self.case)

    def _assert_quantities(self, field, *expected):
        self.assertEqual(self.order.order_line.mapped(field), list(expected))

    def _invoice(self):
        return self.billing_order._create_invoices().sudo()

    # while the work goes on

    def test_nothing_while_open(self):
        self._assert_quantities("qty_to_invoice", 0, 0, 0)
        self.assertEqual(self.order.invoice_status, "no")
        with self.assertRaisesRegex(UserError, "not closed"):
            self._invoice()
        self.case.book_time(self.labour.id, 2)
        self._finish(self.case)
        self._assert_quantities("qty_delivered", 4, 4, 2)
        self._assert_quantities("qty_to_invoice", 0, 0, 0)
        with self.assertRaisesRegex(UserError, "not closed"):
            self._invoice()
        with self.assertRaisesRegex(UserError, "finish or cancel"):
            self.case.with_user(self.sav_clerk).action_close()
        self._close(self.case)
        self._assert_quantities("qty_to_invoice", 4, 4, 2)

    def test_deposit_on_an_open_order(self):
        wizard = (
            self.env["sale.advance.payment.inv"]
            .with_context(active_ids=self.order.ids, active_model="sale.order")
            .create({"advance_payment_method": "percentage", "amount": 10})
        )
        wizard.create_invoices()
        deposit = self.order.invoice_ids
        deposit.action_post()
        # Neither a credit note of the deposit, nor what was ordered.
        with self.assertRaisesRegex(UserError, "not closed"):
            self.billing_order._create_invoices(final=True)
        self.order._force_lines_to_invoice_policy_order()
        with self.assertRaisesRegex(UserError, "not closed"):
            self.billing_order._create_invoices(final=True)
        self._work()
        invoice = self.billing_order._create_invoices(final=True).sudo()
        self.assertAlmostEqual(
            invoice.amount_total + deposit.amount_total, self.order.amount_total, 2
        )
        self.assertEqual(self.order.invoice_status, "invoiced")

    def test_technician_and_clerk_do_not_bill(self):
        self._work()
        for user in (self.sav_tech, self.sav_clerk):
            with self.assertRaises(AccessError):
                self.order.with_user(user).action_sav_invoice()

    # once it is closed

    def test_as_planned(self):
        self._work()
        self._assert_quantities("qty_to_invoice", 4, 4, 2)
        invoice = self._invoice()
        self.assertEqual(invoice.amount_untaxed, 4 * 98.457 + 4 * 25 + 2 * 50)
        self._assert_quantities("qty_to_invoice", 0, 0, 0)
        self.assertEqual(self.order.invoice_status, "invoiced")
        with self.assertRaisesRegex(UserError, "billed already"):
            self._invoice()

    def test_less_than_planned(self):
        self._work(used=1, hours=0.5)
        self._assert_quantities("product_uom_qty", 4, 4, 2)
        self._assert_quantities("qty_to_invoice", 1, 1, 0.5)
        self._invoice()
        self.assertEqual(self.order.invoice_status, "invoiced")
        self.assertEqual(
            self.order.order_line.mapped("invoice_status"), ["invoiced"] * 3
        )
        self.assertEqual(
            self.order.amount_to_invoice, self.order.invoice_ids.amount_total
        )
        self.order.invoice_ids.action_post()
        self.assertEqual(self.order.amount_to_invoice, 0)

    def test_nothing_used(self):
        self._work(used=0, hours=0)
        self._assert_quantities("product_uom_qty", 4, 4, 2)
        self._assert_quantities("qty_to_invoice", 0, 0, 0)
        self.assertEqual(self.order.invoice_status, "invoiced")
        self.assertEqual({self.ordered.state, self.delivered.state}, {"cancel"})

    def test_more_hours_than_accepted_are_not_billed(self):
        self._work(hours=5)
        self._assert_quantities("qty_delivered", 4, 4, 5)
        self._assert_quantities("qty_to_invoice", 4, 4, 2)
        self._invoice()
        self.assertEqual(self.order.invoice_status, "invoiced")

    def test_supplement_is_billed_beside(self):
        more = self.repair.move_ids.browse(self.case.add_part(self.part_ordered.id, 1))
        self.case.action_send_quote()
        self._accept(self.case)
        self.case.set_part_used(more.id, 1)
        self._work(used=2)
        supplement = self.repair.sav_order_ids - self.order
        self.assertEqual(supplement.order_line.qty_to_invoice, 1)
        self._assert_quantities("qty_to_invoice", 2, 2, 2)
        self.assertFalse(supplement.picking_ids + self.order.picking_ids)

    def test_two_moves_on_one_line_and_other_units(self):
        line = self.ordered.sale_line_id
        extra = self.env["stock.move"].create(
            {
                "repair_id": self.repair.id,
                "repair_line_type": "add",
                "product_id": self.part_ordered.id,
                "product_uom": self.env.ref("uom.product_uom_dozen").id,
                "product_uom_qty": 1,
                "sale_line_id": line.id,
            }
        )
        self.case.set_part_used(extra.id, 1)
        self._work(used=2)
        self.assertEqual(line.qty_delivered, 14)
        self.assertEqual(line.qty_to_invoice, 4, "what the customer accepted")

    def test_corrected_use_is_followed(self):
        self._work()
        self.ordered.move_line_ids.quantity = 3
        self._assert_quantities("qty_to_invoice", 3, 4, 2)

    # transformation

    def test_only_the_remainder_is_offered(self):
        self._work()
        invoice = self._invoice()
        invoice.invoice_line_ids[0].quantity = 1
        self._assert_quantities("qty_to_invoice", 3, 0, 0)
        second = self._invoice()
        self.assertEqual(second.invoice_line_ids.mapped("quantity"), [3])
        self.assertEqual(
            self.order.order_line[0]
            .sav_transformation_ids.sorted("id")
            .mapped("quantity"),
            [1, 3],
        )

    def test_over_transformation_refused_when_saved(self):
        self._work()
        invoice = self._invoice()
        with self.assertRaisesRegex(ValidationError, "5.0 would be billed.*Take 1.0"):
            with Form(invoice) as form, form.invoice_line_ids.edit(0) as line:
                line.quantity = 5
        with self.assertRaisesRegex(ValidationError, "would be billed"):
            invoice.copy(
                {
                    "invoice_line_ids": [
                        Command.create(
                            {
                                "product_id": self.part_ordered.id,
                                "quantity": 1,
                                "sale_line_ids": [
                                    Command.link(self.ordered.sale_line_id.id)
                                ],
                            }
                        )
                    ]
                }
            )

    def test_cancelled_invoice_gives_back_once(self):
        self._work()
        first = self._invoice()
        first.button_cancel()
        self._assert_quantities("qty_to_invoice", 4, 4, 2)
        self.assertEqual(self.order.invoice_status, "to invoice")
        self.assertEqual(set(self.order.sav_transformation_ids.mapped("quantity")), {0})
        second = self._invoice()
        second.action_post()
        with self.assertRaisesRegex(ValidationError, "would be billed"):
            first.button_draft()

    def test_deleted_invoice_gives_back(self):
        self._work()
        self._invoice().unlink()
        self._assert_quantities("qty_to_invoice", 4, 4, 2)
        self.assertFalse(self.order.sav_transformation_ids)

    def test_billed_work_that_is_taken_up_again(self):
        self._work()
        invoice = self._invoice()
        self.case.sudo().intervention_ids.copy({"case_id": self.case.id})
        self.assertTrue(self.order.sav_is_open)
        self._assert_quantities("qty_to_invoice", 0, 0, 0)
        self.assertEqual(self.order.invoice_status, "no")
        invoice.action_post()

    def test_reversed_invoice_gives_back(self):
        self._work()
        invoice = self._invoice()
        invoice.action_post()
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id})
        )
        wizard.refund_moves()
        self._assert_quantities("qty_to_invoice", 4, 4, 2)

    def test_price_and_discount_stay_editable_on_the_invoice(self):
        self._work()
        invoice = self._invoice()
        invoice.invoice_line_ids[0].write({"price_unit": 90, "discount": 5})
        invoice.action_post()
        self.assertEqual(invoice.state, "posted")

    # many at once

    def test_finishing_and_closing_many(self):
        seal = self._create_part("Test Cheap Seal", 1.0, on_hand=100)

        def run(number):
            cases = self._diagnose(number)
            for case in cases:
                case.add_part(seal.id, 1)
                case.with_user(self.sav_clerk).set_payers(
                    "stock.move",
                    case.sudo().repair_id.move_ids.id,
                    [{"payer": "goodwill", "percentage": 100, "reason": "Loyal"}],
                )
            cases = cases.browse(cases.ids)
            cases.action_finish_diagnosis()
            cases.cause_id = self.cause
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            cases.action_finish_repair()
            self.env.flush_all()
            finished = self.cr.sql_log_count - start
            cases.sudo().intervention_ids.write(
                {"state": "done", "billing_status": "nothing_to_bill"}
            )
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            cases.with_user(self.sav_clerk).action_close()
            self.env.flush_all()
            self.assertEqual(set(cases.mapped("state")), {"ready"})
            self.assertFalse(any(cases.sudo().order_ids.mapped("sav_is_open")))
            return finished, self.cr.sql_log_count - start

        run(1)
        few, many = run(5), run(25)
        # Core's end of a repair has a slope (core.md: 6.8 each), and so has the
        # tracking of the state and the outcome.
        self.assertLess((many[0] - few[0]) / 20, 12)
        self.assertLess((many[1] - few[1]) / 20, 4)
