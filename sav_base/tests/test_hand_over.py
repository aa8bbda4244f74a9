# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .repair_common import RepairCommon


@tagged("post_install", "-at_install")
class TestHandOver(RepairCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._diagnose_covered().with_user(cls.sav_clerk)
        cls.case.write(
            {
                "accessory_ids": [
                    Command.create({"name": "Hose"}),
                    Command.create({"name": "Filter"}),
                ]
            }
        )
        cls.hose, cls.filter = cls.case.accessory_ids
        cls.case.sudo().write({"state": "ready", "outcome": "repaired"})

    def test_not_ready(self):
        self.case.sudo().state = "repair"
        with self.assertRaisesRegex(UserError, "Ready"):
            self.case.action_hand_over()

    def test_everything_goes_back(self):
        dialog = self.case.action_hand_over()
        self.assertEqual((dialog["res_id"], dialog["target"]), (self.case.id, "new"))
        self.assertEqual(self.case.state, "ready", "nothing is given back yet")
        self.case.action_hand_over_all()
        self.assertEqual(self.case.state, "closed")
        self.assertTrue(self.case.date_closed)
        self.assertEqual(self.case.accessory_ids.mapped("is_returned"), [True, True])
        self.case.invalidate_recordset(["custody_ids"])  # in their order
        self.assertEqual(self.case.custody_ids[:1].holder, "customer")
        self.assertEqual(self.case.custody_ids[:1].user_id, self.sav_clerk)

    def test_missing_accessory_needs_a_reason(self):
        self.hose.with_user(self.sav_clerk).is_returned = True
        with self.assertRaisesRegex(UserError, "Filter"):
            self.case.action_hand_over_ticked()
        self.assertEqual(self.case.state, "ready")
        self.filter.with_user(self.sav_clerk).return_reason = "Clogged, thrown away"
        self.assertFalse(self.case.action_hand_over())
        self.assertEqual(self.case.state, "closed")

    def test_many_at_once(self):
        """What is missing anywhere stops all of them, and is named."""
        other = self._diagnose_covered("SN-COVERED-2").with_user(self.sav_clerk)
        other.sudo().write({"state": "ready", "outcome": "repaired"})
        with self.assertRaisesRegex(UserError, "Hose"):
            (self.case + other).action_hand_over()
        self.assertEqual(other.state, "ready")
