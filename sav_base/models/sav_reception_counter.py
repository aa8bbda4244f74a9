# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# Listed on the screen that starts a reception: of the user, and of the others.
UNFINISHED_LIMIT = 20
MACHINES_LIMIT = 12  # of the customer, proposed beside the scanner's field

# What the screen writes as it is typed; each also goes to the devices when emptied.
AGREED_FIELDS = (
    "cost_limit",
    "date_promised",
    "diagnosis_fee",
    "technician_id",
    "workshop_id",
)
RECEPTION_FIELDS = (*AGREED_FIELDS, "brought_by", "note", "user_id")
CUSTOMER_FIELDS = ("country_id", "email", "name", "phone")


class SavReception(models.Model):
    """What the reception screen (client action ``sav_counter``) brings and writes."""

    _inherit = "sav.reception"

    counter_token = fields.Char(
        copy=False,
        readonly=True,
        help="Given by the screen: the same reception sent twice is one reception.",
    )

    _counter_token_uniq = models.UniqueIndex(
        "(counter_token) WHERE counter_token IS NOT NULL",
        "This reception was already sent.",
    )

    @api.model
    def get_counter(self, reception_id=None):
        """Return everything that the reception screen shows.

        :param int reception_id: the reception to go on with, none to begin one
        :return: ``{"reception": see _get_counter_head or False, "devices": see
            sav.case._get_counter_devices, "unfinished": list, "catalogue": what is
            offered, "settings": limits and what forbids confirming}``
        :raise UserError: when the reception is not on file any more
        :raise AccessError: when the user may not receive devices
        """
        self.browse().check_access("create")
        reception = self.browse()
        if reception_id:
            # Searched, not browsed: the rules of the user decide.
            reception = self.search([("id", "=", reception_id)])
            if not reception:
                raise UserError(self.env._("This reception is not on file any more."))
        company = reception.company_id or self.env.company
        return {
            "reception": bool(reception) and reception._get_counter_head(),
            "devices": reception.case_ids._get_counter_devices(),
            "unfinished": self._get_counter_unfinished(),
            "catalogue": self._get_counter_catalogue(company),
            "settings": {
                "photo_max_mb": company.sav_photo_max_mb,
                "photo_max_px": company.sav_photo_max_px,
                "currency_id": company.currency_id.id,
                "country_id": company.country_id.id,
                "today": fields.Date.to_string(fields.Date.context_today(self)),
                "warning": self._get_counter_warning(company),
            },
        }

    @api.model
    def get_counter_unfinished(self):
        """Return the receptions that wait to be finished, those of the user first."""
        self.browse().check_access("create")
        return self._get_counter_unfinished()

    def save_counter(self, changes):
        """Write what was typed on the screen, each value for itself.

        A value that is refused keeps no other one from being written.

        :param dict changes: ``reception``, ``customer`` and, by the id of a device as
            text, ``devices``: ``{field: value}`` each
        :return: ``{"reception", "devices": those that changed, "errors": [{"target",
            "field", "message"}]}``
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state("draft")
        errors = self._save_counter(changes)
        touched = self.case_ids
        if "partner_id" not in (changes.get("reception") or {}):
            named = changes.get("devices") or {}
            touched = touched.filtered(lambda case: str(case.id) in named)
        return {**self._get_counter_answer(touched), "errors": errors}

    def confirm_counter(self, changes):
        """Save what was typed last, then take the devices in if nothing is missing.

        :param dict changes: as ``save_counter``
        :return: as ``save_counter``, with ``problems`` (see ``_get_confirm_problems``,
            nothing was confirmed if there are any) and ``print``, the action that
            prints the slip and the labels
        """
        self.ensure_one()
        self.check_access("write")
        if self.state == "confirmed":
            # The answer was lost on its way: what was asked for is done.
            return {
                **self._get_counter_answer(self.case_ids),
                "errors": [],
                "problems": [],
                "print": self._get_print_action(),
            }
        self._check_state("draft")
        errors = self._save_counter(changes)
        problems = self._get_confirm_problems()
        action = False
        if not problems and not errors:
            try:
                with self.env.cr.savepoint():
                    action = self.action_confirm()
            except UserError as error:
                problems = [{"field": None, "case_id": None, "message": str(error)}]
        return {
            **self._get_counter_answer(self.case_ids),
            "errors": errors,
            "problems": problems,
            "print": action,
        }

    def sign_counter(self, signer_name, signature, changes):
        """Keep the signature of the customer under what is on the screen.

        :param str signature: picture in base64
        :param dict changes: as ``save_counter``, saved before
        :return: as ``save_counter``
        """
        self.ensure_one()
        answer = self.save_counter(changes)
        if answer["errors"]:
            return answer
        self.env["sav.signature"].create(
            {
                "reception_id": self.id,
                "purpose": "drop_off",
                "signer_name": signer_name,
                "signature": signature,
            }
        )
        return {**answer, **self._get_counter_answer(self.case_ids.browse())}

    def discard_counter(self):
        """Give this draft up: an empty one goes, the others stay on file, cancelled."""
        self.ensure_one()
        self.check_access("write")
        self._check_state("draft")
        if self.case_ids:
            self.action_cancel()
        else:
            self.unlink()

    def remove_counter_device(self, case_id):
        """Take a device off this draft reception.

        :return: ``{"reception": see _get_counter_head}``
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state("draft")
        self.case_ids.filtered(lambda case: case.id == case_id).unlink()
        return self._get_counter_answer(self.case_ids.browse())

    # what the screen shows

    def _get_counter_answer(self, cases):
        return {
            "reception": self._get_counter_head(),
            "devices": cases._get_counter_devices(),
        }

    def _get_counter_head(self):
        """Return the reception as the screen shows it, without its devices."""
        self.ensure_one()
        customer = self.partner_id
        return {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "origin": self.origin,
            "user_id": self.user_id.id,
            "received_by": self.user_id.name or "",
            "company": self.company_id.display_name,
            "customer": {
                "id": customer.id,
                "display_name": customer.display_name or "",
                "name": customer.name or "",
                "phone": customer.phone or "",
                "email": customer.email or "",
                "country_id": customer.country_id.id,
            },
            "machines": self._get_counter_machines(),
            "request": self._get_counter_request(),
            "brought_by": self.brought_by or "",
            "note": self.note or "",
            "date_promised": fields.Date.to_string(self.date_promised) or False,
            "cost_limit": self.cost_limit,
            "diagnosis_fee": self.diagnosis_fee,
            "technician_id": self.technician_id.id,
            "workshop_id": self.workshop_id.id,
            "terms": self.terms or "",
            "signature": self._get_counter_signature(),
            "device_ids": self.case_ids.sorted("id").ids,
        }

    def _get_counter_signature(self):
        """Return who signed, and whether it still holds."""
        signature = self.signature_ids.sorted("id", reverse=True)[:1]
        if not signature:
            return False
        return {
            "state": "valid" if self.is_signed else "void",
            "signer": signature.signer_name,
            "reason": signature.void_reason or "",
        }

    def _get_counter_request(self):
        """Return what the customer asked for from afar, False when at the counter."""
        if not self.request_date:
            return False
        return {
            "summary": self.request_summary or "",
            "text": self.request_text or "",
            "serial": self.request_serial or "",
            "email_from": self.email_from or "",
            "warning": self.request_warning or "",
            "is_on_site": self.service_place == "site",
            "photos": self.evidence_ids.ids,
        }

    def _get_counter_machines(self):
        """Return the machines of the customer that are not on this reception."""
        if self.state != "draft" or not self.partner_id:
            return []
        machines = self.env["sav.equipment"].search(
            Domain("partner_id", "child_of", self.partner_id.commercial_partner_id.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("id", "not in", self.case_ids.equipment_id.ids),
            limit=MACHINES_LIMIT,
        )
        return [
            {"equipment_id": machine.id, "name": machine.display_name}
            for machine in machines
        ]

    @api.model
    def _get_counter_unfinished(self):
        drafts = Domain("state", "=", "draft") & Domain(
            "company_id", "in", self.env.companies.ids
        )
        own = Domain("user_id", "=", self.env.uid)
        # Each for itself: many requests of customers must not hide what one has begun.
        mine = self.search(drafts & own, limit=UNFINISHED_LIMIT)
        others = self.search(drafts & ~own, limit=UNFINISHED_LIMIT)
        origins = dict(self._fields["origin"]._description_selection(self.env))
        return [
            {
                "id": reception.id,
                "customer": reception.partner_id.display_name or reception.email_from,
                "devices": reception.case_ids.mapped("display_name"),
                "date": fields.Datetime.to_string(reception.date),
                "origin": reception.origin,
                "origin_label": origins[reception.origin],
                "is_mine": reception.user_id == self.env.user,
                "user": reception.user_id.name or "",
                "workshop": reception.workshop_id.name or "",
            }
            for reception in mine + others
        ]

    # what the screen writes

    def _save_counter(self, changes):
        """Write the changes and return what was refused, as ``save_counter`` does."""
        errors = []

        def save(target, vals, write):
            for field, value in (vals or {}).items():
                message = self._try_counter(write, field, value)
                if message:
                    errors.append(
                        {"target": target, "field": field, "message": message}
                    )

        save("reception", changes.get("reception"), self._write_counter)
        save("customer", changes.get("customer"), self._write_counter_customer)
        cases = {str(case.id): case for case in self.case_ids}
        for key, vals in (changes.get("devices") or {}).items():
            # A device that somebody took off meanwhile needs nothing any more.
            if key in cases:
                save(key, vals, cases[key]._write_counter)
        return errors

    @api.model
    def _try_counter(self, write, field, value):
        """Write one value; return in words why it was refused, or None."""
        try:
            with self.env.cr.savepoint():
                write(field, value)
        except UserError as error:
            return str(error)
        except (AttributeError, TypeError, ValueError):
            return self.env._("This cannot be understood, type it again.")
        return None

    def _write_counter(self, field, value):
        if field == "partner_id":
            customer = self.env["res.partner"].search([("id", "=", value)])
            if not customer:
                raise UserError(self.env._("This customer is not on file any more."))
            self.partner_id = customer
            return
        if field not in RECEPTION_FIELDS:
            raise ValueError(field)
        if field in ("cost_limit", "diagnosis_fee"):
            value = self._check_counter_amount(value)
        elif field == "date_promised":
            value = fields.Date.to_date(value or False)
        elif field == "user_id":
            value = self._check_counter_receiver(value)
        self[field] = value or False
        if field in AGREED_FIELDS and not value:
            # Devices keep their own value when the reception has none: what is emptied
            # here is no longer agreed for any of them.
            self.case_ids.write({field: False})

    def _check_counter_amount(self, value):
        amount = float(value or 0)
        if amount < 0:
            raise UserError(
                self.env._("An amount cannot be negative: type 0 for none.")
            )
        return amount

    def _check_counter_receiver(self, user_id):
        """Return who received the devices: one of those that the screen offers."""
        receivers = self._get_counter_receivers(self.company_id)
        receiver = receivers.filtered(lambda user: user.id == user_id)
        if not receiver:
            raise UserError(
                self.env._(
                    "Choose who received the devices among those at the counter."
                )
            )
        return receiver

    def _write_counter_customer(self, field, value):
        if field not in CUSTOMER_FIELDS:
            raise ValueError(field)
        if field == "name" and not (value or "").strip():
            raise UserError(self.env._("The customer needs a name."))
        self.partner_id.write(
            {field: value.strip() if isinstance(value, str) else value}
        )
