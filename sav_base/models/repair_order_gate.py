# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class RepairOrder(models.Model):
    """No repair before the customer agreed to pay for it; diagnosis is free to go.

    A repair without a case is not concerned.
    """

    _inherit = "repair.order"

    def action_validate(self):
        self._sav_check_gate()
        return super().action_validate()

    def action_assign(self):
        self._sav_check_gate()
        return super().action_assign()

    def action_repair_start(self):
        self._sav_check_gate()
        return super().action_repair_start()

    def action_repair_done(self):
        self._sav_check_gate()
        # sudo: what a user of the stock ends is finished for the case as well.
        cases = self.sudo().sav_case_id.filtered(lambda case: case.state != "ready")
        cases._check_can_finish()
        result = super().action_repair_done()
        cases._set_repaired()
        return result

    def action_repair_cancel(self):
        # sudo: a user of the stock need not see the case.
        if working := self.sudo().filtered(
            lambda repair: (
                repair.sav_case_id.state
                in ("received", "diagnosis", "approval", "repair")
            )
        ):
            raise UserError(
                self.env._(
                    "These repairs belong to open cases and end with them: cancel the "
                    "case, or let the customer refuse the quote: %(cases)s",
                    cases=", ".join(working.sav_case_id.mapped("display_name")),
                )
            )
        return super().action_repair_cancel()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_case(self):
        # sudo: a user of the stock need not see the case.
        if kept := self.sudo().filtered("sav_case_id"):
            raise UserError(
                self.env._(
                    "These repairs stay on file with their cases: %(repairs)s",
                    repairs=", ".join(kept.mapped("name")),
                )
            )

    def _action_repair_confirm(self):
        self._sav_check_gate()
        return super()._action_repair_confirm()

    def _sav_check_gate(self):
        """Refuse to go on with repairs that their customer did not agree to.

        :raise UserError: says what is missing and what to do, for each of them
        """
        reasons = [repair._sav_get_gate_reason() for repair in self]
        if reasons := list(dict.fromkeys(filter(None, reasons))):
            raise UserError("\n".join(reasons))

    def _sav_get_gate_reason(self):
        """Return in words why this repair cannot begin, or False when it can.

        Once one order was accepted the repair may go on: what was added since waits
        line by line (``stock.move._sav_get_refusal``).
        """
        self.ensure_one()
        # sudo: the answer hangs on the case and its orders, which a user of the stock
        # or a technician need not see.
        repair = self.sudo()
        if (
            not repair.sav_case_id
            or repair.sav_gate_override_date
            or "sale" in repair.sav_order_ids.mapped("state")
            or not repair._sav_get_unaccepted_lines()
            or repair._sav_is_within_limit()
        ):
            return False
        return repair._sav_get_gate_message()

    def _sav_get_gate_message(self):
        """Return what is waited for: an answer, a sending, or a quote."""
        self.ensure_one()
        case = self.sav_case_id.display_name
        orders = self.sav_order_ids.filtered(lambda o: o.state in ("draft", "sent"))
        if not orders:
            return self.env._(
                "%(case)s: the customer has to pay for this repair and no quote was "
                "made. Finish the diagnosis first.",
                case=case,
            )
        values = {
            "case": case,
            "quote": ", ".join(order._sav_get_label() for order in orders),
        }
        if "sent" in orders.mapped("state"):
            return self.env._(
                "%(case)s: quote %(quote)s is not accepted. Wait for the customer's "
                "answer, or ask a manager to let the repair start without it.",
                **values,
            )
        return self.env._(
            "%(case)s: quote %(quote)s is not accepted: it was not sent yet. Send it "
            "to the customer first.",
            **values,
        )

    def _sav_is_within_limit(self):
        """Tell whether all that the customer pays stays under the limit they signed.

        The limit counts once the drop-off was signed; taxes are included on both sides.
        """
        self.ensure_one()
        case = self.sav_case_id
        if not case.cost_limit or not case.reception_id.is_signed:
            return False
        if any(line._sav_is_charged() for line in self._sav_get_unordered_lines()):
            return False
        orders = self.sav_order_ids.filtered(lambda order: order.state != "cancel")
        total = sum(
            order.currency_id._convert(
                order.amount_total,
                case.currency_id,
                order.company_id,
                order.date_order or fields.Date.today(),
            )
            for order in orders
        )
        return case.currency_id.compare_amounts(total, case.cost_limit) <= 0

    def _sav_needs_no_answer(self):
        """Tell whether the repair goes on without asking: free, or within the limit."""
        self.ensure_one()
        return not self._sav_get_unaccepted_lines() or self._sav_is_within_limit()

    def _sav_get_unaccepted_lines(self):
        """Return, as a list, the needs that the customer pays and did not accept."""
        return [
            line
            for line in self._sav_get_estimate_lines()
            if line._sav_is_charged() and not line._sav_is_accepted()
        ]

    def _sav_confirm_allowed_moves(self):
        """Confirm the parts that waited for an agreement inside confirmed repairs."""
        moves = self.move_ids.filtered(
            lambda move: (
                move.state == "draft"
                and move.repair_id.state in ("confirmed", "under_repair")
                and not move._sav_get_refusal()
            )
        )
        if not moves:
            return
        moves._check_company()
        moves._adjust_procure_method(picking_type_code="repair_operation")
        moves._action_confirm()._trigger_scheduler()
