# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

PARTIES = ("partner", "owner", "payer", "site")


class SavEquipmentTransfer(models.TransientModel):
    """Asks who has machines from now on, who owns them, who pays, where they are."""

    _name = "sav.equipment.transfer"
    _description = "Move or Change of Owner"

    equipment_ids = fields.Many2many("sav.equipment", string="Machines", required=True)
    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    has_components = fields.Boolean(compute="_compute_has_components")
    # what changes: a party left empty means nobody, as on the machine
    change_partner = fields.Boolean(string="New Holder")
    partner_id = fields.Many2one("res.partner", string="Holder")
    change_owner = fields.Boolean(string="New Owner")
    owner_id = fields.Many2one("res.partner", help="Empty: the holder.")
    change_payer = fields.Boolean(
        string="New Payer",
        compute="_compute_change_payer",
        store=True,
        readonly=False,
    )
    payer_id = fields.Many2one("res.partner", help="Empty: the holder.")
    change_site = fields.Boolean(
        string="New Site", compute="_compute_change_site", store=True, readonly=False
    )
    site_id = fields.Many2one("res.partner", help="Empty: the holder's address.")
    with_components = fields.Boolean(
        string="Its Components Follow",
        default=True,
        help="Those that have the same holder.",
    )
    # why
    date = fields.Date(string="Since", required=True, default=fields.Date.context_today)
    reason = fields.Char(required=True)
    document = fields.Char(help="Number of the deed, lease or transfer note.")

    @api.depends("equipment_ids")
    def _compute_company_id(self):
        for wizard in self:
            wizard.company_id = wizard.equipment_ids.company_id[:1]

    @api.depends("equipment_ids")
    def _compute_has_components(self):
        for wizard in self:
            wizard.has_components = bool(wizard.equipment_ids.child_ids)

    # The payer and the site of the former holder are seldom those of the next.
    @api.depends("change_partner")
    def _compute_change_payer(self):
        for wizard in self:
            wizard.change_payer = wizard.change_payer or wizard.change_partner

    @api.depends("change_partner")
    def _compute_change_site(self):
        for wizard in self:
            wizard.change_site = wizard.change_site or wizard.change_partner

    def action_apply(self):
        """Change the machines and keep the reason in their history."""
        self.ensure_one()
        if self.change_partner and not self.partner_id:
            raise UserError(self.env._("Choose the new holder."))
        if len(self.equipment_ids.company_id) > 1:
            raise UserError(
                self.env._("Choose machines of one company at a time, not of several.")
            )
        vals = {
            f"{party}_id": self[f"{party}_id"].id
            for party in PARTIES
            if self[f"change_{party}"]
        }
        if not vals:
            raise UserError(
                self.env._("Tick what changes: holder, owner, payer, site.")
            )
        self.equipment_ids._transfer(
            vals, self.date, self.reason, self.document, self.with_components
        )
