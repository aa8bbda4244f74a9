# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import HttpCase, tagged

from .common import DiagnosisCommon


@tagged("post_install", "-at_install")
class TestTours(DiagnosisCommon, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_technician_answers_a_scenario(self):
        intervention = self.case.intervention_ids
        self.start_tour(
            f"/odoo/sav-job/{intervention.id}",
            "sav_diagnosis_answer_scenario",
            login="sav_tech",
        )
        response = self.case.response_ids
        self.assertRecordValues(
            response,
            [
                {
                    "state": "complete",
                    "user_id": self.sav_tech.id,
                    "intervention_id": intervention.id,
                    "photos_awaited": 0,
                }
            ],
        )
        self.assertEqual(response._get_answers()["level"], 3.9)
        self.assertEqual(response.evidence_ids.question_code, "filter_photo")
        pump = self.case.sudo().repair_id.move_ids.sorted("id")[0]
        self.assertEqual(pump.product_uom_qty, 2)
