# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SavCase(models.Model):
    _inherit = "sav.case"

    def action_warranty_what_if(self):
        """Ask what the warranty would say of this case under other circumstances."""
        self.ensure_one()
        self.check_access("read")
        return self.equipment_id._get_what_if_action(
            self.env._("Warranty of %(case)s: what if?", case=self.display_name),
            default_case_id=self.id,
        )

    def action_replace_device(self):
        """Give another device back instead of this one."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Replace the Device"),
            "res_model": "sav.case.replacement",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_case_id": self.id},
        }
