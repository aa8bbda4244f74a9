# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SavEquipment(models.Model):
    _name = "sav.equipment"
    _inherit = ["sav.equipment", "sav.label.mixin"]

    def _get_scan_action(self):
        """Return the action that opens this machine."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _get_scan_list_action(self, code):
        """Return the action that lists these machines, all with the code ``code``."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Machines with “%(code)s”", code=code),
            "res_model": self._name,
            "domain": [("id", "in", self.ids)],
            "views": [(False, "list"), (False, "form")],
        }

    def _get_scan_name(self):
        """Return this machine in words: what it is and who has it."""
        self.ensure_one()
        return self.env._(
            "%(machine)s at %(holder)s",
            machine=self.name,
            holder=self.partner_id.display_name,
        )

    def _get_scan_holder(self):
        """Return the customer to propose when this machine starts a reception."""
        return self.partner_id

    def _get_scan_choice(self):
        """Return the machine that this label means at the counter."""
        return self

    def _get_scan_equipment(self, partner):
        """Return the machine to add to a reception of ``partner``."""
        return self

    def _prepare_labels(self):
        return [
            {
                "code": equipment.barcode,
                "title": equipment.name,
                "lines": [
                    equipment.serial or "",
                    equipment.partner_id.name or equipment.partner_id.display_name,
                ],
            }
            for equipment in self
        ]
