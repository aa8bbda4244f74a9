# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError


class SavReception(models.Model):
    _inherit = "sav.reception"

    @api.model
    def find_devices(self, code):
        """Return the machines that a code may mean, to be added to a reception.

        :param str code: serial number, label of a machine or of one of its cases
        :return: ``{"message": words for the user or None, "choices": [{"equipment_id",
            "lot_id", "name", "holder"}]}``: one of the ids is False, ``holder`` is
            ``{"id", "display_name"}`` or False
        :raise AccessError: when the user may not receive devices
        """
        self.browse().check_access("create")
        code = (code or "").strip()
        kind, found = self.env["sav.case"]._find_by_code(code)
        if not found:
            message = self.env["sav.case"]._get_unknown_code_message(code, kind)
            return {"message": message, "choices": []}
        if kind in ("accessory", "reception"):
            (record,) = found
            message = self.env._(
                "“%(code)s” is the label of %(record)s, not of a machine.",
                code=code,
                record=record.display_name,
            )
            return {"message": message, "choices": []}
        if len(found) > 1:
            message = self.env._("Which machine has “%(code)s”?", code=code)
        else:
            message = None
        choices = [self._prepare_scan_choice(record) for record in found]
        return {"message": message, "choices": choices}

    def scan(self, code):
        """Add the scanned device to this draft reception.

        :param str code: as ``find_devices`` takes it
        :return: ``{"kind": "added"|"present"|"several"|"unknown", "case_id": id of the
            line or None, "message": words for the user, "is_warning": whether they say
            that something is wrong, "choices": as ``find_devices`` returns them}``; one
            of several is added by ``add_device``
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state("draft")
        found = self.find_devices(code)
        if len(found["choices"]) != 1:
            kind = "several" if found["choices"] else "unknown"
            return {"kind": kind, "case_id": None, "is_warning": True, **found}
        (choice,) = found["choices"]
        return self.add_device(choice["equipment_id"], choice["lot_id"]) | {
            "choices": []
        }

    def add_device(self, equipment_id=None, lot_id=None):
        """Add one of the machines that ``find_devices`` returned.

        :return: as ``scan``, without ``choices``
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state("draft")
        # Searched, not browsed: the rules of the user decide.
        if lot_id:
            record = self.env["stock.lot"].search([("id", "=", lot_id)])
        else:
            record = self.env["sav.equipment"].search([("id", "=", equipment_id)])
        if not record:
            raise UserError(self.env._("This machine is not on file any more."))
        return self._add_equipment(record._get_scan_equipment(self.partner_id))

    def _get_scan_action(self):
        """Return the action that opens this reception: at the counter as long as it
        is not confirmed.
        """
        self.ensure_one()
        if self.state == "draft" and self.has_access("write"):
            return {
                "type": "ir.actions.client",
                "tag": "sav_counter",
                "name": self.env._("Reception"),
                "params": {"reception_id": self.id},
            }
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _prepare_scan_choice(self, record):
        """Return the choice of a machine, of one of its cases or of a serial number."""
        holder = record._get_scan_holder()
        equipment = record._get_scan_choice()
        return {
            "equipment_id": equipment.id,
            "lot_id": record.id if record._name == "stock.lot" else False,
            "name": (equipment or record)._get_scan_name(),
            "holder": bool(holder)
            and {"id": holder.id, "display_name": holder.display_name},
        }

    def _add_equipment(self, equipment):
        """Add a line for ``equipment``, unless it has one."""
        present = self.case_ids.filtered(lambda case: case.equipment_id == equipment)
        if present:
            return {
                "kind": "present",
                "case_id": present[:1].id,
                "is_warning": True,
                "message": self.env._(
                    "%(device)s is already on this reception.",
                    device=equipment.display_name,
                ),
            }
        case = self.env["sav.case"].create(
            {"reception_id": self.id, "equipment_id": equipment.id}
        )
        return {
            "kind": "added",
            "case_id": case.id,
            "is_warning": bool(case.reception_warning),
            "message": case.reception_warning
            or self.env._(
                "%(device)s added: write what is wrong with it.",
                device=equipment.display_name,
            ),
        }
