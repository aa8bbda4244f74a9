# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_date, formatLang

from .sav_equipment_timeline_work import MESSAGE_TYPES

ROWS = 8
TEXT_SIZE = 200


class ResPartner(models.Model):
    """All that the after-sales service has of a customer, on one page."""

    _inherit = "res.partner"

    def action_open_sav_overview(self):
        """Open the after-sales page of this customer."""
        self.ensure_one()
        self._check_sav_overview()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sav_base.sav_customer_overview_action"
        )
        return action | {
            "name": self.env._("After-Sales: %(customer)s", customer=self.display_name),
            "context": {"active_id": self.id},
        }

    def action_sav_new_reception(self):
        """Open a new reception of this customer at the counter."""
        self.ensure_one()
        self._check_sav_overview()
        reception = self.env["sav.reception"].create({"partner_id": self.id})
        return reception._get_scan_action()

    def get_sav_overview(self):
        """Return the after-sales page of this customer, its whole company included.

        :return: ``{"partner": {"id", "name", "contact" (lines of text)},
            "can_receive": bool, "can_add": bool, "sections": [{"key", "label", "icon",
            "count", "rows": [{"id", "name", "text", "date", "state", "amount",
            "can_open"}], "res_model", "action" (opens all of them) or False}]}``; what
            the reader may not see is left out
        :raise AccessError: for whoever is not of the after-sales service
        """
        self.ensure_one()
        self._check_sav_overview()
        company = self.commercial_partner_id
        sections = []
        for key, section in company._get_sav_overview_sections().items():
            records = self.env[section["model"]]
            if not records.has_access("read"):
                continue
            domain = section["domain"]
            found = records.search(domain, order=section["order"], limit=ROWS)
            count = len(found)
            if count == ROWS:
                count = records.search_count(domain)
            sections.append(
                {
                    "key": key,
                    "label": section["label"],
                    "icon": section["icon"],
                    "count": count,
                    "res_model": records._name,
                    "rows": [
                        {
                            "id": record.id,
                            "text": False,
                            "date": False,
                            "state": False,
                            "amount": False,
                            "can_open": section.get("can_open", True),
                        }
                        | section["row"](record)
                        for record in found
                    ],
                    "action": section.get("can_open", True)
                    and company._prepare_sav_overview_action(section),
                }
            )
        return {
            "partner": {
                "id": self.id,
                "name": self.display_name,
                "contact": [
                    line
                    for line in (
                        *(self._display_address(without_company=True) or "").split(
                            "\n"
                        ),
                        self.phone,
                        self.email,
                    )
                    if line and line.strip()
                ],
            },
            "can_receive": self.env["sav.reception"].has_access("create"),
            "can_add": self.env["sav.equipment"].has_access("create"),
            "sections": sections,
        }

    def _check_sav_overview(self):
        self.check_access("read")
        self.env["sav.equipment"].check_access("read")
        if not self.env.user._is_internal():
            raise AccessError(self.env._("This page is for colleagues."))

    def _get_sav_overview_sections(self):
        """Hook: return what the page shows of this company, in its order.

        A module above adds its own (contracts do): ``{key: {"label", "icon" (Font
        Awesome), "model", "domain", "order", "row": method that takes a record and
        returns "name" and what else it shows, "can_open" (False without a form)}}``.
        Records are searched with the rights of the reader.
        """
        self.ensure_one()
        own = Domain("partner_id", "child_of", self.ids)
        get_label = self.env["sav.equipment"]._get_label
        return {
            "equipment": {
                "label": self.env._("Equipment"),
                "icon": "fa-cubes",
                "model": "sav.equipment",
                "domain": own
                | Domain("owner_id", "child_of", self.ids)
                | Domain("payer_id", "child_of", self.ids),
                "order": "id desc",
                "row": self._prepare_sav_overview_equipment,
            },
            "case": {
                "label": self.env._("Cases"),
                "icon": "fa-folder-open",
                "model": "sav.case",
                "domain": own & Domain("state", "!=", "draft"),
                "order": "date_received desc, id desc",
                "row": lambda case: {
                    "name": case.display_name,
                    "text": case.equipment_id.display_name,
                    "date": self._format_sav_day(case.date_received),
                    "state": get_label(case, "state"),
                },
            },
            "intervention": {
                "label": self.env._("Interventions"),
                "icon": "fa-wrench",
                "model": "sav.intervention",
                "domain": own,
                "order": "date_planned desc, id desc",
                "row": lambda work: {
                    "name": work.display_name,
                    "text": work.equipment_id.display_name,
                    "date": self._format_sav_day(work.date_done or work.date_planned),
                    "state": get_label(work, "state"),
                },
            },
            "repair": {
                "label": self.env._("Repairs"),
                "icon": "fa-medkit",
                "model": "repair.order",
                # Through the cases that the reader may see: repairs are open to all.
                "domain": own
                & Domain("sav_case_id", "any", [("state", "!=", "draft")]),
                "order": "id desc",
                "row": lambda repair: {
                    "name": repair.name,
                    # sudo: the name of the case says no more than the repair does.
                    "text": repair.sudo().sav_case_id.display_name,
                    "date": self._format_sav_day(repair.create_date),
                    "state": get_label(repair, "state"),
                },
            },
            "quote": {
                "label": self.env._("Quotes and Orders"),
                "icon": "fa-file-text-o",
                "model": "sale.order",
                "domain": own & Domain("sav_kind", "!=", False),
                "order": "date_order desc, id desc",
                "row": lambda order: {
                    "name": order.name,
                    "text": order.sudo().sav_case_id.display_name,
                    "date": self._format_sav_day(order.date_order),
                    "state": get_label(order, "state"),
                    "amount": self._format_sav_amount(order),
                },
            },
            "invoice": {
                "label": self.env._("Invoices"),
                "icon": "fa-money",
                "model": "account.move",
                "domain": Domain("commercial_partner_id", "=", self.id)
                & Domain("move_type", "in", ("out_invoice", "out_refund")),
                "order": "invoice_date desc, id desc",
                "row": lambda move: {
                    "name": move.display_name,
                    "text": move.partner_id.display_name,
                    "date": self._format_sav_day(move.invoice_date),
                    "state": get_label(move, "payment_state")
                    if move.state == "posted"
                    else get_label(move, "state"),
                    "amount": self._format_sav_amount(move),
                },
            },
            "message": {
                "label": self.env._("Messages"),
                "icon": "fa-comment-o",
                "model": "mail.message",
                "domain": self._get_sav_message_domain(own),
                "order": "date desc, id desc",
                "can_open": False,
                "row": self._prepare_sav_overview_message,
            },
        }

    def _get_sav_message_domain(self, own):
        """Hook: return the domain of the messages with this customer, or about them."""
        contacts = self.search([("id", "child_of", self.ids)])
        about = [
            Domain("model", "=", "res.partner") & Domain("res_id", "in", contacts.ids)
        ]
        for model in ("sav.equipment", "sav.case", "sav.intervention", "sav.reception"):
            records = self.env[model]
            if records.has_access("read"):
                ids = records.search(own, order="id desc", limit=1000).ids
                about.append(Domain("model", "=", model) & Domain("res_id", "in", ids))
        return (
            Domain.OR(about)
            & Domain("message_type", "in", MESSAGE_TYPES)
            & Domain("body", "!=", False)
        )

    def _prepare_sav_overview_action(self, section):
        return {
            "type": "ir.actions.act_window",
            "name": f"{section['label']}: {self.display_name}",
            "res_model": section["model"],
            "domain": list(section["domain"]),
            "views": [(False, "list"), (False, "form")],
        }

    def _prepare_sav_overview_equipment(self, equipment):
        # sudo: names of the parties of a machine that the reader may see.
        machine_sudo = equipment.sudo()
        words = []
        if machine_sudo.partner_id != self:
            holder = machine_sudo.partner_id.name
            words.append(self.env._("Holder: %(name)s", name=holder))
        if machine_sudo.owner_id:
            owner = machine_sudo.owner_id.name
            words.append(self.env._("Owner: %(name)s", name=owner))
        if machine_sudo.payer_id:
            payer = machine_sudo.payer_id.name
            words.append(self.env._("Payer: %(name)s", name=payer))
        return {
            "name": equipment.display_name,
            "text": " · ".join(words) or False,
            "date": self._format_sav_day(equipment.date_sale),
            "state": equipment.category_id.name,
        }

    def _prepare_sav_overview_message(self, message):
        return {
            "name": message.subject or message.record_name or message.email_from,
            "text": self.env["sav.equipment"]._shorten(message.body, TEXT_SIZE),
            "date": self._format_sav_day(message.date),
            "state": message.author_id.sudo().name or message.email_from,
        }

    def _format_sav_day(self, moment):
        if moment and hasattr(moment, "hour"):
            moment = fields.Datetime.context_timestamp(self, moment).date()
        return format_date(self.env, moment) if moment else False

    def _format_sav_amount(self, document):
        return formatLang(
            self.env, document.amount_total, currency_obj=document.currency_id
        )
