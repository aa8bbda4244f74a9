# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class SavSignature(models.Model):
    """A signature given as an answer: void once another answer changes."""

    _inherit = "sav.signature"

    purpose = fields.Selection(
        selection_add=[("diagnosis", "Diagnosis")], ondelete={"diagnosis": "cascade"}
    )
    response_id = fields.Many2one(
        "sav.response",
        string="Diagnosis Signed",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
    )
    question_code = fields.Char(string="Question", readonly=True, copy=False)
    answer_uuid = fields.Char(
        string="Client Identifier",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Given by the device: the answer to the question.",
    )

    @api.depends("response_id.answer_ids.value", "response_id.answer_ids.is_hidden")
    def _compute_state(self):
        return super()._compute_state()

    def _get_changes(self):
        self.ensure_one()
        if self.purpose != "diagnosis":
            return super()._get_changes()
        content = self._get_signed_content(self.purpose, self.response_id)
        labels = self._get_content_labels()
        return [labels[key] for key in content if self.content.get(key) != content[key]]

    @api.model
    def _get_target(self, purpose, vals):
        if purpose != "diagnosis":
            return super()._get_target(purpose, vals)
        if not vals.get("response_id"):
            raise UserError(
                self.env._("Open the form to sign it: nothing says what is signed.")
            )
        return self.env["sav.response"].browse(vals["response_id"])

    @api.model
    def _check_may_take(self, purpose):
        # Whoever may answer the form was checked by its verb.
        return purpose == "diagnosis" or super()._check_may_take(purpose)

    @api.model
    def _get_signed_content(self, purpose, target):
        if purpose != "diagnosis":
            return super()._get_signed_content(purpose, target)
        return target._get_signed_content()

    @api.model
    def _get_content_labels(self):
        return super()._get_content_labels() | {
            "answers": self.env._("answers"),
            "version": self.env._("version of the scenario"),
        }
