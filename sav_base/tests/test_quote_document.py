# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
from datetime import timedelta
from unittest.mock import patch

from pypdf import PdfReader

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from .common_quote import SavQuoteCommon


@tagged("post_install", "-at_install")
class TestQuoteDocument(SavQuoteCommon):
    def _render_html(self, report, order=None, user=None):
        order = (order or self.order).with_user(user or self.env.user)
        html, _kind = order.env["ir.actions.report"]._render_qweb_html(
            report, order.ids
        )
        return " ".join(html.decode().split())

    def _render_pdf_text(self, report, order=None):
        pdf, kind = (
            self.env["ir.actions.report"]
            .with_context(force_report_rendering=True)
            ._render_qweb_pdf(report, (order or self.order).ids)
        )
        self.assertEqual(kind, "pdf")
        pages = PdfReader(io.BytesIO(pdf)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    def test_pdf_says_what_the_customer_must_know(self):
        self.case.cost_limit = 80
        self.order.state = "sent"
        text = self._render_pdf_text("sav_base.action_report_sav_quote")
        for expected in (
            "Repair Quote",
            self.order.name,
            "Fagor F-4812",
            "SN-QUOTE-1",
            self.case.name,
            "Does not drain",
            "The drain pump is blocked.",
            "Parts and Accessories",
            "Test Pump",
            "Labour N2",
            "Warranty 50 %: Warranty until 01/06/2026",
            "VAT 19%",
            "80.00",
            "Agreed (date, name and signature)",
        ):
            with self.subTest(expected):
                self.assertIn(expected, text)
        self.assertNotIn("Revision", text)

    def test_revision_is_printed(self):
        self.order.sav_revision = 2
        html = self._render_html("sav_base.action_report_sav_quote")
        self.assertRegex(html, r"Revision</strong> <div><span>2</span>|Revision.*>2<")

    def test_standard_document_of_a_repair_is_ours(self):
        html = self._render_html("sale.action_report_saleorder")
        self.assertIn("Repair Quote", html)
        self.assertIn("SN-QUOTE-1", html)
        plain = self._create_plain_order()
        html = self._render_html("sale.action_report_saleorder", plain)
        self.assertNotIn("Repair Quote", html)
        self.assertIn("Quotation #", html)

    def test_title_follows_the_state(self):
        self.assertEqual(self.order.type_name, "Repair Quote")
        self.order.sav_kind = "supplement"
        self.assertEqual(self.order.type_name, "Supplementary Repair Quote")
        self.order.action_confirm()
        self.assertEqual(self.order.type_name, "Internal Document")
        self.assertEqual(
            self.order._get_report_base_filename(),
            f"Internal Document {self.order.name}".replace("/", "-"),
        )
        self.assertEqual(self._create_plain_order().type_name, "Quotation")

    def test_what_the_company_pays_is_told_without_its_reason(self):
        line = self.order.order_line[-1]
        rows = line.sav_labour_line_ids.payer_line_ids
        rows[1].write({"payer": "internal", "reason": "Broken by our apprentice"})
        self.assertEqual(line._get_sav_payer_texts(), ["Not charged 50 %"])

    def test_lines_are_grouped_by_what_they_are(self):
        travel = self.env["sav.labour.line"].create(
            {
                "repair_id": self.case.repair_id.id,
                "kind": "travel",
                "product_id": self.service_n2.id,
                "planned_hours": 10,
            }
        )
        groups = self.order._get_sav_groups()
        self.assertEqual(
            [group["title"] for group in groups],
            ["Parts and Accessories", "Labour", "Travel"],
        )
        self.assertEqual(groups[0]["lines"], self.order.order_line[:2])
        self.assertEqual(groups[2]["lines"], travel.sale_line_id)
        self.assertAlmostEqual(
            sum(group["amount"] for group in groups), self.order.amount_untaxed
        )

    def test_country_module_adds_its_note(self):
        def get_notes(order):
            return ["Stamp duty when invoiced: 1.000"]

        with patch.object(type(self.order), "_get_sav_quote_notes", get_notes):
            html = self._render_html("sav_base.action_report_sav_quote")
        self.assertRegex(
            html, r'name="sav_quote_notes">\s*<p[^>]*>Stamp duty when invoiced: 1.000'
        )

    def test_diagnosis_fee_announced_is_recalled(self):
        self.case.diagnosis_fee = 30
        html = self._render_html("sav_base.action_report_sav_quote")
        self.assertIn("due only if this quote is refused", html)

    def test_document_is_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.customer.lang = "fr_FR"
        self.order.validity_date = "2026-12-31"
        html = self._render_html("sav_base.action_report_sav_quote")
        self.assertIn("31/12/2026", html)

    def test_quote_is_valid_for_the_days_of_the_company(self):
        today = fields.Date.context_today(self.order)
        self.assertEqual(self.order.validity_date, today + timedelta(days=30))
        self.company.sav_quote_validity_days = 0
        order = self._create_quote(self._create_case(self._create_equipment()))
        self.assertFalse(order.validity_date)

    def test_quote_asks_for_a_signature_whatever_the_company_does_for_sales(self):
        self.company.portal_confirmation_sign = False
        order = self._create_quote(self._create_case(self._create_equipment()))
        self.assertTrue(order.require_signature)
        self.assertFalse(self._create_plain_order().require_signature)

    def test_clerk_without_sales_rights_prints(self):
        html = self._render_html("sav_base.action_report_sav_quote", user=self.sav_tech)
        self.assertIn("Test Pump", html)

    def test_stranger_does_not_print(self):
        stranger = new_test_user(self.env, "quote_stranger", "base.group_user")
        for report in (
            "sav_base.action_report_sav_quote",
            "sav_base.action_report_sav_delivery_note",
            "sale.action_report_saleorder",
        ):
            with self.subTest(report), self.assertRaises(AccessError):
                self._render_html(report, user=stranger)

    def test_delivery_note_waits_for_the_closing(self):
        self.order.action_confirm()
        with self.assertRaisesRegex(UserError, "close the work first"):
            self._render_html("sav_base.action_report_sav_delivery_note")

    def test_delivery_note_lists_what_was_used(self):
        self.case.accessory_ids = [
            fields.Command.create({"name": "Power cable", "quantity": 1})
        ]
        self.order.action_confirm()
        self.order.sav_is_open = False
        self.order.order_line[0].qty_delivered = 1
        self.order.order_line[1].qty_delivered = 0
        self.order.order_line[2].qty_delivered = 1.5
        text = self._render_pdf_text("sav_base.action_report_sav_delivery_note")
        for expected in ("Delivery Note", "SN-QUOTE-1", "Power cable", "Test Pump"):
            with self.subTest(expected):
                self.assertIn(expected, text)
        self.assertIn("1.50", text)
        self.assertNotIn("Test Seal", text)
