# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from .common import SavCommon

QUIET = ("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")


class TestEquipmentMerge(SavCommon):
    """Duplicates: one file is kept and nothing is lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kept = cls._create_equipment(serial="M-1", external_ref="SAGE-1")
        cls.double = cls._create_equipment(
            serial="M-01",
            external_ref="SAGE-2",
            site_id=cls.customer2.id,
            date_sale="2026-01-10",
            sale_source="proof",
            sale_document="F-9",
            note="<p>Loud</p>",
            category_id=cls.category.id,
        )
        cls.double_label = cls.double.barcode

    def _merge(self, kept=None, others=None, user=None):
        kept, others = kept or self.kept, others or self.double
        wizard = (
            self.env["sav.equipment.merge"]
            .with_user(user or self.sav_manager)
            .create(
                {
                    "equipment_ids": [Command.set((kept | others).ids)],
                    "kept_id": kept.id,
                }
            )
        )
        wizard.action_merge()

    def test_everything_goes_over(self):
        case = self._receive(self.double).sudo()
        component = self._create_equipment(parent_id=self.double.id)
        meter = self.env["sav.meter"].create(
            {"name": "Pages", "equipment_id": self.double.id}
        )
        reading = self.env["sav.meter.reading"].create(
            {"meter_id": meter.id, "value": 12}
        )
        message = self.double.message_post(body="Heard before")
        attachment = self.env["ir.attachment"].create(
            {
                "name": "plate.txt",
                "res_model": "sav.equipment",
                "res_id": self.double.id,
            }
        )
        activity = self.double.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.sav_clerk.id
        )
        self.double.message_subscribe(self.customer2.ids)
        xml_id = self.env["ir.model.data"].create(
            {
                "module": "__import__",
                "name": "machine_double",
                "model": "sav.equipment",
                "res_id": self.double.id,
            }
        )
        moves = self.double.move_ids
        self._merge()
        self.assertEqual(case.equipment_id, self.kept)
        self.assertEqual(case.warranty_verdict_ids.equipment_id, self.kept)
        self.assertEqual(case.intervention_ids.equipment_id, self.kept)
        self.assertEqual(case.custody_ids.equipment_id, self.kept)
        self.assertEqual(component.parent_id, self.kept)
        self.assertEqual(reading.equipment_id, self.kept)
        for record in (message, attachment, activity, xml_id):
            self.assertEqual(record.res_id, self.kept.id, record._name)
        self.assertIn(self.customer2, self.kept.message_partner_ids)
        self.assertEqual(moves.equipment_id, self.kept)
        left = [
            (records._name, name)
            for records, name in self.double._iter_links()
            if records != self.double
        ]
        self.assertFalse(
            [link for link in left if link[0] != "mail.message"], "nothing is left"
        )

    def test_fields_are_filled_never_overwritten(self):
        self._merge()
        self.assertRecordValues(
            self.kept,
            [
                {
                    "serial": "M-1",
                    "external_ref": "SAGE-1",
                    "site_id": self.customer2.id,
                    "sale_source": "proof",
                    "sale_document": "F-9",
                    "category_id": self.category.id,
                }
            ],
        )
        self.assertIn("Loud", self.kept.note)

    def test_merged_file_is_archived_and_says_where_it_went(self):
        self._merge()
        self.assertFalse(self.double.active)
        self.assertEqual(self.double.merged_into_id, self.kept)
        with self.assertRaisesRegex(ValidationError, "merged into others"):
            self.double.active = True
        with self.assertRaisesRegex(AccessError, "buttons"):
            self.kept.with_user(self.sav_admin).merged_into_id = self.double
        notes = " ".join(self.kept.message_ids.mapped("body"))
        self.assertIn("Merged with", notes)
        self.assertIn("M-1 kept, M-01 left", notes)
        move = self.kept.move_ids.sorted()[0]
        self.assertEqual((move.origin, move.user_id), ("merge", self.sav_manager))

    def test_old_codes_scan_to_the_kept_file(self):
        self._merge()
        scans = self.env["sav.case"].with_user(self.sav_clerk)
        for code in (self.double_label, "M-01", "M-1", self.kept.barcode):
            found = scans.resolve_scan(code)
            self.assertEqual(found["kind"], "equipment", code)
            self.assertEqual(found["action"]["res_id"], self.kept.id, code)
        self.assertIn("SAGE-2", self.kept.alias_ids.mapped("code"))

    def test_merge_after_merge(self):
        third = self._create_equipment(serial="M-3")
        self._merge()
        self._merge(third, self.kept)
        self.assertEqual((self.double + self.kept).merged_into_id, third)
        found = (
            self.env["sav.case"]
            .with_user(self.sav_clerk)
            .resolve_scan(self.double_label)
        )
        self.assertEqual(found["action"]["res_id"], third.id)

    def test_serial_number_of_the_stock_goes_over(self):
        lot = self._create_lot("M-LOT")
        self._deliver(lot, "2026-02-10")
        sold = self._create_equipment(lot_id=lot.id)
        self.kept.write({"date_sale": "2026-02-11", "sale_source": "declared"})
        self._merge(others=sold)
        self.assertRecordValues(
            self.kept,
            [
                {
                    "lot_id": lot.id,
                    "serial": "M-LOT",
                    "product_id": self.machine.id,
                    "sale_source": "declared",
                }
            ],
        )
        self.assertIn("M-1", self.kept.alias_ids.mapped("code"))

    def test_same_meters_become_one(self):
        meters = self.env["sav.meter"].create(
            [
                {"name": "Pages", "code": "pages", "equipment_id": machine.id}
                for machine in (self.kept, self.double, self.double)
            ]
        )
        meters[2].code = "scans"
        readings = self.env["sav.meter.reading"].create(
            [{"meter_id": meter.id, "value": 5} for meter in meters]
        )
        self._merge()
        self.assertEqual(self.kept.meter_ids, meters[0] + meters[2])
        self.assertEqual(readings.mapped("meter_id"), meters[0] + meters[2])

    def test_preview_says_what_would_happen_and_does_nothing(self):
        self._receive(self.double)
        wizard = (
            self.env["sav.equipment.merge"]
            .with_user(self.sav_manager)
            .create(
                {
                    "equipment_ids": [Command.set((self.kept | self.double).ids)],
                    "kept_id": self.kept.id,
                }
            )
        )
        for words in (
            "After-Sales Case: 1",
            "Sold On",
            "“M-1” is kept, left out: M-01",
        ):
            self.assertIn(words, wizard.preview)
        self.assertTrue(self.double.active)

    def test_preview_tells_nothing_of_another_company(self):
        theirs = self.env["sav.equipment"].create(
            {
                "partner_id": self.customer.id,
                "brand": "Secret Brand",
                "company_id": self.other_company.id,
            }
        )
        self.double.brand = "Bosch"
        wizard = (
            self.env["sav.equipment.merge"]
            .with_user(self.sav_manager)
            .create(
                {
                    "equipment_ids": [Command.set((self.kept | self.double).ids)],
                    "kept_id": theirs.id,
                }
            )
        )
        with mute_logger(*QUIET), self.assertRaises(AccessError):
            wizard.read(["preview"])

    def test_proposal_keeps_the_most_used(self):
        self._receive(self.double)
        machines = (self.kept | self.double).with_user(self.sav_manager)
        context = machines.action_open_merge()["context"]
        self.assertEqual(context["default_kept_id"], self.double.id)

    def test_refusals(self):
        theirs = self.env["sav.equipment"].create(
            {
                "partner_id": self.customer.id,
                "brand": "X",
                "company_id": self.other_company.id,
            }
        )
        lots = [
            self._create_equipment(lot_id=self._create_lot(name).id)
            for name in ("M-8", "M-9")
        ]
        part = self._create_equipment(parent_id=self.kept.id)
        other_product = self._create_product("Test Dryer")
        dryer = self._create_equipment(product_id=other_product.id)
        archived = self._create_equipment(active=False)
        self.env.user.group_ids |= self.env.ref("sav_base.group_sav_manager")
        for words, kept, other in (
            ("two files or more", self.kept, self.kept),
            ("different companies", self.kept, theirs),
            ("different machines", *lots),
            ("different products", lots[0], dryer),
            ("component of another", self.kept, part),
            ("component of another", part, self.kept),
            ("Archived", self.kept, archived),
        ):
            with (
                self.subTest(words),
                self.assertRaisesRegex(UserError, words),
                self.env.cr.savepoint(),
            ):
                kept._merge(other)

    def test_kept_file_is_one_of_those_merged(self):
        wizard = (
            self.env["sav.equipment.merge"]
            .with_user(self.sav_manager)
            .create(
                {
                    "equipment_ids": [Command.set(self.double.ids)],
                    "kept_id": self.kept.id,
                }
            )
        )
        with self.assertRaisesRegex(UserError, "Keep one of the files"):
            wizard.action_merge()
        self.assertTrue(self.double.active)

    def test_only_the_manager_merges(self):
        for user in (self.sav_clerk, self.sav_tech, self.sav_billing, self.portal_user):
            with mute_logger(*QUIET), self.assertRaises(AccessError):
                self._merge(user=user)
            with mute_logger(*QUIET), self.assertRaises(AccessError):
                self.kept.with_user(user).action_open_merge()
            with mute_logger(*QUIET), self.assertRaises(AccessError):
                self.kept.with_user(user)._merge(self.double.with_user(user))
