# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import DiagnosisCommon, make_photo

SIGNED = {
    "code": "test_signed",
    "sections": [
        {
            "code": "s",
            "label": "Visit",
            "questions": [
                {"code": "done", "type": "boolean", "label": "Done?"},
                {"code": "note", "type": "text", "label": "Note"},
                {
                    "code": "customer",
                    "type": "signature",
                    "label": "The customer signs",
                    "required": True,
                },
                {
                    "code": "never",
                    "type": "signature",
                    "label": "Nobody signs",
                    "visible_if": {"const": False},
                },
            ],
        }
    ],
}


@tagged("post_install", "-at_install")
class TestResponseSignature(DiagnosisCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        scenario = cls._publish(SIGNED)
        cls.response = cls._open("form-signed", scenario=scenario)
        cls.response.save_answers({"done": True})

    def sign(self, uuid="sign-0001", question="customer", name="Amira"):
        return self.response.sign(question, name, make_photo(), uuid)

    def test_signature_is_an_answer(self):
        with self.assertRaisesRegex(UserError, "“The customer signs”: the signature"):
            self.response.submit()
        self.assertEqual(self.sign()["saved"], ["customer"])
        self.sign()
        self.assertRecordValues(
            self.response.signature_ids,
            [
                {
                    "purpose": "diagnosis",
                    "signer_name": "Amira",
                    "case_id": self.case.id,
                    "question_code": "customer",
                    "state": "valid",
                    "user_id": self.sav_tech.id,
                }
            ],
        )
        self.response.submit()
        self.assertEqual(self.response.signature_ids.state, "valid")

    def test_changed_answer_voids_the_signature(self):
        self.sign()
        result = self.response.save_answers({"note": "Something else"})
        self.assertEqual(result["voided"], ["customer"])
        self.assertEqual(self.response.signature_ids.state, "void")
        with self.assertRaisesRegex(UserError, "“The customer signs”: the signature"):
            self.response.submit()
        # the void one stays, and the answer that it was is in the log
        with self.assertRaisesRegex(UserError, "answers changed since"):
            self.response.submit({"customer": "sign-0001"})
        self.assertIn(
            {"signature": "sign-0001"}, self.response.log_ids.mapped("new_value")
        )
        self.sign("sign-0002")
        self.response.submit()

    def test_signature_given_elsewhere_is_no_answer(self):
        for uuid in ("sign-ghost", "1"):
            refused = self.response.save_answers({"customer": uuid})["refused"]
            self.assertIn("was not given here", refused["customer"])
        with self.assertRaisesRegex(UserError, "asks for no such"):
            self.sign(question="never")
        with self.assertRaisesRegex(UserError, "asks for no such"):
            self.sign(question="done")
        with self.assertRaisesRegex(UserError, "write the name"):
            self.sign(name=" ")
        with self.assertRaisesRegex(UserError, "empty"):
            self.response.sign("customer", "Amira", "", "sign-0003")
        self.assertFalse(self.response.signature_ids)
