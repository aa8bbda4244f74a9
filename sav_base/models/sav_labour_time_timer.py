# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import math
from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain


class SavLabourTime(models.Model):
    _inherit = "sav.labour.time"

    _running_uniq = models.UniqueIndex(
        "(technician_id) WHERE date_start IS NOT NULL AND date_end IS NULL",
        "This technician's time is being measured already.",
    )

    def _get_running_domain(self):
        return Domain("date_start", "!=", False) & Domain("date_end", "=", False)

    def _stop(self):
        """Stop to measure: begun minutes count whole."""
        for time in self:
            elapsed = fields.Datetime.now() - time.date_start
            minutes = max(math.ceil(elapsed.total_seconds() / 60), 1)
            time.date_end = time.date_start + timedelta(minutes=minutes)
        # Before another one starts: the index allows one at a time.
        self.flush_recordset(["date_end"])
