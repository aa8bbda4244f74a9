# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io

from PIL import Image

from .common import SavCommon


def make_photo(kind="JPEG", size=(64, 48), color="teal", **options):
    """Return the bytes of a picture."""
    output = io.BytesIO()
    Image.new("RGB", size, color).save(output, kind, **options)
    return output.getvalue()


def encode(content):
    """Return bytes as the text that a client sends."""
    return base64.b64encode(content).decode()


SIGNATURE = encode(make_photo("PNG", (120, 40)))


class TechnicianCase(SavCommon):
    """Work of two technicians on the machine of one customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            "counter": cls.sav_clerk,
            "billing": cls.sav_billing,
            "manager": cls.sav_manager,
            "admin": cls.sav_admin,
            "tech": cls.sav_tech,
            "tech_other": cls.sav_tech2,
            "employee": cls.employee,
            "portal": cls.portal_user,
        }
        cls.equipment = cls._create_equipment(serial="T-BENCH-1")

    @classmethod
    def _create_case(cls, technician=None, state="diagnosis", **vals):
        """Create a case; ``technician`` is an employee, None for nobody."""
        if technician:
            vals["technician_id"] = technician.id
        return cls.env["sav.case"].create(
            {
                "partner_id": cls.customer.id,
                "equipment_id": cls.equipment.id,
                "state": state,
                **vals,
            }
        )

    @classmethod
    def _create_interventions(cls, count=1, technician=None, **vals):
        """Create ``count`` interventions of a technician, else of the case's."""
        if technician:
            vals["technician_id"] = technician.id
        return cls.env["sav.intervention"].create(
            [{"partner_id": cls.customer.id, **vals} for _number in range(count)]
        )

    def _as(self, role, record):
        """Return the record as the user of a role sees it."""
        return record.with_user(self.users[role])
