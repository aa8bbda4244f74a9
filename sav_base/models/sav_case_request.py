# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class SavCase(models.Model):
    _inherit = "sav.case"

    @api.model_create_multi
    def create(self, vals_list):
        ids = {vals["reception_id"] for vals in vals_list if vals.get("reception_id")}
        receptions = self.env["sav.reception"].browse(ids)
        if not all(reception.partner_id for reception in receptions):
            receptions._raise_unknown_customer()
        return super().create(vals_list)

    def message_update(self, msg_dict, update_vals=None):
        # The gateway comes in sudo; a client may call this too.
        self.check_access("write")
        self._keep_mail_photos(msg_dict)
        return super().message_update(msg_dict, update_vals=update_vals)

    def _keep_mail_photos(self, msg_dict):
        """Keep the photos of an answer as proof, beside the message."""
        for case in self:
            self.env["sav.evidence"]._keep_mail_photos(
                {"case_id": case.id}, msg_dict.get("attachments") or []
            )

    def _prepare_intervention_vals(self):
        vals = super()._prepare_intervention_vals()
        if self.reception_id.service_place == "site":
            vals["place"] = "site"
        return vals

    def _log_custody(self, holder):
        cases = self
        if holder == "workshop":
            # What stays at the customer's changes no hands.
            cases = self.filtered(lambda c: c.reception_id.service_place != "site")
        return super(SavCase, cases)._log_custody(holder)
