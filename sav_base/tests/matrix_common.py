# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import csv

from odoo.fields import Command
from odoo.tests import new_test_user
from odoo.tools import mute_logger
from odoo.tools.misc import file_open

from .technician_common import SIGNATURE, TechnicianCase, encode, make_photo

QUIET = ("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
# Columns of the table: the role, and on whose record.
ACTORS = (
    "technician_own",
    "technician_other",
    "counter",
    "billing",
    "manager",
    "admin",
    "portal_own",
    "portal_other",
    "employee",
)
TWINS = ("technician", "counter", "billing", "manager", "admin")


class MatrixCase(TechnicianCase):
    """Who may do what on every model of an addon, as its table says it.

    ``_addon`` is the addon, ``_table`` its file: a row a model, a column an actor, in a
    cell the letters of what is allowed: (r)ead, (w)rite, (c)reate, (u)nlink. In the
    column ``company``, ``closed``: nobody of another company sees it; ``shared``: all
    do; ``none``: a wizard or a view, of which the rights alone are tried.
    """

    _addon = "sav_base"
    _table = "sav_base/tests/security_matrix.csv"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with file_open(cls._table) as table:
            cls.table = {row["model"]: row for row in csv.DictReader(table)}
        cls.stranger = new_test_user(
            cls.env,
            "sav_stranger",
            groups="base.group_portal",
            partner_id=cls.customer2.id,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.twins = {
            role: new_test_user(
                cls.env,
                f"sav_twin_{role}",
                groups=f"sav_base.group_sav_{role}",
                company_id=cls.other_company.id,
                company_ids=[Command.set(cls.other_company.ids)],
            )
            for role in TWINS
        }
        cls.policy_12.company_id = cls.company
        cls.role_n1.company_id = cls.company
        cls.own_case = cls._receive_full_case(cls.technician)
        cls.other_case = cls._receive_full_case(cls.technician2)
        cls.env.flush_all()

    @classmethod
    def _receive_full_case(cls, technician):
        """Return in sudo a case with one record of each model on it."""
        equipment = cls._create_equipment(
            serial=f"T-MATRIX-{technician.name}",
            meter_ids=[Command.create({"name": "Cycles", "code": "cycles"})],
        )
        case = cls._receive(
            {
                "equipment_id": equipment.id,
                "accessory_ids": [Command.create({"name": "Cable"})],
            },
            technician_id=technician.id,
        ).sudo()
        case.with_user(cls.sav_clerk).set_device_password("0000")
        case.state = "diagnosis"
        cls._create_work(case, technician)
        cls._create_machine_rows(case)
        cls._create_claim(case)
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

    @classmethod
    def _create_work(cls, case, technician):
        line = cls.env["sav.labour.line"].create(
            {
                "repair_id": case.repair_id.id,
                "role_id": cls.role_n1.id,
                "kind": "diagnosis",
                "planned_hours": 1,
            }
        )
        cls.env["sav.labour.time"].create(
            {"labour_line_id": line.id, "technician_id": technician.id, "hours": 0.5}
        )
        if not line.payer_line_ids:
            line.payer_line_ids = [Command.create({"payer": "customer"})]
        cls.env["sav.action.line"].create(
            {"repair_id": case.repair_id.id, "name": "Test it"}
        )
        order = case.repair_id._sav_create_order()
        cls.env["sav.transformation"].create(
            {
                "sale_line_id": order.order_line[:1].id,
                "kind": "delivery_note",
                "quantity": 1,
            }
        )

    @classmethod
    def _create_machine_rows(cls, case):
        equipment = case.equipment_id
        cls.env["sav.meter.reading"].create(
            {"meter_id": equipment.meter_ids.id, "case_id": case.id, "value": 12}
        )
        cls.env["sav.equipment.alias"].create(
            {
                "equipment_id": equipment.id,
                "kind": "serial",
                "code": f"OLD-{equipment.serial}",
            }
        )
        cls.env["sav.equipment.part"].create(
            {
                "equipment_id": equipment.id,
                "date": case.date_received,
                "product_id": cls.part_ordered.id,
                "quantity": 1,
                "action": "added",
            }
        )
        cls.env["sav.warranty.extension"].create(
            {
                "equipment_id": equipment.id,
                "case_id": case.id,
                "kind": "goodwill",
                "days": 10,
                "date": "2026-01-01",
            }
        )
        cls.env["sav.equipment.import"].create(
            {
                "data_file": encode(b"serial\nX-1\n"),
                "company_id": case.company_id.id,
                "error_ids": [Command.create({"line": 1, "message": case.name})],
            }
        )
        if not cls.policy_12.exclusion_ids:
            cls.env["sav.warranty.exclusion"].create(
                {"policy_id": cls.policy_12.id, "cause_id": cls.cause_excluded.id}
            )

    @classmethod
    def _create_claim(cls, case):
        cls.env["sav.claim"].create(
            {
                "case_id": case.id,
                "partner_id": cls.customer2.id,
                "line_ids": [Command.create({"name": "Pump", "unit_amount": 10})],
            }
        )

    def _get_models(self):
        """Return the names of the models that the addon brings."""
        return sorted(
            name
            for name, model in self.env.registry.items()
            if model._original_module == self._addon and not model._abstract
        )

    def _get_sample(self, name, case):
        """Return, in sudo, one record of a model that hangs on a case."""
        model = self.env[name].sudo()
        settings = {
            "sav.accessory.type": self.accessory_type,
            "sav.equipment.category": self.category,
            "sav.fault.code": self.cause,
            "sav.labour.role": self.role_n1,
            "sav.trade": self.trade,
            "sav.warranty.exclusion": self.policy_12.exclusion_ids,
            "sav.warranty.policy": self.policy_12,
            "sav.warranty.term": self.policy_12.term_ids,
            "sav.workshop": self.workshop,
            "sav.case": case,
            "sav.equipment": case.equipment_id,
            "sav.reception": case.reception_id,
        }
        if name in settings:
            return settings[name].sudo()[:1]
        if name == "sav.equipment.part":
            return model.search([("equipment_id", "=", case.equipment_id.id)], limit=1)
        for link, owner in (
            ("case_id", case),
            ("claim_id.case_id", case),
            ("sale_order_id.sav_case_id", case),
            ("equipment_id", case.equipment_id),
            ("import_id.company_id", case.company_id),
            ("company_id", case.company_id),
        ):
            if link.partition(".")[0] in model._fields:
                return model.search([(link, "=", owner.id)], limit=1)
        return model.browse()

    def _get_users(self):
        """Return, for each actor, the user and the case whose records are tried."""
        return {
            "technician_own": (self.sav_tech, self.own_case),
            "technician_other": (self.sav_tech, self.other_case),
            "counter": (self.sav_clerk, self.other_case),
            "billing": (self.sav_billing, self.other_case),
            "manager": (self.sav_manager, self.other_case),
            "admin": (self.sav_admin, self.other_case),
            "portal_own": (self.portal_user, self.own_case),
            "portal_other": (self.stranger, self.own_case),
            "employee": (self.employee, self.own_case),
        }

    def _observe(self, name):
        """Return what is really allowed on a model: letters by actor, and by twin."""
        is_shown = self.table[name]["company"] != "none"
        seen = {}
        for actor, (user, case) in self._get_users().items():
            record = self._get_sample(name, case) if is_shown else self.env[name]
            seen[actor] = self._get_letters(record.with_user(user))
        if is_shown:
            record = self._get_sample(name, self.own_case)
            for role, twin in self.twins.items():
                seen[f"twin_{role}"] = self._get_letters(record.with_user(twin))
        return seen

    def _get_letters(self, record):
        return "".join(
            letter for letter, name in OPERATIONS.items() if record.has_access(name)
        )

    def _get_expected(self, name):
        """Return what the table allows on a model, as ``_observe`` says it."""
        row = self.table[name]
        expected = {actor: row[actor] for actor in ACTORS}
        if row["company"] != "none":
            for role in TWINS:
                column = "technician_own" if role == "technician" else role
                shared = row["company"] == "shared"
                expected[f"twin_{role}"] = row[column] if shared else ""
        return expected


class MatrixTests:
    """What holds of the table of any addon: mixed into a ``MatrixCase`` of its own.

    No test case itself, so that importing it does not run it a second time.
    """

    # XML names of the rules on wizards, views and core's models, tested elsewhere
    _other_rules = frozenset()

    def test_every_model_is_in_the_table(self):
        self.assertEqual(sorted(self.table), self._get_models())

    @mute_logger(*QUIET)
    def test_table_is_what_is_allowed(self):
        for name in self.table:
            with self.subTest(model=name):
                if self.table[name]["company"] != "none":
                    for case in (self.own_case, self.other_case):
                        self.assertTrue(self._get_sample(name, case), "no sample")
                self.assertEqual(self._observe(name), self._get_expected(name))

    @mute_logger(*QUIET)
    def test_each_rule_is_needed(self):
        """Without any one of the rules, the table would not be true any more."""
        rules = self._get_rules()
        self.assertTrue(rules)
        for rule in rules:
            name = rule.model_id.model
            expected = self._get_expected(name)
            rule.active = False
            self.env.flush_all()
            try:
                with self.subTest(rule=rule.name, model=name):
                    self.assertNotEqual(self._observe(name), expected)
            finally:
                rule.active = True
                self.env.flush_all()

    def test_every_other_rule_is_known(self):
        """A new rule on a wizard or on a core model needs a test of its own."""
        others = self._get_addon_rules() - self._get_rules()
        self.assertEqual(
            {xml_id.split(".")[1] for xml_id in others.get_external_id().values()},
            self._other_rules,
        )

    def _get_addon_rules(self):
        names = self.env["ir.model.data"].search(
            [("module", "=", self._addon), ("model", "=", "ir.rule")]
        )
        return self.env["ir.rule"].browse(names.mapped("res_id"))

    def _get_rules(self):
        """Return the record rules that the addon puts on its own models."""
        return self._get_addon_rules().filtered(
            lambda rule: (
                self.table.get(rule.model_id.model, {}).get("company", "none") != "none"
            )
        )
