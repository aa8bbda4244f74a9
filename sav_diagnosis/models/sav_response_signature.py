# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError

from ..tools.definition import questions_of
from .sav_response import UUID


class SavResponse(models.Model):
    """Signatures given as answers: bound to the other answers of the form."""

    _inherit = "sav.response"

    def sign(self, question, signer_name, signature, uuid):
        """Keep a signature and make it the answer to a question.

        The same ``uuid`` again adds nothing.

        :param question: code of a signature question that is asked
        :param signer_name: who signs, in letters
        :param signature: the drawing, a picture in base64
        :param uuid: chosen by the device; the answer to the question
        :return: see ``save_answers``
        :raises UserError: the form is finished, the question is not asked, nothing was
            drawn
        """
        response_sudo = self._take_turn()
        response_sudo._check_is_open()
        definition = response_sudo._get_definition()
        attributes = questions_of(definition).get(question)
        if (
            not attributes
            or attributes["type"] != "signature"
            or question not in response_sudo._resolve(definition)["visible"]
        ):
            raise UserError(self.env._("This form asks for no such signature."))
        if not isinstance(uuid, str) or not UUID.fullmatch(uuid):
            raise UserError(
                self.env._("The signature has no valid identifier: sign again.")
            )
        if not str(signer_name or "").strip():
            raise UserError(
                self.env._(
                    "“%(question)s”: write the name of the person who signs.",
                    question=response_sudo._get_label(attributes),
                )
            )
        if uuid not in response_sudo.signature_ids.mapped("answer_uuid"):
            self.env["sav.signature"].create(
                self._prepare_signature_vals(question, signer_name, signature, uuid)
            )
        return self.save_answers({question: uuid})

    def _prepare_signature_vals(self, question, signer_name, signature, uuid):
        return {
            "purpose": "diagnosis",
            "case_id": self.case_id.id,
            "response_id": self.id,
            "question_code": question,
            "answer_uuid": uuid,
            "signer_name": signer_name.strip(),
            "signature": signature,
        }

    def _get_signed_content(self):
        """Return what a person who signs the form agrees to: the text, its answers."""
        self.ensure_one()
        definition = self._get_definition()
        questions = questions_of(definition)
        values = self._resolve(definition)["values"]
        return {
            "version": self.version_id.sudo().sha256,
            "answers": {
                code: sorted(value) if isinstance(value, list) else value
                for code, value in values.items()
                if questions[code]["type"] != "signature"
            },
        }

    def _find_signature_refusal(self, question, uuid):
        """Return why an identifier is no signature of this question, or None."""
        signature = self.signature_ids.filtered(
            lambda signature: (
                signature.answer_uuid == uuid
                and signature.question_code == question["code"]
            )
        )
        if not signature:
            return self.env._(
                "“%(question)s”: this signature was not given here, sign again.",
                question=self._get_label(question),
            )
        if signature.state == "void":
            return self.env._(
                "“%(question)s”: answers changed since, sign again.",
                question=self._get_label(question),
            )
        return None

    def _clear_void_signatures(self):
        """Take back the signatures that a change made void; return their questions."""
        void = {
            signature.answer_uuid
            for signature in self.signature_ids
            if signature.state == "void"
        }
        stale = [
            answer.question_code
            for answer in self.answer_ids
            if answer.question_type == "signature" and answer._get_value() in void
        ]
        if stale:
            self._keep_answers(
                [
                    {
                        "question": code,
                        "value": None,
                        "source": "user",
                        "date_device": False,
                    }
                    for code in stale
                ]
            )
        return stale
