# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

# What makes a warranty: a technician who could write it could give one.
WARRANTY_FIELDS = frozenset(
    {
        "date_commissioning",
        "date_sale",
        "sale_document",
        "sale_source",
        "warranty_extra_days",
        "warranty_policy_id",
    }
)


class SavEquipment(models.Model):
    _name = "sav.equipment"
    _inherit = ["sav.equipment", "sav.guard.mixin"]

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and self._is_only_technician():
            for vals in vals_list:
                self._check_technician_fields(
                    {name: vals[name] for name in WARRANTY_FIELDS if vals.get(name)}
                )
        return super().create(vals_list)

    @api.model
    def _get_technician_fields(self):
        # What is read on the machine, and where it stands.
        return frozenset(
            {"brand", "category_id", "meter_ids", "model", "note", "serial", "site_id"}
        )
