# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import html2plaintext

MESSAGE_TYPES = ("comment", "email", "email_outgoing")
TEXT_SIZE = 400


class SavEquipment(models.Model):
    """What the after-sales service did for a machine, and what was written about it."""

    _inherit = "sav.equipment"

    def _get_timeline_sources(self):
        sources = super()._get_timeline_sources()
        if not self.env["sav.case"].has_access("read"):
            return sources
        sources |= {
            "case": {
                "label": self.env._("Receptions and Cases"),
                "icon": "fa-folder-open",
                "fetch": self._fetch_timeline_cases,
            },
            "intervention": {
                "label": self.env._("Interventions"),
                "icon": "fa-wrench",
                "fetch": self._fetch_timeline_interventions,
            },
            "repair": {
                "label": self.env._("Repairs"),
                "icon": "fa-medkit",
                "fetch": self._fetch_timeline_repairs,
            },
            "reading": {
                "label": self.env._("Meter Readings"),
                "icon": "fa-tachometer",
                "fetch": self._fetch_timeline_readings,
            },
            "verdict": {
                "label": self.env._("Warranty"),
                "icon": "fa-shield",
                "fetch": self._fetch_timeline_verdicts,
            },
        }
        if self._sees_timeline_prices():
            sources["quote"] = {
                "label": self.env._("Quotes and Orders"),
                "icon": "fa-file-text-o",
                "fetch": self._fetch_timeline_quotes,
            }
            if self.env["account.move"].has_access("read"):
                sources["invoice"] = {
                    "label": self.env._("Invoices"),
                    "icon": "fa-money",
                    "fetch": self._fetch_timeline_invoices,
                }
        sources["message"] = {
            "label": self.env._("Messages"),
            "icon": "fa-comment-o",
            "fetch": self._fetch_timeline_messages,
        }
        return sources

    def _sees_timeline_prices(self):
        """Tell whether the reader may see what this machine cost its customer."""
        return (
            self.company_id.sudo().sav_technician_sees_prices
            or not self._is_only_technician()
            or self.env.user.has_group("sav_base.group_sav_billing")
        )

    def _get_timeline_cases(self):
        """Return the cases of this machine that the reader may see."""
        return self.env["sav.case"].search(
            [("equipment_id", "=", self.id), ("state", "!=", "draft")]
        )

    @api.model
    def _get_label(self, record, name):
        """Return in words the value of a selection field, or False."""
        return record._fields[name].convert_to_export(record[name], record) or False

    def _fetch_timeline_cases(self, limit):
        cases = self.env["sav.case"].search(
            [("equipment_id", "=", self.id), ("state", "!=", "draft")],
            order="date_received desc, id desc",
            limit=limit,
        )
        return [
            self._prepare_timeline_entry(
                "case",
                case,
                case.date_received or case.create_date,
                self.env._("Received: %(case)s", case=case.name),
                text=case.faults or False,
                state=self._get_label(case, "outcome")
                or self._get_label(case, "state"),
                author=case.partner_id.sudo().name,
            )
            for case in cases
        ]

    def _fetch_timeline_interventions(self, limit):
        # One that is planned happens on its day, which may be to come.
        interventions = self.env["sav.intervention"].search(
            [("equipment_id", "=", self.id)],
        )
        entries = [
            self._prepare_timeline_entry(
                "intervention",
                intervention,
                intervention.date_done
                or intervention.date_planned
                or intervention.create_date,
                self.env._(
                    "%(kind)s: %(name)s",
                    kind=self._get_label(intervention, "kind"),
                    name=intervention.name or self.env._("new"),
                ),
                text=self._shorten(intervention.report),
                state=self._get_label(intervention, "state"),
                author=intervention.technician_id.sudo().name,
            )
            for intervention in interventions
        ]
        entries.sort(
            key=lambda entry: (entry["date"], entry["record_id"]), reverse=True
        )
        return entries[:limit]

    def _fetch_timeline_repairs(self, limit):
        repairs = self.env["repair.order"].search(
            [("sav_case_id", "in", self._get_timeline_cases().ids)],
            order="create_date desc, id desc",
            limit=limit,
        )
        return [
            self._prepare_timeline_entry(
                "repair",
                repair,
                repair.create_date,
                self.env._("Repair %(repair)s", repair=repair.name),
                text=repair.sav_case_id.name,
                state=self._get_label(repair, "state"),
            )
            for repair in repairs
        ]

    def _fetch_timeline_readings(self, limit):
        readings = self.env["sav.meter.reading"].search(
            [("equipment_id", "=", self.id)], limit=limit
        )
        return [
            self._prepare_timeline_entry(
                "reading",
                reading,
                reading.date,
                self.env._(
                    "%(meter)s: %(value)s %(unit)s",
                    meter=reading.meter_id.name,
                    value=f"{reading.value:g}",
                    unit=reading.meter_id.uom_name or "",
                ).strip(),
                text=reading.note or False,
                state=self._get_label(reading, "event"),
                author=reading.user_id.sudo().name,
                can_open=False,
            )
            for reading in readings
        ]

    def _fetch_timeline_verdicts(self, limit):
        verdicts = self.env["sav.warranty.verdict"].search(
            [("case_id", "in", self._get_timeline_cases().ids)], limit=limit
        )
        return [
            self._prepare_timeline_entry(
                "verdict",
                verdict,
                verdict.create_date,
                self.env._("Warranty of %(case)s", case=verdict.case_id.name),
                text=verdict.explanation,
                state=self._get_label(verdict, "state"),
                author=verdict.user_id.sudo().name,
                can_open=False,
            )
            for verdict in verdicts
        ]

    def _fetch_timeline_quotes(self, limit):
        orders = self.env["sale.order"]
        if not orders.has_access("read"):
            # sudo: a technician has no right on orders and sees what their cases cost
            # where the company shows prices, as in the estimate.
            orders = orders.sudo()
        orders = orders.search(
            [("sav_case_id", "in", self._get_timeline_cases().ids)],
            order="date_order desc, id desc",
            limit=limit,
        )
        return [
            self._prepare_timeline_entry(
                "quote",
                order,
                order.date_order,
                self.env._("Quote %(order)s", order=order.name)
                if order.state in ("draft", "sent", "cancel")
                else self.env._("Order %(order)s", order=order.name),
                text=order.sav_case_id.name,
                state=self._get_label(order, "state"),
                amount=self._format_timeline_amount(
                    order.amount_total, order.currency_id
                ),
                can_open=not orders.env.su or self.env.su,
            )
            for order in orders
        ]

    def _fetch_timeline_invoices(self, limit):
        # sudo: the orders are but the way from the cases to their invoices, which are
        # searched with the rights of the reader.
        lines = (
            self.env["sale.order.line"]
            .sudo()
            .search([("order_id.sav_case_id", "in", self._get_timeline_cases().ids)])
        )
        moves = self.env["account.move"].search(
            [
                ("line_ids.sale_line_ids", "in", lines.ids),
                ("move_type", "in", ("out_invoice", "out_refund")),
            ],
            order="invoice_date desc, id desc",
            limit=limit,
        )
        return [
            self._prepare_timeline_entry(
                "invoice",
                move,
                move.invoice_date or move.create_date,
                self.env._("Credit note %(move)s", move=move.display_name)
                if move.move_type == "out_refund"
                else self.env._("Invoice %(move)s", move=move.display_name),
                text=move.partner_id.sudo().name,
                state=self._get_label(move, "state"),
                amount=self._format_timeline_amount(
                    move.amount_total, move.currency_id
                ),
            )
            for move in moves
        ]

    def _get_timeline_message_domain(self):
        """Hook: return the domain of the messages that belong to this machine."""
        cases = self._get_timeline_cases()
        interventions = self.env["sav.intervention"].search(
            [("equipment_id", "=", self.id)]
        )
        return Domain.OR(
            Domain("model", "=", records._name) & Domain("res_id", "in", records.ids)
            for records in (self, cases, interventions)
        )

    def _fetch_timeline_messages(self, limit):
        messages = self.env["mail.message"].search(
            self._get_timeline_message_domain()
            & Domain("message_type", "in", MESSAGE_TYPES)
            & Domain("body", "!=", False),
            order="date desc, id desc",
            limit=limit,
        )
        subtype_note = self.env.ref("mail.mt_note", raise_if_not_found=False)
        return [
            self._prepare_timeline_entry(
                "message",
                message,
                message.date,
                message.subject or message.record_name or self.name,
                text=self._shorten(message.body),
                state=self.env._("Note")
                if message.subtype_id == subtype_note
                else self.env._("Message"),
                author=message.author_id.sudo().name or message.email_from,
                can_open=False,
            )
            for message in messages
        ]

    @api.model
    def _shorten(self, html, size=TEXT_SIZE):
        """Return the beginning of a text, as plain text, or False."""
        text = html2plaintext(html or "").strip()
        return f"{text[:size]}…" if len(text) > size else text or False
