# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged
from odoo.tools import mute_logger

from .matrix_common import MatrixCase

QUIET = ("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")


@tagged("post_install", "-at_install", "security")
class TestSecurityMatrix(MatrixCase):
    """The table ``security_matrix.csv`` is what the database really allows."""

    def test_every_model_is_in_the_table(self):
        self.assertEqual(sorted(self.table), self._get_models())

    @mute_logger(*QUIET)
    def test_table_is_what_is_allowed(self):
        for name in self.table:
            with self.subTest(model=name):
                if self.table[name]["company"] != "none":
                    for case in (self.own_case, self.other_case):
                        self.assertTrue(self._get_sample(name, case), "no sample")
                self.assertEqual(self._observe(name), self._get_expected(name))

    @mute_logger(*QUIET)
    def test_each_rule_is_needed(self):
        """Without any one of the rules, the table would not be true any more."""
        rules = self._get_rules()
        self.assertGreater(len(rules), 50)
        for rule in rules:
            name = rule.model_id.model
            expected = self._get_expected(name)
            rule.active = False
            self.env.flush_all()
            try:
                with self.subTest(rule=rule.name, model=name):
                    self.assertNotEqual(self._observe(name), expected)
            finally:
                rule.active = True
                self.env.flush_all()

    def _get_rules(self):
        """Return the record rules that the addon puts on its own models."""
        names = self.env["ir.model.data"].search(
            [("module", "=", self._addon), ("model", "=", "ir.rule")]
        )
        rules = self.env["ir.rule"].browse(names.mapped("res_id"))
        # Wizards and core's models have tests of their own.
        return rules.filtered(
            lambda rule: (
                self.table.get(rule.model_id.model, {}).get("company", "none") != "none"
            )
        )


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

    def test_every_other_rule_is_known(self):
        """A new rule on a wizard or on a core model needs a test here."""
        names = self.env["ir.model.data"].search(
            [("module", "=", self._addon), ("model", "=", "ir.rule")]
        )
        others = {
            data.name
            for data in names
            if self.table.get(
                self.env["ir.rule"].browse(data.res_id).model_id.model, {}
            ).get("company", "none")
            == "none"
        }
        self.assertEqual(
            others,
            {
                "sav_label_print_rule_own",
                "sav_sale_order_line_rule_customer",
                "sav_sale_order_rule_customer",
                "sav_warranty_cost_rule_company",
            },
        )
