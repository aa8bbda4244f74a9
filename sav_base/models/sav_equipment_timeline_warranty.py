# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SavEquipment(models.Model):
    """The timeline of a machine: what lengthened its warranty, what was claimed."""

    _inherit = "sav.equipment"

    def _get_timeline_sources(self):
        sources = super()._get_timeline_sources() | {
            "extension": {
                "label": self.env._("Warranty Extensions"),
                "icon": "fa-calendar-plus-o",
                "fetch": self._fetch_timeline_extensions,
            }
        }
        if self.env["sav.claim"].has_access("read"):
            sources["claim"] = {
                "label": self.env._("Supplier Claims"),
                "icon": "fa-truck",
                "fetch": self._fetch_timeline_claims,
            }
        return sources

    def _fetch_timeline_extensions(self, limit):
        extensions = self.env["sav.warranty.extension"].search(
            [("equipment_id", "=", self.id)], order="date desc, id desc", limit=limit
        )
        return [
            self._prepare_timeline_entry(
                "extension",
                extension,
                extension.date,
                extension.description,
                text=extension.legal_source,
                state=extension.revoke_reason,
                author=extension.user_id.sudo().name,
                can_open=False,
            )
            for extension in extensions
        ]

    def _fetch_timeline_claims(self, limit):
        claims = self.env["sav.claim"].search(
            [("equipment_id", "=", self.id)], order="id desc", limit=limit
        )
        return [
            self._prepare_timeline_entry(
                "claim",
                claim,
                claim.create_date,
                self.env._(
                    "Claim %(claim)s to %(supplier)s",
                    claim=claim.name,
                    supplier=claim.partner_id.display_name,
                ),
                state=self._get_label(claim, "state"),
            )
            for claim in claims
        ]
