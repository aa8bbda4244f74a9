# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from ..hooks import VAT_LABEL, post_init_hook, uninstall_hook
from .common import TunisianCommon

WORDS = {
    "en_US": "Two hundred fifty-six dinars and two hundred four millimes",
    "fr_FR": "Deux cent cinquante-six dinars et deux cent quatre millimes",
}


@tagged("post_install", "-at_install")
class TestDocuments(TunisianCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")

    def _render(self, invoice):
        html, _type = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice", invoice.ids
        )
        return html.decode()

    def test_invoice_shows_the_stamp_among_the_totals_only(self):
        invoice = self._invoice(self._create_order())
        invoice.action_post()
        lines = invoice._get_move_lines_to_report()
        self.assertEqual(lines.product_id, self.part + self.seal + self.labour)
        self.assertEqual(len(lines), 3)
        html = self._render(invoice)
        self.assertEqual(html.count("Stamp duty"), 1)
        self.assertIn("256.204", html)
        self.assertIn("98.457", html)

    def test_total_in_words_in_the_language_of_the_customer(self):
        for lang, words in WORDS.items():
            with self.subTest(lang):
                self.customer.lang = lang
                invoice = self._invoice(self._create_order())
                invoice.action_post()
                self.assertIn(words, self._render(invoice))

    def test_words_of_other_invoices_are_core_s(self):
        invoice = self._invoice(self._create_order(kind=False))
        invoice.action_post()
        core_words = invoice.currency_id.amount_to_text(invoice.amount_total)
        self.assertEqual(invoice.amount_total_words, core_words)
        self.assertNotIn(core_words, self._render(invoice))

    def test_words_follow_the_language_of_the_reader(self):
        invoice = self._invoice(self._create_order())
        for lang, words in WORDS.items():
            self.assertEqual(invoice.with_context(lang=lang).amount_total_words, words)

    def test_no_words_for_what_has_none(self):
        dinar = self.env.ref("base.TND")
        self.assertEqual(dinar._sav_get_amount_in_words(-1), "")
        self.assertEqual(dinar._sav_get_amount_in_words(1e12), "")
        self.env["res.lang"]._activate_lang("ar_001")
        self.assertEqual(
            dinar.with_context(lang="ar_001")._sav_get_amount_in_words(1), ""
        )
        self.assertEqual(self.env.ref("base.EUR")._sav_get_amount_in_words(1), "")

    def test_both_tax_identifications_are_printed(self):
        self.company.vat = "1496298/T/P/N/000"
        self.customer.vat = "1100257/D/N/M/000"
        invoice = self._invoice(self._create_order())
        html = self._render(invoice)
        self.assertEqual(html.count(VAT_LABEL), 2)
        self.assertIn(self.company.vat, html)
        self.assertIn(self.customer.vat, html)
        # Already written by the company: not repeated.
        self.company.report_footer = f"MF {self.company.vat}"
        self.assertFalse(self.company._sav_get_printed_vat())

    def _render_order(self, report, order):
        html, _type = (
            self.env["ir.actions.report"]
            .sudo()
            ._render_qweb_html(f"sav_base.{report}", order.ids)
        )
        return html.decode()

    def test_quote_announces_the_stamp_without_charging_it(self):
        self.company.vat = "1496298/T/P/N/000"
        self.customer.vat = "1100257/D/N/M/000"
        order = self._create_order()
        html = self._render_order("report_sav_quote", order)
        self.assertIn("255.204", html)
        self.assertIn("Stamp duty on the invoice: 1.000", html)
        self.assertNotIn("256.204", html)
        self.assertIn(
            "Two hundred fifty-five dinars and two hundred four millimes", html
        )
        self.assertEqual(html.count(VAT_LABEL), 2)

    def test_quote_without_stamp_to_come(self):
        export = self.env["account.chart.template"].ref("l10n_tn_fp_template_export")
        self.assertEqual(
            self._create_order(fiscal_position_id=export.id)._sav_get_stamp_duty_note(),
            "",
        )
        free = self._create_order()
        free.order_line.discount = 100
        self.assertEqual(free._sav_get_stamp_duty_note(), "")
        self.assertEqual(self._create_order(kind=False)._sav_get_stamp_duty_note(), "")
        self.company.sav_stamp_duty_scope = "none"
        self.assertEqual(self._create_order()._sav_get_stamp_duty_note(), "")

    def test_delivery_note_is_worth_what_was_used(self):
        self.company.vat = "1496298/T/P/N/000"
        self.customer.vat = "1100257/D/N/M/000"
        order = self._create_order([(self.part, 2), (self.seal, 1), (self.labour, 1)])
        part_line = order.order_line.filtered(lambda line: line.product_id == self.part)
        part_line.qty_delivered = 1
        html = self._render_order("report_sav_delivery_note", order)
        self.assertIn("255.204", html)
        self.assertIn("Stamp duty on the invoice: 1.000", html)
        self.assertEqual(html.count(VAT_LABEL), 2)
        order.order_line.discount = 100
        html = self._render_order("report_sav_delivery_note", order)
        self.assertNotIn("Stamp duty", html)
        self.assertNotIn("delivered_totals", html)

    def test_slip_shows_both_tax_identifications(self):
        self.company.vat = "1496298/T/P/N/000"
        self.customer.vat = "1100257/D/N/M/000"
        clerk = self._create_user("sav_base.group_sav_counter")
        env = self.env(user=clerk)
        reception = env["sav.reception"].create({"partner_id": self.customer.id})
        html, _type = env["ir.actions.report"]._render_qweb_html(
            "sav_base.report_sav_reception", reception.ids
        )
        self.assertEqual(html.decode().count(VAT_LABEL), 2)
        self.assertIn(self.company.vat, html.decode())

    def test_label_of_the_tax_identification(self):
        tunisia = self.env.ref("base.tn")
        self.assertEqual(tunisia.vat_label, VAT_LABEL)
        uninstall_hook(self.env)
        self.assertFalse(tunisia.vat_label)
        post_init_hook(self.env)
        self.assertEqual(tunisia.vat_label, VAT_LABEL)
        tunisia.vat_label = "MF"
        post_init_hook(self.env)
        uninstall_hook(self.env)
        self.assertEqual(tunisia.vat_label, "MF")
