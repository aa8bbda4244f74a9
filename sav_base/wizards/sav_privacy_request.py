# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class SavPrivacyRequest(models.TransientModel):
    """Shows what is known of a customer, hands it out, or erases it for ever."""

    _name = "sav.privacy.request"
    _description = "Personal Data of a Customer"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True)
    preview = fields.Text(
        string="On File", compute="_compute_preview", help="Nothing is changed yet."
    )
    problems = fields.Text(compute="_compute_preview")
    confirmation = fields.Char(
        string="Name of the Customer",
        help="Typed to confirm: nothing brings the data back.",
    )

    @api.depends("partner_id")
    def _compute_preview(self):
        self.env["res.partner"]._check_sav_privacy_right()
        for request in self:
            partner = request.partner_id
            partner.check_access("read")
            records = partner._get_sav_privacy_records() if partner else {}
            if files := partner._get_sav_import_files():
                records[files._name] = files
            request.preview = "\n".join(
                self.env._(
                    "%(kind)s: %(count)s",
                    kind=self.env["ir.model"]._get(found._name).name,
                    count=len(found),
                )
                for found in records.values()
            )
            problems = partner._get_sav_purge_problems() if partner else []
            request.problems = "\n".join(problems)

    def action_export(self):
        """Download what is known of the customer."""
        self.ensure_one()
        self.partner_id._check_sav_privacy_right()
        return {
            "type": "ir.actions.act_url",
            "url": f"/sav/privacy/{self.partner_id.id}",
            "target": "download",
        }

    def action_purge(self):
        """Erase what is known of the customer, once their name is typed.

        :raise UserError: the name is another one, or something forbids it
        """
        self.ensure_one()
        partner = self.partner_id
        partner._check_sav_privacy_right()
        typed = (self.confirmation or "").strip().casefold()
        if typed != (partner.name or "").strip().casefold():
            raise UserError(
                self.env._(
                    "Type the name of the customer, %(name)s, to erase their data for "
                    "ever.",
                    name=partner.name,
                )
            )
        partner._purge_sav_privacy()
        self.confirmation = False  # it is their name
        return {"type": "ir.actions.act_window_close"}
