# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .sav_intervention import OPEN_STATES

ASSIGNMENT = "sav_base.mail_activity_type_intervention"


class SavIntervention(models.Model):
    _inherit = "sav.intervention"

    def action_plan(self):
        """Plan the work: drafts become something that a technician can start."""
        self.check_access("write")
        self._check_state("draft")
        if undated := self.filtered(lambda i: i.place == "site" and not i.date_planned):
            raise UserError(
                self.env._(
                    "A visit on site needs a planned start. Give one to: %(names)s",
                    names=", ".join(undated.mapped("display_name")),
                )
            )
        # sudo: the state moves here only, rights and state are checked.
        self.sudo().state = "planned"

    def action_start(self):
        """Start the work; what nobody had becomes the technician's who starts."""
        self.check_access("write")
        self._check_state("draft", "planned")
        if unassigned := self.filtered(lambda i: not i.technician_id):
            unassigned._take()
        # sudo: the state moves here only, rights and state are checked.
        self.sudo().write(
            {"state": "in_progress", "date_started": fields.Datetime.now()}
        )
        if received := self.case_id.filtered(lambda case: case.state == "received"):
            received.action_start_diagnosis()

    def action_finish(self, billing_status=False):
        """Finish the work and the repair that it was about.

        :param str billing_status: to_bill or nothing_to_bill, for all of them; without
            it, what is already set on each
        """
        self.check_access("write")
        self._check_state("in_progress")
        self._check_billing_status(billing_status)
        self._check_approved()
        if repaired := self._get_cases_to_finish():
            repaired.action_finish_repair()
        vals = {"state": "done", "date_done": fields.Datetime.now()}
        if billing_status:
            vals["billing_status"] = billing_status
        # sudo: the state moves here only, rights and state are checked.
        self.sudo().write(vals)

    def action_close(self):
        """Close finished work: billing may begin, nothing changes any more."""
        self.check_access("read")
        self._check_group("sav_base.group_sav_counter", "sav_base.group_sav_billing")
        self._check_state("done")
        self._check_billing_status()
        # sudo: billing closes without the right to change the work itself.
        self.sudo().state = "closed"

    def action_cancel(self):
        """Cancel work that is not finished."""
        self.check_access("write")
        self._check_group("sav_base.group_sav_counter")
        self._check_state(*OPEN_STATES)
        # sudo: the state moves here only, rights and state are checked.
        self.sudo().state = "cancelled"

    def _check_state(self, *expected):
        """Refuse the action unless every intervention is in one of these states."""
        if wrong := self.filtered(lambda i: i.state not in expected):
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This needs an intervention that is %(expected)s. It is not: "
                    "%(names)s",
                    expected=self.env._(" or ").join(labels[s] for s in expected),
                    names=", ".join(
                        f"{i.display_name} ({labels[i.state]})" for i in wrong
                    ),
                )
            )

    def _check_group(self, *groups):
        if not any(self.env.user.has_group(group) for group in groups):
            raise AccessError(
                self.env._(
                    "Your role does not include this. Ask the workshop manager to do "
                    "it: %(names)s",
                    names=", ".join(self.mapped("display_name")),
                )
            )

    def _check_billing_status(self, billing_status=False):
        choices = dict(self._fields["billing_status"]._description_selection(self.env))
        if billing_status and billing_status not in choices:
            raise UserError(
                self.env._(
                    "Say whether there is something to bill: %(choices)s",
                    choices=", ".join(choices.values()),
                )
            )
        if not billing_status and (
            silent := self.filtered(lambda i: not i.billing_status)
        ):
            raise UserError(
                self.env._(
                    "Say first whether there is something to bill for: %(names)s",
                    names=", ".join(silent.mapped("display_name")),
                )
            )

    def _check_approved(self):
        waiting = self.filtered(
            lambda i: i in i._get_finishing() and i.case_id.state == "approval"
        )
        if waiting:
            raise UserError(
                self.env._(
                    "The customer has not answered the quote yet, so the repair cannot "
                    "be finished: %(names)s",
                    names=", ".join(waiting.mapped("display_name")),
                )
            )

    def _get_finishing(self):
        """Hook: return the interventions whose end is the end of the repair.

        At the bench that is every repair; a visit repairs only what it solved, else the
        device still waits for somebody.
        """
        return self.filtered(
            lambda i: i.kind == "repair" and (i.place == "workshop" or i.is_resolved)
        )

    def _get_cases_to_finish(self):
        return self._get_finishing().case_id.filtered(
            lambda case: case.state in ("diagnosis", "repair")
        )

    def _take(self):
        """Give to the user work that nobody has."""
        for company, interventions in self.grouped("company_id").items():
            technician = self.env.user._get_sav_technician(company)
            if not technician:
                raise UserError(
                    self.env._(
                        "Nobody has this work and you are not a technician of "
                        "%(company)s. Choose a technician first: %(names)s",
                        company=company.name,
                        names=", ".join(interventions.mapped("display_name")),
                    )
                )
            interventions.technician_id = technician

    def _update_assignment_activities(self):
        """Give each technician a to-do for the work that waits for them, to them only.

        What the technician took alone needs no reminder, what is started or was given
        to another leaves the list of the former.
        """
        # sudo: the to-do of the former technician is not that of the user.
        activity_type = self.env.ref(ASSIGNMENT).sudo()
        activities = (
            self.env["mail.activity"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("activity_type_id", "=", activity_type.id),
                ]
            )
        )
        waiting = self.filtered(
            lambda i: (
                i.state in ("draft", "planned")
                and i.technician_user_id not in (self.env.user, self.env["res.users"])
            )
        )
        by_id = {intervention.id: intervention for intervention in waiting}
        kept = activities.filtered(
            lambda a: a.res_id in by_id and by_id[a.res_id]._is_reminded_by(a)
        )
        (activities - kept).unlink()
        reminded = self.browse(kept.mapped("res_id"))
        for user, group in (waiting - reminded).grouped("technician_user_id").items():
            group._schedule_assignment(user)

    def _is_reminded_by(self, activity):
        """Tell whether the to-do is for the right technician on the right day."""
        return activity.user_id == self.technician_user_id and (
            not self.date_planned
            or activity.date_deadline == fields.Date.to_date(self.date_planned)
        )

    def _schedule_assignment(self, user):
        """Schedule the to-do of ``user``, in their language, due the planned day."""
        # Without the flag each of them is notified apart: 13 queries an intervention.
        interventions = self.with_context(
            lang=user.lang or self.env.lang, mail_activity_quick_update=True
        )
        summary = interventions._get_assignment_summary()
        for date, group in interventions.grouped(
            lambda i: fields.Date.to_date(i.date_planned)
        ).items():
            group.activity_schedule(
                ASSIGNMENT,
                date_deadline=date,
                summary=summary,
                user_id=user.id,
            )

    @api.model
    def _get_assignment_summary(self):
        return self.env._("Work given to you")
