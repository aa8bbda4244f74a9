# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .technician_common import TechnicianCase

ASSIGNMENT = "sav_base.mail_activity_type_intervention"


@tagged("post_install", "-at_install")
class TestSavIntervention(TechnicianCase):
    @freeze_time("2026-03-02")
    def test_number_by_kind(self):
        kinds = ("repair", "works", "maintenance")
        names = [
            self._create_interventions(1, kind=kind, place="site").name
            for kind in kinds
        ]
        for name, prefix in zip(names, ("INT", "TRV", "MNT"), strict=True):
            self.assertRegex(name, rf"^{prefix}/2026/\d{{5}}$")
        two = self._create_interventions(2, kind="works")
        self.assertEqual(len(set(two.mapped("name"))), 2)

    def test_life_of_a_visit(self):
        visit = self._as("counter", self._create_interventions(1, kind="works"))
        visit.write({"place": "site", "technician_id": self.technician.id})
        with self.assertRaisesRegex(UserError, "planned start"):
            visit.action_plan()
        visit.date_planned = "2026-03-02 08:00:00"
        visit.action_plan()
        self.assertEqual(visit.state, "planned")

        work = self._as("tech", visit)
        work.action_start()
        self.assertEqual(work.state, "in_progress")
        self.assertTrue(work.date_started)
        with self.assertRaisesRegex(UserError, "something to bill"):
            work.action_finish()
        with self.assertRaisesRegex(UserError, "Nothing to Bill"):
            work.action_finish("free")
        work.action_finish("to_bill")
        self.assertRecordValues(
            work, [{"state": "done", "billing_status": "to_bill", "is_resolved": False}]
        )
        self.assertTrue(work.date_done)
        self._as("billing", visit).action_close()
        self.assertEqual(visit.state, "closed")

    def test_wrong_state_names_the_culprits(self):
        one, two = self._create_interventions(2, kind="works")
        both = self._as("counter", one + two)
        both.action_plan()
        with self.assertRaisesRegex(UserError, f"{one.name}.*{two.name}"):
            both.action_plan()
        with self.assertRaisesRegex(UserError, one.name):
            self._as("counter", one).action_close()

    def test_close_many(self):
        done = self._create_interventions(
            3, kind="works", state="done", billing_status="to_bill"
        )
        self._as("counter", done).action_close()
        self.assertEqual(set(done.mapped("state")), {"closed"})
        silent = self._create_interventions(1, kind="works", state="done")
        with self.assertRaisesRegex(UserError, silent.name):
            self._as("counter", silent).action_close()

    def test_technician_cannot_close_nor_cancel(self):
        done = self._create_interventions(
            1, self.technician, kind="works", state="done", billing_status="to_bill"
        )
        with self.assertRaisesRegex(AccessError, "manager"):
            self._as("tech", done).action_close()
        open_work = self._create_interventions(1, self.technician, kind="works")
        with self.assertRaisesRegex(AccessError, "manager"):
            self._as("tech", open_work).action_cancel()
        self._as("counter", open_work).action_cancel()
        self.assertEqual(open_work.state, "cancelled")

    def test_start_takes_what_nobody_has(self):
        work = self._create_interventions(1, kind="works")
        self._as("tech", work).action_start()
        self.assertEqual(work.technician_id, self.technician)
        self.assertFalse(work.activity_ids, "nobody is reminded of what they took")
        orphan = self._create_interventions(1, kind="works")
        with self.assertRaisesRegex(UserError, "not a technician"):
            self._as("counter", orphan).action_start()

    def test_closed_changes_by_manager_only(self):
        closed = self._create_interventions(
            1, self.technician, state="closed", billing_status="to_bill"
        )
        for role in ("tech", "counter"):
            with self.assertRaisesRegex(UserError, closed.name):
                self._as(role, closed).write({"report": "<p>Rewritten</p>"})
        self._as("manager", closed).write({"report": "<p>Corrected</p>"})
        self.assertIn("Corrected", closed.report)

    def test_delete_started(self):
        work = self._create_interventions(1, state="in_progress")
        with self.assertRaisesRegex(UserError, work.name):
            self._as("admin", work).unlink()
        draft = self._create_interventions(1)
        self._as("admin", draft).unlink()
        self.assertFalse(draft.exists())

    def test_proposed_billing_status(self):
        work = self._create_interventions(1, case_id=self._create_case().id)
        self.assertEqual(work.proposed_billing_status, "nothing_to_bill")

    def test_form_as_counter(self):
        form = Form(self.env["sav.intervention"].with_user(self.users["counter"]))
        form.kind = "maintenance"
        form.place = "site"
        form.partner_id = self.customer
        form.technician_id = self.technician
        work = form.save()
        self.assertEqual(work.technician_user_id, self.users["tech"])
        self.assertEqual(work.state, "draft")

    def test_changes_are_tracked(self):
        work = self._create_interventions(1, self.technician, kind="works")
        self._flush_tracking()
        self._as("counter", work).technician_id = self.technician2
        self._flush_tracking()
        tracked = work.message_ids.tracking_value_ids.filtered(
            lambda value: value.field_id.name == "technician_id"
        )
        self.assertEqual(tracked.old_value_char, "Tarek")
        self.assertEqual(tracked.new_value_char, "Sonia")
        self.assertEqual(
            tracked.mail_message_id.author_id, self.users["counter"].partner_id
        )

    def _flush_tracking(self):
        self.env.flush_all()
        self.env.cr.precommit.run()

    def test_end_is_proposed(self):
        work = self._as("counter", self._create_interventions(1))
        work.date_planned = "2026-03-05 08:00:00"
        self.assertEqual(str(work.date_planned_end), "2026-03-05 09:00:00")
        work.date_planned_end = "2026-03-05 12:00:00"
        work.date_planned = "2026-03-05 10:00:00"
        self.assertEqual(str(work.date_planned_end), "2026-03-05 12:00:00")
        work.date_planned = "2026-03-06 10:00:00"
        self.assertEqual(str(work.date_planned_end), "2026-03-06 11:00:00")
        work.date_planned = False
        self.assertFalse(work.date_planned_end)

    def test_due_follows_the_planned_day(self):
        work = self._as("counter", self._create_interventions(1, self.technician))
        work.date_planned = "2026-03-05 08:00:00"
        self.assertEqual(str(work.activity_ids.date_deadline), "2026-03-05")
        work.date_planned = "2026-03-09 08:00:00"
        self.assertEqual(str(work.activity_ids.date_deadline), "2026-03-09")

    def test_assigned_technician_is_told(self):
        work = self._create_interventions(1, self.technician)
        self.assertEqual(work.activity_ids.user_id, self.users["tech"])
        self.assertEqual(work.activity_ids.activity_type_id, self.env.ref(ASSIGNMENT))
        self._as("counter", work).technician_id = self.technician2
        self.assertEqual(work.activity_ids.user_id, self.users["tech_other"])
        self._as("tech_other", work).action_start()
        self.assertFalse(work.activity_ids)

    def test_technician_of_the_case_is_told(self):
        case = self._create_case(self.technician)
        work = self._create_interventions(1, case_id=case.id)
        self.assertEqual(work.technician_id, self.technician)
        self._as("counter", case).technician_id = self.technician2
        self.assertEqual(work.technician_id, self.technician2)
        self.assertEqual(work.activity_ids.user_id, self.users["tech_other"])
        work.state = "done"
        self._as("counter", case).technician_id = self.technician
        self.assertEqual(work.technician_id, self.technician2, "who did it")

    def test_told_in_their_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.users["tech"].lang = "fr_FR"
        activity = self._create_interventions(1, self.technician).activity_ids
        self.assertTrue(activity.summary)
        self.assertEqual(activity.summary, self._get_french("Work given to you"))

    def _get_french(self, source):
        env = self.env(context={"lang": "fr_FR"})
        return env["sav.intervention"]._get_assignment_summary()

    def test_assignment_cost_is_flat(self):
        def count(number):
            self.env.flush_all()
            self.env.invalidate_all()
            works = self._create_interventions(number)
            self.env.flush_all()
            start = self.env.cr.sql_log_count
            works._schedule_assignment(self.users["tech"])
            self.env.flush_all()
            return self.env.cr.sql_log_count - start

        count(1)  # warm up
        self.assertEqual(count(5), count(50))

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_technician_takes_for_themselves_only(self):
        free = self._create_interventions(1)
        with self.assertRaisesRegex(AccessError, "for themselves"):
            self._as("tech", free).technician_id = self.technician2
        self._as("tech", free).technician_id = self.technician
        with self.assertRaises(AccessError):
            self._as("tech_other", free).technician_id = self.technician2
