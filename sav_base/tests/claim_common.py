# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command

from .repair_common import RepairCommon


class ClaimCommon(RepairCommon):
    """A washer bought from a supplier, repaired under warranty: 100.000 to claim.

    One pump at 49.229 of cost (98.457 / 2) and 1.5 hour of the technician at 20.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supplier, cls.other_supplier = cls.env["res.partner"].create(
            [
                {"name": "Fagor Export", "email": "claims@fagor.example.com"},
                {"name": "Grossiste du Sud"},
            ]
        )
        cls.machine.seller_ids = [
            Command.create({"partner_id": cls.supplier.id, "price": 500})
        ]
        cls.covered = cls._diagnose_covered("T-CL-1")
        cls.covered.add_part(cls.part_ordered.id, 1)
        labour_id = cls.covered.add_labour(cls.role_n2.id, 1.5)
        cls.env["sav.labour.time"].sudo().create(
            {
                "labour_line_id": labour_id,
                "technician_id": cls.technician.id,
                "hours": 1.5,
            }
        )

    @classmethod
    def _finish_covered(cls):
        cls.covered.action_start_repair()
        cls._finish(cls.covered)

    def _claim(self, user=None):
        action = self.covered.with_user(
            user or self.sav_manager
        ).action_claim_supplier()
        return (
            self.env["sav.claim"]
            .with_user(user or self.sav_manager)
            .browse(action["res_id"])
        )
