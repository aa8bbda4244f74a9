# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.label_code import reception_code


class SavReception(models.Model):
    _inherit = "sav.reception"

    def action_confirm(self):
        """Take the devices in: number them, open their repair orders, print.

        The slips are mailed after the commit, in the background.

        :return: the action that prints the labels, then the slips
        :raise UserError: with everything that is missing on any of the receptions
        """
        self.check_access("write")
        self._check_state("draft")
        self._check_complete()
        self._confirm()
        self._send_slips()
        return self._get_print_action()

    def action_cancel(self):
        """Cancel the drop-offs on which nobody has started to work."""
        self.check_access("write")
        done = self.filtered(lambda reception: reception.state == "cancelled")
        cases = (self - done).case_ids.filtered(lambda case: case.state != "cancelled")
        begun = cases.filtered(lambda case: case.state not in ("draft", "received"))
        if begun:
            raise UserError(
                self.env._(
                    "Work has begun on these devices, close their cases one by one: "
                    "%(cases)s",
                    cases=", ".join(begun.mapped("display_name")),
                )
            )
        cases.action_cancel()
        (self - done).sudo().state = "cancelled"  # sudo: written by this verb alone

    def action_draft(self):
        """Take up again receptions that were cancelled before they were confirmed."""
        self.check_access("write")
        self._check_state("cancelled")
        if numbered := self.filtered("name"):
            raise UserError(
                self.env._(
                    "These were confirmed before they were cancelled, make a new "
                    "reception: %(receptions)s",
                    receptions=", ".join(numbered.mapped("name")),
                )
            )
        # sudo: written by this verb alone
        self.sudo().case_ids.write({"state": "draft", "date_closed": False})
        self.sudo().state = "draft"

    def _check_state(self, expected):
        """Refuse unless every reception is in state ``expected``."""
        if wrong := self.filtered(lambda reception: reception.state != expected):
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This is only for receptions with status “%(status)s”: "
                    "%(receptions)s",
                    status=labels[expected],
                    receptions=", ".join(wrong.mapped("display_name")),
                )
            )

    def _check_complete(self):
        """Refuse with all that forbids confirming, of all the receptions at once."""
        problems = []
        for reception in self:
            found = reception._get_confirm_problems()
            if found and len(self) > 1:
                problems.append(
                    self.env._(
                        "Reception of %(customer)s:",
                        customer=reception.partner_id.display_name,
                    )
                )
            problems += [f"- {problem['message']}" for problem in found]
        if problems:
            raise UserError("\n".join(problems))

    def _get_confirm_problems(self):
        """Hook: return what forbids confirming this reception.

        :return: list of ``{"field": name of the field to correct, "case_id": id of the
            device or None, "message": words for the user}``
        """
        self.ensure_one()
        problems = []

        def add(field, message):
            problems.append({"field": field, "case_id": None, "message": message})

        if not self.case_ids:
            add(
                "case_ids",
                self.env._("Add a device: scan its serial number or add a line."),
            )
        if self.date > fields.Datetime.now():
            add(
                "date",
                self.env._("The date of the drop-off is in the future: correct it."),
            )
        if self.date_promised and self.date_promised < self.date.date():
            add(
                "date_promised",
                self.env._("The promised date is before the drop-off: correct it."),
            )
        if self.cost_limit and not self.is_signed:
            add(
                "cost_limit",
                self.env._(
                    "A cost limit is the customer's agreement: have the reception "
                    "signed, or set the limit to 0."
                ),
            )
        for rank, case in enumerate(self.case_ids.sorted("id"), start=1):
            problems += case._get_reception_problems(rank)
        return problems + self._get_twice_problems()

    def _get_twice_problems(self):
        """Return, as ``_get_confirm_problems``, the machines that are on two lines."""
        problems = []
        for equipment, cases in self.case_ids.grouped("equipment_id").items():
            if equipment and len(cases) > 1:
                problems.append(
                    {
                        "field": "equipment_id",
                        "case_id": max(cases.ids),
                        "message": self.env._(
                            "%(device)s is on two lines: delete one.",
                            device=equipment.display_name,
                        ),
                    }
                )
        return problems

    def _confirm(self):
        """Number the receptions and receive their devices, in batch."""
        # sudo: only this verb sets a status or a number; who may write was checked.
        for company, receptions in self.sudo().grouped("company_id").items():
            numbers = (
                self.env["ir.sequence"]
                .with_company(company)
                ._sav_next_numbers("sav.reception", len(receptions))
            )
            for reception, number in zip(receptions, numbers, strict=True):
                reception.write(
                    {"name": number, "barcode": reception_code(reception.id)}
                )
        self.sudo().state = "confirmed"
        # Numbered in the order of the lines.
        self.case_ids.sorted("id")._receive()

    def _get_print_action(self):
        """Return the client action that prints the labels, then the slips.

        The labels first: they are there at once, and are stuck on meanwhile.
        """
        return {
            "type": "ir.actions.client",
            "tag": "sav_print_documents",
            "params": {
                "actions": [self.action_print_labels(), self.action_print_slip()],
            },
        }
