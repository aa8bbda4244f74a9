# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from .common import SavCommon


class TestReception(SavCommon):
    def test_confirm_receives_each_device(self):
        sold = self._create_sold_equipment("T-SN-1", "2026-06-01")
        cases = self._receive(sold, self._create_equipment(serial="T-X1"))
        self.assertEqual(cases.mapped("state"), ["received"] * 2)
        self.assertEqual(len(set(cases.mapped("name"))), 2)
        repairs = cases.repair_id.sudo()
        self.assertEqual(repairs.mapped("state"), ["draft"] * 2)
        self.assertEqual(repairs.lot_id, sold.lot_id)
        self.assertEqual(cases.intervention_ids.mapped("place"), ["workshop"] * 2)
        self.assertEqual(cases.custody_ids.mapped("holder"), ["workshop"] * 2)
