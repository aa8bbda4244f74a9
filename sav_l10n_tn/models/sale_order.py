# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools.misc import formatLang


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _get_sav_quote_notes(self):
        """Add the stamp duty, carried by the invoice alone, and the total in words."""
        notes = super()._get_sav_quote_notes()
        if self.sav_kind and self._sav_owes_stamp_duty():
            amount = self.company_id._sav_get_stamp_duty_amount(
                self.currency_id, self.date_order.date()
            )
            notes.append(
                self.env._(
                    "Stamp duty on the invoice: %(amount)s",
                    amount=formatLang(self.env, amount, currency_obj=self.currency_id),
                )
            )
        if self.sav_kind and self.company_id._sav_is_tunisian():
            words = self.currency_id._sav_get_amount_in_words(self.amount_total)
            if words:
                notes.append(self.env._("Total in words: %(words)s", words=words))
        return notes

    def _sav_owes_stamp_duty(self):
        """Tell whether the invoice of an order will carry a stamp duty by itself."""
        self.ensure_one()
        return (
            self.company_id.sav_stamp_duty_scope != "none"
            and self.currency_id.compare_amounts(self.amount_untaxed, 0) > 0
            and self.company_id._sav_is_stamp_duty_owed(self.fiscal_position_id)
        )
