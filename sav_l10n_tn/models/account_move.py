# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Command

# After every line that people type, also when many orders share an invoice.
STAMP_DUTY_SEQUENCE = 99999


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.depends_context("lang")
    def _compute_amount_total_words(self):
        in_dinars = self.filtered(lambda move: move._sav_has_amount_in_words())
        for move in in_dinars:
            move.amount_total_words = move.currency_id._sav_get_amount_in_words(
                move.amount_total
            )
        return super(AccountMove, self - in_dinars)._compute_amount_total_words()

    def _compute_tax_totals(self):
        result = super()._compute_tax_totals()
        for move in self:
            stamp_lines = move.invoice_line_ids.filtered("sav_is_stamp_duty")
            if not stamp_lines:
                continue
            group_ids = stamp_lines.tax_ids.tax_group_id.ids
            tax_totals = move.tax_totals
            for subtotal in tax_totals["subtotals"]:
                for tax_group in subtotal["tax_groups"]:
                    if tax_group["id"] in group_ids:
                        tax_group["group_name"] = self.env._("Stamp duty")
            move.tax_totals = tax_totals
        return result

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        moves._sav_sync_stamp_duty()
        return moves

    def _post(self, soft=True):
        # Lines came and went since the document was made, perhaps the stamp duty
        # itself: this is the last moment to have it right.
        self._sav_sync_stamp_duty()
        return super()._post(soft)

    def _get_move_lines_to_report(self):
        # It has neither a quantity nor a price to show: it stands among the totals.
        lines = super()._get_move_lines_to_report()
        return lines.filtered(lambda line: not line.sav_is_stamp_duty)

    def _sav_sync_stamp_duty(self):
        """Give each draft the stamp duty it owes, once, and remove one not owed.

        Looks only at customer documents named by the company's setting. A stamp duty
        that somebody added counts; several of them, or one multiplied by a quantity,
        become one. Not owed, it goes only if it came by itself.
        """
        AccountMoveLine = self.env["account.move.line"].with_context(
            skip_is_manually_modified=True
        )
        missing_vals = []
        unneeded_lines = AccountMoveLine
        for move in self.filtered(lambda move: move._sav_is_stamp_duty_automatic()):
            stamp_tax = move.company_id._sav_get_stamp_tax()
            carriers = move.invoice_line_ids.filtered(
                lambda line, tax=stamp_tax: tax in line.tax_ids
            ).with_env(AccountMoveLine.env)
            if not move._sav_owes_stamp_duty():
                unneeded_lines += carriers.filtered("sav_is_stamp_duty")
                continue
            stamp_lines = carriers.filtered(
                lambda line: len(line.tax_ids) == 1 and not line.price_unit
            )
            if len(carriers) == 1 and not stamp_lines and carriers.quantity == 1:
                continue
            (carriers - stamp_lines).tax_ids = [Command.unlink(stamp_tax.id)]
            unneeded_lines += stamp_lines[1:]
            vals = move._prepare_stamp_duty_line_vals()
            if not stamp_lines:
                missing_vals.append(vals)
            elif (
                not stamp_lines[0].sav_is_stamp_duty
                or stamp_lines[0].quantity != vals["quantity"]
            ):
                stamp_lines[0].write(
                    {"quantity": vals["quantity"], "sav_is_stamp_duty": True}
                )
        unneeded_lines.unlink()
        AccountMoveLine.create(missing_vals)

    def _sav_is_stamp_duty_automatic(self):
        """Tell whether the company's setting looks after this document's stamp duty."""
        self.ensure_one()
        return (
            self.state == "draft"
            and self.move_type in ("out_invoice", "out_refund")
            and self.company_id.sav_stamp_duty_scope != "none"
            and self._sav_follows_tunisian_rules()
            and bool(self.company_id._sav_get_stamp_tax())
        )

    def _sav_owes_stamp_duty(self):
        """Tell whether a draft owes the stamp duty.

        A document with nothing to pay owes none here: no law was found that asks for
        it, and it would make a bill of one dinar of a repair under warranty.
        """
        self.ensure_one()
        lines = self.invoice_line_ids.filtered(lambda line: not line.sav_is_stamp_duty)
        amount = sum(lines.mapped("price_subtotal"))
        return (
            self.currency_id.compare_amounts(amount, 0) > 0
            and (
                self.move_type == "out_invoice"
                or self.company_id.sav_stamp_duty_on_credit_note
            )
            and self.company_id._sav_is_stamp_duty_owed(self.fiscal_position_id)
        )

    def _prepare_stamp_duty_line_vals(self):
        """Return the values of the line that carries the stamp duty.

        A price would count in the untaxed amount: the line has none, and its fixed tax
        is charged by the quantity.
        """
        self.ensure_one()
        stamp_tax = self.company_id._sav_get_stamp_tax()
        amount = self.company_id._sav_get_stamp_duty_amount(
            self.currency_id, self.invoice_date or self.date
        )
        language = self.partner_id.lang or self.env.lang
        account = (
            self.journal_id.default_account_id or self.company_id.income_account_id
        )
        return {
            "move_id": self.id,
            "name": self.with_context(lang=language).env._("Stamp duty"),
            "sequence": STAMP_DUTY_SEQUENCE,
            "quantity": amount / stamp_tax.amount,
            "price_unit": 0.0,
            # Nothing is posted on it; left out, core would search for a likely one.
            "account_id": account.id,
            "analytic_distribution": False,
            "tax_ids": [Command.set(stamp_tax.ids)],
            "sav_is_stamp_duty": True,
        }

    def _sav_follows_tunisian_rules(self):
        """Tell whether what is Tunisian here applies to a customer's document.

        It does to those of the after-sales service, and to the others of a company
        that asked for it: nobody else finds their documents changed by this module.
        """
        self.ensure_one()
        if not self.is_sale_document() or not self.company_id._sav_is_tunisian():
            return False
        # Accountants without access to orders post the invoices of orders too.
        orders_sudo = self.sudo().line_ids.sale_line_ids.order_id
        return self.company_id.sav_stamp_duty_scope == "all" or any(
            order.sav_kind for order in orders_sudo
        )

    def _sav_has_amount_in_words(self):
        """Tell whether the total is printed in words, in dinars and millimes."""
        self.ensure_one()
        return self._sav_follows_tunisian_rules() and bool(
            self.currency_id._sav_get_amount_in_words(self.amount_total)
        )
