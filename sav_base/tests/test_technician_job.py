# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .technician_common import SIGNATURE, TechnicianCase, encode, make_photo


class JobCase(TechnicianCase):
    """A machine received for one technician, as they see the work on it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.part_ordered.barcode = "6191234567890"
        cls.case = cls._receive(
            {
                "equipment_id": cls.equipment.id,
                "visual_state": "Scratched",
                "accessory_ids": [Command.create({"name": "Hose", "quantity": 2})],
            }
        ).sudo()
        # Browsed, as a request does: reached through the case, it would prefetch less.
        jobs = cls.env["sav.intervention"].with_user(cls.sav_tech)
        cls.job = jobs.browse(cls.case.intervention_ids.id)

    def _add_labour(self, kind="diagnosis", payer="internal"):
        line_id = self.case.add_labour(
            self.role_n2.id, 1.0, kind=kind, payer=payer, reason="Test"
        )
        return self.env["sav.labour.line"].browse(line_id)

    def _start_free_repair(self):
        """Bring the case to its repair: nothing that the customer pays is planned."""
        self.job.action_start()
        self.case.with_user(self.sav_tech).action_finish_diagnosis()
        self.assertEqual(self.case.state, "repair")


@tagged("post_install", "-at_install")
class TestTechnicianJob(JobCase):
    def test_one_call_brings_the_screen(self):
        job = self.job.get_job()
        json.dumps(job)  # what a client gets
        self.assertEqual(job["equipment"], self.equipment.display_name)
        self.assertEqual(job["customer"], self.customer.display_name)
        self.assertEqual(job["case"]["state"], "received")
        self.assertEqual(job["device"]["faults"], ["Does not drain"])
        self.assertEqual(job["device"]["visual_state"], "Scratched")
        self.assertEqual(
            job["device"]["accessories"],
            [{"name": "Hose", "quantity": 2, "condition": "Good", "serial": False}],
        )
        self.assertEqual(job["warranty"]["state"], "unknown")
        self.assertTrue(job["warranty"]["explanation"])
        self.assertEqual(job["technician"], "Tarek")
        self.assertEqual(
            [code["name"] for code in job["codes"]["fault"] if "Pump" in code["name"]][
                :1
            ],
            ["Pump blocked"],
        )

    def test_visit_without_case_or_machine(self):
        visit = self._create_interventions(
            1, self.technician, kind="works", place="site"
        )
        visit.partner_id.write({"street": "1 Harbour Road", "phone": "+216 1"})
        job = visit.with_user(self.sav_tech).get_job()
        json.dumps(job)
        self.assertIs(job["case"], False)
        self.assertIn("Harbour", job["address"]["address"])
        self.assertEqual(job["address"]["phone"], "+216 1")
        self.assertEqual(job["time"], {"lines": [], "running": False})

    def test_no_amount_is_sent(self):
        self._add_labour()
        self.company.sav_technician_sees_prices = False
        text = json.dumps(self.job.get_job())
        for word in ("price", "cost", "amount", "margin"):
            self.assertNotIn(word, text)

    def test_earlier_cases_of_the_machine(self):
        earlier = self._create_case(
            self.technician2,
            state="closed",
            cause_id=self.cause.id,
            outcome="repaired",
            date_received="2026-01-05 10:00:00",
        )
        earlier.name = "SAV/TEST/1"
        (shown,) = self.job.get_job()["device"]["earlier_cases"]
        self.assertEqual(shown["name"], "SAV/TEST/1")
        self.assertEqual(shown["cause"], "Worn out")
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models"):
            earlier.with_user(self.sav_tech).read(["cause_id"])

    def test_next_step_is_one(self):
        step = self.job.get_job()["next"]
        self.assertEqual(
            (step["model"], step["method"]), ("sav.intervention", "action_start")
        )
        self.job.action_start()
        self.assertEqual(self.case.state, "diagnosis")
        step = self.job.get_job()["next"]
        self.assertEqual(
            (step["model"], step["method"], step["id"]),
            ("sav.case", "action_finish_diagnosis", self.case.id),
        )
        self.case.state = "approval"
        step = self.job.get_job()["next"]
        self.assertFalse(step["label"])
        self.assertIn("customer", step["hint"])
        self.case.state = "repair"
        self.assertEqual(self.job.get_job()["next"]["panel"], "finish")

    def test_typed_text_is_kept(self):
        self.job.action_start()
        self.job.save_job(
            {
                "report": "Pump <cleaned>\nOne cycle run",
                "diagnosis": "A coin",
                "fault_id": self.fault.id,
                "state": "closed",
            }
        )
        report = self.job.get_job()["report"]
        self.assertEqual(report["report"], "Pump <cleaned>\nOne cycle run")
        self.assertEqual(report["diagnosis"], "A coin")
        self.assertEqual(report["fault_id"], self.fault.id)
        self.assertEqual(self.job.state, "in_progress", "no other field is written")

    def test_same_text_keeps_its_layout(self):
        self.job.sudo().report = "<p>Pump <b>cleaned</b></p>"
        text = self.job.get_job()["report"]["report"]
        self.job.save_job({"report": text, "is_resolved": True})
        self.assertIn("<b>", self.job.report)

    def test_billing_is_proposed(self):
        self._add_labour()
        self.assertEqual(
            self.job.get_job()["report"]["billing_status"], "nothing_to_bill"
        )
        self._add_labour(payer="customer")
        self.job.invalidate_recordset()
        self.assertEqual(self.job.get_job()["report"]["billing_status"], "to_bill")

    def test_finish_saves_ends_and_signs(self):
        line = self._add_labour("repair")
        self._start_free_repair()
        self.case.with_user(self.sav_tech).book_time(line.id, 0.5)
        vals = {
            "report": "Belt changed",
            "cause_id": self.cause.id,
            "is_resolved": True,
            "billing_status": "nothing_to_bill",
            "signature": {"signer_name": "Amira", "signature": SIGNATURE},
        }
        job = self.job.finish_job(vals)
        self.assertEqual(job["state"], "done")
        self.assertRecordValues(
            self.case,
            [{"state": "ready", "outcome": "repaired", "cause_id": self.cause.id}],
        )
        self.assertEqual(self.case.repair_id.state, "done")
        signature = self.job.signature_ids
        self.assertRecordValues(
            signature,
            [{"state": "valid", "purpose": "work_done", "case_id": self.case.id}],
        )
        self.assertIn("Belt changed", signature.content["report"])

    def test_what_forbids_finishing_undoes_all_of_it(self):
        self._start_free_repair()
        self.case.add_action("Leak test", mandatory=True)
        with self.assertRaisesRegex(UserError, "Leak test"), self.env.cr.savepoint():
            self.job.finish_job({"billing_status": "to_bill", "report": "Belt"})
        self.assertEqual(self.job.state, "in_progress")
        self.assertFalse(self.job.signature_ids)

    def test_not_before_the_customer_answers(self):
        self.job.action_start()
        self.case.state = "approval"
        with self.assertRaisesRegex(UserError, "not answered"):
            self.job.action_finish("to_bill")

    def test_visit_that_solved_nothing_leaves_the_repair_open(self):
        self._start_free_repair()
        self.case.cause_id = self.cause
        visit = self._create_interventions(
            1, self.technician, case_id=self.case.id, place="site"
        ).with_user(self.sav_tech)
        visit.action_start()
        visit.action_finish("nothing_to_bill")
        self.assertEqual((visit.state, self.case.state), ("done", "repair"))
        other = visit.sudo().copy().with_user(self.sav_tech)
        other.action_start()
        other.is_resolved = True
        other.action_finish("nothing_to_bill")
        self.assertEqual(self.case.state, "ready")

    def test_photo_belongs_to_the_work_and_its_case(self):
        photo_id = self.job.add_photo({"original": encode(make_photo())})
        photo = self.env["sav.evidence"].browse(photo_id)
        self.assertRecordValues(
            photo,
            [{"case_id": self.case.id, "intervention_id": self.job.id}],
        )
        self.assertEqual([p["id"] for p in self.job.get_job()["photos"]], [photo_id])
        visit = self._create_interventions(1, self.technician, kind="works")
        visit.with_user(self.sav_tech).add_photo({"original": encode(make_photo())})
        self.assertEqual(visit.evidence_ids.intervention_id, visit)

    def test_scan_of_a_label_opens_the_job(self):
        cases = self.env["sav.case"]
        for code in (
            self.case.barcode,
            self.case.accessory_ids.barcode,
            self.case.name,
        ):
            action = cases.with_user(self.sav_tech).resolve_scan(code)["action"]
            self.assertEqual(action["tag"], "sav_technician_job")
            self.assertEqual(action["params"], {"intervention_id": self.job.id})
        action = cases.with_user(self.sav_clerk).resolve_scan(self.case.barcode)[
            "action"
        ]
        self.assertEqual(action["res_model"], "sav.case")
        self.job.sudo().state = "closed"
        action = cases.with_user(self.sav_tech).resolve_scan(self.case.barcode)[
            "action"
        ]
        self.assertEqual(action["res_model"], "sav.case")

    def test_cost_of_the_screen_is_flat(self):
        def count(number):
            for _rank in range(number):
                self.job.add_photo({"original": encode(make_photo())})
                self._add_labour()
            self.case.accessory_ids.copy()
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.job.get_job()
            return self.env.cr.sql_log_count - start

        count(1)  # warm up
        self.assertEqual(count(1), count(6))


@tagged("post_install", "-at_install")
class TestTechnicianDay(JobCase):
    def _read_day(self, user=None):
        day = self.env["sav.intervention"].with_user(user or self.sav_tech)
        return day.get_technician_day()

    @freeze_time("2026-03-02 10:00:00")
    def test_sections(self):
        def plan(date, **vals):
            return self._create_interventions(
                1, self.technician, kind="works", date_planned=date, **vals
            )

        late = plan("2026-03-01 23:00:00")
        today = plan("2026-03-02 23:00:00")
        later = plan("2026-03-03 00:30:00")
        running = plan("2026-03-01 08:00:00", state="in_progress")
        plan("2026-03-02 08:00:00", state="done")
        free = self._create_interventions(1, kind="works")
        self._create_interventions(1, self.technician2, kind="works")
        day = self._read_day()
        self.assertEqual(day["technician"], "Tarek")
        sections = {
            section["key"]: [job["id"] for job in section["jobs"]]
            for section in day["sections"]
        }
        self.assertEqual(
            sections,
            {
                "running": running.ids,
                "late": late.ids,
                "today": today.ids,
                "undated": self.job.ids,
                "later": later.ids,
                "unassigned": free.ids,
            },
        )

    @freeze_time("2026-03-02 23:30:00")
    def test_today_is_that_of_the_technician(self):
        self.sav_tech.tz = "Africa/Tunis"  # UTC+1: it is the 3rd there
        tomorrow = self._create_interventions(
            1, self.technician, kind="works", date_planned="2026-03-03 08:00:00"
        )
        keys = [
            section["key"]
            for section in self._read_day()["sections"]
            if tomorrow.id in [job["id"] for job in section["jobs"]]
        ]
        self.assertEqual(keys, ["today"])

    def test_who_is_no_technician_sees_what_nobody_has(self):
        free = self._create_interventions(1, kind="works")
        day = self._read_day(self.sav_manager)
        self.assertIs(day["technician"], False)
        self.assertEqual([s["key"] for s in day["sections"]], ["unassigned"])
        self.assertIn(free.id, [job["id"] for job in day["sections"][0]["jobs"]])

    def test_cost_is_flat(self):
        def count(number):
            self._create_interventions(number, self.technician, case_id=self.case.id)
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self._read_day()
            return self.env.cr.sql_log_count - start

        count(1)  # warm up
        self.assertEqual(count(5), count(50))


@tagged("post_install", "-at_install")
class TestTechnicianTime(JobCase):
    def setUp(self):
        super().setUp()
        self.job.action_start()
        self.line = self._add_labour()

    def test_measured(self):
        with freeze_time("2026-03-02 10:00:00"):
            self.job.start_timer(self.line.id)
        running = self.job.get_job()["time"]["running"]
        self.assertEqual(running["line_id"], self.line.id)
        self.assertTrue(running["is_here"])
        self.assertEqual(running["since"], "2026-03-02 10:00:00")
        with freeze_time("2026-03-02 10:29:10"):
            self.job.stop_timer()
        self.assertAlmostEqual(self.line.worked_hours, 0.5, msg="begun minutes count")
        self.assertEqual(self.line.time_ids.technician_id, self.technician)
        self.assertFalse(self.job.get_job()["time"]["running"])

    def test_one_at_a_time(self):
        other = self._receive(self._create_equipment(serial="T-OTHER"))
        other_job = other.intervention_ids.with_user(self.sav_tech)
        other_job.action_start()
        line_id = other.with_user(self.sav_tech).add_labour(
            self.role_n2.id, 1, kind="diagnosis"
        )
        self.job.start_timer(self.line.id)
        self.assertFalse(other_job.get_job()["time"]["running"]["is_here"])
        other_job.start_timer(line_id)
        self.assertTrue(self.line.time_ids.date_end, "the first one stopped")
        self.assertTrue(other_job.get_job()["time"]["running"]["is_here"])

    def test_not_before_the_customer_agrees(self):
        paid = self._add_labour("repair", payer="customer")
        with self.assertRaises(UserError):
            self.job.start_timer(paid.id)

    def test_line_of_another_case(self):
        other = self._receive(self._create_equipment(serial="T-OTHER"))
        line_id = other.sudo().add_labour(self.role_n2.id, 1)
        with self.assertRaisesRegex(UserError, "no longer in the estimate"):
            self.job.start_timer(line_id)

    def test_who_is_no_technician(self):
        with self.assertRaisesRegex(UserError, "Only technicians"):
            self.job.with_user(self.sav_clerk).start_timer(self.line.id)

    def test_finishing_stops_it(self):
        self.case.with_user(self.sav_tech).action_finish_diagnosis()
        self.job.start_timer(self.line.id)
        self.case.cause_id = self.cause
        self.job.action_finish("nothing_to_bill")
        self.assertTrue(self.line.time_ids.date_end)


@tagged("post_install", "-at_install")
class TestTechnicianScan(JobCase):
    def test_planned_while_diagnosing(self):
        self.job.action_start()
        for quantity in (1, 2):
            found = self.job.scan_part("6191234567890")
            self.assertEqual(found["kind"], "planned")
            self.assertIn("Test Pump", found["message"])
            move = self.case.repair_id.move_ids
            self.assertEqual(move.product_uom_qty, quantity)
            self.assertEqual(
                self.job.get_job()["parts"],
                [{"id": move.id, "planned": quantity, "used": 0}],
            )

    def test_used_while_repairing(self):
        self.job.action_start()
        self.case.add_part(self.part_ordered.id, 2, payer="goodwill", reason="Test")
        self.case.with_user(self.sav_tech).action_finish_diagnosis()
        found = self.job.scan_part("6191234567890")
        self.assertEqual(found["kind"], "used")
        move = self.case.repair_id.move_ids
        self.assertEqual(move.quantity, 1)
        self.job.scan_part("6191234567890")
        self.assertEqual(move.quantity, 2)

    def test_unplanned_part_needs_the_customer(self):
        self._start_free_repair()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.job.scan_part("6191234567890")

    def test_reference_and_serial_number(self):
        self.job.action_start()
        self.consumable.default_code = "T-SEAL"
        self.assertEqual(self.job.scan_part("t-seal")["kind"], "planned")
        tracked = self._create_product("Test Board", tracking="serial")
        self._create_lot("BOARD-1", tracked)
        self.assertEqual(self.job.scan_part("BOARD-1")["kind"], "planned")
        self.assertIn(tracked, self.case.repair_id.move_ids.product_id)

    def test_what_is_no_part_is_left_to_the_scanner(self):
        self.job.action_start()
        for code in ("", "NOTHING", self.case.barcode, "T-BENCH-1", "%"):
            with self.subTest(code=code):
                self.assertEqual(self.job.scan_part(code)["kind"], "unknown")
        self.assertFalse(self.case.repair_id.move_ids)
