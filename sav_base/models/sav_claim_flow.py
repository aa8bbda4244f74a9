# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

# A run of the reminders: more waits for the next one.
BATCH_SIZE = 100


class SavClaim(models.Model):
    """From the draft to what was recovered: the buttons of a claim."""

    _inherit = "sav.claim"

    def action_refresh(self):
        """Read again from the repair what the warranty pays; typed lines stay."""
        self.check_access("write")
        self._check_state("draft")
        # sudo: the costs of the work of cases that the claims are about.
        for claim in self.sudo():
            claim.line_ids.filtered(
                lambda line: line.move_id or line.labour_line_id
            ).unlink()
            claim.line_ids = [
                Command.create(vals)
                for vals in claim.case_id._prepare_claim_line_vals_list()
            ]

    def action_send(self):
        """Mail the claims to their suppliers, with the photos of the cases.

        :raise UserError: nothing claimed, or no address: what to do
        """
        self._check_can_send()
        if silent := self._get_silent_suppliers():
            raise UserError(
                self.env._(
                    "No e-mail address is on file for %(suppliers)s. Add it, or send "
                    "the claim your own way and choose “Mark as Sent”.",
                    suppliers=", ".join(silent.mapped("display_name")),
                )
            )
        for claim in self:
            claim._mail("sav_base.mail_template_sav_claim")
        self._set_sent()

    def _get_silent_suppliers(self):
        return self.partner_id.filtered(lambda supplier: not supplier.email)

    def action_mark_sent(self):
        """Write that the claims were sent: on the supplier's site, by phone…"""
        self._check_can_send()
        self._set_sent()

    def action_remind(self):
        """Mail the suppliers who did not answer again, and give them as long again.

        :raise UserError: no address to mail to: what to do
        """
        self.check_access("write")
        self._check_state("sent")
        if silent := self._get_silent_suppliers():
            raise UserError(
                self.env._(
                    "No e-mail address is on file for %(suppliers)s. Add it, or call "
                    "them and move the day on which their answer is due.",
                    suppliers=", ".join(silent.mapped("display_name")),
                )
            )
        for claim in self:
            claim._mail("sav_base.mail_template_sav_claim_reminder")
        self._close_reminders()
        # sudo: dates that only verbs write; right and state were checked.
        for claim in self.sudo():
            claim.write(
                {
                    "date_due": claim._get_next_due(),
                    "reminder_count": claim.reminder_count + 1,
                }
            )

    def action_accept(self):
        """Write that the suppliers accept all that was claimed."""
        self.check_access("write")
        self._check_state("sent")
        # sudo: the answer is written by this verb; right and state were checked.
        for line in self.sudo().line_ids:
            line.amount_accepted = line.amount_claimed
        self._set_answered()

    def action_answer(self):
        """Write the answers from what was accepted line by line: all, a part, nothing.

        :raise UserError: a refusal, whole or in part, without the supplier's reason
        """
        self.check_access("write")
        self._check_state("sent")
        if silent := self.filtered(
            lambda claim: (
                claim.currency_id.compare_amounts(
                    claim.amount_accepted, claim.amount_claimed
                )
                < 0
                and not (claim.answer or "").strip()
            )
        ):
            raise UserError(
                self.env._(
                    "%(claims)s: write what the supplier answered, and what they "
                    "accept on each line.",
                    claims=", ".join(silent.mapped("display_name")),
                )
            )
        self._set_answered()

    def action_create_refund(self):
        """Create the supplier's credit note of what was accepted, and open it.

        One that is there is opened instead: two would recover the same amount twice.
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state("accepted", "partial")
        refund = self.refund_ids.filtered(lambda move: move.state != "cancel")[:1]
        if not refund:
            # The right to make it is the user's: billing.
            refund = self.env["account.move"].create(self._prepare_refund_vals())
            self.refund_ids = [Command.link(refund.id)]
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": refund.id,
            "views": [(False, "form")],
        }

    def action_close(self):
        """End the claims: recovered when something was, closed otherwise."""
        self.check_access("write")
        self._check_state("sent", "accepted", "partial", "refused")
        self._close_reminders()
        # sudo: the state moves by the buttons only, right and state are checked.
        for claim in self.sudo():
            recovered = claim.currency_id.compare_amounts(claim.amount_recovered, 0) > 0
            claim.write(
                {
                    "state": "recovered" if recovered else "closed",
                    "date_closed": fields.Date.context_today(self),
                }
            )

    def action_reset(self):
        """Take sent claims back to change them."""
        self.check_access("write")
        self._check_state("sent")
        self._close_reminders()
        # sudo: the state moves by the buttons only, right and state are checked.
        self.sudo().write({"state": "draft", "date_sent": False, "date_due": False})

    # -- steps --

    def _check_can_send(self):
        self.check_access("write")
        self._check_state("draft")
        if empty := self.filtered(lambda claim: not claim.line_ids):
            raise UserError(
                self.env._(
                    "Nothing is claimed yet: read the repair again once its parts and "
                    "times are entered, or add lines: %(claims)s",
                    claims=", ".join(empty.mapped("display_name")),
                )
            )

    def _set_sent(self):
        today = fields.Date.context_today(self)
        # sudo: the state moves by the buttons only, right and state are checked.
        for claim in self.sudo():
            claim.write(
                {
                    "state": "sent",
                    "date_sent": today,
                    "date_due": claim._get_next_due(),
                }
            )

    def _set_answered(self):
        self._close_reminders()
        # sudo: the state moves by the buttons only, right and state are checked.
        for claim in self.sudo():
            accepted = claim.amount_accepted
            compare = claim.currency_id.compare_amounts
            if compare(accepted, claim.amount_claimed) >= 0:
                state = "accepted"
            else:
                state = "partial" if compare(accepted, 0) > 0 else "refused"
            claim.write(
                {"state": state, "date_answer": fields.Date.context_today(self)}
            )

    def _get_next_due(self):
        days = self.company_id.sav_claim_answer_days
        return fields.Date.context_today(self) + timedelta(days)

    def _mail(self, template):
        """Send a template to the supplier, with the photos of the case."""
        self.ensure_one()
        # sudo: the photos of the case that is claimed for, as re-encoded copies
        # without the place where they were taken.
        photos = self.sudo().case_id.evidence_ids
        photos |= self.sudo().case_id.intervention_ids.evidence_ids
        attachments = (
            self.env["ir.attachment"]
            .sudo()
            .create(
                [
                    {
                        "name": f"{self.name}-{rank}.jpg".replace("/", "-"),
                        "datas": photo.preview,
                        "res_model": self._name,
                        "res_id": self.id,
                    }
                    for rank, photo in enumerate(photos.filtered("preview"), 1)
                ]
            )
        )
        self.message_post_with_source(
            self.env.ref(template),
            message_type="comment",
            attachment_ids=[Command.set(attachments.ids)],
            subtype_xmlid="mail.mt_comment",
            partner_ids=[Command.set(self.partner_id.ids)],
        )

    def _prepare_refund_vals(self):
        """Hook: return the values of the supplier's credit note."""
        self.ensure_one()
        return {
            "move_type": "in_refund",
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "ref": self.supplier_reference or self.name,
            "invoice_origin": self.name,
            "invoice_line_ids": [
                Command.create(
                    {
                        "name": line.name,
                        "quantity": 1,
                        "price_unit": line.amount_accepted,
                    }
                )
                for line in self.line_ids
                if line.amount_accepted
            ],
        }

    def _check_state(self, *expected):
        """Refuse a step to claims that are elsewhere on their way."""
        if wrong := self.filtered(lambda claim: claim.state not in expected):
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This can be done while a claim is: %(expected)s. Not now for: "
                    "%(claims)s",
                    expected=", ".join(labels[state] for state in expected),
                    claims=", ".join(
                        f"{claim.display_name} ({labels[claim.state]})"
                        for claim in wrong
                    ),
                )
            )

    def _get_form_action(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # -- overdue answers --

    @api.model
    def _get_late_domain(self):
        """Hook: return the domain of the claims whose answer is overdue."""
        return Domain("state", "=", "sent") & Domain("date_due", "<", "today")

    @api.model
    def _cron_remind_late(self):
        """Give an activity to who follows a claim that got no answer, once a delay."""
        activity_type = self._get_reminder_type()
        waiting = self._get_late_domain() & ~Domain(
            "activity_ids.activity_type_id", "=", activity_type.id
        )
        claims = self.search(waiting, limit=BATCH_SIZE)
        claims = claims.try_lock_for_update().filtered_domain(waiting)
        claims._schedule_reminders()
        self.env["ir.cron"]._commit_progress(
            len(claims), remaining=self.search_count(waiting)
        )

    @api.model
    def _get_reminder_type(self):
        return self.env.ref("sav_base.mail_activity_type_claim")

    def _schedule_reminders(self):
        """Give each claim's follower an activity, without a mail each."""
        activity_type = self._get_reminder_type()
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [claim._prepare_reminder_vals(activity_type) for claim in self]
        )

    def _prepare_reminder_vals(self, activity_type):
        """Hook: return the values of the activity of who follows a late claim."""
        self.ensure_one()
        # Not the user of the cron, who reads no activity.
        user = self.user_id or self.create_uid
        translated = self.with_context(lang=user.lang)
        return {
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self.id,
            "activity_type_id": activity_type.id,
            "user_id": user.id,
            "date_deadline": fields.Date.context_today(self),
            "automated": True,
            "summary": translated.env._(
                "No answer of %(supplier)s", supplier=self.partner_id.display_name
            ),
        }

    def _close_reminders(self):
        self.activity_unlink(["sav_base.mail_activity_type_claim"])
