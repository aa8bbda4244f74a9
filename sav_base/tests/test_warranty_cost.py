# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .claim_common import ClaimCommon


@tagged("post_install", "-at_install")
class TestWarrantyCost(ClaimCommon):
    """What covered work cost, for the managers."""

    def _get_costs(self, user=None):
        self.env.flush_all()
        return (
            self.env["sav.warranty.cost"]
            .with_user(user or self.sav_manager)
            .search([("case_id", "=", self.covered.id)], order="id")
        )

    def test_parts_and_labour_by_verdict_and_supplier(self):
        self._finish_covered()
        costs = self._get_costs()
        self.assertEqual(sorted(costs.mapped("kind")), ["labour", "part"])
        self.assertEqual(costs.supplier_id, self.supplier)
        self.assertEqual(costs.device_product_id, self.machine)
        self.assertEqual(set(costs.mapped("warranty_state")), {"covered"})
        self.assertEqual(set(costs.mapped("warranty_kind")), {"commercial"})
        self.assertEqual(costs.cause_id, self.cause)
        [(parts, labour, cost)] = (
            self.env["sav.warranty.cost"]
            .with_user(self.sav_manager)
            ._read_group(
                [("case_id", "=", self.covered.id)],
                aggregates=[
                    "amount_parts:sum",
                    "amount_labour:sum",
                    "amount_cost:sum",
                ],
            )
        )
        self.assertAlmostEqual(parts, 49.229, 3)
        self.assertAlmostEqual(labour, 30, 3)
        self.assertAlmostEqual(cost, 79.229, 3)

    def test_recoveries_are_taken_off(self):
        self._finish_covered()
        claim = self._claim()
        claim.partner_id = self.other_supplier
        claim.amount_other = 20
        costs = self._get_costs()
        self.assertIn("recovery", costs.mapped("kind"))
        self.assertAlmostEqual(sum(costs.mapped("amount_net")), 59.229, 3)
        self.assertEqual(costs.supplier_id, self.other_supplier)

    def test_what_the_customer_pays_is_no_cost_of_the_warranty(self):
        self.covered.with_user(self.sav_manager).set_payers(
            "stock.move",
            self.covered.repair_id.move_ids.ids[0],
            [{"payer": "goodwill", "percentage": 100, "reason": "Loyal"}],
        )
        self._finish_covered()
        self.assertEqual(self._get_costs().mapped("kind"), ["labour"])

    def test_for_managers_of_the_company_only(self):
        self._finish_covered()
        for user in (self.sav_tech, self.sav_clerk, self.sav_billing, self.employee):
            with self.assertRaises(AccessError):
                self._get_costs(user)
        other_manager = self.sav_manager.copy(
            {
                "login": "t_other_manager",
                "company_id": self.other_company.id,
                "company_ids": [Command.set(self.other_company.ids)],
            }
        )
        self.assertFalse(self._get_costs(other_manager))
        self.assertTrue(self._get_costs(self.sav_admin))
