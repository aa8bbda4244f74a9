# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class SavQuoteAnswer(models.TransientModel):
    """What a customer answers to a quote at the counter, on paper or by telephone."""

    _name = "sav.quote.answer"
    _description = "Customer's Answer to a Quote"

    case_id = fields.Many2one("sav.case", required=True, ondelete="cascade")
    answer = fields.Selection(
        [("accepted", "Accepts"), ("refused", "Refuses")],
        required=True,
        default="accepted",
    )
    # Not in sudo: it would tell the name of anybody's customer.
    signer_name = fields.Char(
        compute="_compute_signer_name",
        store=True,
        readonly=False,
        compute_sudo=False,
    )
    signature = fields.Binary(attachment=False)
    reason = fields.Char(string="Why", help="In the customer's words.")

    @api.depends("case_id")
    def _compute_signer_name(self):
        for answer in self:
            answer.signer_name = answer.case_id.partner_id.name

    def action_confirm(self):
        """Accept the quote with its signature, or cancel it with the reason.

        :raise UserError: the signature or the reason is missing
        """
        for answer in self:
            if answer.answer == "accepted":
                answer.case_id.accept_quote(answer.signer_name, answer.signature)
            else:
                answer._refuse()
        return {"type": "ir.actions.act_window_close"}

    def _refuse(self):
        self.ensure_one()
        reason = (self.reason or "").strip()
        if not reason:
            raise UserError(
                self.env._("Write why the customer refuses, in a few words.")
            )
        for order_sudo in self.case_id._get_waiting_quotes():
            order_sudo._sav_refuse(reason, self.env.user.partner_id)
