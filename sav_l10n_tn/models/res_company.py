# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    sav_stamp_duty_scope = fields.Selection(
        [
            ("none", "Never"),
            ("after_sales", "Invoices of the after-sales service"),
            ("all", "All customer invoices"),
        ],
        string="Automatic Stamp Duty",
        default="after_sales",
        required=True,
        help="Customer invoices that get the stamp duty of the chart of accounts by "
        "themselves, once each, when they owe it. Never: it is added by hand.",
    )
    sav_stamp_duty_on_credit_note = fields.Boolean(
        string="Stamp Duty on Credit Notes",
        help="A credit note carries the stamp duty too, and gives it back to the "
        "customer. Otherwise the stamp duty of the invoice stays due.",
    )

    def _sav_is_tunisian(self):
        """Tell whether the accounts of the company follow the Tunisian chart."""
        self.ensure_one()
        # A branch keeps its accounts in the chart of the company above it.
        return self.root_id.sudo().chart_template == "tn"

    def _sav_get_stamp_tax(self):
        """Return the fixed sale tax of the chart for the stamp duty.

        :return: ``account.tax``, empty outside the Tunisian chart, or when the
            company removed or archived that tax
        """
        self.ensure_one()
        if not self._sav_is_tunisian():
            return self.env["account.tax"]
        # The chart's own ``ref`` is not kept in cache: one query for each document.
        tax_id = self.env["ir.model.data"]._xmlid_to_res_id(
            f"account.{self.root_id.id}_l10n_tn_tax_vat_sale_tax_stamp"
        )
        tax = self.env["account.tax"].browse(tax_id)
        return tax.filtered(lambda tax: tax.active and tax.amount > 0)

    def _sav_get_stamp_duty_amount(self, currency, date):
        """Return the stamp duty of one invoice, in a currency, at the rate of a day."""
        self.ensure_one()
        return self.currency_id._convert(
            self._sav_get_stamp_tax().amount, currency, self, date
        )

    def _sav_is_stamp_duty_owed(self, fiscal_position):
        """Tell whether customers of a fiscal position, maybe empty, owe stamp duty.

        The fiscal positions of the tax say it. Core alone does not: no position
        replaces that tax, an exporter would keep it.
        """
        self.ensure_one()
        positions = self._sav_get_stamp_tax().fiscal_position_ids
        return bool(self._sav_get_stamp_tax()) and (
            not fiscal_position or not positions or fiscal_position in positions
        )

    def _sav_get_printed_vat(self):
        """Return the tax identification to print beside the company's address.

        Empty outside Tunisia, and when the company already wrote it in the details or
        the footer of its documents.
        """
        self.ensure_one()
        written = f"{self.company_details or ''} {self.report_footer or ''}"
        if not self.vat or self.vat in written or not self._sav_is_tunisian():
            return False
        return self.vat
