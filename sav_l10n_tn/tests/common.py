# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.account.tests.common import AccountTestInvoicingCommon


class TunisianCommon(AccountTestInvoicingCommon):
    """A Tunisian company in dinars, with orders of its after-sales service."""

    @classmethod
    @AccountTestInvoicingCommon.setup_country("tn")
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.stamp_tax = cls.company._sav_get_stamp_tax()
        cls.part = cls._create_sold_product("Control Board", 98.457)
        cls.seal = cls._create_sold_product("Hub Seal", 25.0)
        cls.labour = cls._create_sold_product("Labour", 91.0)
        cls.customer = cls.env["res.partner"].create(
            {"name": "Sami", "country_id": cls.env.ref("base.tn").id}
        )
        cls.billing = cls._create_user("sav_base.group_sav_billing")

    @classmethod
    def _create_user(cls, group):
        return new_test_user(
            cls.env,
            group.replace("sav_base.group_sav", "tunisian"),
            groups=group,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    @classmethod
    def _create_sold_product(cls, name, price, **vals):
        return cls._create_product(
            name=name, type="service", lst_price=price, invoice_policy="order", **vals
        )

    @classmethod
    def _create_order(cls, lines=None, kind="repair", **vals):
        """Confirm an order whose work is closed: all its lines are to invoice."""
        if lines is None:
            lines = [(cls.part, 1), (cls.seal, 1), (cls.labour, 1)]
        if kind:
            return cls._create_repair_order(lines, **vals)
        order = cls.env(su=True)["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "order_line": [
                    Command.create(
                        {"product_id": product.id, "product_uom_qty": quantity}
                    )
                    for product, quantity in lines
                ],
            }
            | vals
        )
        order.action_confirm()
        return order

    @classmethod
    def _create_repair_order(cls, lines, **vals):
        """Confirm the order of a repair, work all of its lines and close it."""
        env = cls.env(su=True)
        case = env["sav.case"].create(
            {"partner_id": cls.customer.id, "state": "repair"}
        )
        repair = env["repair.order"].create(
            {
                "partner_id": cls.customer.id,
                "sav_case_id": case.id,
                "sav_labour_line_ids": [
                    Command.create(
                        {"product_id": product.id, "planned_hours": quantity}
                    )
                    for product, quantity in lines
                ],
            }
        )
        order = repair._sav_create_order()
        if vals:
            order.write(vals)
            order._recompute_prices()
            order._recompute_taxes()
        order.action_confirm()
        technician = env["hr.employee"].create({"name": "Technician"})
        env["sav.labour.time"].create(
            [
                {
                    "labour_line_id": line.id,
                    "technician_id": technician.id,
                    "hours": line.planned_hours,
                }
                for line in repair.sav_labour_line_ids
            ]
        )
        repair.state = "done"
        return order

    @classmethod
    def _invoice(cls, orders, **options):
        return orders.with_env(cls.env(user=cls.billing))._create_invoices(**options)

    def _get_stamp_lines(self, move):
        return move.invoice_line_ids.filtered(
            lambda line: self.stamp_tax in line.tax_ids
        )
