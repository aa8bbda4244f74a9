# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from odoo.addons.base.tests.test_ir_cron import CronMixinCase

from ..models import sav_equipment_import_run
from .test_equipment_import import QUIET, TITLES, ImportCommon

LOG = "odoo.addons.sav_base.models.sav_equipment_import_run"


class TestEquipmentImportRun(ImportCommon, CronMixinCase):
    """An import whose page was closed goes on; one that is stopped does not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cron = cls.env.ref("sav_base.ir_cron_go_on_with_imports")
        cls.classPatch(sav_equipment_import_run, "CHUNK", 2)

    def _begin(self, prefix="R", customer="C-1"):
        """Return an import of five lines of which a page did two, then was closed."""
        rows = "".join(
            f"{prefix}-{n};{customer};{prefix}S-{n};Fagor;F;\n" for n in range(5)
        )
        batch = self._check(f"{TITLES}\n{rows}")
        batch.action_import()
        batch.process_chunk()
        return batch

    def _leave(self, batches):
        """Have the last sign of their page be a while ago."""
        before = fields.Datetime.now() - timedelta(minutes=10)
        batches.sudo().date_attended = before

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_closed_page_goes_on_as_who_began(self):
        batch = self._begin()
        self._leave(batch)
        self._run_cron()
        self.assertRecordValues(
            batch,
            [{"state": "done", "position": 5, "created_count": 5, "error_count": 0}],
        )
        machines = self.env["sav.equipment"].search([("external_ref", "=like", "R-_")])
        self.assertEqual(len(machines), 5)
        self.assertEqual(machines.move_ids.user_id, self.sav_manager)

    def test_file_that_was_being_checked_goes_on_too(self):
        rows = "".join(f"R-{n};Nobody;S-{n};Fagor;F;\n" for n in range(3))
        batch = self._import(f"{TITLES}\n{rows}")
        batch.action_check()
        self._leave(batch)
        self._run_cron()
        self.assertEqual((batch.state, batch.error_count), ("checked", 3))
        self.assertFalse(self._find("R-1"))

    def test_errors_are_in_the_language_of_who_began(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.sav_manager.lang = "fr_FR"
        langs = []
        take = type(self.env["sav.equipment.import"])._take_lines

        def spy(batch, *args):
            langs.append((batch.env.lang, batch.env.user, batch.env.su))
            return take(batch, *args)

        batch = self._begin()
        self._leave(batch)
        self.patch(type(batch), "_take_lines", spy)
        self._run_cron()
        self.assertEqual(set(langs), {("fr_FR", self.sav_manager, False)})

    def test_open_page_is_left_alone(self):
        with self.capture_triggers(self.cron.id) as triggers:
            batch = self._begin()
        self.assertEqual(len(triggers.records), 1, "one look for all its chunks")
        triggers.records.unlink()
        with self.capture_triggers(self.cron.id) as triggers:
            self._run_cron()
        self.assertEqual(batch.position, 2)
        self.assertEqual(len(triggers.records), 1, "and another look later")
        self.assertGreater(triggers.records.call_at, fields.Datetime.now())

    def test_page_that_comes_back_has_the_rest_done(self):
        batch = self._begin()
        self._leave(batch)
        process = type(batch)._process

        def come_back(own, size):
            process(own, size)
            own.sudo().date_attended = fields.Datetime.now()

        self.patch(type(batch), "_process", come_back)
        self._run_cron()
        self.assertEqual(batch.position, 4)

    def test_import_that_somebody_is_at_is_not_touched(self):
        batch = self._begin()
        self._leave(batch)
        self.patch(type(batch), "try_lock_for_update", lambda own, **_kw: own.browse())
        self._run_cron()
        self.assertEqual((batch.state, batch.position), ("importing", 2))
        progress = batch.process_chunk()
        self.assertEqual((progress["position"], progress["is_finished"]), (2, False))

    def test_stopped_import_waits_for_somebody(self):
        batch = self._begin()
        batch.action_stop()
        self.assertIn(self.sav_manager.name, batch.stop_reason)
        self._leave(batch)
        self._run_cron()
        self.assertTrue(batch.process_chunk()["is_finished"])
        self.assertEqual((batch.state, batch.position), ("importing", 2))
        batch.action_go_on()
        self.assertFalse(batch.stop_reason)
        self._run(batch)
        self.assertEqual((batch.state, batch.created_count), ("done", 5))
        batch.action_stop()
        self.assertFalse(batch.stop_reason, "nothing is left to stop")

    def test_what_breaks_down_is_stopped_and_holds_up_nobody(self):
        broken, refused, fine = (self._begin(prefix) for prefix in ("B", "D", "F"))
        self._leave(broken | refused | fine)
        process = type(broken)._process

        def fail(batch, size):
            position = batch.position
            process(batch, size)
            if batch == broken and position == 4:
                raise ValueError
            if batch == refused:
                raise UserError(batch.env._("Refused"))

        self.patch(type(broken), "_process", fail)
        with mute_logger(LOG):
            self._run_cron()
        self.assertRecordValues(
            broken | refused | fine,
            [
                {"state": "importing", "position": 4, "created_count": 4},
                {"state": "importing", "position": 2, "created_count": 2},
                {"state": "done", "position": 5, "created_count": 5},
            ],
        )
        self.assertIn("log of the server", broken.stop_reason)
        self.assertEqual(refused.stop_reason, "Refused")
        self.assertTrue(self._find("B-3"))
        self.assertFalse(self._find("B-4"), "what failed left nothing")

    def test_no_import_by_who_may_not_any_more(self):
        batch = self._begin()
        self._leave(batch)
        self.sav_manager.group_ids -= self.env.ref("sav_base.group_sav_manager")
        with mute_logger(*QUIET):
            self._run_cron()
        batch_sudo = batch.sudo()
        self.assertEqual(batch_sudo.position, 2)
        self.assertTrue(batch_sudo.stop_reason)

    def test_user_who_left_the_company_imports_nothing(self):
        batch = self._begin()
        self._leave(batch)
        self.sav_manager.active = False
        self._run_cron()
        self.assertEqual(batch.position, 2)
        self.assertIn("no user any more", batch.sudo().stop_reason)

    def test_only_managers_stop_and_go_on(self):
        batch = self._begin()
        for name in ("action_stop", "action_go_on"):
            with mute_logger(*QUIET), self.assertRaises(AccessError):
                getattr(batch.with_user(self.sav_clerk), name)()
        for name in ("stop_reason", "date_attended", "user_id"):
            with self.assertRaisesRegex(AccessError, "buttons"):
                batch[name] = False
