# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

# Nobody reads that a quote was created line by line. Nor does anybody follow it: whom
# an answer concerns is told of it on the case.
QUIET = {"tracking_disable": True, "sale_no_log_for_new_lines": True}


class RepairOrder(models.Model):
    """The quote is made from the repair: its parts and labour are the only source.

    A draft order follows every change of the estimate; a sent one freezes it; an
    accepted one stays, and what comes later goes on a supplement.
    """

    _inherit = "repair.order"

    def action_create_sale_order(self):
        plain = self.filtered(lambda repair: not repair.sav_case_id)
        (self - plain)._sav_create_order()
        if plain:
            return super(RepairOrder, plain).action_create_sale_order()
        return self.action_view_sale_order()

    def action_repair_cancel(self):
        result = super().action_repair_cancel()
        # sudo: a user of the stock who cancels a repair need not write on its orders;
        # nobody should accept the quote of a repair that will not be made.
        if orders := self.sudo().filtered("sav_case_id")._sav_get_open_orders():
            orders._action_cancel()
        return result

    def _update_sale_order_line_price(self):
        # The warranty of a case is in its payers, with a reason: all or nothing on the
        # price would be a second truth.
        plain = self.filtered(lambda repair: not repair.sav_case_id)
        return super(RepairOrder, plain)._update_sale_order_line_price()

    def _sav_create_order(self):
        """Return the orders still to be accepted, made from the estimates.

        A repair without any gets one (a supplement, once another was accepted) when
        something of its estimate is on no order yet.

        :return: sale.order, in sudo: one a repair at most, draft or sent
        """
        # sudo: who made the estimate has no right on orders; this makes the order of
        # that very estimate and nothing else.
        repairs = self.sudo().filtered("sav_case_id")
        missing = repairs.filtered(
            lambda repair: (
                not repair._sav_get_open_orders() and repair._sav_get_unordered_lines()
            )
        )
        missing._sav_create_missing_orders()
        repairs._sav_sync_draft_orders()
        return repairs._sav_get_open_orders()

    def _sav_create_missing_orders(self):
        for company, repairs in self.grouped("company_id").items():
            numbers = (
                self.env["ir.sequence"]
                .with_company(company)
                ._sav_next_numbers("sav.sale.order", len(repairs))
            )
            self.env["sale.order"].with_company(company).with_context(**QUIET).create(
                [
                    repair._prepare_sav_order_vals(number)
                    for repair, number in zip(repairs, numbers, strict=True)
                ]
            )

    def _prepare_sav_order_vals(self, number):
        """Hook: return the values of the order of this repair, without its lines.

        :param str number: taken from the sequence of internal documents
        """
        self.ensure_one()
        case = self.sav_case_id
        is_supplement = bool(self.sav_order_ids.filtered(lambda o: o.state == "sale"))
        vals = {
            "name": number,
            "company_id": self.company_id.id,
            "partner_id": case.partner_id.id,
            "warehouse_id": self.picking_type_id.warehouse_id.id,
            "origin": case.name,
            "sav_kind": "supplement" if is_supplement else "repair",
            "sav_repair_id": self.id,
            "user_id": self._sav_get_responsible().id,
        }
        if payer := case.equipment_id.payer_id:
            vals["partner_invoice_id"] = payer.address_get(["invoice"])["invoice"]
        if not is_supplement:
            vals["repair_order_ids"] = [Command.link(self.id)]
        return vals

    def _sav_get_responsible(self):
        """Hook: return who answers for the quote.

        Never nobody: a salesperson who sees only their own orders sees those of nobody.
        """
        self.ensure_one()
        case = self.sav_case_id
        return (
            case.reception_id.user_id
            or case.workshop_id.manager_id
            or self.user_id
            or self.env.user
        )

    # -- what the order is made of --

    def _sav_get_estimate_lines(self):
        """Return, as a list, the sold parts, then the labour and travel."""
        parts = self.move_ids.filtered(
            lambda move: move._sav_is_quoted_kind() and move.state != "cancel"
        )
        return [*parts.sorted("id"), *self.sav_labour_line_ids]

    def _sav_get_unordered_lines(self):
        """Return, as a list, what is on no order that stands."""
        return [
            line
            for line in self._sav_get_estimate_lines()
            if not line._sav_is_ordered()
        ]

    def _sav_get_open_orders(self):
        """Return the orders that the customer did not answer."""
        return self.sav_order_ids.filtered(lambda o: o.state in ("draft", "sent"))

    def _sav_sync_draft_orders(self):
        """Make the lines of draft orders equal to the estimates they come from."""
        # sudo: who changes the estimate has no right on orders; a draft order follows
        # its own estimate and no other.
        orders = self.sudo().sav_order_ids.filtered(lambda o: o.state == "draft")
        if not orders:
            return
        lines = orders.order_line.filtered(lambda line: line._sav_is_made())
        lines.filtered(lambda line: not line._sav_get_sources()).unlink()
        lines.exists()._sav_update_from_source()
        self.env["sale.order.line"].sudo().with_context(**QUIET).create(
            [
                source._prepare_sav_sale_line_vals() | {"order_id": order.id}
                for order in orders
                for source in order.sav_repair_id._sav_get_unordered_lines()
            ]
        )

    def _sav_check_estimate_open(self):
        """Refuse to change the estimate of repairs where it is frozen or over.

        :raise UserError: says why, for each of them
        """
        reasons = [repair._sav_get_frozen_reason() for repair in self]
        if reasons := list(dict.fromkeys(filter(None, reasons))):
            raise UserError("\n".join(reasons))

    def _sav_get_frozen_reason(self):
        """Return in words why the estimate cannot change, or False when it can."""
        self.ensure_one()
        # sudo: a technician has no right on the orders that freeze the estimate.
        repair = self.sudo()
        case = repair.sav_case_id
        if not case:
            return False
        if repair.state in ("done", "cancel") or case.state in (
            "ready",
            "closed",
            "cancelled",
        ):
            return self.env._(
                "%(case)s: the work is over (%(state)s), nothing can be added or "
                "changed.",
                case=case.display_name,
                state=dict(case._fields["state"]._description_selection(self.env))[
                    case.state
                ],
            )
        if sent := repair.sav_order_ids.filtered(lambda order: order.state == "sent"):
            return self.env._(
                "%(case)s: quote %(quote)s was sent, the customer may be signing it. "
                "Press “Revise Quote” first: it becomes a draft again.",
                case=case.display_name,
                quote=", ".join(sent.mapped("name")),
            )
        return False
