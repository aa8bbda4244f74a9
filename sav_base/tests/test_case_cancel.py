# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError

from .common import SavCommon


class TestCaseCancel(SavCommon):
    """A case that is given up."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._receive(cls._create_equipment(serial="T-CA-1"))

    def test_technician_does_not_cancel(self):
        with self.assertRaisesRegex(AccessError, "counter"):
            self.case.with_user(self.sav_tech).action_cancel()

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
