# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import ValidationError

DEVICES_MAX = 50  # on one drop-off


class SavCase(models.Model):
    _inherit = "sav.case"

    @api.constrains("reception_id")
    def _check_reception_devices(self):
        # sudo: they are counted, whoever may read all the devices.
        counts = (
            self.env["sav.case"]
            .sudo()
            ._read_group(
                [("reception_id", "in", self.reception_id.ids)],
                ["reception_id"],
                ["__count"],
                having=[("__count", ">", DEVICES_MAX)],
            )
        )
        for reception, count in counts:
            raise ValidationError(
                self.env._(
                    "%(reception)s: %(count)s devices are too many, %(limit)s is the "
                    "most. Confirm it with the first %(limit)s, then make another one "
                    "for the rest.",
                    reception=reception.display_name,
                    count=count,
                    limit=DEVICES_MAX,
                )
            )
