# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    sav_is_stamp_duty = fields.Boolean(
        string="Stamp Duty",
        readonly=True,
        help="The line that carries the stamp duty of its invoice: it comes and goes "
        "by itself.",
    )

    def _validate_analytic_distribution(self):
        # The stamp duty is the State's: no analytic plan, even a mandatory one, has a
        # share of it, and nobody could type one on a line that comes at posting.
        other_lines = self.filtered(lambda line: not line.sav_is_stamp_duty)
        return super(AccountMoveLine, other_lines)._validate_analytic_distribution()
