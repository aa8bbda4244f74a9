# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import formatLang

PAGE_SIZE = 20
PAGE_LIMIT = 100


class SavEquipment(models.Model):
    """All that happened to a machine, newest first, as far as the reader may see it.

    Each kind of event has a method that brings its newest ones; what one brings costs
    the same number of queries however many there are.
    """

    _inherit = "sav.equipment"

    def get_timeline(self, kinds=None, offset=0, limit=PAGE_SIZE):
        """Return a page of what happened to this machine, newest first.

        :param list kinds: keys of the kinds wanted; all without it
        :return: ``{"kinds": [{"key", "label", "icon"}] that the reader may see,
            "entries": [as _prepare_timeline_entry returns them], "has_more": bool}``
        :raise AccessError: for whoever is no colleague, or may not read the machine
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user._is_internal():
            raise AccessError(self.env._("This page is for colleagues."))
        offset = max(0, int(offset))
        limit = min(max(1, int(limit)), PAGE_LIMIT)
        sources = self._get_timeline_sources()
        # Which page an event is on is only known once all are sorted: each source
        # brings as many as the page could hold.
        entries = [
            entry
            for key, source in sources.items()
            if not kinds or key in kinds
            for entry in source["fetch"](offset + limit + 1)
        ]
        order = list(sources)
        entries.sort(
            key=lambda entry: (
                entry["date"],
                -order.index(entry["kind"]),
                entry["record_id"],
            ),
            reverse=True,
        )
        return {
            "kinds": [
                {"key": key, "label": source["label"], "icon": source["icon"]}
                for key, source in sources.items()
            ],
            "entries": entries[offset : offset + limit],
            "has_more": len(entries) > offset + limit,
        }

    def _get_timeline_sources(self):
        """Hook: return the kinds of events that the reader may see, in filter order.

        A module above adds its own: ``{key: {"label", "icon" (Font Awesome), "fetch":
        method of this machine, takes a number and returns at most so many entries,
        newest first}}``. What it brings respects the rights of the reader.
        """
        self.ensure_one()
        return {
            "sale": {
                "label": self.env._("Sale"),
                "icon": "fa-shopping-cart",
                "fetch": self._fetch_timeline_sale,
            },
            "commissioning": {
                "label": self.env._("Commissioning"),
                "icon": "fa-power-off",
                "fetch": self._fetch_timeline_commissioning,
            },
            "move": {
                "label": self.env._("Owners and Sites"),
                "icon": "fa-exchange",
                "fetch": self._fetch_timeline_moves,
            },
            "component": {
                "label": self.env._("Components"),
                "icon": "fa-sitemap",
                "fetch": self._fetch_timeline_components,
            },
            "part": {
                "label": self.env._("Parts"),
                "icon": "fa-cog",
                "fetch": self._fetch_timeline_parts,
            },
            "serial": {
                "label": self.env._("Former Codes"),
                "icon": "fa-barcode",
                "fetch": self._fetch_timeline_codes,
            },
        }

    @api.model
    def _prepare_timeline_entry(self, kind, record, date, title, **values):
        """Return one event.

        :param record: what it is about and opens, if the reader can open it
        :param date: date, or datetime in UTC
        :param values: ``text``, ``state`` (label), ``amount`` (formatted), ``author``
            (name), ``can_open`` (False for a record without a form of its own)
        :return: dict of JSON values; ``date`` sorts as text, ``is_day`` says that its
            time means nothing
        """
        can_open = values.pop("can_open", True)
        is_day = not hasattr(date, "hour")
        return {
            "key": f"{kind}-{record._name}-{record.id}",
            "kind": kind,
            "date": fields.Datetime.to_string(fields.Datetime.to_datetime(date)),
            "is_day": is_day,
            "title": title,
            "text": False,
            "state": False,
            "amount": False,
            "author": False,
            **values,
            "record_id": record.id,
            "res_model": can_open and record._name,
        }

    @api.model
    def _format_timeline_amount(self, amount, currency):
        return formatLang(self.env, amount, currency_obj=currency)

    def _fetch_timeline_sale(self, limit):
        if not self.date_sale:
            return []
        sources = dict(self._fields["sale_source"]._description_selection(self.env))
        words = [sources.get(self.sale_source), self.sale_document]
        return [
            self._prepare_timeline_entry(
                "sale",
                self,
                self.date_sale,
                self.env._("Sold"),
                text=": ".join(filter(None, words)),
                can_open=False,
            )
        ]

    def _fetch_timeline_commissioning(self, limit):
        if not self.date_commissioning:
            return []
        return [
            self._prepare_timeline_entry(
                "commissioning",
                self,
                self.date_commissioning,
                self.env._("Put into service"),
                can_open=False,
            )
        ]

    def _prepare_timeline_move(self, kind, move, title):
        words = [move.reason, move.document]
        return self._prepare_timeline_entry(
            kind,
            move,
            move.date,
            title,
            text=" · ".join(filter(None, words)) or False,
            author=move.user_id.sudo().name,
            can_open=False,
        )

    def _fetch_timeline_moves(self, limit):
        moves = self.env["sav.equipment.move"].search(
            Domain("equipment_id", "=", self.id) & Domain("changed", "!=", "parent_id"),
            limit=limit,
        )
        return [
            self._prepare_timeline_move("move", move, move.description)
            for move in moves
        ]

    def _fetch_timeline_components(self, limit):
        changed = Domain("changed", "like", "parent_id")
        moves = self.env["sav.equipment.move"].search(
            changed
            & (
                Domain("equipment_id", "=", self.id)
                | Domain("parent_id", "=", self.id)
                | Domain("old_parent_id", "=", self.id)
            )
            # Put on file as a part of it.
            | (
                Domain("changed", "in", ("", False)) & Domain("parent_id", "=", self.id)
            ),
            limit=limit,
        )
        entries = []
        for move in moves:
            component = move.equipment_id.sudo()
            if move.equipment_id == self:
                title = move.description
            elif move.parent_id == self:
                title = self.env._("Put in: %(part)s", part=component.display_name)
            else:
                title = self.env._("Taken out: %(part)s", part=component.display_name)
            entries.append(self._prepare_timeline_move("component", move, title))
        return entries

    def _fetch_timeline_parts(self, limit):
        parts = self.env["sav.equipment.part"].search(
            [("equipment_id", "=", self.id)], limit=limit
        )
        return [
            self._prepare_timeline_entry(
                "part",
                part,
                part.date,
                part.description,
                text=part.case_id.sudo().name,
                author=part.user_id.sudo().name,
                can_open=False,
            )
            for part in parts
        ]

    def _fetch_timeline_codes(self, limit):
        aliases = self.env["sav.equipment.alias"].search(
            [("equipment_id", "=", self.id)], limit=limit
        )
        kinds = dict(aliases._fields["kind"]._description_selection(self.env))
        return [
            self._prepare_timeline_entry(
                "serial",
                alias,
                alias.date,
                self.env._(
                    "%(kind)s until then: %(code)s",
                    kind=kinds.get(alias.kind),
                    code=alias.code,
                ),
                author=alias.user_id.sudo().name,
                can_open=False,
            )
            for alias in aliases
        ]
