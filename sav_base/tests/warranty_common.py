# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields
from odoo.fields import Command

from .common import SavCommon
from .technician_common import encode, make_photo


class WarrantyCommon(SavCommon):
    """A legal warranty that applies by itself to the consumers of France."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Those of the country addons, when they are installed.
        cls.env["sav.warranty.policy"].search(
            [("is_automatic", "=", True)]
        ).active = False
        cls.france = cls.env.ref("base.fr")
        cls.customer.country_id = cls.france
        cls.customer2.write({"country_id": cls.france.id, "is_company": True})
        cls.legal = cls.env["sav.warranty.policy"].create(
            {
                "name": "Test Law",
                "is_automatic": True,
                "company_id": cls.company.id,
                "term_ids": [
                    Command.create(
                        {
                            "code": "conformity",
                            "kind": "legal",
                            "months": 24,
                            "travel": 100,
                            "customer_kind": "consumer",
                            "country_ids": [Command.link(cls.france.id)],
                            "remedy_days": 30,
                            "repair_extension_months": 6,
                            "renews_on_replacement": True,
                            "legal_source": "Art. T-1",
                        }
                    )
                ],
            }
        )

    @classmethod
    def _receive_on(cls, equipment, day, **vals):
        """Return the case of a machine dropped off on a day, as the clerk."""
        return cls._receive(equipment, date=f"{day} 09:00:00", **vals)

    @classmethod
    def _hand_over_case(cls, case):
        """Repair a device and give it back, at the time that the test has frozen."""
        case.sudo().write({"state": "ready", "outcome": "repaired"})
        case.repair_id.sudo().action_repair_start()
        case.repair_id.sudo().action_repair_end()
        case.intervention_ids.sudo().write(
            {"state": "done", "billing_status": "nothing_to_bill"}
        )
        case.with_user(cls.sav_clerk).action_hand_over_all()

    @classmethod
    def _add_exclusion_photo(cls, case):
        cls.env["sav.evidence"].create(
            {
                "case_id": case.id,
                "purpose": "exclusion",
                "original": encode(make_photo()),
            }
        )

    def _judge(self, equipment, day):
        """Return the assessment of a machine on a day."""
        facts = equipment._get_warranty_facts(fields.Date.to_date(day))
        return self.env["sav.warranty.verdict"]._assess(facts)
