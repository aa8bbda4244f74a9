# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2.errors import ForeignKeyViolation

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import mute_logger

from ..models.sav_reception_counter import UNFINISHED_LIMIT
from .common import SavCommon
from .technician_common import SIGNATURE, encode, make_photo


class TestReceptionCounter(SavCommon):
    """The reception screen, as the clerk: what it finds, takes, writes and confirms."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sold = cls._create_sold_equipment("T-CT-1", "2026-06-01")
        cls.foreign = cls._create_equipment(
            serial="T-CX-1", partner_id=cls.customer2.id, category_id=cls.category.id
        )
        cls.counter = cls.env["sav.reception"].with_user(cls.sav_clerk)

    def _take(self, reception_id=None, token=None, **choice):
        return self.counter.take_counter(choice, reception_id, token)

    def _begin(self, **choice):
        answer = self._take(**(choice or {"equipment_id": self.sold.id}))
        reception = self.counter.browse(answer["reception"]["id"])
        return reception, reception.case_ids

    def _declare(self, reception, case, **vals):
        vals.setdefault("faults", [{"symptom_id": self.symptom.id}])
        return reception.save_counter({"devices": {str(case.id): vals}})

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

    def test_values_of_another_kind_are_refused_one_by_one(self):
        reception, case = self._begin()
        answer = reception.save_counter(
            {
                "reception": {"state": "confirmed", "brought_by": "Her son"},
                "customer": {"name": 5},
                "devices": {"x": {}, str(case.id): {"faults": "abc"}},
            }
        )
        self.assertEqual(
            {error["field"] for error in answer["errors"]}, {"state", "name", "faults"}
        )
        self.assertEqual((reception.state, reception.brought_by), ("draft", "Her son"))
        self.assertFalse(reception.save_counter({"reception": None})["errors"])

    def test_a_customer_who_left_a_device_is_not_deleted(self):
        customer = self.env["res.partner"].create({"name": "Brief Visitor"})
        self._begin(partner_id=customer.id)
        with (
            self.assertRaises(ForeignKeyViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            customer.unlink()

    def test_a_quantity_that_is_no_number(self):
        reception, case = self._begin()
        for quantity in ("nan", "inf", "some"):
            answer = self._declare(
                reception, case, accessories=[{"name": "Cable", "quantity": quantity}]
            )
            self.assertEqual(answer["errors"][0]["field"], "accessories", quantity)
        self.assertFalse(case.accessory_ids)

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

    # what is written

    def test_each_value_is_written_for_itself(self):
        reception, case = self._begin()
        answer = reception.save_counter(
            {
                "reception": {
                    "brought_by": "Her son",
                    "cost_limit": -1,
                    "date_promised": "2026-13-45",
                    "state": "confirmed",
                },
                "customer": {"phone": " 74 000 000 ", "name": " "},
                "devices": {
                    str(case.id): {
                        "visual_state": "Scratched",
                        "faults": [
                            {"symptom_id": self.symptom.id, "description": "Leaks"},
                            {"symptom_id": False, "description": ""},
                            {"description": "<b>Smells</b>"},
                        ],
                        "accessories": [{"type_id": self.accessory_type.id}],
                    },
                    "0": {"visual_state": "Of a device that is gone"},
                },
            }
        )
        refused = {(e["target"], e["field"]) for e in answer["errors"]}
        self.assertEqual(
            refused,
            {
                ("reception", "cost_limit"),
                ("reception", "date_promised"),
                ("reception", "state"),
                ("customer", "name"),
            },
        )
        self.assertEqual((reception.brought_by, reception.state), ("Her son", "draft"))
        self.assertEqual(self.customer.phone, "74 000 000")
        self.assertEqual(case.visual_state, "Scratched")
        self.assertEqual(
            case.fault_ids.mapped("description"), ["Leaks", "<b>Smells</b>"]
        )
        self.assertEqual(case.accessory_ids.name, "Test Drain Hose")
        (device,) = answer["devices"]
        self.assertEqual(device["faults"][0]["name"], "Does not drain")

    def test_severity_and_risk_are_written_and_outlive_the_faults(self):
        reception, case = self._begin()
        names = [
            row["id"] for row in self.counter.get_counter()["catalogue"]["severities"]
        ]
        self.assertEqual(names, ["0", "1", "2"])
        rows = [{"symptom_id": self.symptom.id}]
        self._declare(reception, case, faults=rows)
        self._declare(reception, case, severity="1", is_safety_risk=True)
        score = case.priority_score
        (device,) = self._declare(
            reception, case, faults=[*rows, {"description": "Smells"}]
        )["devices"]
        self.assertEqual((device["severity"], device["is_safety_risk"]), ("1", True))
        self.assertEqual(case.priority_score, score)
        worse = self.symptom.sudo().copy({"code": "T-WORSE", "severity": "2"})
        self._declare(reception, case, faults=[{"symptom_id": worse.id}])
        self.assertEqual((case.severity, case.is_safety_risk), ("2", True))
        self._declare(reception, case, severity="0", is_safety_risk=False)
        self.assertEqual((case.severity, case.is_safety_risk), ("0", False))
        self.assertLess(case.priority_score, score)
        answer = self._declare(reception, case, severity="9")
        self.assertEqual(answer["errors"][0]["field"], "severity")

    def test_lines_sent_again_are_the_same_lines(self):
        reception, case = self._begin()
        rows = [{"name": "Bag"}, {"name": "Cable", "quantity": 2, "condition": "worn"}]
        for _time in range(2):
            answer = self._declare(reception, case, accessories=rows)
        self.assertEqual(case.accessory_ids.mapped("name"), ["Bag", "Cable"])
        kept = answer["devices"][0]["accessories"]
        kept[1]["serial"] = "C-1"
        second = case.accessory_ids[1]
        self._declare(reception, case, accessories=kept[1:])
        self.assertEqual(case.accessory_ids, second)
        self.assertRecordValues(second, [{"serial": "C-1", "quantity": 2}])
        answer = self._declare(
            reception, case, accessories=[{"name": "X"} | {"quantity": -1}]
        )
        self.assertEqual(answer["errors"][0]["field"], "accessories")
        self.assertEqual(case.accessory_ids, second)

    def test_a_proof_of_purchase_changes_the_verdict_at_once(self):
        reception, case = self._begin(equipment_id=self.foreign.id)
        self.foreign.warranty_policy_id = self.policy_12
        device = reception.get_counter(reception.id)["devices"][0]
        self.assertEqual(device["warranty"]["state"], "unknown")
        answer = self._declare(reception, case, machine={"date_sale": "2026-05-01"})
        self.assertEqual(answer["devices"][0]["warranty"]["state"], "covered")
        self.assertEqual(self.foreign.sale_source, "declared")
        reception, case = self._begin()
        answer = self._declare(reception, case, machine={"date_sale": "2026-11-01"})
        self.assertIn("sale of", answer["errors"][0]["message"])

    def test_what_is_emptied_is_agreed_for_no_device(self):
        reception, case = self._begin()
        reception.save_counter({"reception": {"cost_limit": 80}})
        self.assertEqual(case.cost_limit, 80)
        reception.save_counter({"reception": {"cost_limit": 0}})
        self.assertEqual(case.cost_limit, 0)

    def test_photos_can_be_deleted_until_the_device_is_received(self):
        reception, case = self._begin()
        vals = {"original": encode(make_photo()), "purpose": "visual_state"}
        first = case.add_photo(vals | {"uuid": "ct-1"})
        second = case.add_photo(
            vals | {"uuid": "ct-2", "original": encode(make_photo(color="red"))}
        )
        (device,) = case.remove_counter_photo(first)["devices"]
        self.assertEqual([photo["id"] for photo in device["photos"]], [second])
        self._declare(reception, case)
        reception.confirm_counter({})
        with self.assertRaisesRegex(UserError, "Draft"):
            case.remove_counter_photo(second)
        self.assertEqual(case.evidence_ids.ids, [second])

    def test_a_device_is_taken_off(self):
        reception, case = self._begin()
        answer = reception.remove_counter_device(case.id)
        self.assertFalse(answer["reception"]["device_ids"])
        self.assertFalse(case.exists())

    # how it ends

    def test_problems_are_said_beside_their_field(self):
        reception, case = self._begin()
        answer = reception.confirm_counter(
            {"reception": {"cost_limit": 50, "date_promised": "2020-01-01"}}
        )
        self.assertFalse(answer["print"])
        self.assertEqual(
            {(p["field"], p["case_id"]) for p in answer["problems"]},
            {("date_promised", None), ("cost_limit", None), ("fault_ids", case.id)},
        )
        self.assertEqual(reception.state, "draft")
        self.assertEqual(reception.cost_limit, 50, "nothing typed is lost")

    def test_signed_confirmed_and_printed(self):
        reception, case = self._begin()
        self._declare(reception, case)
        answer = reception.sign_counter(
            "Amira", SIGNATURE, {"reception": {"cost_limit": 80}}
        )
        self.assertEqual(answer["reception"]["signature"]["state"], "valid")
        answer = reception.confirm_counter({})
        self.assertEqual(answer["problems"], [])
        self.assertEqual(answer["print"]["tag"], "sav_print_documents")
        self.assertEqual(answer["reception"]["name"], reception.name)
        self.assertEqual(answer["devices"][0]["name"], case.name)
        self.assertEqual(case.state, "received")
        again = reception.confirm_counter({})
        self.assertEqual(again["print"]["tag"], "sav_print_documents")
        self.assertEqual(len(case.intervention_ids), 1)

    def test_a_change_after_the_signature_is_said(self):
        reception, case = self._begin()
        reception.sign_counter("Amira", SIGNATURE, {})
        answer = self._declare(reception, case)
        self.assertEqual(answer["reception"]["signature"]["state"], "void")
        self.assertIn("declared faults", answer["reception"]["signature"]["reason"])

    def test_what_forbids_receiving_is_a_problem_and_no_crash(self):
        self.env["stock.warehouse"].search(
            [("company_id", "=", self.company.id)]
        ).repair_type_id = False
        reception, case = self._begin()
        self._declare(reception, case)
        answer = reception.confirm_counter({})
        self.assertIn("repair operation", answer["problems"][0]["message"])
        self.assertEqual((reception.state, case.state), ("draft", "draft"))

    def test_unfinished_receptions_are_listed_and_resumed(self):
        mine, _case = self._begin()
        other = self._create_reception(self.foreign, user=self.sav_manager)
        listed = self.counter.get_counter()["unfinished"]
        self.assertEqual(
            [(row["id"], row["is_mine"]) for row in listed],
            [(mine.id, True), (other.id, False)],
        )
        self.assertEqual(listed[0]["devices"], ["Test Washer 7 kg (T-CT-1)"])
        resumed = self.counter.get_counter(mine.id)
        self.assertEqual(resumed["reception"]["device_ids"], mine.case_ids.ids)
        action = mine._get_scan_action()
        self.assertEqual(
            (action["tag"], action["params"]["reception_id"]), ("sav_counter", mine.id)
        )

    def test_one_s_own_reception_is_not_hidden_by_newer_ones_of_others(self):
        mine, _case = self._begin()
        mine.date = "2026-01-02 08:00:00"
        values = {"partner_id": self.customer2.id, "date": "2026-11-20 08:00:00"}
        self.env["sav.reception"].create(
            [values | {"user_id": False}] * UNFINISHED_LIMIT
        )
        listed = self.counter.get_counter_unfinished()
        self.assertEqual(listed[0]["id"], mine.id)
        self.assertEqual(len(listed), UNFINISHED_LIMIT + 1)

    def test_given_up(self):
        mine, case = self._begin()
        empty, _none = self._begin(partner_id=self.customer2.id)
        (mine + empty).filtered(lambda r: r.discard_counter())
        self.assertEqual((mine.state, case.exists().state), ("cancelled", "cancelled"))
        self.assertFalse(empty.exists())
        self.assertFalse(self.counter.get_counter()["unfinished"])

    def test_the_counter_is_for_those_who_receive(self):
        reception, case = self._begin()
        for user in (self.sav_tech, self.sav_billing, self.employee, self.portal_user):
            counter = self.counter.with_user(user)
            for call in (
                lambda c=counter: c.get_counter(),
                lambda c=counter: c.find_counter("T-CT-1"),
                lambda c=counter: c.take_counter({"equipment_id": self.sold.id}),
                lambda c=counter: c.browse(reception.id).save_counter({}),
                lambda c=counter: c.browse(reception.id).confirm_counter({}),
                lambda c=counter: c.browse(reception.id).discard_counter(),
            ):
                with self.assertRaises(AccessError):
                    call()
            theirs = case.with_user(user)
            with self.assertRaises(AccessError):
                theirs.remove_counter_photo(1)
            with self.assertRaises(AccessError):
                theirs.get_counter_device()

    def test_the_screen_costs_the_same_for_one_device_and_for_fifty(self):
        def count(devices):
            machines = [
                self._create_equipment(serial=f"T-CQ-{devices}-{rank}")
                for rank in range(devices)
            ]
            reception = self._create_reception(*machines)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.counter.get_counter(reception.id)
            return self.cr.sql_log_count - before

        def count_save(devices):
            reception = self._create_reception(
                *(
                    self._create_equipment(serial=f"T-CS-{devices}-{rank}")
                    for rank in range(devices)
                )
            )
            case = reception.case_ids[:1]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._declare(reception, case, visual_state="Scratched")
            return self.cr.sql_log_count - before

        count(1)  # warms the caches of the registry
        self.assertEqual(count(1), count(50))
        count_save(2)
        self.assertEqual(count_save(2), count_save(50))
