# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .repair_common import RepairCommon

QUIET = ("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")


@tagged("post_install", "-at_install")
class TestCustomerOverview(RepairCommon):
    """One page lists all that the after-sales service has of a customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls.env["res.partner"].create(
            {"name": "Groupe Sahel", "is_company": True}
        )
        cls.contact = cls.env["res.partner"].create(
            {"name": "Nadia", "parent_id": cls.group.id}
        )
        cls.equipment = cls._create_equipment(partner_id=cls.contact.id)
        cls.own_case = cls._receive(cls.equipment, partner_id=cls.contact.id)
        cls.own_case.with_user(cls.sav_clerk).message_post(
            body="Called back", message_type="comment"
        )

    def _sell(self):
        case = self.own_case.with_user(self.sav_tech)
        case.action_start_diagnosis()
        self._get_story_estimate(case)
        case.action_finish_diagnosis()
        return self._accept(case)

    def _read(self, user, partner=None):
        page = (partner or self.group).with_user(user).get_sav_overview()
        return {section["key"]: section for section in page["sections"]}

    def test_company_shows_what_its_contacts_have(self):
        order = self._sell()
        for partner in (self.group, self.contact):
            sections = self._read(self.sav_clerk, partner)
            found = {
                key: [row["id"] for row in section["rows"]]
                for key, section in sections.items()
            }
            self.assertEqual(found["equipment"], self.equipment.ids)
            self.assertEqual(found["case"], self.own_case.ids)
            self.assertEqual(
                found["intervention"], self.own_case.sudo().intervention_ids.ids
            )
            self.assertEqual(found["repair"], self.own_case.sudo().repair_id.ids)
            self.assertEqual(found["quote"], order.ids)
            self.assertTrue(sections["quote"]["rows"][0]["amount"])
            texts = [row["text"] for row in sections["message"]["rows"]]
            self.assertIn("Called back", texts)
        self.assertNotIn("invoice", sections)

    def test_of_another_customer_nothing(self):
        sections = self._read(self.sav_clerk, self.customer2)
        self.assertFalse(sum(section["count"] for section in sections.values()))

    def test_owner_and_payer_see_their_machines(self):
        self.equipment.write({"owner_id": self.customer2.id})
        sections = self._read(self.sav_clerk, self.customer2)
        (row,) = sections["equipment"]["rows"]
        self.assertEqual(row["text"], "Holder: Nadia · Owner: Hôtel du Port")

    def test_billing_sees_invoices(self):
        invoice = self.env["account.move"].create(
            {"move_type": "out_invoice", "partner_id": self.contact.id}
        )
        sections = self._read(self.sav_billing)
        self.assertEqual(
            [row["id"] for row in sections["invoice"]["rows"]], invoice.ids
        )

    def test_technician_sees_own_work_and_no_price(self):
        self._sell()
        sections = self._read(self.sav_tech)
        self.assertFalse(sections.keys() & {"quote", "invoice"})
        self.assertEqual(sections["case"]["count"], 1)
        sections = self._read(self.sav_tech2)
        for key in ("case", "intervention", "repair", "message"):
            self.assertFalse(sections[key]["rows"], key)
        self.assertTrue(sections["equipment"]["rows"])

    def test_outsiders_are_refused(self):
        for user in (self.portal_user, self.employee):
            partner = user.partner_id.with_user(user)
            for call in (
                partner.get_sav_overview,
                partner.action_open_sav_overview,
                partner.action_sav_new_reception,
            ):
                with mute_logger(*QUIET), self.assertRaises(AccessError):
                    call()

    def test_other_company_is_hidden(self):
        sections = self._read(self.other_clerk)
        self.assertFalse(sum(section["count"] for section in sections.values()))

    def test_see_all_lists_the_same(self):
        for section in self._read(self.sav_clerk).values():
            if section["action"]:
                records = self.env[section["action"]["res_model"]]
                found = records.with_user(self.sav_clerk).search_count(
                    section["action"]["domain"]
                )
                self.assertEqual(found, section["count"], section["key"])

    def test_new_reception_is_of_this_customer(self):
        contact = self.contact.with_user(self.sav_clerk)
        action = contact.action_sav_new_reception()
        reception = self.env["sav.reception"].search([], limit=1, order="id desc")
        self.assertEqual(reception.partner_id, self.contact)
        self.assertEqual(reception.state, "draft")
        self.assertIn("type", action)
        with mute_logger(*QUIET), self.assertRaises(AccessError):
            contact.with_user(self.sav_tech).action_sav_new_reception()

    def test_button_counts_the_whole_company(self):
        self.assertEqual(self.group.with_user(self.sav_clerk).sav_case_count, 1)
        self.assertEqual(self.contact.with_user(self.sav_clerk).sav_case_count, 1)
        action = self.group.with_user(self.sav_clerk).action_open_sav_overview()
        self.assertEqual(action["tag"], "sav_customer_overview")

    def test_page_costs_the_same_for_a_large_customer(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self._read(self.sav_clerk)
            return self.env.cr.sql_log_count - start

        def receive():
            machines = [
                self._create_equipment(partner_id=self.group.id) for _rank in range(9)
            ]
            self._receive(*machines, partner_id=self.group.id)

        receive()
        count()
        before = count()
        receive()
        self.assertLessEqual(count(), before)
        self.assertLess(before, 90)
