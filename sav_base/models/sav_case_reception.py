# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import clean_context

from ..tools.label_code import accessory_code, case_code
from .sav_case import CLOSED_STATES


class SavCase(models.Model):
    _inherit = "sav.case"

    reception_warning = fields.Char(
        compute="_compute_reception_warning",
        help="What the clerk should know before taking the device in.",
    )

    @api.depends("equipment_id", "partner_id")
    def _compute_reception_warning(self):
        open_cases = self.env["sav.case"].search(
            [
                ("equipment_id", "in", self.equipment_id.ids),
                ("state", "not in", ("draft", *CLOSED_STATES)),
            ]
        )
        for case in self:
            warnings = []
            others = open_cases.filtered(
                lambda other, case=case: (
                    other.equipment_id == case.equipment_id and other != case._origin
                )
            )
            if others:
                warnings.append(
                    self.env._(
                        "Already being repaired: %(cases)s.",
                        cases=", ".join(others.mapped("name")),
                    )
                )
            holder = case.equipment_id.partner_id
            if (
                case.partner_id
                and holder
                and holder.commercial_partner_id
                != case.partner_id.commercial_partner_id
            ):
                warnings.append(
                    self.env._(
                        "On file it is held by %(holder)s.", holder=holder.display_name
                    )
                )
            case.reception_warning = " ".join(warnings)

    @api.model_create_multi
    def create(self, vals_list):
        cases = super().create(vals_list)
        late = cases.filtered(
            lambda case: (
                case.state == "draft"
                and case.reception_id.state not in (False, "draft")
            )
        )
        if late:
            raise UserError(
                self.env._(
                    "This reception is already confirmed, make a new one for the next "
                    "device: %(receptions)s",
                    receptions=", ".join(late.reception_id.mapped("display_name")),
                )
            )
        return cases

    @api.ondelete(at_uninstall=False)
    def _unlink_except_received(self):
        if kept := self.filtered(lambda case: case.name or case.state != "draft"):
            raise UserError(
                self.env._(
                    "A case stays on file once the device was received, cancel it "
                    "instead: %(cases)s",
                    cases=", ".join(kept.mapped("display_name")),
                )
            )

    @api.depends("name", "equipment_id")
    def _compute_display_name(self):
        for case in self:
            case.display_name = (
                case.name or case.equipment_id.display_name or self.env._("New Device")
            )

    def _get_reception_problems(self, rank):
        """Hook: return what forbids receiving this device.

        :param rank: number of its line on the reception, from 1
        :return: as ``sav.reception._get_confirm_problems``
        """
        self.ensure_one()
        problems = []

        def add(field, message):
            problems.append({"field": field, "case_id": self.id, "message": message})

        device = self.equipment_id.display_name
        if not self.equipment_id:
            device = self.env._("Device no. %(rank)s", rank=rank)
            add(
                "equipment_id",
                self.env._(
                    "%(device)s: say which machine it is; one that we never sold is "
                    "created from here.",
                    device=device,
                ),
            )
        if not self.fault_ids:
            add(
                "fault_ids",
                self.env._(
                    "%(device)s: write what the customer says is wrong with it.",
                    device=device,
                ),
            )
        if self.cost_limit and not self.reception_id.is_signed:
            if self.cost_limit != self.reception_id.cost_limit:
                add(
                    "cost_limit",
                    self.env._(
                        "%(device)s has a cost limit: have the reception signed, or "
                        "set the limit to 0.",
                        device=device,
                    ),
                )
        if self.equipment_id:
            received_on = fields.Date.context_today(self, self.reception_id.date)
            facts = self.equipment_id._get_warranty_facts(received_on)
            if problem := self.env["sav.warranty.verdict"]._get_basis_problem(facts):
                add("date_sale", problem)
        return problems

    def _receive(self):
        """Take draft cases in: number, judge, open the repair, log the custody."""
        # sudo: only this verb sets a status or a number, and the repair order of a case
        # is opened by people who have no right on stock. Who may write the cases was
        # checked. A default of the screen (a customer, a state) is not theirs.
        cases = self.with_context(clean_context(self.env.context)).sudo()
        cases._assign_numbers()
        for date, dated in cases.grouped(
            lambda case: case.reception_id.date or fields.Datetime.now()
        ).items():
            dated.write({"state": "received", "date_received": date})
        cases._recompute_warranty()
        cases._create_interventions()
        cases._create_repairs()
        cases._log_custody("workshop")
        cases._message_log_batch(
            bodies={case.id: case._get_received_message() for case in cases}
        )

    def _assign_numbers(self):
        for company, cases in self.grouped("company_id").items():
            numbers = (
                self.env["ir.sequence"]
                .with_company(company)
                ._sav_next_numbers("sav.case", len(cases))
            )
            for case, number in zip(cases, numbers, strict=True):
                case.write({"name": number, "barcode": case_code(case.id)})
        for accessory in self.accessory_ids.filtered(lambda line: not line.barcode):
            accessory.barcode = accessory_code(accessory.id)

    def _get_received_message(self):
        return self.env._(
            "Device received. %(warranty)s", warranty=self.warranty_explanation
        )

    def _create_interventions(self):
        """Create the bench intervention of each case."""
        return self.env["sav.intervention"].create(
            [case._prepare_intervention_vals() for case in self]
        )

    def _prepare_intervention_vals(self):
        """Hook: return the values of the bench intervention of a received device."""
        self.ensure_one()
        return {
            "case_id": self.id,
            "kind": "repair",
            "place": "workshop",
            "state": "planned" if self.technician_id else "draft",
            "priority": self.priority,
        }

    def _create_repairs(self):
        """Create the draft repair order of each case."""
        for company, cases in self.grouped("company_id").items():
            is_needed = not all(case.workshop_id.picking_type_id for case in cases)
            picking_type = self._get_default_repair_type(company, is_needed)
            repairs = (
                self.env["repair.order"]
                .with_company(company)
                .create(
                    [
                        case._prepare_repair_order_vals(
                            case.workshop_id.picking_type_id or picking_type
                        )
                        for case in cases
                    ]
                )
            )
            for case, repair in zip(cases, repairs, strict=True):
                case.repair_id = repair

    @api.model
    def _get_default_repair_type(self, company, is_needed):
        """Return the repair operation of the first warehouse of ``company``.

        :param bool is_needed: whether a workshop has none of its own
        :raise UserError: it is needed and there is none
        """
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id), ("repair_type_id", "!=", False)], limit=1
        )
        if is_needed and not warehouse:
            raise UserError(
                self.env._(
                    "%(company)s has no warehouse with a repair operation: create one "
                    "in Inventory, or choose the operation on the workshop.",
                    company=company.display_name,
                )
            )
        return warehouse.repair_type_id

    def _prepare_repair_order_vals(self, picking_type):
        """Hook: return the values of the repair order of a received device.

        :param picking_type: its repair operation
        """
        self.ensure_one()
        vals = {
            "sav_case_id": self.id,
            "sav_intervention_id": self.intervention_ids[:1].id,
            "company_id": self.company_id.id,
            "partner_id": (self.equipment_id.payer_id or self.partner_id).id,
            "user_id": (self.technician_user_id or self.env.user).id,
            "picking_type_id": picking_type.id,
            "priority": "1" if self.priority == "2" else "0",
        }
        if self.date_promised:
            vals["schedule_date"] = fields.Datetime.to_datetime(self.date_promised)
        return vals | self._prepare_repair_device_vals()

    def _prepare_repair_device_vals(self):
        """Hook: return the device's values on its repair order.

        A device that is no stock of ours is not named at all: core would want its
        serial number, and a generic product would mix the machines of all customers.
        The others stay where they are, at the customer: parts are traced to them and
        no quantity nor value moves.
        """
        product = self.equipment_id.product_id
        lot = self.equipment_id.lot_id
        if product.type != "consu" or (product.tracking != "none" and not lot):
            return {}
        customers, _suppliers = self.env["stock.warehouse"]._get_partner_locations()
        return {
            "product_id": product.id,
            "lot_id": lot.id,
            "product_location_src_id": customers.id,
            "product_location_dest_id": customers.id,
        }

    def _log_custody(self, holder):
        """Append who has the devices from now on."""
        self.env["sav.custody"].create(
            [case._prepare_custody_vals(holder) for case in self]
        )

    def _prepare_custody_vals(self, holder):
        """Hook: return the values of the custody row of a device.

        :param holder: key of the field ``holder`` of ``sav.custody``
        """
        return {
            "case_id": self.id,
            "equipment_id": self.equipment_id.id,
            "company_id": self.company_id.id,
            "holder": holder,
            "partner_id": self.partner_id.id if holder == "customer" else False,
            "workshop_id": self.workshop_id.id if holder == "workshop" else False,
        }
