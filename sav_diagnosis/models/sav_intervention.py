# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SavIntervention(models.Model):
    _inherit = "sav.intervention"

    def _get_job_panels_data(self):
        """Add the scenarios of the case and what stops the work."""
        case = self.case_id
        if not case:
            return super()._get_job_panels_data()
        return super()._get_job_panels_data() | {
            "diagnosis": {
                "scenarios": case.get_scenarios(),
                "safety_stop": case.safety_stop or "",
            }
        }
