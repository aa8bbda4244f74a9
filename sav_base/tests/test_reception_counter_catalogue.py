# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command

from .common import SavCommon


class TestReceptionCounterCatalogue(SavCommon):
    """What the reception screen offers and warns of, as the clerk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.counter = cls.env["sav.reception"].with_user(cls.sav_clerk)
        cls.warehouses = (
            cls.env["stock.warehouse"]
            # They may go with what other tests put in them.
            .with_context(do_not_check_quant=True)
            .search([("company_id", "=", cls.company.id)])
        )

    def _begin(self, token=None):
        answer = self.counter.take_counter(
            {"partner_id": self.customer.id}, None, token
        )
        return self.counter.browse(answer["reception"]["id"]), answer["reception"]

    def _receive(self, reception, user_id):
        return reception.save_counter({"reception": {"user_id": user_id}})

    # who received

    def test_the_counter_of_the_company_is_offered(self):
        receivers = self.counter.get_counter()["catalogue"]["receivers"]
        names = {row["id"]: row["name"] for row in receivers}
        self.assertEqual(names[self.sav_clerk.id], "Clerk")
        self.assertIn(self.sav_manager.id, names)
        for user in (
            self.sav_tech,
            self.sav_billing,
            self.employee,
            self.portal_user,
            self.other_clerk,
        ):
            self.assertNotIn(user.id, names)

    def test_who_begins_it_received_it_until_another_is_chosen(self):
        reception, head = self._begin()
        self.assertEqual(
            (head["user_id"], head["received_by"]), (self.sav_clerk.id, "Clerk")
        )
        answer = self._receive(reception, self.sav_manager.id)
        self.assertFalse(answer["errors"])
        self.assertEqual(reception.user_id, self.sav_manager)
        self.assertEqual(answer["reception"]["received_by"], "Manager")

    def test_nobody_else_can_have_received_it(self):
        reception, _head = self._begin()
        for user_id in (
            self.sav_tech.id,
            self.portal_user.id,
            self.other_clerk.id,
            10**6,
            False,
            "Clerk",
        ):
            with self.subTest(user_id):
                (error,) = self._receive(reception, user_id)["errors"]
                self.assertEqual(error["field"], "user_id")
                self.assertIn("at the counter", error["message"])
        self.assertEqual(reception.user_id, self.sav_clerk)

    def test_sent_again_it_is_one_reception_whoever_received_it(self):
        reception, _head = self._begin("t-1")
        self._receive(reception, self.sav_manager.id)
        self.assertEqual(self._begin("t-1")[0], reception)

    # what would refuse in the end

    def _get_warning(self):
        return self.counter.get_counter()["settings"]["warning"]

    def test_a_company_with_a_warehouse_is_warned_of_nothing(self):
        self.company.sav_receive_into_stock = True
        self.assertIs(self._get_warning(), False)

    def test_a_company_without_warehouse_is_warned_at_once(self):
        self.warehouses.active = False
        self.assertIn("no warehouse with a repair operation", self._get_warning())
        reception, _head = self._begin()
        settings = self.counter.get_counter(reception.id)["settings"]
        self.assertIn("SAV Test Company", settings["warning"])

    def test_a_company_without_warehouse_nor_workshop(self):
        self.warehouses.active = False
        self.env["sav.workshop"].search(
            [("company_id", "=", self.company.id)]
        ).active = False
        self.assertIn("no warehouse with a repair operation", self._get_warning())

    def test_workshops_with_an_operation_of_their_own_need_no_warehouse(self):
        self.env["sav.workshop"].search(
            [("company_id", "=", self.company.id)]
        ).picking_type_id = self.warehouses.repair_type_id
        self.warehouses.active = False
        self.assertFalse(self._get_warning())
        self.company.sav_receive_into_stock = True
        self.assertIn("receives devices into stock", self._get_warning())

    def test_the_warning_is_that_of_the_company_of_the_reception(self):
        self.warehouses.active = False
        self.sav_clerk.company_ids = [Command.link(self.other_company.id)]
        reception, _head = self._begin()
        ids = (self.other_company + self.company).ids
        counter = self.counter.with_context(allowed_company_ids=ids)
        self.assertFalse(counter.get_counter()["settings"]["warning"])
        settings = counter.get_counter(reception.id)["settings"]
        self.assertIn("SAV Test Company", settings["warning"])
