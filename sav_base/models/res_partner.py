# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    _inherit = "res.partner"

    sav_equipment_ids = fields.One2many(
        "sav.equipment", "partner_id", string="Equipment"
    )
    sav_case_ids = fields.One2many("sav.case", "partner_id", string="Cases")
    sav_importance = fields.Selection(
        [
            ("0", "Ordinary Customer"),
            ("1", "Important Customer"),
            ("2", "Key Account"),
        ],
        string="Importance for the Workshop",
        default="0",
        help="The devices of an important customer are repaired sooner.",
    )
    sav_case_count = fields.Integer(compute="_compute_sav_case_count")

    def _compute_sav_case_count(self):
        # As core counts sales: a company has the cases of its contacts.
        contacts = self.with_context(active_test=False).search_fetch(
            [("id", "child_of", self.ids)], ["parent_id"]
        )
        counts = self.env["sav.case"]._read_group(
            [("partner_id", "in", contacts.ids), ("state", "!=", "draft")],
            groupby=["partner_id"],
            aggregates=["__count"],
        )
        self.sav_case_count = 0
        for contact, count in counts:
            while contact:
                if contact in self:
                    contact.sav_case_count += count
                contact = contact.parent_id

    @api.model
    def _commercial_fields(self):
        return [*super()._commercial_fields(), "sav_importance"]

    @api.model
    def _get_sale_order_domain_count(self):
        """Leave the after-sales orders out of the sales of a customer."""
        return Domain.AND(
            [super()._get_sale_order_domain_count(), [("sav_kind", "=", False)]]
        )
