# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2.errors import ForeignKeyViolation

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import mute_logger

from .counter_common import CounterCase


class TestReceptionCounter(CounterCase):
    """What the reception screen finds and takes, as the clerk."""

    def test_a_serial_number_of_no_company_goes_to_that_of_the_reception(self):
        lot = self._create_lot("T-CT-9")
        lot.company_id = False
        self.sav_clerk.company_ids = self.company | self.other_company
        reception, _cases = self._begin(partner_id=self.customer.id)
        ids = (self.other_company + self.company).ids
        counter = self.counter.with_context(allowed_company_ids=ids)
        answer = counter.take_counter({"lot_id": lot.id}, reception.id)
        case = reception.case_ids.browse(answer["case_id"])
        self.assertEqual(case.equipment_id.company_id, self.company)

    def test_a_customer_who_left_a_device_is_not_deleted(self):
        customer = self.env["res.partner"].create({"name": "Brief Visitor"})
        self._begin(partner_id=customer.id)
        with (
            self.assertRaises(ForeignKeyViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            customer.unlink()

    # what is found

    def test_a_serial_number_begins_a_reception_of_its_holder(self):
        found = self.counter.find_counter("t-ct-1", is_code=True)
        (result,) = found["results"]
        self.assertTrue(found["is_exact"])
        self.assertEqual(
            (result["kind"], result["equipment_id"], result["detail"]),
            ("machine", self.sold.id, "Amira Ben Salah"),
        )
        answer = self._take(equipment_id=result["equipment_id"])
        self.assertEqual(answer["reception"]["customer"]["id"], self.customer.id)
        (device,) = answer["devices"]
        self.assertEqual(device["id"], answer["case_id"])
        self.assertEqual(device["machine"]["serial"], "T-CT-1")
        self.assertEqual(device["warranty"]["state"], "covered")
        self.assertIn("Under warranty for", device["warranty"]["explanation"])

    def test_a_serial_number_of_several_machines_lists_them_with_their_holders(self):
        dryer = self._create_product("Test Dryer", tracking="serial")
        lot = self._create_lot("T-CT-1", dryer)
        self._create_equipment(lot_id=lot.id, partner_id=self.customer2.id)
        found = self.counter.find_counter("T-CT-1", is_code=True)
        self.assertIn("Which machine", found["message"])
        self.assertEqual(
            {(result["name"], result["detail"]) for result in found["results"]},
            {
                ("Test Washer 7 kg (T-CT-1)", "Amira Ben Salah"),
                ("Test Dryer (T-CT-1)", "Hôtel du Port"),
            },
        )

    def test_an_unknown_code_says_so_and_is_no_search(self):
        found = self.counter.find_counter("Amira", is_code=True)
        self.assertFalse(found["results"])
        self.assertIn("“Amira” is unknown here", found["message"])

    def test_a_delivery_lists_what_it_delivered(self):
        fresh = self._create_lot("T-CT-9")
        picking = self._deliver(fresh, "2026-05-02")
        found = self.counter.find_counter(picking.name.lower())
        (result,) = found["results"]
        self.assertEqual(
            (result["lot_id"], result["detail"]), (fresh.id, "Amira Ben Salah")
        )
        answer = self._take(lot_id=fresh.id)
        self.assertEqual(answer["devices"][0]["machine"]["date_sale"], "2026-05-02")

    def test_a_customer_is_found_by_name_phone_and_mail(self):
        self.customer2.write({"phone": "+216 74 123 456", "email": "port@example.com"})
        for words in ("hôtel du", "74123456", "74.12.34", "PORT@example"):
            results = self.counter.find_counter(words)["results"]
            self.assertIn(
                self.customer2.id, [r.get("partner_id") for r in results], words
            )
        self.assertFalse(self.counter.find_counter("x" * 40)["results"])

    def test_a_machine_in_repair_is_said_before_it_is_taken(self):
        case = self._receive(self.sold)
        (machine,) = self.counter.find_counter("T-CT-1", is_code=True)["results"]
        self.assertIn(case.name, machine["warning"])
        machine, opened = self.counter.find_counter(case.barcode)["results"]
        self.assertEqual(machine["equipment_id"], self.sold.id)
        self.assertEqual(opened["action"]["res_id"], case.id)
        (device,) = self._take(equipment_id=self.sold.id)["devices"]
        self.assertIn(case.name, device["warning"])
        self.assertEqual(device["open_cases"], [{"id": case.id, "name": case.name}])

    def test_an_unfinished_reception_is_offered_before_a_second_one(self):
        reception, _case = self._begin()
        machine, resumed = self.counter.find_counter("T-CT-1", is_code=True)["results"]
        self.assertIn("not finished", machine["warning"])
        self.assertEqual(
            (resumed["kind"], resumed["reception_id"]), ("resume", reception.id)
        )

    def test_another_company_finds_nothing(self):
        counter = self.counter.with_user(self.other_clerk)
        self.assertFalse(counter.find_counter("T-CT-1")["results"])
        with self.assertRaisesRegex(UserError, "not on file"):
            counter.take_counter({"equipment_id": self.sold.id})

    # what is taken

    def test_sent_again_it_begins_no_second_reception(self):
        first = self._take(token="t-1", customer={"name": "New One"})
        again = self._take(token="t-1", customer={"name": "New One"})
        self.assertEqual(first["reception"], again["reception"])
        customers = self.env["res.partner"].search([("name", "=", "New One")])
        self.assertEqual(len(customers), 1)
        self.assertEqual(customers.country_id, self.company.country_id)

    def test_a_customer_who_may_be_on_file_is_created_only_when_asked_twice(self):
        self.customer2.phone = "+216 74 123 456"
        for vals in ({"phone": "74.123.456"}, {"email": "AMIRA@example.com"}):
            customer = {"name": "Somebody", **vals}
            answer = self._take(customer=customer)
            self.assertEqual(
                [result["kind"] for result in answer["similar"]], ["customer"], vals
            )
            answer = self._take(customer=customer | {"is_checked": True})
            self.assertEqual(answer["reception"]["customer"]["name"], "Somebody")

    def test_a_machine_of_nobody_asks_for_the_customer(self):
        lot = self._create_lot("T-CT-8")
        self.assertEqual(self._take(lot_id=lot.id), {"needs_customer": True})
        answer = self._take(lot_id=lot.id, partner_id=self.customer2.id)
        self.assertEqual(answer["devices"][0]["machine"]["holder"], "Hôtel du Port")

    def test_a_machine_never_sold_here_is_created_once(self):
        reception, _none = self._begin(partner_id=self.customer2.id)
        machine = {"category_id": self.category.id, "brand": " Elsa ", "serial": "E1"}
        answer = self._take(reception.id, machine=machine)
        case = reception.case_ids
        self.assertEqual(answer["case_id"], case.id)
        self.assertRecordValues(
            case.equipment_id,
            [{"name": "Elsa", "serial": "E1", "partner_id": self.customer2.id}],
        )
        again = self._take(reception.id, machine=machine)
        self.assertEqual((again["case_id"], again["is_warning"]), (case.id, True))
        self.assertEqual(len(reception.case_ids), 1)
        with self.assertRaisesRegex(UserError, "what kind of machine"):
            self._take(reception.id, machine={"brand": "Elsa"})

    def test_a_machine_held_by_another_warns_and_follows_the_customer(self):
        reception, _case = self._begin()
        answer = self._take(reception.id, equipment_id=self.foreign.id)
        (device,) = answer["devices"]
        self.assertIn("held by Hôtel du Port", device["warning"])
        answer = self._take(reception.id, partner_id=self.customer2.id)
        warnings = {d["machine"]["serial"]: d["warning"] for d in answer["devices"]}
        self.assertIn("held by Amira", warnings["T-CT-1"])
        self.assertFalse(warnings["T-CX-1"])

    def test_a_customer_is_named_by_a_number(self):
        for partner_id in ("Amira", 10**6, [self.customer.id]):
            with self.subTest(partner_id):
                with self.assertRaisesRegex(UserError, "not on file any more"):
                    self.counter.take_counter({"partner_id": partner_id})

    def test_the_machines_of_the_customer_are_proposed(self):
        reception, _none = self._begin(partner_id=self.customer2.id)
        (machine,) = reception.get_counter(reception.id)["reception"]["machines"]
        self.assertEqual(machine["equipment_id"], self.foreign.id)
        answer = self._take(reception.id, equipment_id=self.foreign.id)
        self.assertFalse(answer["reception"]["machines"])

    def test_a_request_of_somebody_unknown_gets_its_customer_and_its_machine(self):
        reception = self.counter.create({"partner_id": self.customer2.id})
        reception.case_ids = [Command.create({"equipment_id": False})]
        reception.sudo().write(
            {
                "partner_id": False,
                "email_from": "somebody@example.com",
                "request_date": "2026-11-20 08:00:00",
                "request_text": "It leaks",
            }
        )
        screen = self.counter.get_counter(reception.id)
        self.assertFalse(screen["reception"]["customer"]["id"])
        self.assertEqual(screen["reception"]["request"]["text"], "It leaks")
        self.assertFalse(screen["devices"][0]["machine"])
        self.assertIn(
            "somebody@example.com", [row["customer"] for row in screen["unfinished"]]
        )
        problems = reception.confirm_counter({})["problems"]
        self.assertIn("partner_id", [problem["field"] for problem in problems])
        case = reception.case_ids
        self._take(reception.id, equipment_id=self.sold.id, case_id=case.id)
        self.assertEqual(reception.partner_id, self.customer)
        self.assertEqual(reception.case_ids.equipment_id, self.sold)
        self.assertEqual(reception.case_ids, case)
