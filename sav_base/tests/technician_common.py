# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io

from PIL import Image

from odoo.tests import TransactionCase, new_test_user


def make_photo(kind="JPEG", size=(64, 48), color="teal", **options):
    """Return the bytes of a picture."""
    output = io.BytesIO()
    Image.new("RGB", size, color).save(output, kind, **options)
    return output.getvalue()


def encode(content):
    """Return bytes as the text that a client sends."""
    return base64.b64encode(content).decode()


SIGNATURE = encode(make_photo("PNG", (120, 40)))


class TechnicianCase(TransactionCase):
    """Two technicians, one user a role, a customer with a machine."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        # Created here: a new company lets its creator in.
        cls.other_company = cls.env["res.company"].create({"name": "Other Workshop"})
        roles = {
            "counter": "sav_base.group_sav_counter",
            "billing": "sav_base.group_sav_billing",
            "manager": "sav_base.group_sav_manager",
            "admin": "sav_base.group_sav_admin",
            "tech": "sav_base.group_sav_technician",
            "tech_other": "sav_base.group_sav_technician",
            "employee": "base.group_user",
            "portal": "base.group_portal",
        }
        cls.users = {
            role: new_test_user(cls.env, f"sav_{role}", groups=groups, tz="Africa/Tunis")
            for role, groups in roles.items()
        }
        cls.workshop = cls.env["sav.workshop"].create(
            {"name": "Bench of the Technicians", "code": "BTECH"}
        )
        cls.technician, cls.other_technician = cls.env["hr.employee"].create(
            [
                {
                    "name": name,
                    "user_id": cls.users[role].id,
                    "sav_is_technician": True,
                    "sav_workshop_id": cls.workshop.id,
                }
                for name, role in (("Amine T.", "tech"), ("Besma T.", "tech_other"))
            ]
        )
        cls.partner = cls.env["res.partner"].create({"name": "Customer of the Bench"})
        cls.equipment = cls.env["sav.equipment"].create(
            {"partner_id": cls.partner.id, "brand": "Acme", "model": "W-100"}
        )

    @classmethod
    def _create_case(cls, technician=None, state="diagnosis", **vals):
        """Create a case; ``technician`` is an employee, None for nobody."""
        if technician:
            vals["technician_id"] = technician.id
        return cls.env["sav.case"].create(
            {
                "partner_id": cls.partner.id,
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
            [{"partner_id": cls.partner.id, **vals} for _number in range(count)]
        )

    def _as(self, role, record):
        """Return the record as the user of a role sees it."""
        return record.with_user(self.users[role])
