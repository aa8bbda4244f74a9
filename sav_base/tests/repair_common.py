# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from .common import SavCommon


class RepairCommon(SavCommon):
    """A company that invoices, and devices ready to be diagnosed.

    VAT is 19 %. ``case`` is a device that was never sold here, in diagnosis by
    ``sav_tech``; verbs are called as that technician unless a test says otherwise.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading(
            "generic_coa", company=cls.company, install_demo=False
        )
        # The chart comes with a currency of its own.
        cls.company.currency_id = cls.env.ref("base.TND")
        cls.vat = cls.env["account.tax"].create(
            {
                "name": "VAT 19 %",
                "amount": 19,
                "amount_type": "percent",
                "type_tax_use": "sale",
                "company_id": cls.company.id,
                "country_id": cls.company.account_fiscal_country_id.id,
            }
        )
        for product in (
            cls.part_ordered + cls.part_delivered + cls.consumable,
            cls.service_n1 + cls.service_n2,
        ):
            product.taxes_id = cls.vat
        cls.case = cls._diagnose()[0]

    @classmethod
    def _diagnose(cls, count=1, **vals):
        """Return cases of devices never sold here, in diagnosis by the technician."""
        cases = cls._receive(
            *(cls._create_equipment(serial=f"X-{rank}") for rank in range(count)),
            **vals,
        ).with_user(cls.sav_tech)
        cases.action_start_diagnosis()
        return cases

    @classmethod
    def _diagnose_covered(cls, serial="SN-COVERED"):
        """Return the case of a device under warranty, in diagnosis."""
        equipment = cls._create_sold_equipment(serial, "2026-09-01")
        case = cls._receive(equipment).with_user(cls.sav_tech)
        case.action_start_diagnosis()
        return case

    @classmethod
    def _get_story_estimate(cls, case):
        """Fill the estimate of the story: 214.457 before tax, and a free consumable.

        :return: ``(ordered part, delivered part, free part, N2, N1)``, in sudo
        """
        ids = [
            case.add_part(cls.part_ordered.id, 1),
            case.add_part(cls.part_delivered.id, 1),
            case.add_part(cls.consumable.id, 2),
        ]
        labour = [
            case.add_labour(cls.role_n2.id, 1.5),
            case.add_labour(cls.role_n1.id, 0.5),
        ]
        case.with_user(cls.sav_manager).set_payers(
            "stock.move",
            ids[2],
            [{"payer": "goodwill", "percentage": 100, "reason": "Loyal customer"}],
        )
        repair = case.sudo().repair_id
        return (
            *(repair.move_ids.browse(ids)),
            *(repair.sav_labour_line_ids.browse(labour)),
        )

    @classmethod
    def _accept(cls, case):
        """Have the customer sign the quote of a case, as the portal does."""
        orders = case.sudo().repair_id.sav_order_ids.filtered(
            lambda order: order.state == "sent"
        )
        public = cls.env.ref("base.public_user")
        for order in orders.with_user(public).sudo():
            order.write({"signed_by": "Amira Ben Salah"})
            order._validate_order()
        return orders

    @classmethod
    def _finish(cls, case):
        """Finish the work of a case as its technician, who found the cause."""
        case.cause_id = cls.cause
        case.action_finish_repair()

    @classmethod
    def _close(cls, cases):
        """Close the work of cases as the clerk, interventions included."""
        cases.sudo().intervention_ids.write(
            {"state": "done", "billing_status": "to_bill"}
        )
        cases.with_user(cls.sav_clerk).action_close()
