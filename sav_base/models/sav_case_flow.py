# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class SavCase(models.Model):
    """From the diagnosis to the end of the work: the buttons of a case.

    All of them work on many cases, check the right on the case, then act in ``sudo`` on
    the repair order and the orders of these very cases.
    """

    _inherit = "sav.case"

    def action_start_diagnosis(self):
        """Start looking for the fault; what nobody had becomes the technician's."""
        self.check_access("write")
        waiting = self.filtered(lambda case: case.state != "diagnosis")
        waiting._check_state("received")
        technician = self.env.user._get_sav_technician()
        if technician:
            waiting.filtered(
                lambda case: not case.technician_id
            ).technician_id = technician
        # sudo: the state moves by the buttons only, right and state are checked.
        waiting.sudo().write({"state": "diagnosis"})

    def action_finish_diagnosis(self):
        """Turn the estimates into quotes, or into work where nobody has to be asked.

        :raise UserError: for a case that is not in diagnosis
        """
        self.check_access("write")
        self._check_state("received", "diagnosis")
        self._check_has_repair()
        # sudo: the orders and the repairs of cases that the user may write on.
        cases = self.sudo()
        cases.repair_id._sav_create_order()
        to_ask = cases.filtered(lambda case: case.repair_id._sav_get_gate_reason())
        to_ask._send_quotes()
        (cases - to_ask)._settle_orders()
        (cases - to_ask)._start_work()

    def action_send_quote(self):
        """Send the quotes, or the supplements, that the customers did not accept yet.

        What needs no answer, because it is free or under the signed limit, is accepted
        by itself.

        :raise UserError: when there is nothing to send
        """
        self.check_access("write")
        self._check_state("diagnosis", "approval", "repair")
        self._check_has_repair()
        # sudo: the orders of cases that the user may write on.
        cases = self.sudo()
        orders = cases.repair_id._sav_create_order()
        waiting = orders.filtered(lambda order: order.state == "draft").sav_case_id
        if idle := cases - waiting:
            raise UserError(
                self.env._(
                    "There is nothing to send: no line waits for an answer, or the "
                    "quote is already with the customer: %(cases)s",
                    cases=", ".join(idle.mapped("display_name")),
                )
            )
        to_ask = waiting.filtered(
            lambda case: not case.repair_id._sav_needs_no_answer()
        )
        to_ask._send_quotes()
        (waiting - to_ask)._settle_orders()

    def accept_quote(self, signer_name, signature):
        """Record that the customer agreed on this screen, by their signature.

        :param str signer_name: who signs
        :param str signature: base64 picture
        :raise UserError: when no quote waits, or nothing was signed
        """
        self.ensure_one()
        self.check_access("write")
        # sudo: the orders of a case that the user may write on.
        orders = self.sudo().repair_id._sav_get_open_orders()
        orders = orders.filtered(lambda order: order.state == "sent")
        if not orders:
            raise UserError(
                self.env._(
                    "%(case)s: no quote waits for an answer. Send it first.",
                    case=self.display_name,
                )
            )
        signer_name = (signer_name or "").strip()
        if not signer_name or not signature:
            raise UserError(
                self.env._("The customer writes their name and signs, then confirm.")
            )
        self.env["sav.signature"]._check_drawn(signature)
        orders.write(
            {
                "signed_by": signer_name,
                "signed_on": fields.Datetime.now(),
                "signature": signature,
            }
        )
        orders.action_confirm()

    def action_revise_quote(self):
        """Take the sent quotes back to change them."""
        self.check_access("write")
        # sudo: a technician has no right on orders; these are those of their cases.
        orders = self.sudo().order_ids.filtered(lambda order: order.state == "sent")
        if idle := self - orders.sav_case_id.sudo(self.env.su):
            raise UserError(
                self.env._(
                    "No quote waits for the customer's answer: %(cases)s",
                    cases=", ".join(idle.mapped("display_name")),
                )
            )
        orders.action_revise_quote()

    def action_override_gate(self, reason):
        """Let the repair begin without the customer's agreement. For managers.

        :param str reason: kept on the repair order and in both chatters
        """
        self.check_access("write")
        if not self.env.user.has_group("sav_base.group_sav_manager"):
            raise AccessError(
                self.env._(
                    "Only a workshop manager lets a repair begin without an accepted "
                    "quote. Ask one of them."
                )
            )
        reason = (reason or "").strip()
        if not reason:
            raise UserError(
                self.env._("Say why the repair begins without an accepted quote.")
            )
        self._check_state("received", "diagnosis", "approval", "repair")
        self._check_has_repair()
        # sudo: the repair orders of cases that the manager may write on.
        repairs = self.sudo().repair_id
        repairs.write(
            {
                "sav_gate_override_user_id": self.env.uid,
                "sav_gate_override_date": fields.Datetime.now(),
                "sav_gate_override_reason": reason,
            }
        )
        body = self.env._(
            "Allowed to begin without an accepted quote: %(reason)s", reason=reason
        )
        repairs._message_log_batch(bodies=dict.fromkeys(repairs.ids, body))
        self._message_log_batch(bodies=dict.fromkeys(self.ids, body))
        repairs._sav_confirm_allowed_moves()

    def action_start_repair(self):
        """Begin the repair itself.

        :raise UserError: when the customer did not agree to pay for it, and what to do
        """
        self.check_access("write")
        self._check_state("received", "diagnosis", "approval", "repair")
        self._check_has_repair()
        # sudo: the repair orders of cases that the user may write on.
        cases = self.sudo()
        repairs = cases.repair_id.filtered(
            lambda repair: repair.state in ("draft", "confirmed")
        )
        repairs.action_repair_start()
        cases.filtered(lambda case: case.state != "repair").write({"state": "repair"})

    def action_finish_repair(self):
        """End the work: consume what was used, and have the device ready.

        :raise UserError: all that is missing, for all the cases at once
        """
        self.check_access("write")
        self._check_state("received", "diagnosis", "repair")
        self._check_has_repair()
        # sudo: the repair orders and orders of cases that the user may write on.
        cases = self.sudo()
        cases.repair_id._sav_check_gate()
        cases._settle_orders()
        cases._check_can_finish()
        repairs = cases.repair_id.filtered(lambda r: r.state not in ("done", "cancel"))
        repairs.filtered(lambda r: r.state != "under_repair").action_repair_start()
        # Core consumes the picked parts alone as soon as one is.
        repairs.move_ids.filtered(
            lambda move: move.quantity > 0 and move.state not in ("done", "cancel")
        ).picked = True
        repairs.action_repair_end()
        # Those whose repair a user of the stock had ended already.
        cases.filtered(lambda case: case.state != "ready")._set_repaired()

    def action_close(self):
        """Close the finished work of these cases: it can be billed from then on.

        For the counter, the managers and billing.

        :raise UserError: what is not finished, for all the cases at once
        """
        self.check_access("read")
        if not any(
            self.env.user.has_group(f"sav_base.{group}")
            for group in ("group_sav_counter", "group_sav_billing")
        ):
            raise AccessError(
                self.env._("Work is closed by the counter, a manager or billing.")
            )
        # sudo: billing closes without the right to change the work; read to decide,
        # and only refused repairs of these cases are written on.
        cases = self.sudo()
        problems = []
        for case in cases:
            problems += case._get_close_problems()
        if problems:
            raise UserError("\n".join(problems))
        refused = cases.repair_ids.filtered(lambda r: r.state not in ("done", "cancel"))
        if refused:
            refused.action_repair_cancel()
        if done := cases.intervention_ids.filtered(lambda i: i.state == "done"):
            # The right to close them is the user's.
            done.sudo(self.env.su).action_close()

    # -- steps --

    def _settle_orders(self):
        """Accept by itself what needs no answer: free, or under the signed limit."""
        orders = self.repair_id._sav_create_order()
        settled = orders.filtered(
            lambda order: (
                order.state == "draft" and order.sav_repair_id._sav_needs_no_answer()
            )
        )
        if settled:
            settled.action_confirm()

    def _start_work(self):
        """Confirm the repairs without any order, and show that the work begins."""
        self.repair_id.filtered(lambda r: r.state == "draft")._action_repair_confirm()
        self.filtered(lambda case: case.state != "repair").write({"state": "repair"})

    def _set_repaired(self):
        for outcome, cases in self.grouped("outcome").items():
            cases.write({"state": "ready", "outcome": outcome or "repaired"})

    def _check_can_finish(self):
        """Refuse to finish repairs where something is missing, all of it at once."""
        problems = []
        for case in self:
            problems += case._get_finish_problems()
        if problems:
            raise UserError("\n".join(problems))

    def _send_quotes(self):
        quotes = self.repair_id._sav_get_open_orders().filtered(
            lambda order: order.state == "draft"
        )
        by_hand = quotes.filtered(lambda order: order._get_sav_send_problems())
        by_hand._sav_hand_out_quote()
        (quotes - by_hand)._sav_send_quote()
        # Accepted work goes on while its supplement waits.
        self.filtered(lambda case: case.state in ("received", "diagnosis")).write(
            {"state": "approval"}
        )

    # -- what forbids a step --

    def _get_finish_problems(self):
        """Hook: return in words, as a list, what forbids finishing the repair.

        Called in ``sudo`` for a case that the user may write on.
        """
        self.ensure_one()
        problems = []
        repair = self.repair_id
        if undone := repair.sav_action_line_ids.filtered(
            lambda action: action.is_mandatory and not action.is_done
        ):
            problems.append(
                self.env._(
                    "%(case)s: tick what has to be done: %(actions)s",
                    case=self.display_name,
                    actions=", ".join(undone.mapped("name")),
                )
            )
        if not self.cause_id:
            problems.append(
                self.env._(
                    "%(case)s: choose the cause of the fault.", case=self.display_name
                )
            )
        if repair.state in ("done", "cancel") or repair.sav_gate_override_date:
            return problems
        if unaccepted := repair._sav_get_unaccepted_lines():
            problems.append(
                self.env._(
                    "%(case)s: the customer did not accept %(lines)s. Send them the "
                    "supplement, or take it off.",
                    case=self.display_name,
                    lines=", ".join(line._sav_get_label() for line in unaccepted),
                )
            )
        return problems + self._get_unknown_use_problems()

    def _get_unknown_use_problems(self):
        """Return in words where nobody said what was used or worked."""
        problems = []
        repair = self.repair_id
        for move in repair.move_ids:
            if (
                move.state in ("done", "cancel")
                or move.sav_is_used_known
                or move.product_uom.compare(move.quantity, move.product_uom_qty) >= 0
            ):
                continue
            problems.append(
                self.env._(
                    "%(case)s, %(part)s: %(planned)s planned, %(reserved)s in stock. "
                    "Say how much was really used.",
                    case=self.display_name,
                    part=move._sav_get_label(),
                    planned=move.product_uom_qty,
                    reserved=move.quantity,
                )
            )
        if silent := repair.sav_labour_line_ids.filtered(
            lambda line: (
                line.kind != "diagnosis"
                and line._sav_is_charged()
                and not line.time_ids
            )
        ):
            problems.append(
                self.env._(
                    "%(case)s: book the time worked, 0 if none, on %(lines)s: only "
                    "worked time is billed.",
                    case=self.display_name,
                    lines=", ".join(line._sav_get_label() for line in silent),
                )
            )
        return problems

    def _get_close_problems(self):
        """Hook: return in words, as a list, what forbids closing the work."""
        self.ensure_one()
        problems = []
        if self.state not in ("ready", "closed"):
            problems.append(
                self.env._(
                    "%(case)s is not finished: finish the repair first.",
                    case=self.display_name,
                )
            )
        if unfinished := self.intervention_ids.filtered(
            lambda i: i.state in ("draft", "planned", "in_progress")
        ):
            problems.append(
                self.env._(
                    "%(case)s: finish or cancel %(interventions)s first.",
                    case=self.display_name,
                    interventions=", ".join(unfinished.mapped("display_name")),
                )
            )
        return problems

    def _check_state(self, *expected):
        """Refuse a step to cases that are elsewhere on their way."""
        if wrong := self.filtered(lambda case: case.state not in expected):
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This can be done while a case is: %(expected)s. Not now for: "
                    "%(cases)s",
                    expected=", ".join(labels[state] for state in expected),
                    cases=", ".join(
                        f"{case.display_name} ({labels[case.state]})" for case in wrong
                    ),
                )
            )

    def _check_has_repair(self):
        if missing := self.filtered(lambda case: not case.repair_id):
            raise UserError(
                self.env._(
                    "No repair order was made for: %(cases)s",
                    cases=", ".join(missing.mapped("display_name")),
                )
            )
