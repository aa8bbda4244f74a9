# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .common import TunisianCommon


@tagged("post_install", "-at_install")
class TestStampDuty(TunisianCommon):
    def assertOneStamp(self, move, amount=1.0):
        self.assertEqual(len(self._get_stamp_lines(move)), 1)
        charged = move.line_ids.filtered(
            lambda line: line.tax_line_id == self.stamp_tax
        )
        self.assertAlmostEqual(charged.amount_currency, -amount, places=3)

    def _create_plain_invoice(self, lines=None, **vals):
        return self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_line_ids": lines
                or [Command.create({"product_id": self.seal.id, "quantity": 3})],
            }
            | vals
        )

    def test_amounts_of_the_story(self):
        invoice = self._invoice(self._create_order())
        self.assertOneStamp(invoice)  # already on the draft
        invoice.action_post()
        self.assertOneStamp(invoice)
        self.assertRecordValues(
            invoice,
            [
                {
                    "amount_untaxed": 214.457,
                    "amount_tax": 41.747,
                    "amount_total": 256.204,
                    "amount_residual": 256.204,
                }
            ],
        )
        by_account = {
            line.account_id.code: line.balance
            for line in invoice.line_ids.filtered("tax_line_id")
        }
        self.assertEqual(by_account["437000"], -1.0)
        self.assertIn(-40.747, by_account.values())

    def test_once_for_many_lines_and_quantities(self):
        order = self._create_order([(self.part, 3), (self.seal, 2), (self.labour, 3)])
        invoice = self._invoice(order)
        invoice.action_post()
        self.assertOneStamp(invoice)

    def test_once_for_merged_orders(self):
        orders = self._create_order() + self._create_order()
        orders += self._create_order() + self._create_order()
        invoice = self._invoice(orders)
        self.assertEqual(len(invoice), 1)
        invoice.action_post()
        self.assertOneStamp(invoice)
        self.assertAlmostEqual(invoice.amount_untaxed, 4 * 214.457, places=3)

    def test_once_for_each_invoice_of_an_order(self):
        order = self._create_order([(self.part, 2)])
        first = self._invoice(order)
        first.invoice_line_ids.filtered("product_id").quantity = 1
        first.action_post()
        second = self._invoice(order)
        second.action_post()
        self.assertOneStamp(first)
        self.assertOneStamp(second)

    def test_deleted_line_keeps_one(self):
        invoice = self._invoice(self._create_order())
        seal_line = invoice.invoice_line_ids.filtered(
            lambda line: line.product_id == self.seal
        )
        invoice.write({"invoice_line_ids": [Command.delete(seal_line.id)]})
        invoice.action_post()
        self.assertOneStamp(invoice)

    def test_deleted_stamp_comes_back(self):
        invoice = self._invoice(self._create_order())
        self._get_stamp_lines(invoice).unlink()
        self.assertAlmostEqual(invoice.amount_total, 255.204, places=3)
        invoice.action_post()
        self.assertOneStamp(invoice)
        self.assertAlmostEqual(invoice.amount_total, 256.204, places=3)

    def test_back_to_draft_keeps_one(self):
        invoice = self._invoice(self._create_order())
        invoice.action_post()
        invoice.button_draft()
        invoice.action_post()
        self.assertOneStamp(invoice)

    def test_stamp_added_by_hand_is_enough(self):
        invoice = self._invoice(self._create_order())
        invoice.invoice_line_ids = [
            Command.delete(self._get_stamp_lines(invoice).id),
            Command.create(
                {"name": "Timbre", "tax_ids": [Command.set(self.stamp_tax.ids)]}
            ),
        ]
        invoice.action_post()
        self.assertOneStamp(invoice)
        self.assertEqual(self._get_stamp_lines(invoice).name, "Timbre")

    def test_stamp_tax_on_products_is_charged_once(self):
        # As a company does that puts the stamp among the taxes of its products.
        self.part.taxes_id += self.stamp_tax
        self.seal.taxes_id += self.stamp_tax
        order = self._create_order([(self.part, 3), (self.seal, 2)], kind=False)
        self.assertIn(self.stamp_tax, order.order_line.tax_ids)
        self.company.sav_stamp_duty_scope = "all"
        invoice = self._invoice(order)
        invoice.action_post()
        self.assertOneStamp(invoice)
        self.assertEqual(
            invoice.invoice_line_ids.filtered("product_id").tax_ids,
            self.company.account_sale_tax_id,
        )

    def test_stamp_of_a_single_unit_stays_where_it_is(self):
        self.company.sav_stamp_duty_scope = "all"
        self.part.taxes_id += self.stamp_tax
        invoice = self._create_plain_invoice(
            [Command.create({"product_id": self.part.id, "quantity": 1})]
        )
        invoice.action_post()
        self.assertOneStamp(invoice)
        self.assertEqual(invoice.invoice_line_ids.product_id, self.part)

    def test_order_of_the_service_carries_none(self):
        self.part.taxes_id += self.stamp_tax
        order = self._create_order()
        self.assertNotIn(self.stamp_tax, order.order_line.tax_ids)
        self.assertAlmostEqual(order.amount_total, 255.204, places=3)

    def test_other_invoices_as_the_company_says(self):
        plain = self._create_plain_invoice()
        plain.action_post()
        self.assertFalse(self._get_stamp_lines(plain))
        self.company.sav_stamp_duty_scope = "all"
        plain = self._create_plain_invoice()
        plain.action_post()
        self.assertOneStamp(plain)

    def test_other_orders_are_left_alone(self):
        invoice = self._invoice(self._create_order(kind=False))
        invoice.action_post()
        self.assertFalse(self._get_stamp_lines(invoice))

    def test_never(self):
        self.company.sav_stamp_duty_scope = "none"
        invoice = self._invoice(self._create_order())
        invoice.action_post()
        self.assertFalse(self._get_stamp_lines(invoice))

    def test_archived_tax_is_not_charged(self):
        self.stamp_tax.active = False
        invoice = self._invoice(self._create_order())
        invoice.action_post()
        self.assertAlmostEqual(invoice.amount_total, 255.204, places=3)

    def test_supplier_bill_carries_none(self):
        self.company.sav_stamp_duty_scope = "all"
        bill = self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": self.customer.id,
                "invoice_date": fields.Date.today(),
                "invoice_line_ids": [Command.create({"product_id": self.seal.id})],
            }
        )
        bill.action_post()
        self.assertFalse(self._get_stamp_lines(bill))

    def test_nothing_to_pay_owes_none(self):
        self.company.sav_stamp_duty_scope = "all"
        invoice = self._create_plain_invoice(
            [Command.create({"product_id": self.seal.id, "discount": 100})]
        )
        invoice.action_post()
        self.assertFalse(self._get_stamp_lines(invoice))
        self.assertEqual(invoice.amount_total, 0)

    def test_became_free_before_posting(self):
        invoice = self._invoice(self._create_order())
        (invoice.invoice_line_ids - self._get_stamp_lines(invoice)).discount = 100
        invoice.action_post()
        self.assertFalse(self._get_stamp_lines(invoice))
        self.assertEqual(invoice.amount_total, 0)

    def test_export_owes_none(self):
        chart = self.env["account.chart.template"]
        for position in ("l10n_tn_fp_template_export", "fiscal_position_template_exo"):
            with self.subTest(position):
                order = self._create_order(fiscal_position_id=chart.ref(position).id)
                invoice = self._invoice(order)
                invoice.action_post()
                self.assertFalse(self._get_stamp_lines(invoice))

    def test_domestic_position_owes_it(self):
        domestic = self.env["account.chart.template"].ref(
            "l10n_tn_fp_template_domestic"
        )
        order = self._create_order(fiscal_position_id=domestic.id)
        invoice = self._invoice(order)
        invoice.action_post()
        self.assertOneStamp(invoice)

    def test_position_added_to_the_tax_owes_it(self):
        exempted = self.env["account.chart.template"].ref(
            "fiscal_position_template_exo"
        )
        self.stamp_tax.fiscal_position_ids += exempted
        order = self._create_order(fiscal_position_id=exempted.id)
        invoice = self._invoice(order)
        invoice.action_post()
        self.assertOneStamp(invoice)

    def test_draft_that_became_export_loses_it(self):
        invoice = self._invoice(self._create_order())
        invoice.fiscal_position_id = self.env["account.chart.template"].ref(
            "l10n_tn_fp_template_export"
        )
        invoice.action_post()
        self.assertFalse(self._get_stamp_lines(invoice))

    def test_other_currency_charges_the_value_of_a_dinar(self):
        euro = self.setup_other_currency("EUR", rates=[("2020-01-01", 0.3)])
        pricelist = self.env["product.pricelist"].create(
            {"name": "EUR", "currency_id": euro.id, "company_id": self.company.id}
        )
        order = self._create_order(pricelist_id=pricelist.id)
        invoice = self._invoice(order)
        self.assertEqual(invoice.currency_id, euro)
        invoice.action_post()
        self.assertOneStamp(invoice, 0.3)
        stamp = invoice.line_ids.filtered(
            lambda line: line.tax_line_id == self.stamp_tax
        )
        self.assertAlmostEqual(stamp.balance, -1.0, places=3)

    def test_credit_note_follows_the_setting(self):
        for on_credit_note, total in ((False, 255.204), (True, 256.204)):
            with self.subTest(on_credit_note=on_credit_note):
                self.company.sav_stamp_duty_on_credit_note = on_credit_note
                invoice = self._invoice(self._create_order())
                invoice.action_post()
                draft = invoice._reverse_moves()
                self.assertAlmostEqual(draft.amount_total, total, places=3)
                draft.action_post()
                self.assertAlmostEqual(draft.amount_total, total, places=3)
                self.assertEqual(len(self._get_stamp_lines(draft)), on_credit_note)

    def test_cancelling_credit_note_leaves_the_stamp_due(self):
        invoice = self._invoice(self._create_order())
        invoice.action_post()
        credit_note = invoice._reverse_moves(cancel=True)
        self.assertEqual(credit_note.state, "posted")
        self.assertAlmostEqual(invoice.amount_residual, 1.0, places=3)

    def test_copy_keeps_one(self):
        self.company.sav_stamp_duty_scope = "all"
        invoice = self._create_plain_invoice()
        invoice.action_post()
        copy = invoice.copy()
        copy.action_post()
        self.assertOneStamp(copy)

    def test_vat_of_each_rate_is_shown(self):
        chart = self.env["account.chart.template"]
        for product, tax in ((self.part, "13"), (self.seal, "7")):
            product.taxes_id = chart.ref(f"l10n_tn_tax_vat_sale_{tax}")
        invoice = self._invoice(self._create_order())
        invoice.action_post()
        totals = invoice.tax_totals
        self.assertFalse(totals["same_tax_base"])
        self.assertCountEqual(
            [
                (
                    group["group_name"],
                    group["display_base_amount_currency"],
                    group["tax_amount_currency"],
                )
                for subtotal in totals["subtotals"]
                for group in subtotal["tax_groups"]
            ],
            [
                ("VAT 19%", 91.0, 17.29),
                ("VAT 13%", 98.457, 12.799),
                ("VAT 7%", 25.0, 1.75),
                ("Stamp duty", False, 1.0),
            ],
        )

    def test_vat_is_rounded_on_the_whole_document(self):
        # The chart's choice: seven lines rounded one by one would give 0.441.
        product = self._create_sold_product("Screw", 0.333)
        invoice = self._invoice(self._create_order([(product, 1)] * 7))
        self.assertEqual(self.company.tax_calculation_rounding_method, "round_globally")
        self.assertAlmostEqual(invoice.amount_untaxed, 2.331, places=3)
        self.assertAlmostEqual(invoice.amount_tax, 0.443 + 1.0, places=3)

    def test_mandatory_analytic_plan_does_not_stop_the_stamp(self):
        plan = self.env["account.analytic.plan"].create({"name": "Workshop"})
        self.env["account.analytic.applicability"].create(
            {
                "business_domain": "invoice",
                "applicability": "mandatory",
                "analytic_plan_id": plan.id,
            }
        )
        account = self.env["account.analytic.account"].create(
            {"name": "Bench", "plan_id": plan.id, "company_id": self.company.id}
        )
        invoice = self._invoice(self._create_order())
        lines = invoice.invoice_line_ids - self._get_stamp_lines(invoice)
        lines.analytic_distribution = {account.id: 100}
        invoice.with_context(validate_analytic=True).action_post()
        self.assertOneStamp(invoice)

    def test_other_charts_are_left_alone(self):
        other = self.setup_other_company(
            name="French", country_id=self.env.ref("base.fr").id
        )["company"]
        other.sav_stamp_duty_scope = "all"
        self.assertFalse(other._sav_get_stamp_tax())
        self.assertFalse(
            other._sav_is_stamp_duty_owed(self.env["account.fiscal.position"])
        )

    def test_cost_of_a_batch(self):
        orders = self.env["sale.order"].concat(
            *(self._create_order() for _number in range(12))
        )
        counts = []
        for batch in (orders[:2], orders[2:]):
            invoices = self._invoice(batch, grouped=True)
            self._get_stamp_lines(invoices).unlink()
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            invoices._sav_sync_stamp_duty()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - start)
            self.assertEqual(len(self._get_stamp_lines(invoices)), len(batch))
        # Core's tax and payment term lines cost six queries for each document.
        self.assertLessEqual(counts[1] - counts[0], 6 * 8)

    def test_cost_of_nothing_to_do(self):
        self.company.sav_stamp_duty_scope = "all"
        counts = []
        for size in (1, 2, 8):  # the first fills the caches
            invoices = self.env["account.move"].concat(
                *(self._create_plain_invoice() for _number in range(size))
            )
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            invoices._sav_sync_stamp_duty()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[1], counts[2])
