# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import inspect

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .technician_common import SIGNATURE, TechnicianCase, encode, make_photo

# Of a case, with the name of the field that leads to it.
CASE_MODELS = (
    "sav.accessory",
    "sav.action.line",
    "sav.case.fault",
    "sav.custody",
    "sav.evidence",
    "sav.intervention",
    "sav.labour.line",
    "sav.labour.time",
    "sav.meter.reading",
    "sav.payer.line",
    "sav.signature",
    "sav.warranty.verdict",
)
SETTINGS_MODELS = (
    "sav.accessory.type",
    "sav.equipment.category",
    "sav.fault.code",
    "sav.labour.role",
    "sav.trade",
    "sav.warranty.policy",
    "sav.warranty.term",
    "sav.workshop",
)
QUIET = (
    "odoo.addons.base.models.ir_model",
    "odoo.addons.base.models.ir_rule",
    "odoo.models.unlink",
)


class SecurityCase(TechnicianCase):
    """Three cases, of one technician, of another and of nobody, with all they carry."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own_case = cls._receive_case(cls.technician)
        cls.foreign_case = cls._receive_case(cls.technician2)
        cls.free_case = cls._receive_case(None)
        cls.cases = cls.own_case + cls.foreign_case + cls.free_case

    @classmethod
    def _receive_case(cls, technician, company=None):
        """Return a received case in sudo, with one record of each model on it."""
        equipment = cls._create_equipment(
            meter_ids=[Command.create({"name": "Cycles", "code": "cycles"})]
        )
        case = cls._receive(
            {
                "equipment_id": equipment.id,
                "accessory_ids": [Command.create({"name": "Cable"})],
            },
            technician_id=technician and technician.id,
        ).sudo()
        worker = technician or cls.technician2
        line = cls.env["sav.labour.line"].create(
            {
                "repair_id": case.repair_id.id,
                "role_id": cls.role_n1.id,
                "kind": "diagnosis",
                "planned_hours": 1,
            }
        )
        case.state = "diagnosis"
        cls.env["sav.labour.time"].create(
            {"labour_line_id": line.id, "technician_id": worker.id, "hours": 0.5}
        )
        if not line.payer_line_ids:
            line.payer_line_ids = [Command.create({"payer": "customer"})]
        cls.env["sav.action.line"].create(
            {"repair_id": case.repair_id.id, "name": "Test it", "is_mandatory": True}
        )
        cls.env["sav.meter.reading"].create(
            {"meter_id": equipment.meter_ids.id, "case_id": case.id, "value": 12}
        )
        case.add_photo({"original": encode(make_photo())})
        cls.env["sav.signature"].create(
            {
                "case_id": case.id,
                "purpose": "hand_over",
                "signer_name": "Customer",
                "signature": SIGNATURE,
            }
        )
        return case

    def _of(self, case, model):
        """Return, in sudo, the records of a model that hang on a case."""
        return self.env[model].sudo().search([("case_id", "=", case.id)])

    def _seen(self, role, model, cases=None):
        """Return the cases whose records of a model a role finds."""
        records = (
            self.env[model]
            .with_user(self.users[role])
            .search([("case_id", "in", (cases or self.cases).ids)])
        )
        return records.sudo().case_id

    def _get_verbs(self, model, of_model=False):
        """Return the public methods that our addons give to a model.

        :param bool of_model: those of the model itself, instead of its records
        """
        return {
            name: function
            for name, function in inspect.getmembers(
                type(self.env[model]), inspect.isfunction
            )
            if not name.startswith("_")
            and function.__module__.startswith("odoo.addons.sav_")
            and name not in ("create", "write", "unlink")
            and bool(getattr(function, "_api_model", False)) == of_model
        }

    def _call(self, record, name, function):
        parameters = list(inspect.signature(function).parameters.values())[1:]
        required = [p for p in parameters if p.default is inspect.Parameter.empty]
        return getattr(record, name)(*["1" for _parameter in required])


@tagged("post_install", "-at_install", "security")
class TestReading(SecurityCase):
    def test_technician_reads_own_and_unassigned(self):
        expected = self.own_case + self.free_case
        found = (
            self.env["sav.case"]
            .with_user(self.sav_tech)
            .search([("id", "in", self.cases.ids)])
        )
        self.assertEqual(set(found.ids), set(expected.ids))
        for model in CASE_MODELS:
            with self.subTest(model=model):
                self.assertTrue(self._of(self.foreign_case, model))
                self.assertEqual(self._seen("tech", model), expected)

    def test_others_read_all(self):
        for role in ("counter", "billing", "manager", "admin"):
            for model in CASE_MODELS:
                with self.subTest(role=role, model=model):
                    self.assertEqual(self._seen(role, model), self.cases)

    def test_case_without_user_of_its_technician_is_not_unassigned(self):
        self.technician2.user_id = False
        self.assertFalse(self.foreign_case.technician_user_id)
        self.assertNotIn(self.foreign_case, self._seen("tech", "sav.evidence"))

    def test_reception_follows_its_cases(self):
        receptions = self.cases.reception_id
        found = (
            self.env["sav.reception"]
            .with_user(self.sav_tech)
            .search([("id", "in", receptions.ids)])
        )
        expected = (self.own_case + self.free_case).reception_id
        self.assertEqual(set(found.ids), set(expected.ids))

    def test_work_of_an_intervention_opens_its_case(self):
        self._create_interventions(
            1, self.technician, case_id=self.foreign_case.id, kind="works"
        )
        self.assertEqual(self._seen("tech", "sav.case.fault"), self.cases)

    def test_own_work_keeps_a_case_given_to_a_colleague(self):
        work = self._create_interventions(
            1, self.technician, case_id=self.own_case.id, kind="works"
        )
        self.own_case.technician_id = self.technician2
        work.technician_id = self.technician
        case = self._as("tech", self.own_case)
        self.assertTrue(case.has_access("read"))
        work.technician_id = self.technician2
        self.assertFalse(case.has_access("read"))
        work.technician_id = self.technician
        self.assertTrue(case.has_access("read"))

    @mute_logger(*QUIET)
    def test_outsiders_are_refused(self):
        sav_models = [
            name
            for name, model in self.env.registry.items()
            if name.startswith("sav.") and not model._abstract
        ]
        self.assertGreater(len(sav_models), 20)
        for name in sav_models:
            with self.subTest(model=name):
                model = self.env[name].with_user(self.employee)
                with self.assertRaises(AccessError):
                    model.search([])
                for operation in ("create", "write", "unlink"):
                    for user in (self.employee, self.portal_user):
                        self.assertFalse(
                            self.env[name].with_user(user).has_access(operation)
                        )

    @mute_logger(*QUIET)
    def test_customer_sees_nothing_of_another(self):
        self.cases.partner_id = self.customer2
        for model in ("sav.case", "sav.equipment", "sav.reception", "sav.intervention"):
            with self.subTest(model=model):
                records = self.env[model].with_user(self.portal_user)
                if records.has_access("read"):
                    found = records.search([]).sudo().partner_id
                    self.assertNotIn(self.customer2, found)

    def test_other_company_is_hidden(self):
        for model in ("sav.case", "sav.equipment", "sav.reception", *CASE_MODELS):
            with self.subTest(model=model):
                company = self.env[model].with_user(self.other_clerk)
                self.assertFalse(company.search([("company_id", "=", self.company.id)]))

    def test_company_of_a_manager_is_not_enough(self):
        self.sav_manager.company_ids = self.company + self.other_company
        manager = self.env["sav.case"].with_user(self.sav_manager)
        one = manager.with_context(allowed_company_ids=self.other_company.ids)
        self.assertFalse(one.search([("id", "in", self.cases.ids)]))
        both = manager.with_context(
            allowed_company_ids=(self.other_company + self.company).ids
        )
        self.assertEqual(len(both.search([("id", "in", self.cases.ids)])), 3)

    @mute_logger(*QUIET)
    def test_hourly_cost_is_hidden(self):
        time = self._of(self.own_case, "sav.labour.time")
        for role in ("tech", "counter"):
            with self.assertRaises(AccessError):
                self._as(role, time).read(["hourly_cost"])
            with self.assertRaises(AccessError):
                self._as(role, time).search([("hourly_cost", ">", 1)])
        for role in ("billing", "manager"):
            self._as(role, time).read(["hourly_cost"])

    @mute_logger(*QUIET)
    def test_technician_has_no_right_on_orders(self):
        for model in ("sale.order", "sale.order.line", "account.move"):
            self.assertFalse(
                self.env[model].with_user(self.sav_tech).has_access("read")
            )

    def test_settings_are_read_by_all_and_written_by_the_administrator(self):
        for model in SETTINGS_MODELS:
            with self.subTest(model=model):
                for role in ("tech", "counter", "billing", "manager"):
                    records = self.env[model].with_user(self.users[role])
                    self.assertTrue(records.has_access("read"))
                    for operation in ("create", "write", "unlink"):
                        self.assertFalse(records.has_access(operation))
                admin = self.env[model].with_user(self.sav_admin)
                for operation in ("create", "write", "unlink"):
                    self.assertTrue(admin.has_access(operation))


@tagged("post_install", "-at_install", "security")
class TestNames(SecurityCase):
    """A technician without rights in Human Resources reads who the colleagues are."""

    def test_colleagues_in_a_list(self):
        read = self.env["sav.intervention"].with_user(self.sav_clerk)
        rows = read.web_search_read(
            [("case_id", "in", self.cases.ids)],
            {
                "name": {},
                "technician_id": {"fields": {"display_name": {}}},
                "partner_id": {"fields": {"display_name": {}}},
                "equipment_id": {"fields": {"display_name": {}}},
            },
            order="technician_id, id",
        )["records"]
        self.assertEqual(
            [
                row["technician_id"] and row["technician_id"]["display_name"]
                for row in rows
            ],
            ["Sonia", "Tarek", False],
        )

    def test_colleague_on_a_shared_case(self):
        shared = self._create_interventions(
            1, self.technician, case_id=self.foreign_case.id, kind="works"
        )
        row = self._as("tech", shared.case_id).web_read(
            {"technician_id": {"fields": {"display_name": {}}}}
        )
        self.assertEqual(row[0]["technician_id"]["display_name"], "Sonia")
        groups = self._as("tech", self.env["sav.case"]).formatted_read_group(
            [("id", "=", self.foreign_case.id)], ["technician_id"], ["__count"]
        )
        self.assertEqual(groups[0]["technician_id"], (self.technician2.id, "Sonia"))

    def test_choice_of_a_technician(self):
        employees = self.env["hr.employee"].with_user(self.sav_clerk)
        self.env["hr.employee"].create({"name": "Tarek of the Accounts"})
        found = employees.name_search("Tarek", [("sav_is_technician", "=", True)])
        self.assertEqual(found, [(self.technician.id, "Tarek")])
        found = employees.web_search_read(
            [("sav_workshop_id", "=", self.workshop.id)],
            {"display_name": {}, "sav_role_id": {"fields": {"display_name": {}}}},
        )["records"]
        self.assertEqual({row["display_name"] for row in found}, {"Tarek", "Sonia"})

    def test_who_am_i(self):
        self.assertEqual(
            self.sav_tech.with_user(self.sav_tech)._get_sav_technician(),
            self.technician,
        )
        self.assertFalse(self.sav_clerk._get_sav_technician())
        self.assertFalse(self.sav_tech._get_sav_technician(self.other_company))
        self.technician.sav_is_technician = False
        self.assertFalse(self.sav_tech._get_sav_technician())


@tagged("post_install", "-at_install", "security")
class TestWriting(SecurityCase):
    @mute_logger(*QUIET)
    def test_technician_cannot_touch_the_work_of_another(self):
        for model in ("sav.case", *CASE_MODELS):
            records = (
                self.foreign_case
                if model == "sav.case"
                else self._of(self.foreign_case, model)
            )
            foreign = self._as("tech", records)
            with self.subTest(model=model):
                with self.assertRaises(AccessError):
                    foreign.read(["display_name"])
                with self.assertRaises(AccessError):
                    foreign.write({"create_uid": self.sav_tech.id})
                with self.assertRaises(AccessError):
                    foreign.unlink()
        equipment = self._as("tech", self.foreign_case.equipment_id)
        with self.assertRaises(AccessError):
            equipment.brand = "Mine"
        self._as("tech", self.own_case.equipment_id).brand = "Read on the plate"

    @mute_logger(*QUIET)
    def test_technician_adds_nothing_to_the_work_of_another(self):
        case = self.foreign_case
        repair, meter = case.repair_id, case.equipment_id.meter_ids
        line = self._of(case, "sav.labour.line")
        attempts = {
            "sav.accessory": {"case_id": case.id, "name": "Mine"},
            "sav.action.line": {"repair_id": repair.id, "name": "Mine"},
            "sav.case.fault": {"case_id": case.id, "description": "Mine"},
            "sav.custody": {"case_id": case.id, "holder": "technician"},
            "sav.evidence": {"case_id": case.id, "original": encode(make_photo())},
            "sav.labour.line": {
                "repair_id": repair.id,
                "role_id": self.role_n1.id,
                "planned_hours": 1,
            },
            "sav.labour.time": {
                "labour_line_id": line.id,
                "technician_id": self.technician.id,
                "hours": 1,
            },
            "sav.meter.reading": {"meter_id": meter.id, "value": 99},
            "sav.payer.line": {"labour_line_id": line.id, "payer": "goodwill"},
            "sav.signature": {
                "intervention_id": case.intervention_ids.id,
                "purpose": "work_done",
                "signer_name": "Mine",
                "signature": SIGNATURE,
            },
            "sav.warranty.verdict": {
                "case_id": case.id,
                "state": "covered",
                "date_on": "2026-01-01",
                "explanation": "Mine",
            },
        }
        for model, vals in attempts.items():
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.sav_tech).create(vals)

    @mute_logger(*QUIET)
    def test_every_verb_refuses_the_work_of_another(self):
        for model in ("sav.case", "sav.reception", "sav.intervention", "sav.evidence"):
            if model == "sav.case":
                record = self.foreign_case
            elif model == "sav.reception":
                record = self.foreign_case.reception_id
            else:
                record = self._of(self.foreign_case, model)[:1]
            verbs = self._get_verbs(model)
            self.assertTrue(verbs)
            for user in (self.sav_tech, self.employee, self.other_clerk):
                for name, function in verbs.items():
                    with (
                        self.subTest(model=model, verb=name, user=user.login),
                        self.assertRaises(AccessError),
                    ):
                        self._call(record.with_user(user), name, function)

    @mute_logger(*QUIET)
    def test_every_verb_of_a_model_refuses_outsiders(self):
        found = set()
        for model in ("sav.case", "sav.reception", "sav.intervention", "sav.evidence"):
            for name, function in self._get_verbs(model, of_model=True).items():
                found.add(name)
                for user in (self.employee, self.portal_user):
                    with (
                        self.subTest(model=model, verb=name, user=user.login),
                        self.assertRaises(AccessError),
                    ):
                        self._call(self.env[model].with_user(user), name, function)
        self.assertLessEqual({"resolve_scan", "get_technician_day"}, found)

    @mute_logger(*QUIET)
    def test_answer_to_a_quote_of_another(self):
        answers = self.env["sav.quote.answer"].with_user(self.sav_tech)
        self.env.flush_all()
        self.env.invalidate_all()  # what the cache holds is no right to read it
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            answers.create({"case_id": self.foreign_case.id}).read(["signer_name"])
        answer = answers.create(
            {"case_id": self.foreign_case.id, "signer_name": "Somebody"}
        )
        answer.write({"signature": SIGNATURE, "reason": "Forged"})
        for choice in ("accepted", "refused"):
            answer.answer = choice
            with self.assertRaises(AccessError):
                answer.action_confirm()

    @mute_logger(*QUIET)
    def test_technician_hands_no_work_over(self):
        with self.assertRaisesRegex(AccessError, "for themselves"):
            self._as("tech", self.own_case).technician_id = self.technician2
        with self.assertRaisesRegex(AccessError, "for themselves"):
            self._as("tech", self.free_case).technician_id = self.technician2
        self._as("tech", self.free_case).technician_id = self.technician
        self.assertEqual(self.free_case.technician_user_id, self.sav_tech)

    def test_state_moves_by_verbs_only(self):
        attempts = [
            (self.own_case, {"state": "repair"}),
            (self.own_case, {"outcome": "repaired"}),
            (self.own_case, {"name": "SAV/1"}),
            (self.own_case, {"barcode": "SC1"}),
            (self.own_case, {"repair_id": self.free_case.repair_id.id}),
            (
                self.own_case,
                {"warranty_verdict_id": self.free_case.warranty_verdict_id.id},
            ),
            (self.own_case, {"warranty_state": "covered"}),
            (self.own_case, {"technician_user_id": self.sav_tech2.id}),
            (self.own_case.intervention_ids, {"state": "closed"}),
            (self.own_case.intervention_ids, {"date_done": "2026-01-01 00:00:00"}),
            (
                self.own_case.intervention_ids,
                {"technician_user_id": self.sav_tech2.id},
            ),
        ]
        for role in ("tech", "counter", "manager", "admin"):
            for record, vals in attempts:
                with (
                    self.subTest(role=role, vals=vals),
                    self.assertRaisesRegex(AccessError, "buttons"),
                ):
                    self._as(role, record).write(vals)
        with self.assertRaisesRegex(AccessError, "buttons"):
            self._as("counter", self.own_case.reception_id).state = "draft"

    def test_no_state_at_creation(self):
        cases = self.env["sav.case"].with_user(self.sav_clerk)
        vals = {"partner_id": self.customer.id, "equipment_id": self.equipment.id}
        with self.assertRaisesRegex(AccessError, "buttons"):
            cases.create({**vals, "state": "repair"})
        by_context = cases.with_context(default_state="repair").create(vals)
        self.assertEqual(by_context.state, "draft")

    def test_technician_writes_what_is_found_only(self):
        case = self._as("tech", self.own_case)
        case.write(
            {
                "cause_id": self.cause.id,
                "fault_id": self.fault.id,
                "remedy_id": self.remedy.id,
                "symptom_id": self.symptom.id,
                "diagnosis": "Worn pump",
            }
        )
        for vals in (
            {"cost_limit": 100000},
            {"diagnosis_fee": 0},
            {"partner_id": self.customer2.id},
            {"equipment_id": self.equipment.id},
            {"date_promised": "2030-01-01"},
            {"visual_state": "As new"},
            {"priority": "2"},
            {"company_id": self.other_company.id},
            {"access_token": "known"},
        ):
            with (
                self.subTest(vals=vals),
                self.assertRaisesRegex(AccessError, "technician cannot"),
            ):
                case.write(vals)

    def test_technician_makes_no_warranty(self):
        machine = self._as("tech", self.own_case.equipment_id)
        for vals in (
            {"date_sale": "2026-01-01"},
            {"warranty_extra_days": 900},
            {"warranty_policy_id": self.policy_12.id},
            {"date_commissioning": "2026-01-01"},
            {"partner_id": self.customer2.id},
            {"product_id": self.machine.id},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                machine.write(vals)
        with self.assertRaises(AccessError):
            machine.create({"partner_id": self.customer.id, "date_sale": "2026-01-01"})

    @mute_logger(*QUIET)
    def test_evidence_is_appended_never_rewritten(self):
        for model in ("sav.custody", "sav.warranty.verdict", "sav.signature"):
            records = self._of(self.own_case, model)
            for role in ("tech", "counter", "billing", "manager", "admin"):
                with self.subTest(model=model, role=role):
                    with self.assertRaises(AccessError):
                        self._as(role, records).write({"company_id": self.company.id})
                    with self.assertRaises(AccessError):
                        self._as(role, records).unlink()
        for role in ("tech", "counter", "billing", "manager", "admin"):
            verdict = self._as(role, self.env["sav.warranty.verdict"])
            self.assertFalse(verdict.has_access("create"))
            transformation = self._as(role, self.env["sav.transformation"])
            self.assertFalse(transformation.has_access("create"))

    def test_rows_are_signed_by_who_writes_them(self):
        row = (
            self.env["sav.custody"]
            .with_user(self.sav_tech)
            .create(
                {
                    "case_id": self.own_case.id,
                    "holder": "technician",
                    "user_id": self.sav_manager.id,
                }
            )
        )
        reading = (
            self.env["sav.meter.reading"]
            .with_user(self.sav_tech)
            .create(
                {
                    "meter_id": self.own_case.equipment_id.meter_ids.id,
                    "value": 20,
                    "user_id": self.sav_manager.id,
                }
            )
        )
        self.assertEqual(row.user_id, self.sav_tech)
        self.assertEqual(reading.user_id, self.sav_tech)

    @mute_logger(*QUIET)
    def test_estimate_changes_by_verbs_only(self):
        for model, vals in (
            ("sav.labour.line", {"customer_share": 0}),
            ("sav.action.line", {"is_mandatory": False}),
            ("sav.payer.line", {"percentage": 0}),
        ):
            records = self._of(self.own_case, model)
            for role in ("tech", "counter", "billing", "manager"):
                with self.subTest(model=model, role=role):
                    with self.assertRaises(AccessError):
                        self._as(role, records).write(vals)
                    with self.assertRaises(AccessError):
                        self._as(role, records).unlink()

    @mute_logger(*QUIET)
    def test_time_of_a_colleague(self):
        line = self._of(self.own_case, "sav.labour.line")
        theirs = self.env["sav.labour.time"].create(
            {
                "labour_line_id": line.id,
                "technician_id": self.technician2.id,
                "hours": 2,
            }
        )
        with self.assertRaises(AccessError):
            self._as("tech", theirs).hours = 0
        with self.assertRaises(AccessError):
            self._as("tech", theirs).unlink()
        mine = self._of(self.own_case, "sav.labour.time") - theirs
        self._as("tech", mine).hours = 0.75
        with self.assertRaises(AccessError):
            self._as("tech", mine).technician_id = self.technician2

    @mute_logger(*QUIET)
    def test_billing_changes_no_work(self):
        for record in (self.own_case, self.own_case.intervention_ids):
            with self.assertRaises(AccessError):
                self._as("billing", record).write({"priority": "1"})

    @mute_logger(*QUIET)
    def test_only_the_administrator_deletes(self):
        # The counter takes a line off a draft reception; what is confirmed stays.
        drafted = ("sav.case", "sav.reception")
        for model in (*drafted, "sav.intervention", "sav.equipment"):
            for role in ("tech", "counter", "billing", "manager"):
                may = model in drafted and role in ("counter", "manager")
                records = self.env[model].with_user(self.users[role])
                self.assertEqual(records.has_access("unlink"), may, (model, role))
            self.assertTrue(
                self.env[model].with_user(self.sav_admin).has_access("unlink")
            )

    def test_deleted_case_is_refused(self):
        for role in ("admin", "counter"):
            with self.assertRaises(UserError):
                self._as(role, self.own_case).unlink()


@tagged("post_install", "-at_install", "security")
class TestCustomer(SecurityCase):
    """What a customer of the portal can do by RPC on what is theirs."""

    # They print what the customer has anyway, or name a page of the backend.
    HARMLESS = (
        "action_extend_warranty",
        "action_open_",
        "action_print_labels",
        "action_print_slip",
        "action_warranty_what_if",
    )

    @mute_logger(*QUIET)
    def test_no_verb_serves_the_customer(self):
        self.assertEqual(self.own_case.partner_id, self.portal_user.partner_id)
        for record in (
            self.own_case,
            self.own_case.reception_id,
            self.own_case.equipment_id,
        ):
            own = record.with_user(self.portal_user)
            own.check_access("read")
            for name, function in self._get_verbs(record._name).items():
                if name.startswith(self.HARMLESS):
                    continue
                with (
                    self.subTest(model=record._name, verb=name),
                    self.assertRaises(AccessError),
                ):
                    self._call(own, name, function)
