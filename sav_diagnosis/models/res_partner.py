# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

# What is said in free words, or is the key of a picture. Choices, numbers, days and
# codes are about the machine and stay.
PERSONAL_TYPES = {"photo", "signature", "text"}


class ResPartner(models.Model):
    """Diagnoses of a person's machines: found, handed out and erased with the rest."""

    _inherit = "res.partner"

    @api.model
    def _get_sav_child_models(self):
        return (
            *super()._get_sav_child_models(),
            "sav.response",
            "sav.answer",
            "sav.answer.log",
            "sav.effect.application",
        )

    @api.model
    def _get_sav_export_fields(self, name):
        names = super()._get_sav_export_fields(name)
        # A person reads the question and the answer, not their codes.
        if name == "sav.answer":
            names += ["question_label", "value_label"]
        elif name == "sav.answer.log":
            names += ["question_label", "old_label", "new_label"]
        return names

    @api.model
    def _purge_sav_texts(self, records):
        if answers := records.get("sav.answer"):
            answers.filtered(
                lambda answer: answer.question_type in PERSONAL_TYPES
            ).value = None
        if changes := records.get("sav.answer.log"):
            changes._erase_values(PERSONAL_TYPES)
        return super()._purge_sav_texts(records)
