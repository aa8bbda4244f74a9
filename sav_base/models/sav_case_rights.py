# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class SavCase(models.Model):
    _name = "sav.case"
    _inherit = ["sav.case", "sav.guard.mixin"]

    def write(self, vals):
        result = super().write(vals)
        if "technician_id" in vals:
            # Their technician follows the case's: who is told follows too.
            self.intervention_ids._update_assignment_activities()
        return result

    @api.model
    def _get_state_fields(self):
        return super()._get_state_fields() | {
            "give_back_move_id",
            "outcome",
            "receipt_move_id",
            "repair_id",
            "state",
            "warranty_state",
            "warranty_verdict_id",
        }

    @api.model
    def _get_verb_fields(self):
        return super()._get_verb_fields() | {
            "barcode",
            "date_closed",
            "date_received",
            "name",
            "priority_reason",
            "priority_score",
            "technician_user_id",
            "warranty_exclusion_reason",
        }

    @api.model
    def _get_technician_fields(self):
        # Neither the limit nor the fee, the customer, the dates: they were agreed at
        # the counter, and the gate and the bill hang on them.
        return frozenset(
            {
                "cause_id",
                "diagnosis",
                "evidence_ids",
                "fault_id",
                "remedy_id",
                "signature_ids",
                "symptom_id",
                "technician_id",
            }
        )
