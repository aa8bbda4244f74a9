# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged
from odoo.tools import mute_logger

from .matrix_common import QUIET, MatrixCase, MatrixTests

WIZARDS = (
    "sav.case.replacement",
    "sav.component.change",
    "sav.equipment.merge",
    "sav.equipment.transfer",
    "sav.gate.override",
    "sav.label.print",
    "sav.priority.override",
    "sav.privacy.request",
    "sav.quote.answer",
    "sav.request.decline",
    "sav.return.choice",
    "sav.return.choice.line",
    "sav.warranty.goodwill",
    "sav.warranty.what.if",
)


@tagged("post_install", "-at_install", "security")
class TestSecurityMatrix(MatrixTests, MatrixCase):
    """The table ``security_matrix.csv`` is what the database really allows."""

    # Those that ``TestOtherRules`` tries.
    _other_rules = {
        *(f"{name.replace('.', '_')}_rule_own" for name in WIZARDS),
        "sav_sale_order_line_rule_customer",
        "sav_sale_order_rule_customer",
        "sav_warranty_cost_rule_company",
    }


@tagged("post_install", "-at_install", "security")
class TestOtherRules(MatrixCase):
    """Rules on core's models, wizards and views, tried one by one."""

    def _assert_needed(self, xml_id, is_hidden):
        """Check that something is hidden, and that it is the rule which hides it."""
        rule = self.env.ref(f"sav_base.{xml_id}")
        self.assertTrue(is_hidden())
        rule.active = False
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(is_hidden())
        rule.active = True

    @mute_logger(*QUIET)
    def test_customer_reads_no_draft_of_a_quote(self):
        order = self.own_case.order_ids
        self.assertEqual((order.state, bool(order.sav_kind)), ("draft", True))
        order.message_subscribe(self.customer.ids)
        for xml_id, record in (
            ("sav_sale_order_rule_customer", order),
            ("sav_sale_order_line_rule_customer", order.order_line),
        ):
            own = record.with_user(self.portal_user)
            self._assert_needed(xml_id, lambda r=own: not r.has_access("read"))

    @mute_logger(*QUIET)
    def test_costs_of_another_company(self):
        claim = self._get_sample("sav.claim", self.own_case)
        claim.amount_recovered = 5
        self.env.flush_all()
        costs = self.env["sav.warranty.cost"]
        domain = [("case_id", "=", self.own_case.id)]
        self.assertTrue(costs.with_user(self.sav_manager).search(domain))
        twin = costs.with_user(self.twins["manager"])
        self._assert_needed(
            "sav_warranty_cost_rule_company", lambda: not twin.search(domain)
        )

    def test_every_window_is_of_who_opened_it(self):
        found = sorted(
            name
            for name, model in self.env.registry.items()
            if model._transient and model._module == "sav_base" and name[:4] == "sav."
        )
        self.assertEqual(found, list(WIZARDS))
        rules = self.env["ir.rule"].with_user(self.sav_clerk)
        for name in WIZARDS:
            with self.subTest(name):
                domain = rules._compute_domain(name, "read")
                self.assertIn(("create_uid", "in", [self.sav_clerk.id]), list(domain))

    @mute_logger(*QUIET)
    def test_labels_of_a_colleague(self):
        own = (
            self.env["sav.label.print"]
            .with_user(self.sav_clerk)
            .create(self.own_case.with_user(self.sav_clerk)._prepare_label_print_vals())
        )
        colleague = own.with_user(self.sav_manager)
        self.assertTrue(own.has_access("read"))
        self._assert_needed(
            "sav_label_print_rule_own", lambda: not colleague.has_access("read")
        )
