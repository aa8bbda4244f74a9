# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from decimal import Decimal

from odoo import models
from odoo.tools import float_repr

from ..tools import AMOUNT_LIMIT, LANGUAGES, amount_in_words


class ResCurrency(models.Model):
    _inherit = "res.currency"

    def _sav_get_amount_in_words(self, amount):
        """Return an amount in dinars and millimes, in words, in the user's language.

        Empty in another currency, in a language that has no words here, and for an
        amount that is negative or too large.
        """
        self.ensure_one()
        language = (self.env.lang or "en").split("_")[0]
        if (
            self.name != "TND"
            or language not in LANGUAGES
            or not 0 <= amount < AMOUNT_LIMIT
        ):
            return ""
        # The text of the rounded amount is exact, the number is not.
        rounded = Decimal(float_repr(self.round(amount), self.decimal_places))
        return amount_in_words(rounded, language)
