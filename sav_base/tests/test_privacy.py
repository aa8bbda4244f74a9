# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
import json
import zipfile

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import SQL, mute_logger

from .technician_common import SIGNATURE, TechnicianCase, encode, make_photo

PASSWORD = "Zyx-9731"


class PrivacyCase(TechnicianCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create(
            {
                "name": "Zubaida Quxley",
                "email": "zubaida@quxley.example",
                "phone": "+216 74 123 456",
                "street": "12 rue des Jasmins Quxley",
            }
        )
        cls.machine_sold = cls._create_sold_equipment(
            "T-PRIV-1", "2025-01-01", cls.person
        )
        cls.other_case = cls._receive(cls.equipment).sudo()
        cls.reception = cls._create_reception(
            {
                "equipment_id": cls.machine_sold.id,
                "visual_state": "Sticker with Quxley",
                "fault_ids": [Command.create({"description": "Quxley says: noise"})],
                "accessory_ids": [Command.create({"name": "Cable"})],
            },
            partner_id=cls.person.id,
            brought_by="Omar Quxley",
            note="Call Quxley at noon",
            technician_id=cls.technician.id,
        )
        cls.env["sav.signature"].create(
            {
                "reception_id": cls.reception.id,
                "purpose": "drop_off",
                "signer_name": "Z. Quxley",
                "signature": SIGNATURE,
            }
        )
        cls.reception.action_confirm()
        cls.case = cls.reception.case_ids.sudo()
        cls.case.with_user(cls.sav_clerk).set_device_password(PASSWORD)
        cls.case.with_user(cls.sav_tech).add_photo(
            {"original": encode(make_photo()), "caption": "Door of Quxley"}
        )
        cls.case.diagnosis = "Quxley broke it"
        cls.case.repair_id.internal_notes = "<p>Quxley is in a hurry</p>"
        cls.case.message_post(
            body="Dear Ms Quxley",
            attachments=[("quxley.txt", b"Quxley")],
            subtype_xmlid="mail.mt_comment",
        )
        cls.case.message_post(body="Thanks, Quxley", author_id=cls.person.id)

    def _close(self):
        self.case.with_user(self.sav_clerk).action_cancel()

    def _find_name(self, word="Quxley"):
        """Return the tables of the service that still hold a word."""
        self.env.flush_all()
        found = []
        tables = self.env.execute_query(
            SQL(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND ("
                "tablename LIKE 'sav\\_%%' OR tablename IN ("
                "'mail_message', 'mail_mail', 'repair_order',"
                " 'mail_tracking_value', 'res_partner', 'ir_attachment',"
                " 'repair_order', 'rating_rating', 'mail_activity'))"
            )
        )
        for (table,) in tables:
            if self.env.execute_query(
                SQL(
                    "SELECT 1 FROM %s AS row WHERE row::text ILIKE %s LIMIT 1",
                    SQL.identifier(table),
                    f"%{word}%",
                )
            ):
                found.append(table)
        return found


@tagged("post_install", "-at_install", "security")
class TestPrivacy(PrivacyCase):
    def _lookup(self, name, email):
        wizard = (
            self.env["privacy.lookup.wizard"]
            .with_user(self.env.ref("base.user_admin"))
            .create({"name": name, "email": email})
        )
        wizard.action_lookup()
        return {(line.res_model, line.res_id) for line in wizard.line_ids}

    def test_lookup_finds_every_record_of_a_person(self):
        found = self._lookup("Zubaida Quxley", "zubaida@quxley.example")
        expected = {
            (record._name, record.id)
            for records in (
                self.case,
                self.reception,
                self.machine_sold,
                self.machine_sold.move_ids,
                self.case.intervention_ids,
                self.case.evidence_ids,
                self.case.fault_ids,
                self.case.accessory_ids,
                self.case.warranty_verdict_ids,
                self.reception.signature_ids,
                self.person,
            )
            for record in records
        }
        self.assertLessEqual(expected, found)
        self.assertNotIn(("sav.case", self.other_case.id), found)

    def test_lookup_in_any_role(self):
        for link in ("owner_id", "payer_id", "site_id"):
            stranger = self.env["res.partner"].create(
                {"name": f"Role {link} Xylo", "email": f"{link}@xylo.example"}
            )
            self.equipment[link] = stranger
            with self.subTest(link):
                found = self._lookup(stranger.name, stranger.email)
                self.assertIn(("sav.equipment", self.equipment.id), found)

    def test_lookup_by_what_is_written(self):
        """Somebody who is no partner: who brought it, who signed, who wrote."""
        found = self._lookup("Omar Quxley", "omar@quxley.example")
        self.assertIn(("sav.reception", self.reception.id), found)
        found = self._lookup("Z. Quxley", "z@quxley.example")
        signature = self.reception.signature_ids
        self.assertIn(("sav.signature", signature.id), found)

    def test_every_link_of_the_suite_is_known(self):
        links = self.env["res.partner"]._get_sav_partner_links()
        for name, model in self.env.registry.items():
            if name.startswith("sav.") and model._auto and not model._transient:
                for field in model._fields.values():
                    if field.comodel_name == "res.partner" and field.store:
                        self.assertEqual(field.type, "many2one", f"{name}.{field.name}")
                        self.assertIn(field.name, links[name])

    def test_export(self):
        content = self.person.with_user(self.sav_admin)._export_sav_privacy()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            text = archive.read("data.json").decode()
            data = json.loads(text)
            photo = self.case.evidence_ids
            self.assertEqual(archive.read(f"sav.evidence/{photo.id}.jpg"), make_photo())
        self.assertIn(f"sav.signature/{self.reception.signature_ids.id}.png", names)
        self.assertEqual(data["people"][0]["name"], "Zubaida Quxley")
        self.assertEqual(data["records"]["sav.case"][0]["name"], self.case.name)
        self.assertEqual(
            data["records"]["sav.reception"][0]["brought_by"], "Omar Quxley"
        )
        self.assertIn("Dear Ms Quxley", text)
        self.assertNotIn(PASSWORD, text)
        self.assertNotIn(self.other_case.name, text)
        log = self.env["privacy.log"].search([], limit=1, order="id desc")
        self.assertEqual(log.user_id, self.sav_admin)
        self.assertEqual(log.anonymized_name, "Z****** Q*****")

    def test_export_of_a_machine_keeps_what_another_holder_said(self):
        chatter = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
        for author, body in (
            (self.customer2, "It was mine before"),
            (self.person, "It is mine now"),
        ):
            self.machine_sold.sudo().message_post(
                body=body, author_id=author.id, **chatter
            )
        self.machine_sold.sudo().message_post(
            body="Come on Monday", partner_ids=self.person.ids, **chatter
        )
        content = self.person.with_user(self.sav_admin)._export_sav_privacy()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = archive.read("data.json").decode()
        self.assertNotIn("It was mine before", text)
        self.assertIn("It is mine now", text)
        self.assertIn("Come on Monday", text)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_who_may(self):
        for role in ("counter", "manager", "billing", "tech", "employee", "portal"):
            person = self.person.with_user(self.users[role])
            for call in (
                person._export_sav_privacy,
                person._purge_sav_privacy,
                person.action_sav_privacy,
                lambda user=self.users[role]: (
                    self.env["sav.privacy.request"]
                    .with_user(user)
                    .create({"partner_id": self.person.id})
                ),
            ):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    call()
        self.assertTrue(self.person.with_user(self.sav_admin).action_sav_privacy())

    def test_open_case_forbids_it(self):
        person = self.person.with_user(self.sav_admin)
        with self.assertRaisesRegex(UserError, "still here.*" + self.case.name):
            person._purge_sav_privacy()
        self.assertTrue(self.case.evidence_ids)

    def test_colleague_is_no_customer(self):
        colleague = self.sav_tech.partner_id.with_user(self.sav_admin)
        with self.assertRaisesRegex(UserError, "work here"):
            colleague._purge_sav_privacy()

    def test_neither_a_company_nor_the_visitor_is_a_customer(self):
        for partner in (self.company.partner_id, self.env.ref("base.public_partner")):
            with self.assertRaisesRegex(UserError, "not a customer"):
                partner.with_user(self.sav_admin).sudo()._purge_sav_privacy()
            self.assertIn("not a customer", partner._get_sav_purge_problems()[0])

    def test_preview_is_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        model = self.env["ir.model"]._get("sav.evidence")
        model.with_context(lang="fr_FR").name = "Photo de preuve"
        request = self._create_request().with_context(lang="fr_FR")
        self.assertIn("Photo de preuve", request.preview)

    def test_preview_changes_nothing(self):
        self._close()
        request = self._create_request()
        self.assertIn("Evidence Photo: 1", request.preview)
        self.assertFalse(request.problems)
        self.assertTrue(self.case.evidence_ids)
        self.assertEqual(self.case.partner_id, self.person)

    def test_purge_needs_the_name(self):
        self._close()
        for typed in (False, "", "Zubaida", "yes"):
            request = self._create_request(confirmation=typed)
            with self.assertRaisesRegex(UserError, "Type the name"):
                request.action_purge()
        self.assertTrue(self.case.evidence_ids)

    def test_purge(self):
        self._close()
        serial, number = self.machine_sold.serial, self.case.name
        moves = self.machine_sold.move_ids
        self.reception.sudo().request_summary = "The dryer of Zubaida Quxley"
        self.assertIn("sav_reception", self._find_name())
        self._create_request(confirmation=" zubaida quxley ").action_purge()
        # a delivery was made to them: the law keeps who it was, without any contact
        self.assertFalse(self.case.evidence_ids or self.reception.signature_ids)
        passwords = self.env["sav.device.password"]
        self.assertFalse(passwords.search([("case_id", "=", self.case.id)]))
        self.assertEqual(self._find_name(), [])
        # what was repaired stays
        self.assertEqual(self.case.name, number)
        self.assertEqual(self.machine_sold.serial, serial)
        self.assertTrue(moves.exists())
        self.assertRegex(self.case.partner_id.name, r"^Erased Customer \d+$")
        self.assertEqual(self.machine_sold.partner_id, self.case.partner_id)
        self.assertTrue(self.case.fault_ids and self.case.warranty_verdict_ids)
        self.assertFalse(self.person.active or self.person.email)
        log = self.env["privacy.log"].search([], limit=1, order="id desc")
        self.assertEqual(log.user_id, self.sav_admin)
        self.assertIn("erased", log.execution_details)
        # nobody else is touched
        self.assertEqual(self.other_case.partner_id, self.customer)

    def _receive_of_other(self, **vals):
        machine = self._create_equipment(serial="PV-3", partner_id=self.customer2.id)
        return self._create_reception(
            {
                "equipment_id": machine.id,
                "fault_ids": [Command.create({"description": "Noisy"})],
            },
            partner_id=self.customer2.id,
            **vals,
        )

    def test_names_and_addresses_are_compared_whole(self):
        joker = self.env["res.partner"].create(
            {"name": "%", "email": "ana@example.com"}
        )
        longer = self._receive_of_other(brought_by="Somebody")
        longer.sudo().email_from = "joana@example.com"
        self.assertNotIn(
            longer, joker._get_sav_privacy_records().get("sav.reception", longer[:0])
        )

    def test_purge_spares_the_customer_whose_device_was_brought(self):
        self._close()
        reception = self._receive_of_other(brought_by="zubaida quxley", note="Ring")
        case = reception.case_ids
        case.message_post(body="Kept for the other customer")
        reception.action_confirm()
        case.sudo().state = "cancelled"
        found = self.person._get_sav_privacy_records()
        self.assertNotIn(case, found["sav.case"])
        self.person.with_user(self.sav_admin)._purge_sav_privacy()
        self.assertFalse(reception.brought_by)
        self.assertEqual(reception.note, "Ring")
        self.assertIn("Kept for the other", "".join(case.message_ids.mapped("body")))

    def test_purge_of_a_request_of_nobody_on_file(self):
        request = self.env["sav.reception"].create(
            {
                "email_from": f"Someone <{self.person.email}>",
                "origin": "mail",
                "request_date": "2026-01-01 08:00:00",
                "request_text": "Call me",
            }
        )
        self.assertIn(request, self.person._get_sav_privacy_records()["sav.reception"])
        self._close()
        self.person.with_user(self.sav_admin)._purge_sav_privacy()
        self.assertRecordValues(
            request,
            [{"state": "cancelled", "email_from": False, "request_text": False}],
        )
        self.assertRegex(request.partner_id.name, r"^Erased Customer \d+$")

    def test_purge_keeps_the_accounts(self):
        self._close()
        order = self.env["sale.order"].create(
            {
                "partner_id": self.person.id,
                "order_line": [Command.create({"product_id": self.part_ordered.id})],
            }
        )
        order.action_confirm()
        self._create_request(confirmation="Zubaida Quxley").action_purge()
        self.assertEqual(order.partner_id, self.person)
        self.assertEqual(self.person.name, "Zubaida Quxley")
        self.assertTrue(self.person.street)
        self.assertFalse(self.person.email or self.person.phone or self.person.active)
        self.assertNotEqual(self.case.partner_id, self.person)
        self.assertEqual(self._find_name(), ["res_partner"])

    def test_purge_twice(self):
        self._close()
        self._create_request(confirmation="Zubaida Quxley").action_purge()
        name = self.person.name
        self._create_request(confirmation=name).action_purge()
        self.assertFalse(self.person._get_sav_privacy_records())

    def _create_request(self, **vals):
        return (
            self.env["sav.privacy.request"]
            .with_user(self.sav_admin)
            .create({"partner_id": self.person.id, **vals})
        )


@tagged("post_install", "-at_install", "security")
class TestPrivacyRoute(PrivacyCase, HttpCase):
    @mute_logger("odoo.http")
    def test_download(self):
        url = f"/sav/privacy/{self.person.id}"
        self.authenticate("sav_admin", "sav_admin")
        answer = self.url_open(url)
        self.assertEqual(answer.headers["Content-Type"], "application/zip")
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            self.assertIn("data.json", archive.namelist())
        for login in ("sav_manager", "sav_portal"):
            self.authenticate(login, login)
            answer = self.url_open(url)
            self.assertNotIn(b"PK", answer.content[:2])
            self.assertNotIn("Quxley", answer.text)
