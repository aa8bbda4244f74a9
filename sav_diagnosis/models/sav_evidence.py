# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SavEvidence(models.Model):
    _inherit = "sav.evidence"

    response_id = fields.Many2one(
        "sav.response",
        string="Diagnosis",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    question_code = fields.Char(string="Question", readonly=True, copy=False)

    @api.constrains("response_id", "case_id")
    def _check_response_case(self):
        # sudo: the links are compared, whoever may read what they lead to.
        for evidence in self.sudo():
            if (
                evidence.response_id
                and evidence.response_id.case_id != evidence.case_id
            ):
                raise ValidationError(
                    self.env._("A photo and the form that it answers are of one case.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        evidence = super().create(vals_list)
        # sudo: a photo that was awaited is linked to its answer, by verbs only.
        responses_sudo = (
            self.env["sav.answer"]
            .sudo()
            .search(
                [
                    ("case_id", "in", evidence.case_id.ids),
                    ("question_type", "=", "photo"),
                    ("value", "!=", False),
                ]
            )
            .response_id
        )
        for response_sudo in responses_sudo:
            response_sudo._link_photos()
        return evidence
