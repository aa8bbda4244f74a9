# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    _inherit = "sale.order"

    sav_kind = fields.Selection(
        [("repair", "Repair"), ("supplement", "Supplement to a Repair")],
        string="After-Sales Document",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Set on the quotes of the after-sales service, which become its internal "
        "documents. Empty on every other order.",
    )
    sav_repair_id = fields.Many2one(
        "repair.order",
        string="Repaired By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
    )
    sav_case_id = fields.Many2one(
        related="sav_repair_id.sav_case_id",
        string="After-Sales Case",
        store=True,
        index="btree_not_null",
    )
    sav_is_open = fields.Boolean(
        string="Work Not Closed",
        compute="_compute_sav_is_open",
        store=True,
        help="Nothing can be invoiced while the work goes on.",
    )
    sav_revision = fields.Integer(string="Revision", readonly=True, copy=False)
    sav_date_sent = fields.Datetime(string="Sent On", readonly=True, copy=False)
    sav_refusal_reason = fields.Char(
        string="Refused Because", readonly=True, copy=False
    )
    sav_transformation_ids = fields.One2many(
        "sav.transformation", "sale_order_id", string="Transformations"
    )

    @api.depends(
        "sav_kind",
        "sav_repair_id.state",
        "sav_repair_id.sav_case_id.intervention_ids.state",
    )
    def _compute_sav_is_open(self):
        for order in self:
            repair = order.sav_repair_id
            interventions = repair.sav_case_id.intervention_ids
            order.sav_is_open = bool(order.sav_kind) and (
                repair.state not in ("done", "cancel")
                or any(i.state not in ("closed", "cancelled") for i in interventions)
            )

    def action_confirm(self):
        result = super().action_confirm()
        # sudo: the public user who signs on the portal has no right on the case.
        self.sudo().filtered("sav_kind")._sav_log_acceptance()
        return result

    def action_draft(self):
        reopened = self.filtered(lambda o: o.sav_kind and o.state == "cancel")
        result = super().action_draft()
        # sudo: who takes a quote back up need not have the right to write on the case.
        reopened.sudo()._sav_reopen_case()
        return result

    def action_revise_quote(self):
        """Bring sent quotes back to draft, as a new revision, so that they can change.

        :raise UserError: when one of them is not waiting for the customer's answer
        """
        self.sav_case_id.check_access("write")
        if wrong := self.filtered(lambda o: not o.sav_kind or o.state != "sent"):
            raise UserError(
                self.env._(
                    "Only a quote that waits for the customer's answer can be revised: "
                    "%(orders)s",
                    orders=", ".join(wrong.mapped("name")),
                )
            )
        # sudo: people of the after-sales service write on no order by themselves;
        # these are the quotes of cases that they may write on.
        orders = self.sudo()
        orders._sav_keep_sent_pdf()
        orders.action_draft()
        for order in orders:
            order.write(
                {"sav_revision": order.sav_revision + 1, "sav_date_sent": False}
            )
        orders.sav_case_id.filtered(lambda case: case.state == "approval").write(
            {"state": "diagnosis"}
        )
        orders.sav_repair_id._sav_sync_draft_orders()
        # What the coverage says may have changed while the quote was frozen.
        orders.sav_case_id._reset_payers()

    def _sav_hand_out_quote(self):
        """Mark as sent what cannot be mailed, and ask the responsible to print it."""
        for order in self:
            order.action_quotation_sent()
            order._sav_keep_sent_pdf()
            order.sav_case_id.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Print the quote and have it signed"),
                note=self.env._(
                    "%(order)s was not mailed: %(customer)s has no valid e-mail "
                    "address. Print it, then record the signature on the case.",
                    order=order.name,
                    customer=order.partner_id.display_name,
                ),
                user_id=order.user_id.id,
            )

    def action_open_sav_case(self):
        """Open the case that this document belongs to."""
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "sav.case",
            "res_id": self.sav_case_id.id,
            "views": [(False, "form")],
        }

    def _action_confirm(self):
        result = super()._action_confirm()
        # sudo: the public user who signs on the portal has no right on the repair; it
        # is the one that this order was made from.
        self.sudo().filtered("sav_kind")._sav_start_accepted_work()
        return result

    def _action_cancel(self):
        orders = self.filtered(lambda order: order.sav_kind and order.state != "cancel")
        result = super()._action_cancel()
        # sudo: as for the acceptance, the public user who refuses has no right here.
        orders.sudo()._sav_stop_refused_work()
        return result

    def _sav_start_accepted_work(self):
        """Confirm the repairs, or the parts that waited for a supplement."""
        repairs = self.sav_repair_id
        repairs.filtered(lambda r: r.state == "draft")._action_repair_confirm()
        repairs._sav_confirm_allowed_moves()
        self.sav_case_id.filtered(
            lambda case: case.state in ("received", "diagnosis", "approval")
        ).write({"state": "repair"})

    def _sav_log_acceptance(self):
        """Write on the case who accepted: the author of the change may be anybody."""
        bodies = {}
        for order in self:
            # No amount: the technician who reads the case may not be to see prices.
            values = {
                "order": order.name,
                "name": order.signed_by or self.env.user.name,
            }
            case = order.sav_case_id
            if order.signed_by:
                order._sav_tell(
                    self.env._("%(order)s accepted, signed by %(name)s.", **values)
                )
            elif order.currency_id.is_zero(order.amount_total):
                bodies[case.id] = self.env._(
                    "%(order)s: nothing to pay, the repair starts.", **values
                )
            elif order.sav_repair_id._sav_is_within_limit():
                bodies[case.id] = self.env._(
                    "%(order)s stays under the limit signed at the drop-off: the "
                    "repair starts.",
                    **values,
                )
            else:
                bodies[case.id] = self.env._(
                    "%(order)s accepted, entered by %(name)s.", **values
                )
        cases = self.sav_case_id.browse(bodies)
        if cases:
            cases._message_log_batch(bodies=bodies)

    def _sav_get_label(self):
        """Return the number of this order, with its amount for who may see prices."""
        self.ensure_one()
        if not self.sav_case_id._sees_prices():
            return self.name
        return f"{self.name} ({self.currency_id.format(self.amount_total)})"

    def _sav_tell(self, body):
        """Tell those who wait for the customer's answer: technician and responsible."""
        self.ensure_one()
        case = self.sav_case_id
        case.message_post(
            body=body,
            partner_ids=(case.technician_user_id | self.user_id).partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )

    def _sav_stop_refused_work(self):
        """Release the parts; the device of a refused quote waits for its owner."""
        for order in self:
            repair = order.sav_repair_id
            moves = order.order_line.move_ids.filtered(
                lambda move: move.state not in ("done", "cancel")
            )
            moves.picked = False
            moves._do_unreserve()
            case = order.sav_case_id
            if order.sav_refusal_reason:
                order._sav_tell(
                    self.env._(
                        "%(order)s refused: %(reason)s",
                        order=order.name,
                        reason=order.sav_refusal_reason,
                    )
                )
            else:
                case._message_log(
                    body=self.env._("%(order)s cancelled.", order=order.name)
                )
            standing = repair.sav_order_ids.filtered(lambda o: o.state != "cancel")
            if (
                not standing
                and repair.state not in ("done", "cancel")
                and case.state in ("diagnosis", "approval", "repair")
            ):
                case.write({"state": "ready", "outcome": "refused"})

    def _sav_reopen_case(self):
        cases = self.sav_case_id.filtered(
            lambda case: case.state == "ready" and case.outcome == "refused"
        )
        cases.write({"state": "diagnosis", "outcome": False})
