# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .technician_common import SIGNATURE, TechnicianCase, encode


@tagged("post_install", "-at_install")
class TestSavSignature(TechnicianCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reception = cls.env["sav.reception"].create(
            {
                "partner_id": cls.customer.id,
                "cost_limit": 120.5,
                "diagnosis_fee": 20.1,
                "terms": "<p>Kept one year.</p>",
                "case_ids": [
                    Command.create(
                        {
                            "equipment_id": cls.equipment.id,
                            "visual_state": "Scratched",
                            "fault_ids": [Command.create({"description": "Noise"})],
                            "accessory_ids": [Command.create({"name": "Cable"})],
                        }
                    )
                ],
            }
        )
        cls.case = cls.reception.case_ids

    def _sign(self, role="counter", **vals):
        self.env.flush_all()
        self.env.invalidate_all()
        return (
            self.env["sav.signature"]
            .with_user(self.users[role])
            .create(
                {
                    "purpose": "drop_off",
                    "reception_id": self.reception.id,
                    "signer_name": "The Customer",
                    "signature": SIGNATURE,
                    **vals,
                }
            )
        )

    def test_bound_to_what_was_signed(self):
        signature = self._sign(content_hash="forged", state="void", date="2020-01-01")
        self.assertEqual(signature.state, "valid")
        self.assertRegex(signature.content_hash, r"^[0-9a-f]{64}$")
        self.assertEqual(signature.user_id, self.users["counter"])
        self.assertGreater(signature.date.year, 2020)
        self.assertTrue(self.reception.is_signed)

    def test_each_later_change_voids(self):
        other_partner = self.env["res.partner"].create({"name": "Another Customer"})
        other_equipment = self.equipment.copy()
        fault, accessory = self.case.fault_ids, self.case.accessory_ids
        changes = [
            (lambda: self.reception.write({"cost_limit": 300}), "cost limit"),
            (lambda: self.case.write({"cost_limit": 500}), "cost limit"),
            (lambda: self.reception.write({"diagnosis_fee": 0}), "diagnosis fee"),
            (lambda: self.reception.write({"terms": "<p>Never kept.</p>"}), "terms"),
            (
                lambda: self.reception.write({"partner_id": other_partner.id}),
                "customer",
            ),
            (lambda: self.case.write({"equipment_id": other_equipment.id}), "devices"),
            (lambda: self.case.write({"visual_state": "As new"}), "visual state"),
            (lambda: fault.write({"description": "Silence"}), "declared faults"),
            (lambda: fault.unlink(), "declared faults"),
            (lambda: accessory.write({"quantity": 2}), "accessories"),
            (lambda: accessory.write({"condition": "damaged"}), "accessories"),
            (lambda: accessory.copy(), "accessories"),
            (lambda: accessory.unlink(), "accessories"),
        ]
        for change, word in changes:
            signature = self._sign()
            self.assertEqual(signature.state, "valid")
            change()
            self.env.flush_all()
            self.env.invalidate_all()
            self.assertEqual(signature.state, "void", word)
            self.assertIn(word, signature.void_reason)

    def test_void_stays_void(self):
        signature = self._sign()
        self.reception.cost_limit = 300
        self.env.flush_all()
        self.reception.cost_limit = 120.5
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(signature.state, "void")
        self.assertFalse(self.reception.is_signed)
        self.assertEqual(self._sign().state, "valid", "signed anew")

    def test_what_was_not_signed_may_change(self):
        signature = self._sign()
        self.reception.note = "Call in the morning"
        self.reception.date_promised = "2030-01-01"
        self.case.diagnosis = "Worn brushes"
        self.env.flush_all()
        self.assertEqual(signature.state, "valid")

    def test_work_signed_then_rewritten(self):
        work = self._create_interventions(
            1, self.technician, state="in_progress", report="<p>Brushes replaced</p>"
        )
        signature = self._sign(
            "tech", purpose="work_done", reception_id=False, intervention_id=work.id
        )
        self.assertEqual(signature.state, "valid")
        self._as("tech", work).write({"report": "<p>Motor replaced</p>"})
        self.env.flush_all()
        self.assertEqual(signature.state, "void")
        self.assertIn("report", signature.void_reason)

    def test_hand_over_lists_the_accessories(self):
        signature = self._sign(
            purpose="hand_over", reception_id=False, case_id=self.case.id
        )
        self.case.accessory_ids.is_returned = True
        self.env.flush_all()
        self.assertEqual(signature.state, "void")

    def test_empty_signature(self):
        for drawn in (False, encode(b""), encode(b"<svg/>"), "n"):
            with self.assertRaisesRegex(UserError, "signature is empty"):
                self._sign(signature=drawn)

    def test_nothing_to_sign(self):
        with self.assertRaisesRegex(UserError, "what is signed"):
            self._sign(reception_id=False, case_id=self.case.id)

    def test_one_signature_is_about_one_thing(self):
        stranger = self._create_interventions(1, case_id=self._create_case().id)
        with self.assertRaises(ValidationError):
            self._sign(
                purpose="work_done",
                reception_id=False,
                intervention_id=stranger.id,
                case_id=self.case.id,
            )
        with self.assertRaises(ValidationError):
            self._sign(purpose="hand_over", case_id=self.case.id)

    def test_technician_does_not_sign_for_the_counter(self):
        self.case.technician_id = self.technician
        with self.assertRaisesRegex(AccessError, "counter"):
            self._sign("tech")
        with self.assertRaises(AccessError):
            self._sign("billing")

    def test_never_rewritten(self):
        signature = self._sign()
        for role in ("tech", "counter", "manager", "admin"):
            with self.assertRaises(AccessError):
                self._as(role, signature).write({"state": "valid"})
            with self.assertRaises(AccessError):
                self._as(role, signature).unlink()
