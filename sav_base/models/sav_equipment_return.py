# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain

from .sav_case import CLOSED_STATES


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
        is_here = Domain("state", "not in", CLOSED_STATES) & Domain(
            "reception_id.state", "!=", "draft"
        )
        found = self.search(
            Domain("product_id", "=", product.id)
            & Domain("lot_id", "=", False)
            & Domain("partner_id", "child_of", customer.commercial_partner_id.ids)
            & Domain("company_id", "=", company.id)
            & Domain("case_ids", "not any", is_here),
            limit=count,
        )
        vals = {
            "product_id": product.id,
            "partner_id": customer.id,
            "company_id": company.id,
        }
        if delivery.date_done:
            vals |= {
                "date_sale": fields.Datetime.context_timestamp(
                    self, delivery.date_done
                ).date(),
                "sale_source": "delivery",
                "sale_document": delivery.name,
            }
        return found + self.create([dict(vals) for _rank in range(count - len(found))])
