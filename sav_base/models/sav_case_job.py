# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from .sav_intervention import OPEN_STATES


class SavCase(models.Model):
    _inherit = "sav.case"

    def _get_scan_action(self):
        """Open the technician's screen for who works on this case."""
        if job := self._get_user_job():
            return job._get_job_action()
        return super()._get_scan_action()

    def _get_user_job(self):
        """Return the open work on this case that the user, a technician, would do."""
        technician = self.env.user._get_sav_technician()
        if not technician or not self._is_only_technician():
            return self.env["sav.intervention"]
        jobs = self.env["sav.intervention"].search(
            [("case_id", "=", self.id), ("state", "in", OPEN_STATES)]
        )
        mine = jobs.filtered(lambda job: job.technician_id == technician)
        running = mine.filtered(lambda job: job.state == "in_progress")
        return running[:1] or mine[:1] or jobs[:1]
