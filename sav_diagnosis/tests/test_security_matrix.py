# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo.tests import tagged

from odoo.addons.sav_base.tests.matrix_common import MatrixCase, MatrixTests

from .common import DEFINITION, make_photo


@tagged("post_install", "-at_install", "security")
class TestDiagnosisMatrix(MatrixTests, MatrixCase):
    """The table ``security_matrix.csv`` is what the database really allows."""

    _addon = "sav_diagnosis"
    _table = "sav_diagnosis/tests/security_matrix.csv"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.part_ordered.default_code = "T-PUMP"
        cls.consumable.default_code = "T-SEAL"
        cls.scenario = (
            cls.env["sav.scenario"]
            .with_user(cls.sav_admin)
            .create(
                {
                    "name": "Matrix",
                    "code": DEFINITION["code"],
                    "company_id": cls.company.id,
                }
            )
        )
        cls.scenario._make_draft(json.dumps(DEFINITION)).action_publish()
        for user, case in (
            (cls.sav_tech, cls.own_case),
            (cls.sav_tech2, cls.other_case),
        ):
            cls._answer(case.with_user(user).sudo(False))
        cls.env.flush_all()

    @classmethod
    def _answer(cls, case):
        """Complete a form of a case, as its technician."""
        uuid = f"matrix-{case.id}"
        case.add_photo({"uuid": uuid, "original": make_photo(), "purpose": "diagnosis"})
        responses = case.env["sav.response"]
        form = responses.open(case.id, cls.scenario.id, uuid)
        responses.browse(form["response"]["id"]).submit(
            {"drains": False, "filter_photo": [uuid]}
        )

    def _get_sample(self, name, case):
        scenario = self.scenario.sudo()
        if name == "sav.scenario":
            return scenario
        if name == "sav.scenario.version":
            return scenario.published_version_id
        return super()._get_sample(name, case)
