# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools.misc import formatLang


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _get_sav_quote_notes(self):
        """Add the stamp duty, carried by the invoice alone, and the total in words."""
        notes = super()._get_sav_quote_notes()
        notes += filter(None, [self._sav_get_stamp_duty_note()])
        if self.sav_kind and self.company_id._sav_is_tunisian():
            words = self.currency_id._sav_get_amount_in_words(self.amount_total)
            if words:
                notes.append(self.env._("Total in words: %(words)s", words=words))
        return notes

    def _sav_get_stamp_duty_note(self):
        """Return in words the stamp duty to come on the invoice, empty if none does."""
        self.ensure_one()
        if (
            not self.sav_kind
            or self.company_id.sav_stamp_duty_scope == "none"
            or self.currency_id.compare_amounts(self.amount_untaxed, 0) <= 0
            or not self.company_id._sav_is_stamp_duty_owed(self.fiscal_position_id)
        ):
            return ""
        amount = self.company_id._sav_get_stamp_duty_amount(
            self.currency_id, self.date_order.date()
        )
        return self.env._(
            "Stamp duty on the invoice: %(amount)s",
            amount=formatLang(self.env, amount, currency_obj=self.currency_id),
        )

    def _sav_get_delivered_totals(self):
        """Return the tax totals of what was used, as a Tunisian delivery note shows.

        :return: as core's ``tax_totals``; empty when there is nothing to pay, and
            outside Tunisia
        """
        self.ensure_one()
        if not self.company_id._sav_is_tunisian():
            return {}
        AccountTax = self.env["account.tax"]
        base_lines = [
            line._prepare_base_line_for_taxes_computation(quantity=line.qty_delivered)
            for line in self._get_priced_lines()
            if not line.is_downpayment
        ]
        AccountTax._add_tax_details_in_base_lines(base_lines, self.company_id)
        AccountTax._round_base_lines_tax_details(base_lines, self.company_id)
        totals = AccountTax._get_tax_totals_summary(
            base_lines, self.currency_id, self.company_id
        )
        return {} if not totals["total_amount_currency"] else totals
