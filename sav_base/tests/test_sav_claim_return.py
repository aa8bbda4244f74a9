# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.tests import tagged

from .claim_common import ClaimCommon


@tagged("post_install", "-at_install")
class TestSavClaimReturn(ClaimCommon):
    """What goes back to the supplier with a claim."""

    def test_replaced_parts_go_back(self):
        self._finish_covered()
        claim = self._claim()
        on_hand = self.part_ordered.with_company(self.company).qty_available
        claim.action_create_return()
        picking = claim.sudo().picking_id
        self.assertEqual(picking.partner_id, self.supplier)
        self.assertEqual(picking.location_dest_id.usage, "supplier")
        self.assertEqual(picking.move_ids.product_id, self.part_ordered)
        # a broken part is none of our stock
        self.assertEqual(picking.move_ids.location_id.usage, "customer")
        with self.assertRaisesRegex(UserError, "already has the return"):
            claim.action_create_return()
        claim.action_ship_return()
        self.assertEqual(picking.state, "done")
        self.env.invalidate_all()
        self.assertEqual(
            self.part_ordered.with_company(self.company).qty_available, on_hand
        )

    def test_it_goes_back_to_the_supplier_of_the_company_of_the_claim(self):
        suppliers = self.env.ref("stock.stock_location_suppliers")
        for company in self.company + self.other_company:
            self.supplier.with_company(
                company
            ).property_stock_supplier = suppliers.create(
                {
                    "name": f"Suppliers of {company.name}",
                    "usage": "supplier",
                    "company_id": company.id,
                }
            )
        self.sav_manager.company_ids += self.other_company
        claim = self._claim()
        claim.is_device_returned = True
        both = (self.other_company + self.company).ids
        claim.with_context(allowed_company_ids=both).action_create_return()
        destination = claim.sudo().picking_id.location_dest_id
        self.assertEqual(destination.company_id, self.company)

    def test_the_device_goes_back(self):
        claim = self._claim()
        claim.is_device_returned = True
        claim.action_create_return()
        move = claim.sudo().picking_id.move_ids
        self.assertEqual(move.product_id, self.machine)
        claim.action_ship_return()
        self.assertEqual(move.lot_ids, self.covered.equipment_id.lot_id)
        self.assertEqual(self.covered.sudo().custody_ids[0].holder, "supplier")
        self.assertEqual(self.covered.sudo().custody_ids[0].partner_id, self.supplier)

    def test_nothing_goes_back_for_a_claim_that_is_over(self):
        claim = self._claim()
        claim.is_device_returned = True
        claim.action_mark_sent()
        claim.with_user(self.sav_billing).action_close()
        with self.assertRaisesRegex(UserError, "Not now for"):
            claim.action_create_return()

    def test_nothing_ticked(self):
        claim = self._claim()
        claim.line_ids.is_returned = False
        with self.assertRaisesRegex(UserError, "tick the parts"):
            claim.action_create_return()
