# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SavLabourLine(models.Model):
    _inherit = "sav.labour.line"

    def _sav_get_cost(self):
        self.ensure_one()
        if self.time_ids:
            return self.worked_hours, sum(
                time.hours * time.hourly_cost for time in self.time_ids
            )
        return self.planned_hours, self.planned_hours * self.technician_id.hourly_cost

    def _prepare_claim_line_vals(self):
        self.ensure_one()
        return {
            "kind": "travel" if self.kind == "travel" else "labour",
            "labour_line_id": self.id,
        }
