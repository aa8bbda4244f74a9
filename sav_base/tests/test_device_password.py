# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, TransactionCase, tagged
from odoo.tools import SQL, mute_logger

from ..tools.secret import seal, unseal
from .technician_common import TechnicianCase

PASSWORD = "  Zyx-9731 é٣ "
KEPT_WORD = "Zyx-9731"
QUIET = ("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
ROLES = (
    "counter",
    "billing",
    "manager",
    "admin",
    "tech",
    "tech_other",
    "employee",
    "portal",
)


class PasswordCase(TechnicianCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._receive(cls.equipment).sudo()
        cls.counter_case = cls.case.with_user(cls.sav_clerk)
        cls.log = cls.env["sav.device.password.log"]

    def _get_log(self, case=None):
        rows = self.log.search([("case_id", "=", (case or self.case).id)], order="id")
        return [(row.event, row.user_id.login) for row in rows]


@tagged("post_install", "-at_install")
class TestSecret(TransactionCase):
    def test_opens_where_it_was_sealed_only(self):
        secret = "s" * 36
        sealed = seal(PASSWORD, secret, "sav.case,7")
        self.assertEqual(unseal(sealed, secret, "sav.case,7"), PASSWORD)
        self.assertNotEqual(sealed, seal(PASSWORD, secret, "sav.case,7"))
        for other in (
            (sealed, secret, "sav.case,8"),
            (sealed, "t" * 36, "sav.case,7"),
            (sealed[:-8] + "AAAAAAA=", secret, "sav.case,7"),
            ("not base64 é", secret, "sav.case,7"),
        ):
            with self.assertRaises(ValueError):
                unseal(*other)


@tagged("post_install", "-at_install", "security")
class TestDevicePassword(PasswordCase):
    def test_technician_reads_what_the_counter_gave(self):
        self.assertFalse(self.case.has_device_password)
        self.assertTrue(self.counter_case.set_device_password(PASSWORD))
        self.assertTrue(self.counter_case.has_device_password)
        read = self._as("tech", self.case).get_device_password()
        self.assertEqual(read, PASSWORD)
        self.assertEqual(self._get_log(), [("set", "sav_clerk"), ("read", "sav_tech")])

    def test_each_reading_is_written_down(self):
        self.counter_case.set_device_password(PASSWORD)
        for _time in range(3):
            self._as("tech", self.case).get_device_password()
        self.assertEqual(self._get_log()[1:], [("read", "sav_tech")] * 3)

    def test_a_new_one_replaces_the_old_one(self):
        self.counter_case.set_device_password("old")
        self.counter_case.set_device_password("new")
        self.assertEqual(self._as("tech", self.case).get_device_password(), "new")
        rows = self.env["sav.device.password"].search([("case_id", "=", self.case.id)])
        self.assertEqual(len(rows), 1)

    @mute_logger(*QUIET)
    def test_nobody_else_reads_it(self):
        self.counter_case.set_device_password(PASSWORD)
        for role in ROLES:
            if role != "tech":
                with self.subTest(role=role), self.assertRaises(AccessError):
                    self._as(role, self.case).get_device_password()
        with self.assertRaisesRegex(AccessError, "nobody else"):
            self._as("manager", self.case).sudo().get_device_password()
        with self.assertRaisesRegex(AccessError, "nobody else"):
            self.case.get_device_password()
        self.assertEqual(self._get_log(), [("set", "sav_clerk")])

    def test_reader_follows_the_work(self):
        self.counter_case.set_device_password(PASSWORD)
        self.case.technician_id = self.technician2
        other = self._as("tech_other", self.case)
        self.assertEqual(other.get_device_password(), PASSWORD)
        self.assertFalse(self._as("tech", self.case)._is_password_reader())
        job = self._create_interventions(1, self.technician, case_id=self.case.id)
        self.assertTrue(self._as("tech", self.case)._is_password_reader())
        job.state = "done"
        self.assertFalse(self._as("tech", self.case)._is_password_reader())

    def test_unassigned_work_is_nobodys(self):
        self.counter_case.set_device_password(PASSWORD)
        self.case.technician_id = False
        self.case.intervention_ids.technician_id = False
        with self.assertRaisesRegex(AccessError, "Take the work first"):
            self._as("tech", self.case).get_device_password()

    @mute_logger(*QUIET)
    def test_only_the_counter_gives_it(self):
        for role in ("tech", "billing", "employee", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._as(role, self.case).set_device_password(PASSWORD)
        other = self.case.with_user(self.other_clerk)
        with self.assertRaises(AccessError):
            other.set_device_password(PASSWORD)
        self.assertTrue(self._as("manager", self.case).set_device_password("x"))

    def test_bad_input(self):
        for text in ("x" * 201, 1234, ["x"], {"a": 1}):
            with self.subTest(text=str(text)[:9]), self.assertRaises(UserError):
                self.counter_case.set_device_password(text)
        for text in ("", "   ", False, None):
            self.assertFalse(self.counter_case.set_device_password(text))
        with self.assertRaisesRegex(UserError, "no password is kept"):
            self._as("tech", self.case).get_device_password()

    def test_flag_is_written_by_the_verb_only(self):
        with self.assertRaisesRegex(AccessError, "buttons"):
            self.counter_case.has_device_password = True

    def test_erased_by_the_counter(self):
        self.counter_case.set_device_password(PASSWORD)
        self.counter_case.set_device_password("")
        self._assert_erased()
        self.assertEqual(self._get_log()[-1], ("erased", "sav_clerk"))

    def test_erased_when_cancelled(self):
        self.counter_case.set_device_password(PASSWORD)
        self.counter_case.action_cancel()
        self._assert_erased()
        with self.assertRaisesRegex(UserError, "is over"):
            self.counter_case.set_device_password(PASSWORD)

    def test_erased_when_the_work_is_closed(self):
        self.counter_case.set_device_password(PASSWORD)
        self.case.intervention_ids.action_cancel()
        self.case.write({"state": "ready", "outcome": "no_fault"})
        self.case.repair_ids.action_repair_cancel()
        self.counter_case.action_close()
        self.assertEqual(self.case.state, "ready")
        self._assert_erased()

    def test_erased_when_handed_over(self):
        self.counter_case.set_device_password(PASSWORD)
        self.case.write({"state": "closed"})
        self._assert_erased()

    def test_draft_that_is_thrown_away(self):
        reception = self._create_reception(self.equipment)
        draft = reception.case_ids
        draft.set_device_password(PASSWORD)
        case_id = draft.id
        draft.unlink()
        passwords = self.env["sav.device.password"]
        self.assertFalse(passwords.search([("case_id", "=", case_id)]))

    def test_copy_has_no_password(self):
        self.counter_case.set_device_password(PASSWORD)
        copied = self.case.copy()
        self.assertFalse(copied.has_device_password)
        with self.assertRaises(AccessError):
            copied.with_user(self.sav_tech2).get_device_password()

    def test_copy_of_the_database_opens_nothing(self):
        self.counter_case.set_device_password(PASSWORD)
        self.env["ir.config_parameter"].set_param("database.secret", "another one")
        with self.assertRaisesRegex(UserError, "Ask the customer"):
            self._as("tech", self.case).get_device_password()

    def test_several_at_once_cost_no_more(self):
        cases = self._receive(*[self._create_equipment() for _number in range(5)])
        for case in cases:
            case.set_device_password(PASSWORD)
        cases.sudo().write({"state": "closed"})
        self.assertFalse(any(cases.mapped("has_device_password")))
        rows = self.log.search([("case_id", "in", cases.ids)])
        self.assertEqual(rows.mapped("event").count("erased"), 5)

    def _assert_erased(self):
        self.assertFalse(self.case.has_device_password)
        passwords = self.env["sav.device.password"]
        self.assertFalse(passwords.search([("case_id", "=", self.case.id)]))


@tagged("post_install", "-at_install", "security")
class TestDevicePasswordIsNowhere(PasswordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.counter_case.set_device_password(PASSWORD)
        exporters = cls.env.ref("base.group_allow_export")
        exporters.user_ids = [
            Command.link(user.id) for user in cls.users.values() if not user.share
        ]

    def test_no_table_holds_it(self):
        self._as("tech", self.case).get_device_password()
        self.env.flush_all()
        found = []
        tables = self.env.execute_query(
            SQL("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        )
        for (table,) in tables:
            rows = self.env.execute_query(
                SQL(
                    "SELECT 1 FROM %s AS row WHERE row::text LIKE %s LIMIT 1",
                    SQL.identifier(table),
                    f"%{KEPT_WORD}%",
                )
            )
            if rows:
                found.append(table)
        self.assertFalse(found)

    @mute_logger(*QUIET)
    def test_no_role_has_any_right_on_it(self):
        row = self.env["sav.device.password"].search([("case_id", "=", self.case.id)])
        for role in ROLES:
            passwords = self._as(role, row)
            calls = {
                "read": lambda rows: rows.read(),
                "web_read": lambda rows: rows.web_read({"sealed": {}}),
                "search": lambda rows: rows.search([]),
                "search_read": lambda rows: rows.search_read([], ["sealed"]),
                "search_count": lambda rows: rows.search_count([]),
                "web_search_read": lambda rows: rows.web_search_read(
                    [], {"sealed": {}}
                ),
                "name_search": lambda rows: rows.name_search(""),
                "read_group": lambda rows: rows.formatted_read_group(
                    [], ["sealed"], ["__count"]
                ),
                "export": lambda rows: rows.export_data(["sealed"]),
                "copy": lambda rows: rows.copy(),
                "write": lambda rows: rows.write({"sealed": "x"}),
                "unlink": lambda rows: rows.unlink(),
                "create": lambda rows: rows.create(
                    {"case_id": self.case.id, "sealed": "x"}
                ),
            }
            for name, call in calls.items():
                with (
                    self.subTest(role=role, call=name),
                    # a customer may export nothing at all: another refusal
                    self.assertRaises(UserError if role == "portal" else AccessError),
                ):
                    call(passwords)

    def test_no_field_of_the_case_leads_to_it(self):
        """Not by reading it, nor by asking for records that fit."""
        for name, field in self.env["sav.case"]._fields.items():
            self.assertNotEqual(field.comodel_name, "sav.device.password", name)
        for role in ("counter", "manager", "admin", "tech"):
            case = self._as(role, self.case)
            names = [
                name
                for name in case.fields_get()
                if case._fields[name].type != "binary"
            ]
            exported = case.export_data(
                [name for name in names if not name.endswith("_ids")]
            )
            for content in (
                case.read(names),
                exported,
                case.copy_data() if role != "tech" else [],
                case.name_search(KEPT_WORD),
                case._get_scenario_facts() if role != "billing" else {},
                [message.body for message in self.case.message_ids],
                case.message_ids.sudo().tracking_value_ids.read(),
            ):
                self.assertNotIn(KEPT_WORD, json.dumps(content, default=str))

    def test_not_on_paper_nor_in_the_mail(self):
        report = self.env["ir.actions.report"]
        html, _kind = report._render_qweb_html(
            "sav_base.action_report_sav_reception", self.case.reception_id.ids
        )
        self.assertNotIn(KEPT_WORD, html.decode())
        mails = self.env["mail.mail"].search(
            [("res_id", "=", self.case.reception_id.id)]
        )
        self.assertNotIn(KEPT_WORD, " ".join(mails.mapped("body_html")))

    @mute_logger(*QUIET)
    def test_log_is_read_by_managers(self):
        self._as("tech", self.case).get_device_password()
        for role in ROLES:
            log = self.log.with_user(self.users[role])
            if role in ("manager", "admin"):
                events = log.search([("case_id", "=", self.case.id)]).mapped("event")
                self.assertEqual(sorted(events), ["read", "set"])
            else:
                with self.subTest(role=role), self.assertRaises(AccessError):
                    log.search([])

    @mute_logger(*QUIET)
    def test_log_is_only_added_to(self):
        row = self.log.search([("case_id", "=", self.case.id)])
        for role in ROLES:
            own = self._as(role, row)
            for operation in ("create", "write", "unlink"):
                with self.subTest(role=role, operation=operation):
                    self.assertFalse(own.has_access(operation))
        with self.assertRaisesRegex(UserError, "stays written"):
            row.write({"user_id": self.sav_tech2.id})
        with self.assertRaisesRegex(UserError, "stays written"):
            row.unlink()

    def test_log_of_another_company(self):
        self.sav_manager.company_ids = [Command.link(self.other_company.id)]
        log = self.log.with_user(self.sav_manager)
        one = log.with_context(allowed_company_ids=self.other_company.ids)
        self.assertFalse(one.search([("case_id", "=", self.case.id)]))

    def test_job_screen_says_who_may(self):
        job = self.case.intervention_ids[:1]
        for role, is_reader in (("tech", True), ("manager", False), ("counter", False)):
            device = self._as(role, job).get_job()["device"]
            self.assertEqual(
                (device["has_password"], device["is_password_reader"]),
                (True, is_reader),
            )
            self.assertNotIn(KEPT_WORD, json.dumps(device))


@tagged("post_install", "-at_install", "security")
class TestDevicePasswordByRpc(PasswordCase, HttpCase):
    @mute_logger("odoo.http", *QUIET)
    def test_over_the_wire(self):
        self.counter_case.set_device_password(PASSWORD)
        for login, expected in (
            ("sav_tech", PASSWORD),
            ("sav_tech2", None),
            ("sav_clerk", None),
            ("sav_manager", None),
            ("sav_admin", None),
            ("sav_portal", None),
        ):
            self.authenticate(login, login)
            with self.subTest(login=login):
                answer = self._call("sav.case", "get_device_password", self.case.ids)
                self.assertEqual(answer.get("result"), expected)
                if not expected:
                    self.assertIn("AccessError", answer["error"]["data"]["name"])
                    self.assertNotIn(KEPT_WORD, json.dumps(answer))
                private = self._call("sav.device.password", "_unseal", [1])
                self.assertIn("error", private)
                rows = self._call("sav.device.password", "search_read", [])
                self.assertIn("AccessError", rows["error"]["data"]["name"])
        self.assertEqual(self._get_log(), [("set", "sav_clerk"), ("read", "sav_tech")])

    def _call(self, model, method, *args):
        return self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            json={
                "params": {
                    "model": model,
                    "method": method,
                    "args": list(args),
                    "kwargs": {},
                }
            },
        ).json()
