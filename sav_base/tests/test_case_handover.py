# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .common import SavCommon


class TestCaseHandover(SavCommon):
    """The end of a case at the counter."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._receive(
            {
                "equipment_id": cls._create_equipment(serial="T-HO-1").id,
                "accessory_ids": [
                    Command.create({"name": "Hose"}),
                    Command.create({"name": "Remote"}),
                ],
            }
        )

    def _make_ready(self):
        self.case.sudo().write({"state": "ready", "outcome": "repaired"})
        self.case.repair_id.sudo().action_repair_start()
        self.case.repair_id.sudo().action_repair_end()
        self.case.intervention_ids.sudo().write(
            {"state": "done", "billing_status": "nothing_to_bill"}
        )

    def test_device_goes_back_with_its_accessories(self):
        self._make_ready()
        hose, remote = self.case.accessory_ids
        with self.assertRaisesRegex(UserError, "Hose, Remote"):
            self.case.action_hand_over()
        hose.is_returned = True
        with self.assertRaisesRegex(UserError, "why not: Remote"):
            self.case.action_hand_over()
        remote.return_reason = "Lost by the carrier"
        self.case.action_hand_over()
        self.assertRecordValues(self.case, [{"state": "closed"}])
        self.assertTrue(self.case.date_closed)
        self.assertEqual(self.case.intervention_ids.state, "closed")
        last = self.case.custody_ids[0]
        self.assertEqual(last.holder, "customer")
        self.assertEqual(last.partner_id, self.customer)

    def test_all_accessories_at_once(self):
        self._make_ready()
        self.case.action_return_accessories()
        self.case.action_hand_over()
        self.assertEqual(self.case.accessory_ids.mapped("is_returned"), [True] * 2)

    def test_what_is_not_ready_stays(self):
        with self.assertRaisesRegex(UserError, self.case.name):
            self.case.action_hand_over()

    def test_unfinished_work_is_said(self):
        self._make_ready()
        self.case.intervention_ids.sudo().state = "in_progress"
        self.case.action_return_accessories()
        with self.assertRaisesRegex(UserError, "finish or cancel"):
            self.case.action_hand_over()

    def test_technician_does_not_hand_over(self):
        self._make_ready()
        for verb in ("action_hand_over", "action_cancel", "action_return_accessories"):
            with self.assertRaisesRegex(AccessError, "counter"):
                getattr(self.case.with_user(self.sav_tech), verb)()

    def test_cancelled_case_takes_its_documents_along(self):
        self.case.action_cancel()
        self.assertEqual(self.case.state, "cancelled")
        self.assertEqual(self.case.repair_id.sudo().state, "cancel")
        self.assertEqual(self.case.intervention_ids.state, "cancelled")
        self.assertEqual(self.case.custody_ids[0].holder, "customer")
        self.case.action_cancel()
        self.assertEqual(len(self.case.custody_ids), 2)

    def test_repair_that_began_is_not_cancelled(self):
        self.case.sudo().state = "repair"
        with self.assertRaisesRegex(UserError, self.case.name):
            self.case.action_cancel()
