# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class SavLabourTime(models.Model):
    _name = "sav.labour.time"
    _inherit = ["sav.labour.time", "sav.guard.mixin"]

    @api.model
    def _get_technician_fields(self):
        # Neither whose time it is nor on what: rules judge a row before it changes.
        return frozenset({"date", "date_end", "date_start", "hours", "note"})
