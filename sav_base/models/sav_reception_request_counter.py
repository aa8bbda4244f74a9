# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError


class SavReception(models.Model):
    _inherit = "sav.reception"

    def discard_counter(self):
        if self.request_date:
            raise UserError(
                self.env._(
                    "A customer asked for this and waits for an answer: finish it "
                    "later, or decline it from the list of requests."
                )
            )
        return super().discard_counter()
