# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ast import literal_eval
from datetime import datetime

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from ..hooks import uninstall_hook
from .common_quote import SavQuoteCommon


@tagged("post_install", "-at_install")
class TestInternalDocuments(SavQuoteCommon):
    """After-sales orders stay out of Sales, beside orders that do not move."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plain = cls._create_plain_order()
        cls.salesman = new_test_user(
            cls.env,
            "quote_salesman",
            "sales_team.group_sale_salesman_all_leads",
            email="salesman@test.tn",
        )

    def _get_seen(self, xmlid, orders):
        domain = literal_eval(self.env.ref(xmlid).domain)
        return orders.filtered_domain(domain)

    def test_sales_actions_show_the_plain_order_alone(self):
        orders = self.plain | self.order
        for xmlid in (
            "sale.action_orders",
            "sale.action_quotations",
            "sale.action_quotations_with_onboarding",
        ):
            with self.subTest(xmlid):
                self.assertEqual(self._get_seen(xmlid, orders), self.plain)

    def test_orders_to_invoice_show_the_plain_order_alone(self):
        orders = self.plain | self.order
        for xmlid, status in (
            ("sale.action_orders_to_invoice", "to invoice"),
            ("sale.action_orders_upselling", "upselling"),
        ):
            with self.subTest(xmlid):
                orders.invoice_status = status
                self.assertEqual(self._get_seen(xmlid, orders), self.plain)

    def test_condition_is_added_once_and_taken_back(self):
        action = self.env.ref("sale.action_orders").copy(
            {"domain": "[('state', '=', 'sale')]", "path": False}
        )
        action._sav_hide_internal_documents()
        action._sav_hide_internal_documents()
        self.assertEqual(
            action.domain, "[('sav_kind', '=', False), ('state', '=', 'sale')]"
        )
        uninstall_hook(self.env)
        self.assertEqual(action.domain, "[('state', '=', 'sale')]")
        self.assertFalse(self.env.ref("sale.action_orders").domain)
        self.assertEqual(
            literal_eval(self.env.ref("sale.action_orders_to_invoice").domain),
            [("invoice_status", "=", "to invoice")],
        )
        self.assertFalse(self.env.ref("sale.action_report_saleorder").domain)

    def test_sales_figures_count_the_plain_order_alone(self):
        (self.plain | self.order).action_confirm()
        self.env.flush_all()
        rows = self.env["sale.report"].search(
            [("product_id", "=", self.part_ordered.id)]
        )
        self.assertEqual(rows.mapped("order_reference"), [self.plain])

    def test_customer_counts_the_plain_order_alone(self):
        customer = self.customer.with_user(self.salesman)
        self.assertEqual(customer.sale_order_count, 1)
        action = self.env.ref("sale.act_res_partner_2_sale_order")
        self.assertIn("('sav_kind', '=', False)", action.domain)

    def test_order_goes_to_the_after_sales_team(self):
        team = self.env.ref("sav_base.crm_team_sav")
        self.assertEqual(self.order.team_id, team)
        self.assertNotEqual(self.plain.team_id, team)
        own_team = self.env["crm.team"].create(
            {"name": "Workshop of Sfax", "company_id": self.company.id}
        )
        self.company.sav_crm_team_id = own_team
        order = self._create_quote(self._create_case(self._create_equipment()))
        self.assertEqual(order.team_id, own_team)

    def test_after_sales_team_is_never_given_to_a_sale(self):
        teams = self.env["crm.team"].search([])
        teams.active = False
        order = self._create_plain_order(
            order_line=[Command.create({"product_id": self.part_ordered.id})]
        )
        self.assertFalse(order.team_id)

    def test_digest_counts_the_plain_order_alone(self):
        (self.plain | self.order).action_confirm()
        self.env.flush_all()
        digest = self.env["digest.digest"].create(
            {"name": "Sales", "company_id": self.company.id}
        )
        total = digest.with_context(
            start_datetime=datetime(2000, 1, 1), end_datetime=datetime(2100, 1, 1)
        ).kpi_all_sale_total_value
        expected = sum(
            self.env["sale.order"]
            .search(
                [
                    ("state", "=", "sale"),
                    ("sav_kind", "=", False),
                    ("company_id", "=", self.company.id),
                ]
            )
            .mapped("amount_total")
        )
        self.assertAlmostEqual(total, expected, places=2)
