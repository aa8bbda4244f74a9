# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools import format_date


class SavCase(models.Model):
    _name = "sav.case"
    _inherit = ["sav.case", "sav.label.mixin"]

    def _prepare_labels(self):
        labels = []
        for case in self:
            labels.append(case._prepare_label())
            labels += case.accessory_ids._prepare_labels()
        return labels

    def _prepare_label(self):
        """Hook: return the label of the device itself."""
        self.ensure_one()
        details = [
            self.equipment_id.serial,
            format_date(self.env, self.date_received),
            self.workshop_id.code,
        ]
        return {
            "code": self.barcode,
            "title": self.name,
            "lines": [
                self.partner_id.name or self.partner_id.display_name,
                self.equipment_id.name,
                " · ".join(filter(None, details)),
            ],
        }
