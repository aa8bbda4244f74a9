# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SaleReport(models.Model):
    _inherit = "sale.report"

    def _where_sale(self):
        """Leave the after-sales orders out of the sales figures (and of the digest)."""
        return f"{super()._where_sale()} AND s.sav_kind IS NULL"
