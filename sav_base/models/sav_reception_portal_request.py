# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.fields import Command, Domain
from odoo.tools import escape_psql

from .sav_reception_request import SUMMARY_LENGTH

FAULTS_LENGTH = 2000
WORD_LENGTH = 100
PHOTOS_MAX = 6
# A person asks for a few repairs; a program that found the form asks for thousands.
REQUESTS_A_DAY = 10
REQUESTS_OPEN = 30


class SavReception(models.Model):
    """Requests that customers file on the portal, and how they follow them."""

    _inherit = "sav.reception"

    request_key = fields.Char(
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Of the form: sent twice, it makes one request.",
    )

    _request_key_uniq = models.UniqueIndex(
        "(request_key) WHERE request_key IS NOT NULL",
        "This request was already sent.",
    )

    def _compute_access_url(self):
        result = super()._compute_access_url()
        for reception in self:
            if reception.request_date and reception.state != "confirmed":
                reception.access_url = f"/my/requests/{reception.id}"
        return result

    def _get_portal_request_status(self):
        """Return where it is: dict ``label``, ``tone`` (a Bootstrap colour)."""
        self.ensure_one()
        return {
            "draft": {"label": self.env._("Waiting for our answer"), "tone": "warning"},
            "confirmed": {"label": self.env._("Accepted"), "tone": "success"},
            "cancelled": {"label": self.env._("Declined"), "tone": "secondary"},
        }[self.state]

    def _get_portal_photos(self):
        """Return the photos that the customer sent of it, none of the workshop's."""
        self.ensure_one()
        gateway = self.env.ref("base.user_root")
        return self.evidence_ids.filtered(
            lambda photo: (
                photo.user_id.share
                # A mail of nobody who works here.
                or (photo.source == "mail" and photo.user_id == gateway)
            )
        )

    @api.model
    def _find_sent_request(self, key, partner):
        """Return the request that a form sent already, if it is this customer's."""
        # sudo: the key is unique in the whole database; only the customer's own counts.
        return self.sudo().search(
            Domain("request_key", "=", key or "-")
            & Domain("partner_id", "child_of", partner.commercial_partner_id.ids),
            limit=1,
        )

    @api.model
    def _get_portal_request_errors(self, partner, machine, values, photo_count):
        """Return what forbids filing a request, in words: field of the form → message.

        :param partner: the customer
        :param machine: one of their ``sav.equipment``, or none for another machine
        :param dict values: strings of the form: ``machine``, ``brand``, ``model``,
            ``serial``, ``category_id``, ``faults``, ``place``, ``again``
        :param int photo_count: how many files come with it
        """
        errors = {}
        if values["machine"] != "other" and not machine:
            errors["machine"] = self.env._("Choose one of your machines, or another.")
        if values["machine"] == "other":
            if not values["brand"] and not values["model"]:
                errors["brand"] = self.env._("Write the brand or the model.")
            for name in ("brand", "model", "serial"):
                if len(values[name]) > WORD_LENGTH:
                    errors[name] = self.env._(
                        "Write %(count)s characters or fewer.", count=WORD_LENGTH
                    )
        if not values["faults"]:
            errors["faults"] = self.env._("Write what is wrong with it.")
        elif len(values["faults"]) > FAULTS_LENGTH:
            errors["faults"] = self.env._(
                "Write %(count)s characters or fewer; you can add messages afterwards.",
                count=FAULTS_LENGTH,
            )
        if values["place"] not in dict(self._fields["service_place"].selection):
            errors["place"] = self.env._("Say where you prefer the repair.")
        if photo_count > PHOTOS_MAX:
            errors["photos"] = self.env._(
                "Choose %(count)s photos or fewer.", count=PHOTOS_MAX
            )
        if not errors and (limit := self._get_portal_limit_error(partner)):
            errors["form"] = limit
        return errors

    @api.model
    def _get_portal_limit_error(self, partner):
        own = Domain("partner_id", "child_of", partner.commercial_partner_id.ids)
        own &= Domain("origin", "=", "portal")
        day = Domain("request_date", ">", fields.Datetime.now() - timedelta(days=1))
        # sudo: counted in all companies, whatever the customer may read.
        requests = self.sudo()
        if (
            requests.search_count(own & day) >= REQUESTS_A_DAY
            or requests.search_count(own & self._get_request_domain()) >= REQUESTS_OPEN
        ):
            return self.env._(
                "You sent many requests already. Wait for our answers, or call us."
            )
        return None

    @api.model
    def _find_portal_machine(self, partner, company, serial):
        """Return whether a serial number is the customer's machine, or somebody's.

        :return: the customer's ``sav.equipment`` or none, and whether the number is on
            file of somebody else: that is for the clerk alone to know
        """
        if not serial:
            return self.env["sav.equipment"].sudo(), False
        # sudo: a customer reads no stock; what is found is theirs or is not shown.
        probe = self.sudo().new({"partner_id": partner.id, "company_id": company.id})
        machine = probe._find_named_machines(serial)[:1]
        if machine:
            return machine, False
        # A number, not a pattern: nobody feels their way through those of others.
        escaped = escape_psql(serial)
        elsewhere = (
            self.env["sav.equipment"]
            .sudo()
            .search_count(
                [("serial", "=ilike", escaped), ("company_id", "=", company.id)],
                limit=1,
            )
        )
        lots = self.env["stock.lot"].sudo().search([("name", "=ilike", escaped)])
        return machine, bool(elsewhere or lots._find_sav_sales(company))

    @api.model
    def _find_portal_twin(self, partner, machine):
        """Return the open request, else the open case, of a customer's machine."""
        own = Domain("partner_id", "child_of", partner.commercial_partner_id.ids)
        # sudo: looked for among the customer's own alone.
        twin = self.sudo().search(
            self._get_request_domain()
            & own
            & Domain("case_ids.equipment_id", "in", machine.ids),
            limit=1,
        )
        return twin or (
            self.env["sav.case"]
            .sudo()
            .search(
                own
                & Domain("equipment_id", "in", machine.ids)
                & Domain("state", "not in", ("draft", "closed", "cancelled")),
                limit=1,
            )
        )

    @api.model
    def _create_portal_request(self, partner, company, machine, values, photos):
        """File a request, its machine and its photos, all or nothing.

        :param partner: the customer
        :param machine: one of theirs, or none
        :param dict values: as ``_get_portal_request_errors``, without error; ``key``
        :param photos: list of name and bytes
        :raise UserError: a photo is refused; says which and why
        """
        # sudo: a customer writes nothing by themselves; every value was checked.
        requests = self.sudo().with_company(company)
        is_elsewhere = False
        if not machine:
            machine, is_elsewhere = self._find_portal_machine(
                partner, company, values["serial"]
            )
        if not machine and not is_elsewhere:
            machine = self._create_portal_machine(partner, company, values)
        now = fields.Datetime.now()
        try:
            with self.env.cr.savepoint():
                request = requests.create(
                    {
                        "partner_id": partner.id,
                        "company_id": company.id,
                        "origin": "portal",
                        "user_id": False,
                        "date": now,
                        "request_date": now,
                        "request_summary": " ".join(values["faults"].split())[
                            :SUMMARY_LENGTH
                        ],
                        "request_text": self._get_portal_request_text(values),
                        "request_serial": is_elsewhere and values["serial"],
                        "request_key": values["key"] or False,
                        "service_place": values["place"],
                    }
                )
        except UniqueViolation as error:
            # The form is sent twice at once: played again, it finds the first.
            raise ConcurrencyError(
                self.env._("This request is being received already.")
            ) from error
        request.case_ids = [
            Command.create(
                {
                    "equipment_id": machine.id,
                    "fault_ids": [
                        Command.create({"description": request.request_summary})
                    ],
                }
            )
        ]
        request._keep_portal_photos(photos)
        request.message_subscribe(partner.ids)
        request._queue_acknowledgements()
        return request

    @api.model
    def _create_portal_machine(self, partner, company, values):
        category = self.env["sav.equipment.category"].sudo()
        if values["category_id"].isdecimal():
            category = category.browse(int(values["category_id"])).exists()
        return (
            self.env["sav.equipment"]
            .sudo()
            .create(
                {
                    "partner_id": partner.id,
                    "company_id": company.id,
                    "brand": values["brand"],
                    "model": values["model"],
                    "serial": values["serial"] or False,
                    "category_id": category.id,
                }
            )
        )

    @api.model
    def _get_portal_request_text(self, values):
        if values["machine"] != "other":
            return values["faults"]
        words = [values["brand"], values["model"], values["serial"]]
        return f"{' '.join(filter(None, words))}\n\n{values['faults']}"

    def _keep_portal_photos(self, photos):
        """Keep photos as proof of a request.

        :raise UserError: names the photo that is refused, and says why
        """
        self.ensure_one()
        for name, content in photos:
            try:
                self.env["sav.evidence"].create(
                    {
                        "reception_id": self.id,
                        "case_id": self.case_ids.id,
                        "original": base64.b64encode(content),
                        "caption": name[:WORD_LENGTH],
                        "purpose": "visual_state",
                        "source": "gallery",
                    }
                )
            except UserError as error:
                raise UserError(
                    self.env._(
                        "%(photo)s: %(reason)s", photo=name[:WORD_LENGTH], reason=error
                    )
                ) from error
