# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError


class SavReception(models.Model):
    _inherit = "sav.reception"

    def scan(self, code):
        """Add the scanned device to this draft reception.

        :param str code: serial number, label of the machine or of one of its cases
        :return: ``{"kind": "added"|"present"|"several"|"unknown"|"other",
            "case_id": id of the line or None, "message": words for the user}``; with
            ``several``, ``choices`` lists ``{"equipment_id", "lot_id", "name"}``, to
            give back to ``add_device``
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state("draft")
        code = (code or "").strip()
        kind, found = self.env["sav.case"]._find_by_code(code)
        if not found:
            message = self.env["sav.case"]._get_unknown_code_message(code, kind)
            return {"kind": "unknown", "case_id": None, "message": message}
        if len(found) > 1:
            return {
                "kind": "several",
                "case_id": None,
                "message": self.env._("Which machine has “%(code)s”?", code=code),
                "choices": [self._prepare_scan_choice(record) for record in found],
            }
        (record,) = found
        if kind in ("accessory", "reception"):
            return {
                "kind": "other",
                "case_id": None,
                "message": self.env._(
                    "“%(code)s” is the label of %(record)s, not of a machine.",
                    code=code,
                    record=record.display_name,
                ),
            }
        return self._add_scanned(record)

    def add_device(self, equipment_id=None, lot_id=None):
        """Add the machine that was chosen among several with the scanned code.

        :return: as ``scan``
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
        return self._add_scanned(record)

    @api.model
    def find_holder(self, code):
        """Return the customer to propose on a reception that starts with a scan.

        :return: ``{"id", "display_name"}`` of the holder of the only machine with this
            code, or False
        """
        self.browse().check_access("create")
        _kind, found = self.env["sav.case"]._find_by_code((code or "").strip())
        holders = [record._get_scan_holder() for record in found]
        if len(holders) != 1 or not holders[0]:
            return False
        (holder,) = holders
        return {"id": holder.id, "display_name": holder.display_name}

    def _get_scan_holder(self):
        """Return nobody: a reception is scanned to be opened, not to be added."""
        return self.env["res.partner"]

    def _get_scan_action(self):
        """Return the action that opens this reception."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _prepare_scan_choice(self, record):
        return {
            "equipment_id": record.id if record._name == "sav.equipment" else False,
            "lot_id": record.id if record._name == "stock.lot" else False,
            "name": record._get_scan_name(),
        }

    def _add_scanned(self, record):
        """Add a line for the machine of ``record``, unless it has one.

        :param record: a machine, one of its cases, or a serial number in stock
        """
        equipment = record._get_scan_equipment(self.partner_id)
        present = self.case_ids.filtered(lambda case: case.equipment_id == equipment)
        if present:
            return {
                "kind": "present",
                "case_id": present[:1].id,
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
            "message": case.reception_warning
            or self.env._(
                "%(device)s added: write what is wrong with it.",
                device=equipment.display_name,
            ),
        }
