# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import HttpCase, tagged

from .common import SavCommon


@tagged("post_install", "-at_install")
class TestCounterTour(SavCommon, HttpCase):
    """A reception of the clerk, in a browser of the size of a tablet."""

    browser_size = "820x1180"

    def test_unfinished_reception_is_ended_on_a_tablet(self):
        self._create_sold_equipment("T-TR-1", "2026-06-01")
        machine = self._create_equipment(
            serial="T-TR-2", partner_id=self.customer2.id, category_id=self.category.id
        )
        reception = self._create_reception(
            {"equipment_id": machine.id, "fault_ids": False},
            partner_id=self.customer2.id,
        )
        self.start_tour("/odoo/sav-counter", "sav_counter", login="sav_clerk")
        self.env.invalidate_all()
        case = reception.case_ids
        self.assertEqual(reception.state, "confirmed")
        self.assertTrue(reception.is_signed)
        self.assertEqual(reception.signature_ids.signer_name, "Hôtel du Port")
        self.assertEqual((case.state, case.cost_limit), ("received", 80))
        self.assertEqual(case.equipment_id, machine)
        self.assertEqual(case.fault_ids.symptom_id.name, "Does not start")
