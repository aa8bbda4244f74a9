# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.depends("sav_kind")
    def _compute_require_signature(self):
        sav_orders = self.filtered("sav_kind")
        result = super(SaleOrder, self - sav_orders)._compute_require_signature()
        # Neither accepting nor refusing on the portal works without it.
        sav_orders.require_signature = True
        return result

    @api.depends("sav_kind")
    def _compute_validity_date(self):
        sav_orders = self.filtered("sav_kind")
        result = super(SaleOrder, self - sav_orders)._compute_validity_date()
        today = fields.Date.context_today(self)
        for order in sav_orders:
            days = order.company_id.sav_quote_validity_days
            order.validity_date = today + timedelta(days) if days > 0 else False
        return result

    @api.depends("sav_kind")
    def _compute_team_id(self):
        sav_orders = self.filtered("sav_kind")
        result = super(SaleOrder, self - sav_orders)._compute_team_id()
        for order in sav_orders:
            order.team_id = order.company_id._get_sav_crm_team()
        return result

    @api.depends_context("lang")
    @api.depends("sav_kind")
    def _compute_type_name(self):
        sav_orders = self.filtered("sav_kind")
        result = super(SaleOrder, self - sav_orders)._compute_type_name()
        for order in sav_orders:
            order.type_name = order._get_sav_title()
        return result

    def _get_report_base_filename(self):
        self.ensure_one()
        if not self.sav_kind:
            return super()._get_report_base_filename()
        return f"{self._get_sav_title()} {self.name}".replace("/", "-")

    def _get_sav_title(self):
        """Return what this order is called, in the language of the context."""
        self.ensure_one()
        if self.state == "sale":
            return self.env._("Internal Document")
        if self.sav_kind == "supplement":
            return self.env._("Supplementary Repair Quote")
        return self.env._("Repair Quote")

    def _get_sav_delivery_note_filename(self):
        self.ensure_one()
        title = self.env._("Delivery Note")
        return f"{title} {self.name}".replace("/", "-")

    def _get_sav_groups(self):
        """Return the lines of the document by what they are.

        :return: list of dicts in the order of the document, without empty ones:
            ``title`` (str, in the language of the context), ``lines``
            (``sale.order.line``), ``amount`` (untaxed)
        """
        self.ensure_one()
        lines = self._get_order_lines_to_report().filtered(
            lambda line: not line.display_type
        )
        by_kind = lines.grouped(lambda line: line._get_sav_kind())
        return [
            {
                "title": title,
                "lines": by_kind[kind],
                "amount": sum(by_kind[kind].mapped("price_subtotal")),
            }
            for kind, title in self._get_sav_group_titles().items()
            if kind in by_kind
        ]

    def _get_sav_group_titles(self):
        """Return the titles of the groups of lines, in order: kind of line → title."""
        return {
            "part": self.env._("Parts and Accessories"),
            "labour": self.env._("Labour"),
            "travel": self.env._("Travel"),
        }

    def _get_sav_quote_notes(self):
        """Return the texts printed and shown under the total of the quote.

        A hook: a country's module adds what its law or its customs want there.

        :return: list of str, in the language of the context
        """
        self.ensure_one()
        notes = []
        fee = self.sav_case_id.diagnosis_fee
        if self.state in ("draft", "sent") and fee:
            notes.append(
                self.env._(
                    "Diagnosis fee announced at drop-off, due only if this quote is "
                    "refused: %(amount)s, taxes included.",
                    amount=self.company_id.currency_id.format(fee),
                )
            )
        return notes
