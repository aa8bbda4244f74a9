# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SavReception(models.Model):
    _inherit = "sav.reception"

    def action_sign(self):
        """Open the frame in which the customer signs this drop-off."""
        self.ensure_one()
        self.check_access("write")
        self._check_state("draft")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Customer's Signature"),
            "res_model": "sav.signature",
            "views": [
                (self.env.ref("sav_base.sav_signature_view_form_sign").id, "form")
            ],
            "target": "new",
            "context": {
                "default_reception_id": self.id,
                "default_purpose": "drop_off",
                "default_signer_name": self.brought_by or self.partner_id.name,
            },
        }

    def action_open_cases(self):
        """Show the cases of these drop-offs."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sav_base.sav_case_action"
        )
        return action | {"domain": [("reception_id", "in", self.ids)], "context": {}}
