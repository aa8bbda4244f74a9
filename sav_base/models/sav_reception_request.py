# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import format_date

SUMMARY_LENGTH = 200


class SavReception(models.Model):
    """A request: a draft reception that a customer asked for from afar."""

    _inherit = "sav.reception"

    request_date = fields.Datetime(
        string="Asked On", readonly=True, copy=False, index="btree_not_null"
    )
    request_summary = fields.Char(string="What Is Wrong", readonly=True, copy=False)
    request_text = fields.Text(
        string="In the Customer's Words", readonly=True, copy=False
    )
    request_serial = fields.Char(
        string="Named Serial Numbers",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Named by the customer, and no machine on file at this customer.",
    )
    request_warning = fields.Char(
        compute="_compute_request_warning",
        groups="base.group_user",
        help="What the clerk should know before answering.",
    )
    email_from = fields.Char(
        string="Asked From",
        readonly=True,
        copy=False,
        help="Address of who wrote, kept also when nobody is on file with it.",
    )
    service_place = fields.Selection(
        [("workshop", "Brought to the Workshop"), ("site", "At the Customer's")],
        string="Where",
        required=True,
        default="workshop",
        help="A device that stays at the customer's is planned as work on site.",
    )

    _customer_check = models.Constraint(
        "CHECK(partner_id IS NOT NULL OR (state != 'confirmed' "
        "AND email_from IS NOT NULL))",
        "Choose the customer of this reception.",
    )

    @api.depends("partner_id", "email_from", "case_ids.equipment_id", "request_serial")
    def _compute_request_warning(self):
        twins = self._find_twin_requests()
        strangers = self._find_named_elsewhere()
        for reception in self:
            warnings = []
            if reception.request_date and not reception.partner_id:
                warnings.append(
                    self.env._(
                        "Nobody is on file with %(address)s: choose the customer.",
                        address=reception.email_from,
                    )
                )
            if twins.get(reception):
                warnings.append(
                    self.env._(
                        "The same machine was asked for already: %(requests)s.",
                        requests=", ".join(
                            twin._get_request_title() for twin in twins[reception]
                        ),
                    )
                )
            for machine in strangers.get(reception, []):
                warnings.append(
                    self.env._(
                        "%(machine)s is on file at %(holder)s: ask whether it changed "
                        "hands.",
                        machine=machine.display_name,
                        holder=machine.partner_id.display_name,
                    )
                )
            reception.request_warning = " ".join(warnings) or False

    def write(self, vals):
        result = super().write(vals)
        if vals.get("partner_id"):
            self.filtered(
                lambda r: r.state == "draft" and r.request_date and not r.case_ids
            )._add_request_cases()
        return result

    def action_confirm(self):
        self.check_access("write")
        for reception in self.filtered(lambda r: r.state == "draft"):
            # Asked for days ago, received by whoever confirms.
            if reception.request_date and reception.date == reception.request_date:
                reception.date = fields.Datetime.now()
            if not reception.user_id:
                reception.user_id = self.env.user
        return super().action_confirm()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_request(self):
        if self.filtered("request_date"):
            raise UserError(
                self.env._(
                    "A customer asked for this: decline it, with words for them, "
                    "instead of deleting it."
                )
            )

    def action_open_counter(self):
        """Open these devices where they are received."""
        self.ensure_one()
        self.check_access("read")
        return self._get_scan_action()

    def action_decline(self):
        """Ask for the words with which a request is declined."""
        self.ensure_one()
        self.check_access("write")
        self._check_state("draft")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decline the Request"),
            "res_model": "sav.request.decline",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_reception_id": self.id},
        }

    def _decline(self, reason):
        """Cancel a request and write to the customer why.

        :param str reason: words for the customer
        """
        self.ensure_one()
        self.action_cancel()
        recipients = {"partner_ids": self.partner_id.ids}
        if not self.partner_id:
            recipients = {"outgoing_email_to": self.email_from}
        self.message_post(
            body=reason,
            subject=self.request_summary or self.env._("Your request"),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            **recipients,
        )

    def _get_confirm_problems(self):
        problems = super()._get_confirm_problems()
        if not self.partner_id:
            problems.insert(
                0,
                {
                    "field": "partner_id",
                    "case_id": None,
                    "message": self.env._("Choose the customer."),
                },
            )
        return problems

    def _send_slips(self):
        at_customers = self.filtered(lambda r: r.service_place == "site")
        at_customers._message_log_batch(
            bodies={
                reception.id: self.env._(
                    "Confirmed. The devices stay at the customer's: no slip was mailed."
                )
                for reception in at_customers
            }
        )
        return super(SavReception, self - at_customers)._send_slips()

    def _get_print_action(self):
        if all(reception.service_place == "site" for reception in self):
            # Nothing was handed over: no slip, no label to stick on.
            return self.action_open_cases()
        return super()._get_print_action()

    def _get_scan_action(self):
        action = super()._get_scan_action()
        if self.state == "draft" and not self.partner_id:
            # Who it is for comes first: the form has the words and the address.
            return {
                "type": "ir.actions.act_window",
                "res_model": self._name,
                "res_id": self.id,
                "views": [(False, "form")],
            }
        return action

    def _get_request_title(self):
        """Return this request in words: when, what."""
        self.ensure_one()
        date = fields.Datetime.context_timestamp(self, self.request_date or self.date)
        return self.env._(
            "“%(words)s” (%(date)s)",
            date=format_date(self.env, date.date()),
            words=(self.request_summary or self.display_name).rstrip("."),
        )

    @api.model
    def _get_request_domain(self):
        """Return the domain of the requests that wait for the counter."""
        return Domain("state", "=", "draft") & Domain("request_date", "!=", False)

    def _find_twin_requests(self):
        """Return the earlier open requests about the same machine: a dict."""
        drafts = self.filtered(lambda r: r.state == "draft" and r.request_date)
        machines = drafts.case_ids.equipment_id
        if not machines:
            return {}
        others = self.search(
            self._get_request_domain()
            & Domain("case_ids.equipment_id", "in", machines.ids)
        )
        return {
            reception: others.filtered(
                lambda other, reception=reception: (
                    other.id < reception.id
                    and other.case_ids.equipment_id & reception.case_ids.equipment_id
                )
            )
            for reception in drafts
        }

    def _find_named_elsewhere(self):
        """Return the machines that requests name and that others hold: a dict."""
        naming = self.filtered(lambda r: r.state == "draft" and r.request_serial)
        serials = [
            serial
            for reception in naming
            for serial in reception.request_serial.split(", ")
        ]
        if not serials:
            return {}
        machines = self.env["sav.equipment"].search(
            [
                ("serial", "in", serials),
                ("company_id", "in", naming.company_id.ids),
            ]
        )
        return {
            reception: machines.filtered(
                lambda machine, reception=reception: (
                    machine.serial in reception.request_serial.split(", ")
                    and machine.company_id == reception.company_id
                    and machine.partner_id.commercial_partner_id
                    != reception.partner_id.commercial_partner_id
                )
            )
            for reception in naming
        }

    def _add_request_cases(self):
        """Put the machines that requests name on them, or one line to be filled in."""
        for reception in self:
            words = f"{reception.request_summary or ''}\n{reception.request_text or ''}"
            machines = reception._find_named_machines(words)
            fault = Command.create(
                {
                    "description": (
                        reception.request_summary
                        or (reception.request_text or "")[:SUMMARY_LENGTH]
                        or self.env._("See the request")
                    )
                }
            )
            reception.case_ids = [
                Command.create({"equipment_id": machine.id, "fault_ids": [fault]})
                for machine in (machines or [machines])
            ]

    def _find_named_machines(self, words):
        """Return the customer's machines whose serial number or label is in a text.

        One that was sold to the customer and is not on file yet is put on file. At
        most ten: a longer list is a list, not a request.
        """
        self.ensure_one()
        serials = self._get_serial_variants(words)
        if not serials or not self.partner_id:
            return self.env["sav.equipment"]
        customer = self.partner_id.commercial_partner_id
        machines = self.env["sav.equipment"].search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("partner_id", "child_of", customer.ids)
            & (Domain("serial", "in", serials) | Domain("barcode", "in", serials)),
            limit=10,
        )
        # sudo: the sale of a serial number is looked up for whoever names it, customers
        # included; it is kept for the one who bought it alone.
        lots_sudo = (
            self.env["stock.lot"]
            .sudo()
            .search(
                [
                    ("name", "in", serials),
                    ("company_id", "in", [False, self.company_id.id]),
                ],
                limit=10,
            )
        )
        sales = lots_sudo._find_sav_sales(self.company_id)
        for lot in lots_sudo:
            sale = sales.get((lot, self.company_id))
            known = lot.sav_equipment_ids.filtered(
                lambda machine: machine.company_id == self.company_id
            )
            if sale and not known and sale["partner"].commercial_partner_id == customer:
                machines |= (
                    lot.with_company(self.company_id)
                    ._get_scan_equipment(self.partner_id)
                    .with_env(self.env)
                )
        return machines[:10]

    @api.model
    def _raise_unknown_customer(self):
        raise UserError(
            self.env._("Choose the customer of this request, then add the device.")
        )
