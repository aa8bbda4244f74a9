# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import time

from measures import FULL, report

from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from odoo.addons.sav_base.tests.common import SavCommon


@tagged("post_install", "-at_install")
class TestReceptionSpeed(SavCommon, TransactionCase):
    def _confirm(self, count, mark):
        """Receive ``count`` machines of a customer; return queries and seconds."""
        devices = [
            {
                "equipment_id": self._create_equipment(serial=f"{mark}-{rank}").id,
                "accessory_ids": [Command.create({"type_id": self.accessory_type.id})],
            }
            for rank in range(count)
        ]
        reception = self._create_reception(*devices, technician_id=self.technician.id)
        self.env.flush_all()
        self.env.invalidate_all()
        before, start = self.cr.sql_log_count, time.perf_counter()
        reception.action_confirm()
        self.env.flush_all()
        self.env.cr.precommit.run()
        seconds = time.perf_counter() - start
        self.assertEqual(len(reception.case_ids), count)
        self.assertTrue(all(reception.case_ids.mapped("barcode")))
        return self.cr.sql_log_count - before, seconds

    def test_queries_are_flat_per_device(self):
        counts = (1, 20, 50)
        self._confirm(1, "warm")
        queries = {}
        for count in counts:
            queries[count], seconds = self._confirm(count, f"B{count}")
            report(
                f"reception of {count} devices confirmed",
                seconds,
                f"{queries[count]} queries, {queries[count] / count:.1f} per device",
            )
            if FULL:
                self.assertLess(seconds, 1 + 0.2 * count)
        # What one more device costs, early and late.
        early = (queries[20] - queries[1]) / 19
        late = (queries[50] - queries[20]) / 30
        report("queries of one more device, ×1000", early / 1000, f"then {late:.1f}")
        self.assertLessEqual(late, early * 1.05 + 0.5)
