# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class SavEquipment(models.Model):
    _inherit = "sav.equipment"

    def action_sav_return(self):
        """Receive this machine from its holder, whoever sold it."""
        self.ensure_one()
        self.check_access("read")
        self.env["sav.reception"].check_access("create")
        return (
            self.env["sav.reception"]
            ._open_return(self.partner_id, self, {})
            ._get_scan_action()
        )

    @api.model
    def _find_or_create_untracked(self, customer, product, count, delivery):
        """Return machines of a product that has no serial numbers.

        :param customer: partner who has them
        :param product: ``product.product``
        :param int count: how many
        :param delivery: ``stock.picking`` that sold them, if known
        """
        company = self.env.company
        busy = self.env["sav.case"].search(
            [
                ("equipment_id.product_id", "=", product.id),
                ("state", "not in", ("closed", "cancelled")),
                ("reception_id.state", "!=", "draft"),
            ]
        )
        found = self.search(
            [
                ("product_id", "=", product.id),
                ("lot_id", "=", False),
                ("partner_id", "child_of", customer.commercial_partner_id.ids),
                ("company_id", "=", company.id),
                ("id", "not in", busy.equipment_id.ids),
            ],
            limit=count,
        )
        vals = {
            "product_id": product.id,
            "partner_id": customer.id,
            "company_id": company.id,
        }
        if delivery.date_done:
            vals |= {
                "date_sale": delivery.date_done.date(),
                "sale_source": "delivery",
                "sale_document": delivery.name,
            }
        return found + self.create([dict(vals) for _rank in range(count - len(found))])
