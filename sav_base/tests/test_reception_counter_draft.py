# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError

from ..models.sav_reception_counter import UNFINISHED_LIMIT
from .counter_common import CounterCase
from .technician_common import SIGNATURE, encode, make_photo


class TestReceptionCounterDraft(CounterCase):
    """What the reception screen writes on its draft and how it ends, as the clerk."""

    # what is written

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

    def test_a_quantity_that_is_no_number(self):
        reception, case = self._begin()
        for quantity in ("nan", "inf", "some"):
            answer = self._declare(
                reception, case, accessories=[{"name": "Cable", "quantity": quantity}]
            )
            self.assertEqual(answer["errors"][0]["field"], "accessories", quantity)
        self.assertFalse(case.accessory_ids)

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
