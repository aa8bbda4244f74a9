# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.priority import rank
from .sav_case import CLOSED_STATES

PRIORITY_BATCH = 1000


class SavCase(models.Model):
    """Which device comes first: a score with its reasons, or what somebody decided."""

    _inherit = "sav.case"

    severity = fields.Selection(
        selection="_selection_severity",
        compute="_compute_severity",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
        groups="base.group_user",
        help="The worst of the declared and found faults, unless somebody says "
        "otherwise.",
    )
    is_safety_risk = fields.Boolean(
        string="Safety Risk",
        compute="_compute_severity",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        groups="base.group_user",
        help="Somebody could be hurt: fire, electric shock, gas.",
    )
    priority_score = fields.Integer(compute="_compute_priority_score", store=True)
    priority_reasons = fields.Json(
        compute="_compute_priority_score", store=True, groups="base.group_user"
    )
    priority_reason = fields.Char(
        string="Why This Priority",
        compute="_compute_priority_reason",
        groups="base.group_user",
    )
    priority_date = fields.Date(
        compute="_compute_priority_score",
        store=True,
        groups="base.group_user",
        help="The day for which the age and the promise were counted.",
    )
    priority_override = fields.Selection(
        [
            ("top", "Before Everything Else"),
            ("high", "High"),
            ("low", "When There Is Time"),
        ],
        string="Decided Priority",
        readonly=True,
        copy=False,
        tracking=True,
        groups="base.group_user",
    )
    priority_override_reason = fields.Char(
        string="Why It Was Decided",
        readonly=True,
        copy=False,
        groups="base.group_user",
    )
    priority_override_user_id = fields.Many2one(
        "res.users",
        string="Decided By",
        readonly=True,
        copy=False,
        groups="base.group_user",
    )

    # What the hourly job looks for.
    _priority_date_index = models.Index(
        "(priority_date) WHERE state NOT IN ('draft', 'closed', 'cancelled')"
    )

    @api.model
    def _selection_severity(self):
        return (
            self.env["sav.fault.code"]
            ._fields["severity"]
            ._description_selection(self.env)
        )

    @api.depends(
        "fault_ids.symptom_id.severity",
        "fault_ids.symptom_id.is_safety_risk",
        "symptom_id.severity",
        "symptom_id.is_safety_risk",
        "fault_id.severity",
        "fault_id.is_safety_risk",
        "cause_id.severity",
        "cause_id.is_safety_risk",
    )
    def _compute_severity(self):
        for case in self:
            case.severity, case.is_safety_risk = case._get_faults_severity()

    def _get_faults_severity(self):
        """Return the worst of the faults: its severity, whether one is a risk."""
        codes = self.fault_ids.symptom_id | self.symptom_id
        codes |= self.fault_id | self.cause_id
        return (
            max(codes.mapped("severity"), default="0"),
            any(codes.mapped("is_safety_risk")),
        )

    @api.depends(
        "state",
        "priority",
        "severity",
        "is_safety_risk",
        "partner_id.sav_importance",
        "date_received",
        "date_promised",
        "priority_override",
    )
    def _compute_priority_score(self):
        today = fields.Date.context_today(self)
        for case in self:
            case.priority_date = today
            if case.state in CLOSED_STATES:
                case.priority_score = 0
                case.priority_reasons = []
                continue
            result = rank(**case._get_priority_facts(today))
            case.priority_score = result["score"]
            case.priority_reasons = result["reasons"]

    @api.depends("priority_reasons", "priority_override_reason")
    @api.depends_context("lang")
    def _compute_priority_reason(self):
        for case in self:
            words = map(case._get_priority_words, case.priority_reasons or [])
            case.priority_reason = ", ".join(words)

    @api.model
    def _get_state_fields(self):
        return super()._get_state_fields() | {
            "priority_date",
            "priority_override",
            "priority_override_reason",
            "priority_override_user_id",
            "priority_reasons",
        }

    def action_override_priority(self, level, reason):
        """Decide by hand how urgent these cases are, whatever their score.

        For the counter and the managers; who, when and why stay in the messages.

        :param str level: ``top``, ``high`` or ``low``
        :param str reason: why, in the user's words
        """
        self._check_counter()
        self.check_access("write")
        labels = dict(
            self._fields["priority_override"]._description_selection(self.env)
        )
        if level not in labels:
            raise UserError(
                self.env._(
                    "Choose one of these priorities: %(levels)s",
                    levels=", ".join(labels.values()),
                )
            )
        reason = reason.strip() if isinstance(reason, str) else ""
        if not reason:
            raise UserError(
                self.env._("Say why the priority is decided by hand, in a few words.")
            )
        self._check_priority_counts()
        # sudo: written by this verb alone, the right on the cases is checked.
        self.sudo().write(
            {
                "priority_override": level,
                "priority_override_reason": reason,
                "priority_override_user_id": self.env.uid,
            }
        )
        self._log_priority(
            self.env._(
                "Priority decided by hand: %(level)s. %(reason)s",
                level=labels[level],
                reason=reason,
            )
        )

    def action_reset_priority(self):
        """Let the score say again how urgent these cases are."""
        self._check_counter()
        self.check_access("write")
        decided = self.filtered("priority_override")
        # sudo: written by this verb alone, the right on the cases is checked.
        decided.sudo().write(
            {
                "priority_override": False,
                "priority_override_reason": False,
                "priority_override_user_id": False,
            }
        )
        decided._log_priority(self.env._("Priority computed again."))

    @api.model
    def _cron_update_priority(self, batch_size=PRIORITY_BATCH):
        """Count the age and the promise of the open cases for the day that began."""
        domain = self._get_outdated_priority_domain()
        remaining = self.search_count(domain)
        while remaining:
            cases = self.search(domain, limit=batch_size, order="id")
            cases = cases.try_lock_for_update().filtered_domain(domain)
            if not cases:
                break
            cases._update_priority()
            remaining = max(remaining - len(cases), 0)
            if not self.env["ir.cron"]._commit_progress(
                len(cases), remaining=remaining
            ):
                break

    @api.model
    def _get_outdated_priority_domain(self):
        """Return the domain of the open cases whose score is of a day before."""
        today = fields.Date.context_today(self)
        return Domain("state", "not in", ("draft", *CLOSED_STATES)) & (
            Domain("priority_date", "=", False) | Domain("priority_date", "<", today)
        )

    def _update_priority(self):
        self.env.add_to_compute(self._fields["priority_score"], self)
        self._recompute_recordset(["priority_score"])

    def _get_priority_facts(self, today):
        """Hook: return what the rank of this case hangs on.

        A module above completes the ``extras``: ``{"code", "points"}``, whose words
        are given by ``_get_priority_words``.

        :return: dict of the arguments of ``tools.priority.rank``
        """
        self.ensure_one()
        received_on = self.date_received and fields.Date.context_today(
            self, self.date_received
        )
        return {
            "urgency": int(self.priority or "0"),
            "severity": int(self.severity or "0"),
            "is_safety": self.is_safety_risk,
            "importance": int(self.partner_id.sav_importance or "0"),
            "age_days": max((today - received_on).days, 0) if received_on else None,
            "promise_days": (
                (self.date_promised - today).days if self.date_promised else None
            ),
            "extras": [],
            "override": self.priority_override or None,
        }

    def _get_priority_words(self, reason):
        """Hook: return a reason of the score in the user's words."""
        self.ensure_one()
        value = reason["value"]
        match reason["code"]:
            case "override":
                labels = self._fields["priority_override"]._description_selection(
                    self.env
                )
                words = self.env._(
                    "decided by hand (%(level)s): %(reason)s",
                    level=dict(labels)[value],
                    reason=self.priority_override_reason or "",
                )
            case "safety":
                words = self.env._("safety risk")
            case "urgency":
                labels = self._fields["priority"]._description_selection(self.env)
                words = dict(labels)[str(value)]
            case "severity":
                words = self.env._(
                    "%(severity)s fault",
                    severity=dict(self._selection_severity())[str(value)],
                )
            case "importance":
                labels = self.partner_id._fields["sav_importance"]
                words = dict(labels._description_selection(self.env))[str(value)]
            case "age" if value == 1:
                words = self.env._("here for a day")
            case "age":
                words = self.env._("here for %(days)s days", days=value)
            case "promise" if value == -1:
                words = self.env._("a day late")
            case "promise" if value < 0:
                words = self.env._("%(days)s days late", days=-value)
            case "promise" if value == 1:
                words = self.env._("promised for tomorrow")
            case "promise" if value == 0:
                words = self.env._("promised for today")
            case "promise":
                words = self.env._("promised in %(days)s days", days=value)
            case code:
                words = code
        return self.env._(
            "%(reason)s (+%(points)s)", reason=words, points=reason["points"]
        )

    def _check_priority_counts(self):
        """Refuse to rank cases that are over."""
        if over := self.filtered(lambda case: case.state in CLOSED_STATES):
            raise UserError(
                self.env._(
                    "These cases are over, their priority does not count any more: "
                    "%(cases)s",
                    cases=", ".join(over.mapped("display_name")),
                )
            )

    def _log_priority(self, body):
        self._message_log_batch(bodies=dict.fromkeys(self.ids, body))
