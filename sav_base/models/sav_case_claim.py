# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

from .sav_warranty_verdict import PAYING_STATES


class SavCase(models.Model):
    """From a repair under warranty to the claim on who sold us the device."""

    _inherit = "sav.case"

    claim_ids = fields.One2many(
        "sav.claim",
        "case_id",
        string="Claims",
        groups="sav_base.group_sav_counter,sav_base.group_sav_billing",
    )
    claim_count = fields.Integer(
        compute="_compute_claim_count",
        groups="sav_base.group_sav_counter,sav_base.group_sav_billing",
    )
    can_claim = fields.Boolean(
        compute="_compute_can_claim",
        groups="sav_base.group_sav_counter,sav_base.group_sav_billing",
    )

    @api.depends("claim_ids")
    def _compute_claim_count(self):
        for case in self:
            case.claim_count = len(case.claim_ids)

    @api.depends("warranty_state", "state", "equipment_id.product_id", "claim_ids")
    def _compute_can_claim(self):
        for case in self:
            case.can_claim = (
                case.warranty_state in PAYING_STATES
                and case.state not in ("draft", "cancelled")
                and bool(case.equipment_id.product_id)
                and not case.claim_ids
            )

    def action_claim_supplier(self):
        """Claim what this repair costs from the supplier, and open the claim.

        :raise UserError: not under warranty, or no supplier on file: what to do
        """
        self.ensure_one()
        self.check_access("read")
        self._check_claim_right()
        # sudo: the costs of the work and the receipts of the serial number, of a case
        # that the user may read; the claim is theirs from then on.
        claim = self.sudo().claim_ids[:1] or self.env["sav.claim"].sudo().create(
            self.sudo()._prepare_claim_vals()
        )
        return claim.sudo(self.env.su)._get_form_action()

    def action_open_claims(self):
        """Show the claims of this case."""
        self.ensure_one()
        self.check_access("read")
        if len(self.claim_ids) == 1:
            return self.claim_ids._get_form_action()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sav_base.sav_claim_action"
        )
        return action | {"domain": [("case_id", "=", self.id)], "context": {}}

    def _check_claim_right(self):
        if not any(
            self.env.user.has_group(f"sav_base.{group}")
            for group in ("group_sav_counter", "group_sav_billing")
        ):
            raise AccessError(
                self.env._(
                    "Suppliers are claimed from by the counter, a manager or billing."
                )
            )

    def _prepare_claim_vals(self):
        """Hook: return the values of the claim of this case, called in ``sudo``."""
        self.ensure_one()
        if self.warranty_state not in PAYING_STATES:
            raise UserError(
                self.env._(
                    "%(case)s is not under warranty: its customer pays, there is "
                    "nothing to claim from a supplier.",
                    case=self.display_name,
                )
            )
        purchase = self._find_purchase()
        if not purchase["partner"]:
            raise UserError(
                self.env._(
                    "Nobody is on file as the supplier of %(device)s: add a vendor on "
                    "the Purchase page of its product, then claim again.",
                    device=self.equipment_id.display_name,
                )
            )
        return {
            "case_id": self.id,
            "user_id": self.env.uid,
            "partner_id": purchase["partner"].id,
            "purchase_reference": purchase["reference"],
            "date_purchase": purchase["date"],
            "line_ids": [
                Command.create(vals) for vals in self._prepare_claim_line_vals_list()
            ],
        }

    def _find_purchase(self):
        """Return who sold us this device: ``partner``, ``reference`` and ``date``.

        The receipt of its serial number says it; the first vendor of the product is
        taken when there is none.
        """
        self.ensure_one()
        equipment = self.equipment_id
        receipt = self.env["stock.move.line"].browse()
        if equipment.lot_id:
            receipt = receipt.search(self._get_receipt_domain(), order="date", limit=1)
        picking = receipt.picking_id or receipt.move_id.picking_id
        partner = picking.partner_id.commercial_partner_id
        product = equipment.product_id.with_company(self.company_id)
        return {
            "partner": partner or product._prepare_sellers()[:1].partner_id,
            "reference": picking.origin or picking.name,
            "date": receipt.date and fields.Date.context_today(self, receipt.date),
            "move": receipt.move_id,
        }

    def _get_receipt_domain(self):
        return (
            Domain("lot_id", "=", self.equipment_id.lot_id.id)
            & Domain("state", "=", "done")
            & Domain("location_usage", "=", "supplier")
            & Domain("company_id", "=", self.company_id.id)
        )

    def _prepare_claim_line_vals_list(self):
        """Return what the warranty pays of this repair, part by part, at its cost."""
        vals_list = []
        for line in self.repair_id._sav_get_estimate_lines():
            share = line._sav_get_warranty_share()
            if not share or not line._sav_is_quoted_kind():
                continue
            quantity, cost = line._sav_get_cost()
            if quantity:
                vals_list.append(
                    {
                        **line._prepare_claim_line_vals(),
                        "name": line._sav_get_label(),
                        "quantity": quantity,
                        "unit_amount": cost / quantity * share / 100,
                    }
                )
        return vals_list
