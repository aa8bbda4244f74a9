# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SavEquipment(models.Model):
    _inherit = "sav.equipment"

    def action_warranty_what_if(self):
        """Ask what the warranty would say of this machine under other circumstances."""
        self.ensure_one()
        self.check_access("read")
        return self._get_what_if_action(
            self.env._("Warranty of %(device)s: what if?", device=self.display_name)
        )

    def _get_what_if_action(self, name, **defaults):
        """Return the action of the dialog about this machine.

        :param str name: its title
        :param defaults: values of the dialog, as ``default_<field>``
        """
        view = self.env.ref("sav_base.sav_warranty_what_if_view_form")
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "sav.warranty.what.if",
            "views": [(view.id, "form")],
            "target": "new",
            "context": {"default_equipment_id": self.id, **defaults},
        }

    def action_extend_warranty(self):
        """Add days or months to the warranty of this machine. For managers."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Lengthen the Warranty"),
            "res_model": "sav.warranty.goodwill",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_equipment_id": self.id},
        }
