# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import new_test_user

from .common import SavCommon


class SavQuoteCommon(SavCommon):
    """A device received from ``customer``, its case, repair order and quote.

    The quote (``order``): a part, two units of a consumable, 1.5 hours of labour of
    which the warranty pays half.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_portal_user = new_test_user(
            cls.env,
            "sav_other_portal",
            "base.group_portal",
            email="other@example.com",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.tax = cls.env["account.tax"].create(
            {
                "name": "VAT 19%",
                "amount": 19.0,
                "invoice_label": "VAT 19%",
                "tax_group_id": cls.env["account.tax.group"]
                .create({"name": "VAT 19%"})
                .id,
            }
        )
        products = cls.part_ordered | cls.consumable | cls.service_n2
        products.taxes_id = cls.tax
        cls.equipment = cls._create_equipment(serial="SN-QUOTE-1")
        cls.case = cls._create_case(cls.equipment)
        cls.order = cls._create_quote(cls.case)

    @classmethod
    def _create_case(cls, equipment, **vals):
        """Return a case whose diagnosis is finished, its customer being asked."""
        case = cls._receive(
            {
                "equipment_id": equipment.id,
                "fault_ids": [Command.create({"description": "Does not drain"})],
            },
            partner_id=equipment.partner_id.id,
        ).with_env(cls.env)
        case.write(
            {"state": "approval", "diagnosis": "The drain pump is blocked.", **vals}
        )
        return case

    @classmethod
    def _create_quote(cls, case, **vals):
        """Return the draft quote made from the estimate of the case."""
        case.add_part(cls.part_ordered.id, 1)
        case.add_part(cls.consumable.id, 2)
        case.set_payers(
            "sav.labour.line",
            case.add_labour(cls.role_n2.id, 1.5),
            [
                {"payer": "customer", "percentage": 50},
                {
                    "payer": "warranty",
                    "percentage": 50,
                    "reason": "Warranty until 01/06/2026",
                },
            ],
        )
        order = case.repair_id._sav_create_order()
        order.write(vals)
        return order

    @classmethod
    def _create_plain_order(cls, **vals):
        """Return an order that has nothing to do with the after-sales service."""
        return cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "order_line": [
                    Command.create(
                        {"product_id": cls.part_ordered.id, "product_uom_qty": 1}
                    )
                ],
                **vals,
            }
        )
