# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .common import SavCommon


class TestHandOver(SavCommon):
    """The device goes back to its customer, with all that came with it."""

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
        cls.hose, cls.remote = cls.case.accessory_ids

    def _make_ready(self, case=None):
        case = case or self.case
        case.sudo().write({"state": "ready", "outcome": "repaired"})
        case.repair_id.sudo().action_repair_start()
        case.repair_id.sudo().action_repair_end()
        case.intervention_ids.sudo().write(
            {"state": "done", "billing_status": "nothing_to_bill"}
        )

    def test_missing_accessories_are_asked_for(self):
        self._make_ready()
        action = self.case.action_hand_over()
        self.assertEqual((action["res_id"], action["target"]), (self.case.id, "new"))
        self.assertEqual(self.case.state, "ready")
        with self.assertRaisesRegex(UserError, "Hose, Remote"):
            self.case.action_hand_over_ticked()

    def test_device_goes_back(self):
        self._make_ready()
        self.hose.is_returned = True
        with self.assertRaisesRegex(UserError, "why not: Remote"):
            self.case.action_hand_over_ticked()
        self.remote.return_reason = "Lost by the carrier"
        self.assertFalse(self.case.action_hand_over())
        self.assertEqual(self.case.state, "closed")
        self.assertTrue(self.case.date_closed)
        self.assertEqual(self.case.intervention_ids.state, "closed")
        last = self.case.custody_ids[0]
        self.assertEqual(last.holder, "customer")
        self.assertEqual(last.partner_id, self.customer)

    def test_everything_goes_back_in_one_click(self):
        self._make_ready()
        self.remote.return_reason = "Kept for its parts"
        self.case.action_hand_over_all()
        self.assertEqual(self.case.accessory_ids.mapped("is_returned"), [True, False])
        self.assertEqual(self.case.state, "closed")

    def test_many_say_all_that_is_missing(self):
        self._make_ready()
        other = self._receive(self._create_equipment(serial="T-HO-2"))
        self._make_ready(other)
        with self.assertRaisesRegex(UserError, self.case.name):
            (self.case + other).action_hand_over()
        other.action_hand_over()
        self.assertEqual(other.state, "closed")

    def test_what_is_not_ready_stays(self):
        with self.assertRaisesRegex(UserError, self.case.name):
            self.case.action_hand_over()

    def test_unfinished_work_is_said(self):
        self._make_ready()
        self.case.intervention_ids.sudo().state = "in_progress"
        with self.assertRaisesRegex(UserError, "finish or cancel"):
            self.case.action_hand_over_all()

    def test_technician_does_not_hand_over(self):
        self._make_ready()
        mine = self.case.with_user(self.sav_tech)
        for verb in (
            "action_hand_over",
            "action_hand_over_all",
            "action_hand_over_ticked",
        ):
            with self.assertRaisesRegex(AccessError, "counter"):
                getattr(mine, verb)()
