# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .repair_common import RepairCommon

QUIET = ("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")


@tagged("post_install", "-at_install")
class TestEquipmentTimeline(RepairCommon):
    """One timeline of everything, as far as the reader may see it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.equipment = cls.case.equipment_id.sudo()
        cls.equipment.write(
            {
                "date_sale": "2026-01-10",
                "sale_source": "proof",
                "sale_document": "F-77",
                "date_commissioning": "2026-01-12",
            }
        )
        cls.equipment.with_user(cls.sav_clerk).site_id = cls.customer2
        cls._create_equipment(brand="Burner", parent_id=cls.equipment.id)
        cls.meter = cls.env["sav.meter"].create(
            {"name": "Cycles", "uom_name": "cycles", "equipment_id": cls.equipment.id}
        )
        cls.env["sav.meter.reading"].create({"meter_id": cls.meter.id, "value": 120})
        cls.equipment.serial = "X-NEW"
        cls.equipment.with_user(cls.sav_clerk).message_post(
            body="Kept in the cellar",
            message_type="comment",
            subtype_xmlid="mail.mt_note",
        )

    def _sell(self):
        """Repair, hand the quote out and invoice it; return the order."""
        self._get_story_estimate(self.case)
        self.case.action_finish_diagnosis()
        order = self._accept(self.case)
        return order

    def _read(self, user, equipment=None, **params):
        machine = (equipment or self.equipment).with_user(user)
        return machine.get_timeline(**params)

    def _kinds(self, user, **params):
        page = self._read(user, limit=100, **params)
        return {entry["kind"] for entry in page["entries"]}

    def test_everything_is_there_newest_first(self):
        self._sell()
        page = self._read(self.sav_clerk, limit=100)
        dates = [entry["date"] for entry in page["entries"]]
        self.assertEqual(dates, sorted(dates, reverse=True))
        self.assertEqual(
            {entry["kind"] for entry in page["entries"]},
            {
                "sale",
                "commissioning",
                "move",
                "component",
                "serial",
                "case",
                "intervention",
                "repair",
                "reading",
                "verdict",
                "quote",
                "message",
            },
        )
        titles = [entry["title"] for entry in page["entries"]]
        self.assertIn("Cycles: 120 cycles", titles)
        self.assertIn("Put in: Burner F-4812", titles)
        texts = [entry["text"] for entry in page["entries"]]
        self.assertIn("Kept in the cellar", texts)
        self.assertIn("Proof of Purchase: F-77", texts)

    def test_invoices_are_for_billing(self):
        order = self._sell()
        line = order.order_line.filtered("product_id")[:1]
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_date": "2026-03-01",
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": line.product_id.id,
                            "price_unit": 12.5,
                            "tax_ids": False,
                            "quantity": 0,
                            "sale_line_ids": [Command.link(line.id)],
                        }
                    )
                ],
            }
        )
        page = self._read(self.sav_billing, kinds=["invoice"])
        self.assertEqual([e["record_id"] for e in page["entries"]], invoice.ids)
        self.assertNotIn("invoice", self._kinds(self.sav_clerk))

    def test_technician_sees_prices_where_the_company_shows_them(self):
        self._sell()
        self.assertIn("quote", self._kinds(self.sav_tech))
        self.company.sav_technician_sees_prices = False
        page = self._read(self.sav_tech, limit=100)
        self.assertNotIn("quote", {kind["key"] for kind in page["kinds"]})
        self.assertFalse([e for e in page["entries"] if e["amount"]])
        self.assertNotIn("quote", self._kinds(self.sav_tech, kinds=["quote"]))
        self.assertIn("quote", self._kinds(self.sav_clerk))

    def test_work_of_a_colleague_is_not_shown(self):
        self._sell()
        kinds = self._kinds(self.sav_tech2)
        self.assertFalse(kinds & {"case", "intervention", "repair", "verdict", "quote"})
        self.assertIn("move", kinds)

    def test_outsiders_are_refused(self):
        for user in (self.portal_user, self.employee, self.other_clerk):
            with (
                self.subTest(user.login),
                mute_logger(*QUIET),
                self.assertRaises(AccessError),
            ):
                self._read(user)

    def test_filters_by_kind(self):
        self.assertEqual(self._kinds(self.sav_clerk, kinds=["reading"]), {"reading"})

    def test_pages_hold_each_event_once(self):
        start = datetime(2026, 2, 1)
        self.env["sav.meter.reading"].create(
            [
                # Pairs at the same moment: the order between them is kept as well.
                {
                    "meter_id": self.meter.id,
                    "value": rank,
                    "date": start + timedelta(hours=rank // 2),
                }
                for rank in range(25)
            ]
        )
        whole = [e["key"] for e in self._read(self.sav_clerk, limit=100)["entries"]]
        paged = []
        while True:
            page = self._read(self.sav_clerk, offset=len(paged), limit=7)
            paged += [entry["key"] for entry in page["entries"]]
            if not page["has_more"]:
                break
        self.assertEqual(paged, whole)
        self.assertEqual(len(set(paged)), len(paged))

    def test_a_page_costs_the_same_whatever_happened(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self._read(self.sav_clerk)
            return self.env.cr.sql_log_count - start

        self._sell()
        count()
        before = count()
        self.env["sav.meter.reading"].create(
            [{"meter_id": self.meter.id, "value": rank} for rank in range(30)]
        )
        for rank in range(10):
            self.equipment.with_user(self.sav_clerk).message_post(
                body=f"Note {rank}",
                message_type="comment",
                subtype_xmlid="mail.mt_note",
            )
            self.equipment.site_id = (self.customer, self.customer2)[rank % 2]
            self.equipment.serial = f"X-{rank}"
        self.env["sav.case"].create(
            [
                {
                    "equipment_id": self.equipment.id,
                    "partner_id": self.customer.id,
                    "state": "closed",
                }
            ]
            * 5
        )
        self.assertLessEqual(count(), before)
        self.assertLess(before, 60)
