# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import escape_psql

from .sav_case import CLOSED_STATES

FOUND_LIMIT = 8  # of each kind, in the list under the search
SHORTEST_WORDS = 2  # below, half of the customers would be listed
PHONE_DIGITS = 4  # at least, to look for a number
PHONE_COMPARED = 8  # at most, from the end: without the code of the country


class SavReception(models.Model):
    """What the one search of the reception screen finds."""

    _inherit = "sav.reception"

    @api.model
    def find_counter(self, words, is_code=False):
        """Return what a scanned code, or words that were typed, may mean.

        :param str words: serial number, label, number of a delivery or of its order;
            typed also: name, phone or e-mail of a customer, part of a serial number
        :param bool is_code: it was scanned, only what has this very code is meant
        :return: ``{"message": words for the user or None, "is_exact": whether the
            results have this very code, "results": list}``; a result has ``kind``
            (``machine``, ``customer``, ``resume`` or ``open``), ``name``, ``detail``,
            ``warning`` (False if none) and, by its kind, what ``take_counter`` takes,
            ``reception_id``, the draft to go on with, or ``action``, what opens it
        :raise AccessError: when the user may not receive devices
        """
        self.browse().check_access("create")
        words = (words or "").strip()
        kind, found = self.env["sav.case"]._find_by_code(words)
        results = self._prepare_counter_found(kind, found)
        message = None
        if not results and words:
            results = self._find_counter_delivered(words)
        if sum(result["kind"] == "machine" for result in results) > 1:
            message = self.env._("Which machine has “%(code)s”?", code=words)
        if results or is_code:
            if not results:
                message = self.env["sav.case"]._get_unknown_code_message(words, kind)
            return {"message": message, "is_exact": True, "results": results}
        if len(words) >= SHORTEST_WORDS:
            results = self._find_counter_customers(words)
            results += self._find_counter_machines(words)
        return {"message": None, "is_exact": False, "results": results}

    def _prepare_counter_found(self, kind, records):
        """Return as results what has a code: machines, or what opens by its label."""
        if kind in ("accessory", "reception"):
            return [self._prepare_counter_open(record) for record in records]
        results = [self._prepare_counter_machine_result(record) for record in records]
        if kind == "case":
            # Its label may be scanned to receive the machine again or to hand it back.
            results += [self._prepare_counter_open(case) for case in records]
            # A case opened on the phone may not say yet which machine it is.
            results = [
                result
                for result in results
                if result["kind"] == "open" or result["equipment_id"]
            ]
        return self._warn_counter_open_cases(results)

    @api.model
    def _prepare_counter_open(self, record):
        return {
            "kind": "open",
            "name": self.env._("Open %(record)s", record=record.display_name),
            "detail": self.env["ir.model"]._get(record._name).name,
            "warning": False,
            "action": record._get_scan_action(),
        }

    @api.model
    def _prepare_counter_machine_result(self, record):
        """Return as a result a machine, one of its cases or a serial number in stock.

        :param record: ``sav.equipment``, ``sav.case`` or ``stock.lot``
        """
        is_lot = record._name == "stock.lot"
        machine = record._get_scan_choice()
        holder = record._get_scan_holder()
        return {
            "kind": "machine",
            "equipment_id": machine.id,
            "lot_id": record.id if is_lot else False,
            "name": machine.display_name
            if machine or not is_lot
            else f"{record.product_id.display_name} ({record.name})",
            "detail": holder.display_name or self.env._("No holder on file"),
            "warning": False,
        }

    @api.model
    def _warn_counter_open_cases(self, results):
        """Say of the machines of ``results`` which are here already.

        A reception of them that was begun and not finished comes as a result.
        """
        ids = [result["equipment_id"] for result in results if "equipment_id" in result]
        cases = self.env["sav.case"].search(
            [
                ("equipment_id", "in", list(filter(None, ids))),
                ("state", "not in", CLOSED_STATES),
            ]
        )
        drafts = cases.filtered(lambda case: case.state == "draft")
        names = {
            machine.id: ", ".join(opened.mapped("name"))
            for machine, opened in (cases - drafts).grouped("equipment_id").items()
        }
        begun = drafts.equipment_id.ids
        for result in results:
            if name := names.get(result.get("equipment_id")):
                result["warning"] = self.env._(
                    "Already being repaired: %(cases)s.", cases=name
                )
            elif result.get("equipment_id") in begun:
                result["warning"] = self.env._("On a reception that is not finished.")
        return results + [
            {
                "kind": "resume",
                "reception_id": reception.id,
                "name": self.env._(
                    "Go on with the reception of %(customer)s",
                    customer=reception.partner_id.display_name,
                ),
                "detail": ", ".join(reception.case_ids.mapped("display_name")),
                "warning": False,
            }
            for reception in drafts.reception_id
        ]

    @api.model
    def _find_counter_delivered(self, code):
        """Return as results what a delivery, or the order that it is of, delivered."""
        domain = Domain("name", "=ilike", escape_psql(code)) | Domain(
            "origin", "=ilike", escape_psql(code)
        )
        pickings = self.env["stock.picking"].search(
            domain
            & Domain("state", "=", "done")
            & Domain("picking_type_code", "=", "outgoing")
            & Domain("company_id", "in", self.env.companies.ids)
        )
        # sudo: the counter reads a delivery, not the lines that say which serial
        # numbers were in it.
        lots = pickings.sudo().move_ids.move_line_ids.lot_id.sudo(False)
        machines = self.env["sav.equipment"].search(
            [("lot_id", "in", lots.ids), ("company_id", "in", self.env.companies.ids)]
        )
        records = [*machines, *(lots - machines.lot_id)]
        return self._warn_counter_open_cases(
            [self._prepare_counter_machine_result(record) for record in records]
        )

    @api.model
    def _find_counter_customers(self, words):
        customers = self.env["res.partner"].search(
            self._get_counter_customer_domain(words), limit=FOUND_LIMIT
        )
        return self._prepare_counter_customers(customers)

    @api.model
    def _prepare_counter_customers(self, customers):
        return [
            {
                "kind": "customer",
                "partner_id": customer.id,
                "name": customer.display_name,
                "detail": " · ".join(
                    filter(None, (customer.phone, customer.email, customer.city))
                ),
                "warning": False,
            }
            for customer in customers
        ]

    @api.model
    def _get_counter_customer_domain(self, words):
        """Hook: return the domain of the customers that ``words`` may mean."""
        domain = Domain.OR(
            Domain(field, "ilike", words)
            for field in ("complete_name", "email", "phone", "ref")
        )
        if not re.search(r"[^\d\s+().-]", words):
            domain |= self._get_counter_phone_domain(words)
        return domain

    @api.model
    def _get_counter_phone_domain(self, phone):
        """Return the domain of a number, however it was written: spaces, dots…"""
        digits = re.sub(r"\D", "", phone or "")[-PHONE_COMPARED:]
        if len(digits) < PHONE_DIGITS:
            return Domain.FALSE
        return Domain("phone", "=ilike", f"%{'%'.join(digits)}%")

    @api.model
    def _find_counter_similar(self, vals, reception):
        """Return as results who has the address or the number of a new customer."""
        if not vals or vals.get("is_checked") or reception.partner_id:
            return []
        email = (vals.get("email") or "").strip()
        domain = self._get_counter_phone_domain(vals.get("phone"))
        if email:
            domain |= Domain("email", "=ilike", escape_psql(email))
        return self._prepare_counter_customers(
            self.env["res.partner"].search(domain, limit=FOUND_LIMIT)
        )

    @api.model
    def _find_counter_machines(self, words):
        machines = self.env["sav.equipment"].search(
            Domain("company_id", "in", self.env.companies.ids)
            & (Domain("serial", "ilike", words) | Domain("name", "ilike", words)),
            limit=FOUND_LIMIT,
        )
        return self._warn_counter_open_cases(
            [self._prepare_counter_machine_result(machine) for machine in machines]
        )

    # taking what was found

    @api.model
    def take_counter(self, choice, reception_id=None, token=None):
        """Begin a reception, or go on with it, by what was found or typed.

        :param dict choice: who: ``partner_id`` or ``customer`` (its values), or nobody
            to take the holder of the machine; and what: ``equipment_id``, ``lot_id``,
            ``machine`` (the values of one that is not on file), or nothing; and
            ``case_id``, the device that does not say yet which machine it is
        :param int reception_id: the draft to go on with
        :param str token: of the draft to begin: sent again, it begins none
        :return: ``{"needs_customer": True}`` when nobody is known, ``{"similar":
            results}`` when a new customer may be on file already (``is_checked`` in
            its values creates it all the same), else as
            ``sav.reception.save_counter`` with ``case_id``, the device to look at,
            ``message`` and ``is_warning``
        """
        self.browse().check_access("create")
        reception = self._get_counter_draft(reception_id, token)
        record = self._get_counter_record(choice)
        if similar := self._find_counter_similar(choice.get("customer"), reception):
            return {"similar": similar}
        customer = self._get_counter_customer(choice, reception)
        before = reception.partner_id
        if not customer and not before and record:
            customer = record._get_scan_holder()
        if not customer and not before:
            return {"needs_customer": True}
        if not reception:
            reception = self.create(
                {"partner_id": customer.id, "counter_token": token or False}
            )
        elif customer and customer != before:
            reception.partner_id = customer
        added = {"case_id": None, "message": None, "is_warning": False}
        if record:
            machine = record.with_company(reception.company_id)._get_scan_equipment(
                reception.partner_id
            )
            added = reception._take_counter_machine(machine, choice.get("case_id"))
        elif choice.get("machine"):
            machine = reception._get_counter_new_machine(choice["machine"])
            added = reception._take_counter_machine(machine, choice.get("case_id"))
        # The customer of a reception is in what is said of each of its devices.
        shown = reception.case_ids
        if reception.partner_id == before:
            shown = shown.filtered(lambda case: case.id == added["case_id"])
        return {**reception._get_counter_answer(shown), "errors": [], **added}

    @api.model
    def _get_counter_draft(self, reception_id, token):
        """Return the draft to go on with, empty when there is none yet."""
        domain = [("id", "=", reception_id)]
        if not reception_id:
            if not token:
                return self.browse()
            domain = [("counter_token", "=", token), ("create_uid", "=", self.env.uid)]
        reception = self.search(domain)
        if reception_id and not reception:
            raise UserError(self.env._("This reception is not on file any more."))
        if reception:
            reception._check_state("draft")
        return reception

    @api.model
    def _get_counter_record(self, choice):
        """Return the machine or the serial number of a choice, empty if none."""
        model, record_id = "sav.equipment", choice.get("equipment_id")
        if not record_id and choice.get("lot_id"):
            model, record_id = "stock.lot", choice["lot_id"]
        if not record_id:
            return self.env[model]
        # Searched, not browsed: the rules of the user decide.
        record = self.env[model].search([("id", "=", record_id)])
        if not record:
            raise UserError(self.env._("This machine is not on file any more."))
        return record

    @api.model
    def _get_counter_customer(self, choice, reception):
        """Return the customer that a choice names, created when it is a new one."""
        if partner_id := choice.get("partner_id"):
            partner = self.env["res.partner"]
            if isinstance(partner_id, int):
                partner = partner.search([("id", "=", partner_id)])
            if not partner:
                raise UserError(self.env._("This customer is not on file any more."))
            return partner
        vals = choice.get("customer")
        if not vals:
            return self.env["res.partner"]
        name = (vals.get("name") or "").strip()
        if not name:
            raise UserError(self.env._("The customer needs a name."))
        if reception.partner_id.name == name:
            # Sent again after the answer was lost: the customer is on it already.
            return reception.partner_id
        return self.env["res.partner"].create(
            {
                "name": name,
                "phone": (vals.get("phone") or "").strip(),
                "email": (vals.get("email") or "").strip(),
                "country_id": vals.get("country_id") or self.env.company.country_id.id,
            }
        )

    def _take_counter_machine(self, machine, case_id=None):
        """Take a machine: into the device that waits for it, else as another device.

        :return: as ``_add_equipment``
        """
        self.ensure_one()
        waiting = self.case_ids.filtered(
            lambda case: case.id == case_id and not case.equipment_id
        )
        if waiting and machine not in self.case_ids.equipment_id:
            waiting.equipment_id = machine
            return {
                "kind": "added",
                "case_id": waiting.id,
                "message": None,
                "is_warning": False,
            }
        return self._add_equipment(machine)

    def _get_counter_new_machine(self, vals):
        """Return a machine that is not on file yet, created for the customer."""
        self.ensure_one()
        vals = {
            name: vals[name].strip() if isinstance(vals[name], str) else vals[name]
            for name in ("brand", "category_id", "model", "serial")
            if vals.get(name)
        }
        if not vals.get("category_id"):
            raise UserError(self.env._("Say what kind of machine it is."))
        serial = vals.get("serial")
        # Sent again after the answer was lost: it is on the reception already.
        present = self.case_ids.equipment_id.filtered(
            lambda machine: (
                serial
                and machine.serial == serial
                and machine.category_id.id == vals["category_id"]
            )
        )
        return present[:1] or self.env["sav.equipment"].create(
            {
                "partner_id": self.partner_id.id,
                "company_id": self.company_id.id,
                **vals,
            }
        )
