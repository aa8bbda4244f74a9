# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SavCase(models.Model):
    _inherit = "sav.case"

    def write(self, vals):
        handed_back = self.browse()
        if vals.get("state") == "closed":
            handed_back = self.filtered(lambda case: case.state != "closed")
        result = super().write(vals)
        handed_back._send_rating_request()
        return result

    def action_open_ratings(self):
        """Open what the customer of this case thinks of the service."""
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "rating.rating",
            "view_mode": "kanban,list,form",
            "domain": [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("consumed", "=", True),
            ],
            "name": self.env._("Ratings"),
        }

    def _rating_get_operator(self):
        # In sudo: the employee is not for everybody, whose work is rated is.
        return (
            self.sudo().technician_id.user_id.partner_id
            or super()._rating_get_operator()
        )

    def _send_rating_request(self):
        """Ask the customers of these cases what they think of the service, once each.

        Nothing is sent when the company does not want it or without an address.
        """
        # In sudo: what was asked before may not be readable by the one who hands over.
        asked = self.sudo().filtered("rating_ids").ids
        to_ask = self.filtered(
            lambda case: (
                case.company_id.sav_rating_request
                and case.partner_id.email_normalized
                and case.id not in asked
            )
        )
        if not to_ask:
            return
        template = self.env.ref(
            "sav_base.mail_template_sav_rating", raise_if_not_found=False
        )
        if template:
            for case in to_ask:
                case.rating_send_request(template.sudo(), force_send=False)
