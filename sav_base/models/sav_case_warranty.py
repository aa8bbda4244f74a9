# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .sav_case import CLOSED_STATES

# Which percentage of the verdict pays a line of this kind.
COVERAGE_FIELDS = {
    "part": "parts",
    "labour": "labour",
    "diagnosis": "labour",
    "repair": "labour",
    "travel": "travel",
}


class SavCase(models.Model):
    _inherit = "sav.case"

    warranty_exclusion_reason = fields.Char(
        string="Warranty Excluded Because",
        readonly=True,
        copy=False,
        tracking=True,
        help="Found during the diagnosis; the cause can exclude it too.",
    )

    @api.model
    def _get_verb_fields(self):
        return super()._get_verb_fields() | {"warranty_exclusion_reason"}

    def write(self, vals):
        if "cause_id" not in vals:
            return super().write(vals)
        reasons = {case: case._get_exclusion_reason() for case in self}
        result = super().write(vals)
        changed = self.filtered(
            lambda case: (
                case._get_exclusion_reason() != reasons[case]
                and case.state not in ("draft", *CLOSED_STATES)
            )
        )
        changed._recompute_warranty()
        return result

    def action_recompute_warranty(self):
        """Judge the warranty again from what is on file; earlier verdicts are kept."""
        self.check_access("write")
        if early := self.filtered(lambda case: case.state == "draft"):
            raise UserError(
                self.env._(
                    "The warranty is judged when the device is received, confirm the "
                    "reception first: %(cases)s",
                    cases=", ".join(early.mapped("display_name")),
                )
            )
        self._recompute_warranty()

    def _recompute_warranty(self):
        """Append a verdict to each case and make it the current one.

        Lines that nobody accepted yet get the payers of the new verdict when it
        covers otherwise than the one before.

        :return: the new verdicts
        """
        if not self:
            return self.env["sav.warranty.verdict"]
        coverages = {case: case.warranty_verdict_id._get_coverage() for case in self}
        # sudo: a verdict is evidence that nobody writes by hand; the right asked for is
        # the one on the case or the machine, checked by the callers.
        verdicts_sudo = (
            self.env["sav.warranty.verdict"]
            .sudo()
            .create([case._prepare_verdict_vals() for case in self])
        )
        for case_sudo, verdict_sudo in zip(self.sudo(), verdicts_sudo, strict=True):
            case_sudo.warranty_verdict_id = verdict_sudo
        self.filtered(
            lambda case: coverages[case] != case.warranty_verdict_id._get_coverage()
        )._reset_payers()
        return verdicts_sudo.with_env(self.env)

    def _prepare_verdict_vals(self):
        """Hook: return the values of today's verdict of this case.

        :raise UserError: when the warranty is excluded without a photo that proves it
        """
        self.ensure_one()
        equipment = self.equipment_id
        facts = equipment._get_warranty_facts(self._get_warranty_date())
        assessment = self.env["sav.warranty.verdict"]._assess(facts)
        reason = self._get_exclusion_reason()
        if reason and assessment["state"] in ("covered", "partial"):
            self._check_exclusion_proof(reason)
            assessment |= {"state": "excluded", "parts": 0, "labour": 0, "travel": 0}
            facts["exclusion"] = reason
        return self.env["sav.warranty.verdict"]._prepare_vals(facts, assessment) | {
            "case_id": self.id,
            "equipment_id": equipment.id,
            "policy_id": equipment.warranty_policy_id.id,
            "exclusion_reason": facts.get("exclusion"),
        }

    def _get_warranty_date(self):
        """Return the day that is compared with the terms: the one of the drop-off."""
        self.ensure_one()
        if not self.date_received:
            return fields.Date.context_today(self)
        return fields.Date.context_today(self, self.date_received)

    def _get_exclusion_reason(self):
        """Return in words why the warranty does not pay, or False."""
        self.ensure_one()
        if self.cause_id.excludes_warranty:
            return self.cause_id.name
        return self.warranty_exclusion_reason

    def _exclude_warranty(self, reason):
        """Stop the warranty from paying, for a reason found during the diagnosis.

        :param str reason: in words, shown to the customer
        :raise UserError: when no photo proves it
        """
        # sudo: written by this verb alone, also when a technician's answer excludes it.
        self.sudo().warranty_exclusion_reason = reason
        self._recompute_warranty()

    def _check_exclusion_proof(self, reason):
        """Refuse to exclude the warranty without a photo taken for that purpose."""
        photos = self.evidence_ids | self.intervention_ids.evidence_ids
        if "exclusion" not in photos.mapped("purpose"):
            raise UserError(
                self.env._(
                    "%(case)s is under warranty. To exclude it because of "
                    "“%(reason)s”, first take a photo that proves it, with the purpose "
                    "“Warranty Exclusion”.",
                    case=self.display_name,
                    reason=reason,
                )
            )

    def _reset_payers(self):
        """Hook: give the lines that nobody accepted yet the payers of the verdict.

        Called when the current verdict covers otherwise than the one before.
        """

    def _get_coverage_vals(self, kind, product=None):
        """Hook: return who pays a new line of this case, as rows that add up to 100.

        :param str kind: ``part``, ``labour`` (also ``diagnosis``, ``repair``) or
            ``travel``
        :param product: the part or the service, for modules that cover some only
        :return: ``[{"payer": key of sav.payer.line, "percentage": 0 to 100,
            "reason": words in the customer's language}]``
        """
        self.ensure_one()
        verdict = self.warranty_verdict_id
        covered = verdict[COVERAGE_FIELDS[kind]] if verdict else 0
        reason = verdict._get_words(self.partner_id.lang) if verdict else False
        shares = [("warranty", covered), ("customer", 100 - covered)]
        return [
            {"payer": payer, "percentage": percentage, "reason": reason}
            for payer, percentage in shares
            if percentage
        ]

    def _get_contract_candidates(self):
        """Hook: return the contracts that may cover this case, none here."""
        return []

    def _get_clocks(self):
        """Hook: return the response clocks of this case, none here."""
        return []
