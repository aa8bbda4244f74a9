# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class SavCase(models.Model):
    """The customer's answer when it is not given on the portal."""

    _inherit = "sav.case"

    # sudo: a technician has no right on orders and must know that one is waited for.
    has_waiting_quote = fields.Boolean(
        compute="_compute_has_waiting_quote",
        compute_sudo=True,
        groups="base.group_user",
        help="A quote is with the customer, who did not answer.",
    )

    @api.depends("order_ids.state", "order_ids.signature")
    def _compute_has_waiting_quote(self):
        for case in self:
            case.has_waiting_quote = bool(case._get_portal_quotes())

    def action_answer_quote(self):
        """Open the window in which the answer of the customer is recorded.

        :raise UserError: no quote waits for an answer
        """
        self.ensure_one()
        self._get_waiting_quotes()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Customer's Answer"),
            "res_model": "sav.quote.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_case_id": self.id},
        }

    def _get_waiting_quotes(self):
        """Return, in sudo, the quotes of this case that wait for an answer."""
        self.ensure_one()
        self.check_access("write")
        # In sudo: a technician has no right on orders; these are those of their case.
        orders_sudo = self.sudo()._get_portal_quotes()
        if not orders_sudo:
            raise UserError(
                self.env._(
                    "No quote waits for the customer's answer on %(case)s: send it "
                    "first.",
                    case=self.display_name,
                )
            )
        return orders_sudo
