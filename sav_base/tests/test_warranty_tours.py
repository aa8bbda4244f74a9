# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import HttpCase, tagged

from .claim_common import ClaimCommon


@tagged("post_install", "-at_install")
class TestWarrantyTours(ClaimCommon, HttpCase):
    """The warranty in a browser: asked what if, and claimed from the supplier."""

    def test_what_if_is_asked_with_the_keyboard(self):
        equipment = self._create_sold_equipment("T-WT-1", "2023-01-01")
        case = self._receive(equipment, date="2026-06-01 09:00:00")
        before = len(case.warranty_verdict_ids)
        self.start_tour(
            f"/odoo/sav-cases/{case.id}", "sav_warranty_what_if", login="sav_clerk"
        )
        self.env.invalidate_all()
        self.assertEqual(case.warranty_state, "out")
        self.assertEqual(len(case.warranty_verdict_ids), before)
        self.assertFalse(self.env["sav.warranty.what.if"].search([]))

    def test_claim_is_made_sent_and_answered(self):
        self._finish_covered()
        self.start_tour(
            f"/odoo/sav-cases/{self.covered.id}", "sav_claim", login="sav_manager"
        )
        self.env.invalidate_all()
        claim = self.covered.sudo().claim_ids
        self.assertEqual((claim.state, claim.partner_id), ("partial", self.supplier))
        self.assertEqual(claim.answer, "Labour is not covered")
        self.assertAlmostEqual(claim.amount_accepted, 40, 3)
        self.assertIn(self.supplier, claim.message_ids.partner_ids)
