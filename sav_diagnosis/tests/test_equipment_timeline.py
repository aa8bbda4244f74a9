# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import DiagnosisCommon


@tagged("post_install", "-at_install")
class TestEquipmentTimeline(DiagnosisCommon):
    """Completed forms are events of the machine."""

    def _get_forms(self, user):
        page = self.equipment.with_user(user).get_timeline(kinds=["diagnosis"])
        return [entry["record_id"] for entry in page["entries"]]

    def test_completed_form_is_in_the_timeline(self):
        response = self._open()
        self.assertFalse(self._get_forms(self.sav_tech))
        self._complete(response)
        self.assertEqual(self._get_forms(self.sav_tech), response.ids)
        self.assertFalse(self._get_forms(self.sav_tech2), "work of a colleague")
