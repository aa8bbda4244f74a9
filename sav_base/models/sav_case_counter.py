# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import math

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from .sav_case import CLOSED_STATES

DEVICE_FIELDS = ("is_safety_risk", "priority", "severity", "visual_state")
MACHINE_FIELDS = (
    "brand",
    "category_id",
    "date_sale",
    "model",
    "sale_document",
    "sale_source",
    "serial",
)
FAULT_FIELDS = ("symptom_id", "description")
ACCESSORY_FIELDS = ("type_id", "name", "quantity", "condition", "serial")


class SavCase(models.Model):
    """One device on the reception screen."""

    _inherit = "sav.case"

    def remove_counter_photo(self, evidence_id):
        """Delete a photo of a device that was not received yet.

        :return: as ``sav.reception.save_counter``, without ``errors``
        """
        self.ensure_one()
        self.check_access("write")
        self.reception_id.check_access("write")
        self.reception_id._check_state("draft")
        photo = self.evidence_ids.filtered(lambda photo: photo.id == evidence_id)
        # sudo: a photo proves something once the device is received; nobody has the
        # right to delete one after that.
        photo.sudo().unlink()
        return self.reception_id._get_counter_answer(self)

    def get_counter_device(self):
        """Return this device as the reception screen shows it."""
        self.ensure_one()
        self.check_access("write")
        # Not for technicians, nor for the customer who reads the case on the portal.
        self.reception_id.check_access("write")
        return self._get_counter_devices()[0]

    def _get_counter_devices(self):
        """Return these devices as the reception screen shows them, in their order.

        The number of queries does not depend on the number of devices.
        """
        open_cases = self._get_counter_open_cases()
        return [
            {
                "id": case.id,
                "name": case.name or False,
                "state": case.state,
                "machine": case._get_counter_machine(),
                "warranty": case._get_counter_warranty(),
                "warning": case.reception_warning or False,
                "open_cases": [
                    {"id": other.id, "name": other.name}
                    for other in open_cases.get(case.equipment_id, ())
                    if other != case
                ],
                "earlier_cases": case.previous_case_count,
                "priority": case.priority,
                "severity": case.severity,
                "is_safety_risk": case.is_safety_risk,
                "has_password": case.has_device_password,
                "visual_state": case.visual_state or "",
                "faults": [
                    {
                        "id": fault.id,
                        "symptom_id": fault.symptom_id.id,
                        "name": fault.symptom_id.name or "",
                        "description": fault.description or "",
                    }
                    for fault in case.fault_ids
                ],
                "accessories": [
                    {
                        "id": line.id,
                        "type_id": line.type_id.id,
                        "name": line.name,
                        "quantity": line.quantity,
                        "condition": line.condition,
                        "serial": line.serial or "",
                    }
                    for line in case.accessory_ids
                ],
                "photos": [
                    {"id": photo.id, "caption": photo.caption or ""}
                    for photo in case.evidence_ids
                ],
                **case._get_counter_device_data(),
            }
            for case in self.sorted("id")
        ]

    def _get_counter_device_data(self):
        """Hook: return what modules add to a device on the reception screen."""
        return {}

    def _get_counter_open_cases(self):
        """Return the cases in progress of these machines: ``{equipment: cases}``."""
        cases = self.search(
            [
                ("equipment_id", "in", self.equipment_id.ids),
                ("state", "not in", ("draft", *CLOSED_STATES)),
            ]
        )
        return cases.grouped("equipment_id")

    def _get_counter_machine(self):
        machine = self.equipment_id
        if not machine:
            return False
        return {
            "id": machine.id,
            "name": machine.name,
            "serial": machine.serial or "",
            "brand": machine.brand or "",
            "model": machine.model or "",
            "category_id": machine.category_id.id,
            "category": machine.category_id.name or "",
            "trade_id": machine.category_id.trade_id.id,
            "holder": machine.partner_id.display_name,
            "is_held": machine.partner_id.commercial_partner_id
            == self.partner_id.commercial_partner_id,
            "date_sale": fields.Date.to_string(machine.date_sale) or False,
            "sale_source": machine.sale_source or False,
            "sale_document": machine.sale_document or "",
            # Found in the deliveries: nobody types over it at the counter.
            "is_sold_here": machine.sale_source in ("delivery", "sage"),
            "is_named_here": not machine.product_id,
        }

    def _get_counter_warranty(self):
        """Return what the warranty says, before and after the device is received."""
        verdict = self.warranty_verdict_id
        if verdict or not self.equipment_id:
            return bool(verdict) and {
                "state": verdict.state,
                "explanation": verdict._get_words(self.env.lang),
            }
        received_on = fields.Date.context_today(self, self.reception_id.date)
        facts = self.equipment_id._get_warranty_facts(received_on)
        verdicts = self.env["sav.warranty.verdict"]
        if problem := verdicts._get_basis_problem(facts):
            return {"state": "unknown", "explanation": problem}
        assessment = verdicts._assess(facts)
        return {
            "state": assessment["state"],
            "explanation": verdicts._prepare_vals(facts, assessment)["explanation"],
        }

    # what the screen writes

    def _write_counter(self, field, value):
        """Write one value of the screen.

        :raise ValueError: when the screen may not write this field
        """
        match field:
            case "faults":
                self._set_counter_faults(value)
            case "accessories":
                self._set_counter_lines(
                    "accessory_ids", value, self._prepare_counter_accessory
                )
            case "machine":
                self._write_counter_machine(value)
            case "severity" if value not in dict(self._selection_severity()):
                raise ValueError(value)
            case _ if field in DEVICE_FIELDS:
                self[field] = value or False
            case _:
                raise ValueError(field)

    def _set_counter_faults(self, rows):
        """Write the faults; what the clerk said of their severity stays said.

        Faults that change nothing to it leave it; a worse one makes it worse.
        """
        said = (self.severity, self.is_safety_risk)
        before = self._get_faults_severity()
        self._set_counter_lines("fault_ids", rows, self._prepare_counter_fault)
        after = self._get_faults_severity()
        if said != before:
            self.severity, self.is_safety_risk = (
                mine if old == new else max(mine, new)
                for mine, old, new in zip(said, before, after, strict=True)
            )

    def _write_counter_machine(self, vals):
        if unknown := set(vals) - set(MACHINE_FIELDS):
            raise ValueError(unknown)
        machine = self.equipment_id
        if machine.sale_source in ("delivery", "sage") and vals.keys() & {
            "date_sale",
            "sale_source",
        }:
            raise UserError(
                self.env._(
                    "The sale of %(device)s is on file, its date cannot be typed over "
                    "at the counter.",
                    device=machine.display_name,
                )
            )
        vals = {name: value or False for name, value in vals.items()}
        if "date_sale" in vals:
            vals["date_sale"] = fields.Date.to_date(vals["date_sale"])
            if not machine.sale_source:
                vals.setdefault("sale_source", "declared")
        machine.write(vals)

    def _set_counter_lines(self, field, rows, prepare):
        """Make the lines of ``field`` those of the screen, in their order.

        Sent again after an answer was lost, the same rows give the same lines.

        :param list rows: dicts, with the ``id`` of the lines that were there before
        :param prepare: what makes the values of a line from a row, None for no line
        """
        lines = {line.id: line for line in self[field]}
        commands = []
        for position, row in enumerate(rows or []):
            vals = prepare(row, position)
            if not vals:
                continue
            line = lines.pop(row.get("id"), None)
            if not line:
                commands.append(Command.create(vals))
                continue
            changed = {
                name: value
                for name, value in vals.items()
                if line._fields[name].convert_to_write(line[name], line) != value
            }
            if changed:
                commands.append(Command.update(line.id, changed))
        commands += [Command.delete(line_id) for line_id in lines]
        if commands:
            self.write({field: commands})

    def _prepare_counter_fault(self, row, position):
        vals = {name: row.get(name) or False for name in FAULT_FIELDS}
        if not any(vals.values()):
            return None
        return vals | {"sequence": position + 1}

    def _prepare_counter_accessory(self, row, position):
        vals = {name: row.get(name) or False for name in ACCESSORY_FIELDS}
        if not vals["name"] and not vals["type_id"]:
            return None
        if not vals["name"]:
            vals.pop("name")
        vals["quantity"] = float(vals["quantity"] or 1)
        vals["condition"] = vals["condition"] or "good"
        if not math.isfinite(vals["quantity"]):
            raise ValueError(vals["quantity"])
        if vals["quantity"] <= 0:
            raise UserError(
                self.env._("The quantity of an accessory must be above zero.")
            )
        return vals
