# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError


class StockMove(models.Model):
    """Nothing is reserved nor consumed for a customer who did not agree to pay.

    These guards and those of ``repair_order_gate.py`` cover the paths of core: confirm,
    assign, done, and the move lines that a typed quantity makes.
    """

    _inherit = "stock.move"

    def _action_confirm(self, merge=True, merge_into=False, create_proc=True):
        # A part added later waits as a draft inside a confirmed repair.
        waiting = self.filtered(
            lambda move: move.state == "draft" and move._sav_get_refusal()
        )
        if not waiting:
            return super()._action_confirm(
                merge=merge, merge_into=merge_into, create_proc=create_proc
            )
        confirmed = super(StockMove, self - waiting)._action_confirm(
            merge=merge, merge_into=merge_into, create_proc=create_proc
        )
        # All that came in goes out: `create` returns what this returns.
        return confirmed | waiting

    def _action_assign(self, force_qty=False):
        # The scheduler assigns the moves of everybody at once: a part that waits for
        # its customer is left out, it must not stop the others. Nor does a reservation
        # change what a technician said to have used.
        kept = self.filtered(
            lambda move: move.sav_is_used_known or move._sav_get_refusal()
        )
        return super(StockMove, self - kept)._action_assign(force_qty=force_qty)

    def _action_done(self, cancel_backorder=False):
        used = self.filtered(lambda move: move.quantity > 0)
        used._sav_check_gate()
        used._sav_check_used()
        return super()._action_done(cancel_backorder=cancel_backorder)

    def _sav_check_gate(self):
        """Refuse to reserve or use parts that their customer did not agree to.

        :raise UserError: says which part waits for what
        """
        reasons = [move._sav_get_refusal() for move in self]
        if reasons := list(dict.fromkeys(filter(None, reasons))):
            raise UserError("\n".join(reasons))

    def _sav_get_refusal(self):
        """Return in words why this part can be neither reserved nor used, or False."""
        self.ensure_one()
        # sudo: the answer hangs on the case and its order, which a user of the stock
        # or a technician need not see.
        move = self.sudo()
        repair = move.repair_id
        if not repair.sav_case_id or repair.sav_gate_override_date:
            return False
        if reason := repair._sav_get_gate_reason():
            return reason
        if (
            not move.repair_line_type
            or not move._sav_is_charged()
            or move._sav_is_accepted()
            or repair._sav_is_within_limit()
        ):
            return False
        return self.env._(
            "%(part)s is not on a quote that the customer accepted. Send them the "
            "supplement to %(case)s, or take the part off.",
            part=move._sav_get_label(),
            case=repair.sav_case_id.display_name,
        )

    def _sav_check_used(self):
        """Refuse to use more of a part than its customer accepted to pay."""
        reasons = []
        for move in self.sudo():  # sudo: as in `_sav_get_refusal`
            case = move.repair_id.sav_case_id
            if (
                case
                and move._sav_is_accepted()
                and move._sav_is_charged()
                and move.product_uom.compare(move.quantity, move.product_uom_qty) > 0
            ):
                reasons.append(
                    self.env._(
                        "%(part)s: %(used)s used, but the customer accepted "
                        "%(accepted)s on %(order)s. Add a line for the rest, it goes "
                        "on a supplement.",
                        part=move._sav_get_label(),
                        used=move.quantity,
                        accepted=move.product_uom_qty,
                        order=move.sale_line_id.order_id.name,
                    )
                )
        if reasons:
            raise UserError("\n".join(reasons))
