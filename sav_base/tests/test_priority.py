# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
import json
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import BaseCase, Form, tagged
from odoo.tools import mute_logger
from odoo.tools.misc import file_open

from ..tools import priority, rank
from .technician_common import TechnicianCase


class TestRank(BaseCase):
    def test_examples(self):
        self.assertEqual(doctest.testmod(priority).failed, 0)

    def test_golden_cases(self):
        with file_open("sav_base/tests/golden/priority.json") as golden:
            cases = json.load(golden)
        self.assertGreater(len(cases), 30)
        for case in cases:
            with self.subTest(case["name"]):
                if "error" in case["expect"]:
                    with self.assertRaises(ValueError):
                        rank(**case["args"])
                else:
                    self.assertEqual(rank(**case["args"]), case["expect"])


@tagged("post_install", "-at_install")
class TestPriority(TechnicianCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.danger = cls.env["sav.fault.code"].create(
            {
                "name": "Smokes",
                "code": "TSMOKE",
                "kind": "symptom",
                "severity": "2",
                "is_safety_risk": True,
            }
        )
        cls.cases = cls._receive(*[cls._create_equipment() for _number in range(3)])

    def _get_queue(self):
        queue = self.env["sav.case"].with_user(self.sav_clerk)
        return queue.search([("id", "in", self.cases.ids)]).sudo()

    def test_severity_ranks_the_queue_again(self):
        first = self.cases.sorted("id")[0]
        self.assertEqual(self._get_queue()[-1], first)
        first.severity = "2"
        self.assertEqual(self._get_queue()[0], first)
        self.assertEqual(first.priority_score, 120)
        self.assertEqual(first.priority_reason, "Critical fault (+120)")
        first.severity = "0"
        self.assertEqual(self._get_queue()[-1], first)

    def test_declared_fault_says_the_severity(self):
        case = self.cases[0]
        case.fault_ids = [Command.create({"symptom_id": self.danger.id})]
        self.assertEqual((case.severity, case.is_safety_risk), ("2", True))
        self.assertEqual(case.priority_score, 520)
        self.assertIn("safety risk (+400)", case.priority_reason)
        self.danger.is_safety_risk = False
        self.assertEqual(case.priority_score, 120)

    def test_found_cause_says_the_severity(self):
        self.cause.severity = "1"
        self._as("tech", self.cases[0]).cause_id = self.cause
        self.assertEqual(self.cases[0].severity, "1")

    def test_importance_of_the_customer(self):
        contact = self.env["res.partner"].create(
            {"name": "Reception Desk", "parent_id": self.customer2.id}
        )
        case = self._receive(self._create_equipment(), partner_id=contact.id).sudo()
        self.assertEqual(case.priority_score, 0)
        self.customer2.sav_importance = "2"
        self.assertEqual(contact.sav_importance, "2")
        self.assertEqual(case.priority_score, 80)
        self.assertEqual(case.priority_reason, "Key Account (+80)")

    def test_stars_given_by_hand(self):
        self.cases[0].priority = "2"
        self.assertEqual(self.cases[0].priority_score, 200)

    def test_promise_and_age(self):
        case = self.cases[0].sudo()
        today = fields.Date.context_today(case)
        case.date_promised = today + timedelta(days=1)
        self.assertEqual(case.priority_reason, "promised for tomorrow (+30)")
        case.date_promised = today
        self.assertEqual(case.priority_reason, "promised for today (+40)")
        case.date_promised = today - timedelta(days=2)
        self.assertEqual(case.priority_reason, "2 days late (+60)")
        case.date_received = fields.Datetime.now() - timedelta(days=10)
        self.assertEqual(case.priority_score, 80)

    def test_new_day_counts_once(self):
        cases = self.cases.sudo()
        cases.date_promised = fields.Date.context_today(cases) + timedelta(days=1)
        before = cases.mapped("priority_score")
        self._run_cron()
        self.assertEqual(cases.mapped("priority_score"), before)
        with freeze_time(fields.Datetime.now() + timedelta(days=3)):
            self._run_cron()
            self.assertEqual(cases.mapped("priority_score"), [66] * 3)
            self.assertFalse(
                self.env["sav.case"].search(cases._get_outdated_priority_domain())
            )

    def test_new_day_in_batches(self):
        others = self.env["sav.case"].search([("id", "not in", self.cases.ids)])
        others.sudo().state = "cancelled"
        progress = []
        with (
            freeze_time(fields.Datetime.now() + timedelta(days=3)),
            patch.object(
                type(self.env["ir.cron"]),
                "_commit_progress",
                lambda _cron, done=0, *, remaining=None: (
                    progress.append((done, remaining)) or 1
                ),
            ),
        ):
            self.env["sav.case"]._cron_update_priority(batch_size=2)
        self.assertEqual(progress, [(2, 1), (1, 0)])
        self.assertEqual(self.cases.mapped("priority_score"), [6] * 3)

    def test_new_day_costs_the_same_for_many(self):
        cases = self._receive(*[self._create_equipment() for _number in range(15)])
        counts = []
        for number in (3, 15):
            some = cases[:number].sudo()
            self.env.flush_all()
            self.env.invalidate_all()
            some.mapped("state")
            start = self.env.cr.sql_log_count
            with freeze_time(fields.Datetime.now() + timedelta(days=number)):
                some._update_priority()
                self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[0], counts[1])
        self.assertEqual(set(cases.mapped("priority_score")), {30})

    def test_closed_case_has_no_rank(self):
        case = self.cases[0].sudo()
        case.severity = "2"
        case.state = "closed"
        self.assertEqual(case.priority_score, 0)
        self.assertFalse(case.priority_reason)
        with self.assertRaisesRegex(UserError, "are over"):
            self._as("counter", case).action_override_priority("top", "Late")

    def test_decided_by_hand_and_computed_again(self):
        case = self._as("counter", self.cases[0])
        action = self.env.ref("sav_base.sav_priority_override_action")
        wizards = self.env[action.res_model].with_user(self.sav_clerk)
        wizard = Form(wizards.with_context(active_ids=case.ids))
        wizard.level = "top"
        wizard.reason = "The hotel is full on Friday"
        wizard.save().action_decide()
        self.assertEqual(case.priority_score, 1000)
        self.assertEqual(case.priority_override_user_id, self.sav_clerk)
        self.assertIn("The hotel is full on Friday", case.priority_reason)
        self.assertEqual(self._get_queue()[0].id, case.id)
        case.severity = "2"
        self.assertEqual(case.priority_score, 1000)
        case.action_reset_priority()
        self.assertEqual(case.priority_score, 120)
        self.assertFalse(case.priority_override_reason)
        bodies = " ".join(case.message_ids.mapped("body"))
        self.assertIn("The hotel is full on Friday", bodies)
        self.assertIn("Priority computed again", bodies)

    def test_decision_needs_a_reason_and_a_level(self):
        case = self._as("counter", self.cases[0])
        for reason in ("", "   ", None, False, 7):
            with self.assertRaisesRegex(UserError, "Say why"):
                case.action_override_priority("top", reason)
        for level in ("", "asap", None, 3):
            with self.assertRaisesRegex(UserError, "Choose one"):
                case.action_override_priority(level, "Because")

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_who_decides(self):
        for role in ("tech", "billing", "employee", "portal"):
            case = self._as(role, self.cases[0])
            with self.subTest(role=role), self.assertRaises(AccessError):
                case.action_override_priority("top", "Mine first")
            with self.subTest(role=role), self.assertRaises(AccessError):
                case.action_reset_priority()
        for vals in (
            {"priority_override": "top"},
            {"priority_score": 9999},
            {"priority_reasons": []},
            {"priority_override_reason": "Forged"},
        ):
            with self.assertRaisesRegex(AccessError, "buttons"):
                self._as("manager", self.cases[0]).write(vals)

    def test_technician_reads_why(self):
        case = self._as("tech", self.cases[0])
        case.sudo().severity = "1"
        self.assertEqual(case.priority_reason, "Serious fault (+60)")

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("sav_base.ir_cron_case_priority").method_direct_trigger()
