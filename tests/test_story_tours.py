# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The same story as ``test_story.py``, in the browser, by the people who live it."""

from story_common import StoryCommon

from odoo.tests import tagged

DESKTOP = "1366x768"
PHONE = "390x844"  # what the screens of a technician are made for


@tagged("post_install", "-at_install")
class TestStoryTours(StoryCommon):
    def test_tours(self):
        self._walk("sav-counter", "counter")
        cases = self.root["sav.case"].search([("partner_id", "=", self.customer.id)])
        covered = cases.filtered("equipment_id.lot_id")
        paid = cases - covered
        self.assertEqual((len(paid), len(covered)), (1, 1))
        self.assertEqual(paid.accessory_ids.name, "Hose")

        self._walk("my-interventions", "diagnosis", "technician", PHONE)
        self.assertEqual((paid.state, paid.order_ids.state), ("approval", "sent"))
        self.assertEqual(paid.order_ids.amount_total, 255.204)
        self.assertEqual(len(paid.evidence_ids), 1)

        self._walk("my-interventions", "covered", "technician", PHONE)
        self.assertEqual((covered.state, covered.outcome), ("ready", "repaired"))

        self.start_tour("/my/repairs", "sav_story_customer", login="story_portal")
        self.assertEqual((paid.state, paid.order_ids.state), ("repair", "sale"))
        self.assertEqual(paid.order_ids.signed_by, "Amira Ben Salah")

        self._walk("my-interventions", "repair", "technician", PHONE)
        self.assertEqual((paid.state, paid.outcome), ("ready", "repaired"))
        self.assertEqual(self._get_stock(self.board), 8)
        self.assertEqual(self._get_stock(self.kit), 8)  # one of two, twice

        self._walk("sav-to-close", "closing", "counter")
        self.assertEqual(set(cases.intervention_ids.mapped("state")), {"closed"})

        self._walk("sav-to-bill", "billing")
        invoice = paid.order_ids.invoice_ids
        self.assertRecordValues(
            invoice,
            [{"state": "posted", "amount_untaxed": 214.457, "amount_total": 256.204}],
        )
        self.assertFalse(covered.order_ids.invoice_ids)
        self.assertEqual(covered.order_ids.invoice_status, "invoiced")

    def _walk(self, path, tour, role=None, size=DESKTOP):
        """Walk a part of the story as the person who lives it."""
        self.browser_size = size
        self.start_tour(
            f"/odoo/{path}", f"sav_story_{tour}", login=f"story_{role or tour}"
        )
        self.env.invalidate_all()
