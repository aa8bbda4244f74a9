# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError


class SavReception(models.Model):
    """What the reception screen offers to choose from, and warns of."""

    _inherit = "sav.reception"

    @api.model
    def _get_counter_catalogue(self, company):
        """Hook: return what is offered to choose from."""
        env = self.env
        categories = env["sav.equipment.category"].search([("active", "=", True)])
        symptoms = env["sav.fault.code"].search([("kind", "=", "symptom")])
        accessories = env["sav.accessory.type"].search([("active", "=", True)])
        technicians = env["hr.employee.public"].search(
            [("sav_is_technician", "=", True), ("company_id", "=", company.id)]
        )
        workshops = env["sav.workshop"].search([("company_id", "=", company.id)])
        countries = env["res.country"].search([("code", "!=", False)])
        severities = env["sav.case"]._selection_severity()
        receivers = self._get_counter_receivers(company)
        return {
            "categories": [
                {"id": category.id, "name": category.name} for category in categories
            ],
            "symptoms": [
                {"id": code.id, "name": code.name, "trade_id": code.trade_id.id}
                for code in symptoms
            ],
            "accessories": [
                {
                    "id": kind.id,
                    "name": kind.name,
                    "category_ids": kind.category_ids.ids,
                }
                for kind in accessories
            ],
            "severities": [{"id": value, "name": name} for value, name in severities],
            "technicians": [
                {"id": technician.id, "name": technician.name}
                for technician in technicians
            ],
            "receivers": [{"id": user.id, "name": user.name} for user in receivers],
            "workshops": [
                {"id": workshop.id, "name": workshop.name} for workshop in workshops
            ],
            "countries": [
                {"id": country.id, "name": country.name} for country in countries
            ],
        }

    @api.model
    def _get_counter_receivers(self, company):
        """Return the users of ``company`` who may receive devices."""
        return self.env["res.users"].search(
            [
                (
                    "all_group_ids",
                    "in",
                    self.env.ref("sav_base.group_sav_counter").ids,
                ),
                ("company_ids", "in", company.ids),
                ("share", "=", False),
            ]
        )

    @api.model
    def _get_counter_warning(self, company):
        """Return in words what will refuse the reception in the end, or False.

        Said when the screen opens: not after everything was typed.
        """
        workshops = self.env["sav.workshop"].search([("company_id", "=", company.id)])
        is_needed = not workshops or not all(
            workshop.picking_type_id for workshop in workshops
        )
        try:
            self.env["sav.case"]._get_default_repair_type(company, is_needed)
            if company.sav_receive_into_stock:
                company._get_sav_receipt_type()
        except UserError as error:
            return str(error)
        return False
