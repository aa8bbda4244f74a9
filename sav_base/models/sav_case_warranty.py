# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.warranty_changes import list_fact_changes
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
        if not vals.keys() & {"cause_id", "fault_id", "symptom_id"}:
            return super().write(vals)
        before = {case: case._get_finding_facts() for case in self}
        result = super().write(vals)
        changed = self.filtered(
            lambda case: (
                case._get_finding_facts() != before[case]
                and case.state not in ("draft", *CLOSED_STATES)
            )
        )
        changed.filtered(lambda case: case._is_verdict_stale())._recompute_warranty()
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
        facts, assessment = self._get_judgement()
        if facts.get("needs_photo") and self._lacks_exclusion_proof():
            raise UserError(
                self.env._(
                    "%(case)s is under warranty. To exclude it because of "
                    "“%(reason)s”, first take a photo that proves it, with the purpose "
                    "“Warranty Exclusion”.",
                    case=self.display_name,
                    reason=facts["exclusion"],
                )
            )
        return self.env["sav.warranty.verdict"]._prepare_vals(facts, assessment) | {
            "case_id": self.id,
            "equipment_id": self.equipment_id.id,
            "policy_id": self.equipment_id.warranty_policy_id.id,
            "exclusion_reason": facts.get("exclusion"),
        }

    def _get_judgement(self):
        """Return what the warranty says of this case as it stands.

        :return: ``(facts, assessment)`` as ``sav.warranty.verdict._prepare_vals`` takes
            them; nothing is written and no photo asked for
        """
        self.ensure_one()
        return self.env["sav.warranty.verdict"]._judge_facts(
            self.equipment_id._get_warranty_facts(self._get_warranty_date(), case=self),
            self.cause_id,
            self.warranty_exclusion_reason,
        )

    def _is_verdict_stale(self):
        """Tell whether the facts are not those of the current verdict any more."""
        self.ensure_one()
        facts, _assessment = self._get_judgement()
        return bool(list_fact_changes(self.warranty_verdict_id.facts or {}, facts))

    def _get_finding_facts(self):
        """Return what was found that the warranty may hang on."""
        self.ensure_one()
        return self._get_fault_facts() | {
            "cause": self.cause_id.id,
            "reason": self._get_exclusion_reason(),
        }

    def _get_fault_facts(self):
        """Return the fault of this case, as ``is_same_fault`` compares it."""
        self.ensure_one()
        return {
            "fault": self.fault_id.id or None,
            "symptoms": (self.symptom_id | self.fault_ids.symptom_id).ids,
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

    def _lacks_exclusion_proof(self):
        """Tell whether no photo was taken to exclude the warranty."""
        self.ensure_one()
        photos = self.evidence_ids | self.intervention_ids.evidence_ids
        return "exclusion" not in photos.mapped("purpose")

    def _awaits_exclusion_proof(self):
        """Tell whether this case cannot be judged before a photo is taken."""
        self.ensure_one()
        facts, _assessment = self._get_judgement()
        return bool(facts.get("needs_photo")) and self._lacks_exclusion_proof()

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
        rows = [{"payer": "warranty", "percentage": covered, "reason": reason}]
        left = 100 - covered
        # The warranty first: a contract does not replace what is owed without it.
        for row in self._get_contract_coverage(kind, product, left) if left else []:
            percentage = min(row["percentage"], left)
            rows.append(
                {
                    "payer": "contract",
                    "percentage": percentage,
                    "reason": row["reason"],
                }
            )
            left -= percentage
        rows.append({"payer": "customer", "percentage": left, "reason": reason})
        return [row for row in rows if row["percentage"]]

    def _get_contract_coverage(self, kind, product, left):
        """Hook: return what contracts pay of a line that the warranty left, none here.

        Called once the legal warranty and those beside it were judged, and only when
        something is left.

        :param str kind: as ``_get_coverage_vals``
        :param product: as ``_get_coverage_vals``
        :param float left: percentage that nobody pays yet; more is cut off
        :return: ``[{"percentage", "reason": words in the customer's language}]``
        """
        return []

    def _get_contract_candidates(self):
        """Hook: return the contracts that may cover this case, none here."""
        return []

    def _get_clocks(self):
        """Hook: return the response clocks of this case, none here."""
        return []
