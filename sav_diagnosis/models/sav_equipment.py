# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SavEquipment(models.Model):
    _inherit = "sav.equipment"

    def _get_timeline_sources(self):
        sources = super()._get_timeline_sources()
        if self.env["sav.response"].has_access("read"):
            sources["diagnosis"] = {
                "label": self.env._("Diagnosis Forms"),
                "icon": "fa-check-square-o",
                "fetch": self._fetch_timeline_responses,
            }
        return sources

    def _fetch_timeline_responses(self, limit):
        responses = self.env["sav.response"].search(
            [("equipment_id", "=", self.id), ("date_completed", "!=", False)],
            order="date_completed desc, id desc",
            limit=limit,
        )
        return [
            self._prepare_timeline_entry(
                "diagnosis",
                response,
                response.date_completed,
                self.env._("Form: %(form)s", form=response.version_id.name),
                text=response.case_id.name,
                author=response.completed_by_id.sudo().name,
            )
            for response in responses
        ]
