# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Screens of the suite on many rows, against those of core on as many.

Cases, machines and repair orders are copied from twenty that were received; each repair
has a part, as core's screens forecast it.
"""

from copies import Copies
from measures import FULL, JUDGED, ROWS, measure, measure_both, report
from screens import Screen

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import SQL

from odoo.addons.sav_base.tests.common import SavCommon
from odoo.addons.sav_base.tools import case_code

TEMPLATES = 20 if FULL else 4
CUSTOMERS, PRODUCTS = (5000, 500) if FULL else (20, 4)
COPIES = (ROWS or 400) // TEMPLATES
# What a workshop that has worked for years looks like: the last twentieth is open.
_OPEN = f"n > {COPIES * 95 // 100}"
STATE = f"""CASE WHEN {_OPEN} THEN (ARRAY['received', 'diagnosis', 'approval', 'repair',
    'ready'])[n %% 5 + 1] ELSE 'closed' END"""
REPAIR_STATE = f"""CASE WHEN {_OPEN} THEN (ARRAY['confirmed', 'confirmed', 'draft',
    'under_repair', 'under_repair'])[n %% 5 + 1] ELSE 'done' END"""
# A part of a repair that is confirmed waits for the stock, as core leaves it.
MOVE_STATE = f"""CASE WHEN NOT {_OPEN} THEN 'done' WHEN n %% 5 = 2 THEN 'draft'
    ELSE 'confirmed' END"""
SCORE = "n %% 7 * 10"
RECENT = f"now() at time zone 'utc' - ({COPIES} - n) * interval '3 hours'"

NOT_DRAFT = [("state", "!=", "draft")]
IN_THE_WORKSHOP = [("state", "not in", ("draft", "closed", "cancelled"))]


@tagged("post_install", "-at_install")
class TestScreenSpeed(SavCommon, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.storekeeper = new_test_user(
            cls.env, "bench_storekeeper", groups="stock.group_stock_manager"
        )
        cls._fill()

    @classmethod
    def _fill(cls):
        """Receive twenty machines, each repair with a part, and copy them."""
        cases = cls.env["sav.case"]
        for rank in range(TEMPLATES):
            cases += cls._receive(
                {
                    "equipment_id": cls._create_sold_equipment(
                        f"BENCH-{rank}", "2025-01-01"
                    ).id,
                    "accessory_ids": [Command.create({"name": "Hose"})],
                },
                technician_id=(cls.technician if rank < 2 else cls.technician2).id,
            ).sudo()
        cls.env["stock.move"].create(
            [
                {
                    "repair_id": repair.id,
                    "repair_line_type": "add",
                    "product_id": cls.part_ordered.id,
                    "product_uom_qty": 1,
                }
                for repair in cases.repair_id
            ]
        )
        cls.env.flush_all()
        partner = cls._copy_alone(
            cls.customer,
            CUSTOMERS,
            name="'Customer ' || n",
            complete_name="'Customer ' || n",
            email="NULL",
        )
        product = cls._copy_alone(cls.machine, PRODUCTS)
        part = cls._copy_alone(cls.part_ordered, PRODUCTS)
        dated = {"create_date": RECENT, "partner_id": partner}
        repairs = cases.repair_id
        copies = Copies(cls.cr, COPIES)
        copies.add(cases.reception_id, access_token="NULL", **dated)
        lots = cases.equipment_id.lot_id
        copies.add(lots, name="t.name || '-' || n", product_id=product)
        copies.add(
            cases.equipment_id,
            serial="t.serial || '-' || n",
            product_id=product,
            access_token="NULL",
            **dated,
        )
        copies.add(
            cases,
            state=STATE,
            priority_score=SCORE,
            date_received=RECENT,
            access_token="NULL",
            **dated,
        )
        for lines in (
            cases.fault_ids,
            cases.warranty_verdict_ids,
            cases.custody_ids,
            cases.intervention_ids,
            cases.accessory_ids,
        ):
            copies.add(lines)
        copies.add(
            repairs,
            state=REPAIR_STATE,
            product_id=product,
            schedule_date=RECENT,
            **dated,
        )
        copies.add(repairs.move_ids, state=MOVE_STATE, product_id=part, date=RECENT)
        copies.make()
        cls.cases, cls.repairs = cases, repairs
        cls.env.invalidate_all()

    @classmethod
    def _copy_alone(cls, record, count, **columns):
        """Copy a record; return the SQL of one of its copies for each rank ``n``."""
        copies = Copies(cls.cr, count)
        copies.add(record, **columns)
        [first] = copies.make().values()
        return f"{first} + n %% {count}"

    def _compare(self, what, ours, theirs, most=1.0):
        """Measure both and refuse ours when it takes more than its share."""
        own, core = measure_both(ours, theirs)
        report(what, own, f"core {core * 1000:.1f} ms, {own / core:.2f} ×")
        if JUDGED:
            with self.subTest(what):
                self.assertLess(own, most * core)

    def _core(self, kind, view=None):
        repairs = self.env["repair.order"].with_user(self.storekeeper)
        return Screen(repairs, kind, view and self.env.ref(view).id, ignored="sav_")

    def _last(self, model, domain):
        return self.env[model].search(domain, limit=1).id

    def test_lists(self):
        core = self._core("list", "repair.view_repair_order_tree")
        for user in (self.sav_clerk, self.sav_manager):
            for model, domain in (("sav.case", NOT_DRAFT), ("sav.equipment", [])):
                screen = Screen(self.env[model].with_user(user), "list")
                self._compare(
                    f"list of {model}, {user.login}",
                    lambda screen=screen, domain=domain: screen.search(domain),
                    core.search,
                    0.25,
                )

    def test_kanbans(self):
        core = self._core("kanban", "repair.view_repair_kanban")
        for user in (self.sav_clerk, self.sav_manager):
            cases = Screen(self.env["sav.case"].with_user(user), "kanban")
            self._compare(
                f"kanban of sav.case, {user.login}",
                lambda screen=cases: screen.group(NOT_DRAFT),
                lambda: core.group(groupby="state"),
            )
            machines = Screen(self.env["sav.equipment"].with_user(user), "kanban")
            self._compare(
                f"kanban of sav.equipment, {user.login}",
                lambda screen=machines: screen.search(limit=40),
                lambda: core.search(limit=40),
            )

    def test_what_the_menu_opens(self):
        """What is in the workshop, also for a technician: a rule judges each case."""
        core_kanban = self._core("kanban", "repair.view_repair_kanban")
        core_list = self._core("list", "repair.view_repair_order_tree")
        for user in (self.sav_clerk, self.sav_tech):
            cases = self.env["sav.case"].with_user(user)
            board, page = Screen(cases, "kanban"), Screen(cases, "list")
            self._compare(
                f"kanban of the workshop, {user.login}",
                lambda screen=board: screen.group(IN_THE_WORKSHOP),
                lambda: core_kanban.group(groupby="state"),
            )
            self._compare(
                f"list of the workshop, {user.login}",
                lambda screen=page: screen.search(IN_THE_WORKSHOP),
                core_list.search,
                0.25,
            )
            seconds = measure(lambda screen=page: screen.search(NOT_DRAFT))
            report(f"list of all cases that {user.login} sees", seconds)

    def test_forms(self):
        core = self._core("form", "repair.view_repair_order_form")
        repair = self._last("repair.order", [("state", "=", "confirmed")])
        case = self._last("sav.case", [("state", "=", "repair")])
        machine = self._last("sav.equipment", [])
        for model, record in (("sav.case", case), ("sav.equipment", machine)):
            for user in (self.sav_clerk, self.sav_manager):
                screen = Screen(self.env[model].with_user(user), "form")
                self._compare(
                    f"form of {model}, {user.login}",
                    lambda screen=screen, record=record: screen.read(record),
                    lambda: core.read(repair),
                )

    def test_scans(self):
        case = self.cases[0]
        self.assertEqual(case.barcode, case_code(case.id))
        for what, model, domain in (
            ("label of a case", "sav.case", [("barcode", "=", case.barcode)]),
            (
                "label of a machine",
                "sav.equipment",
                [("barcode", "=", case.equipment_id.barcode)],
            ),
            (
                "label of an accessory",
                "sav.accessory",
                [("barcode", "=", case.accessory_ids[0].barcode)],
            ),
            (
                "reference of a case",
                "sav.case",
                [("company_id", "=", self.company.id), ("name", "=", case.name)],
            ),
            ("serial number", "sav.equipment", [("serial", "in", ["BENCH-2-3"])]),
        ):
            for user in (self.sav_clerk, self.sav_tech):
                milliseconds = self._explain(self.env[model].with_user(user), domain)
                report(f"SQL of the {what}, {user.login}", milliseconds / 1000)
                if JUDGED:
                    with self.subTest(what, user=user.login):
                        self.assertLess(milliseconds, 10)
        for code in (case.barcode, case.name, "BENCH-2-3", "nothing at all"):
            cases = self.env["sav.case"].with_user(self.sav_clerk)

            def resolve(code=code, cases=cases):
                self.env.invalidate_all()
                return cases.resolve_scan(code)

            report(f"resolve_scan({code!r})", measure(resolve))
        self.assertEqual(cases.resolve_scan(case.barcode)["kind"], "case")

    def _explain(self, records, domain):
        """Return the milliseconds that PostgreSQL takes for a search, planning too."""
        query = records._search(domain, order=records._order).select()
        self.cr.execute(SQL("EXPLAIN (ANALYZE, FORMAT JSON) %s", query))
        [[[plan]]] = self.cr.fetchall()
        return plan["Execution Time"] + plan["Planning Time"]
