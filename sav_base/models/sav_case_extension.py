# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from ..tools.warranty_extension import away_spans, immobilised_days
from .sav_warranty_verdict import PAYING_STATES


class SavCase(models.Model):
    """What the end of a case adds to the warranty of its device.

    Worked out anew each time the case is handed over: the same facts change nothing,
    others revoke the former rows and append new ones.
    """

    _inherit = "sav.case"

    warranty_extension_ids = fields.One2many(
        "sav.warranty.extension", "case_id", string="Warranty Extensions"
    )

    def write(self, vals):
        if vals.get("state", "closed") == "closed":
            return super().write(vals)
        reopened = self.filtered(lambda case: case.state == "closed")
        result = super().write(vals)
        # sudo: rows that only verbs write; they follow the state of the case.
        reopened.sudo().warranty_extension_ids._revoke(self.env._("case reopened"))
        return result

    def _hand_over(self):
        result = super()._hand_over()
        # sudo: rows that only verbs write; the hand-over checked who does it.
        self.sudo()._apply_warranty_extensions()
        return result

    def _apply_warranty_extensions(self):
        """Have the rows of these closed cases say what they have to, in ``sudo``."""
        vals_list = []
        revoked = self.env["sav.warranty.extension"]
        for case in self.filtered("equipment_id"):
            wanted = {
                _get_row_key(vals): vals for vals in case._prepare_extension_vals_list()
            }
            for row in case.warranty_extension_ids.filtered(
                lambda extension: not extension.date_revoked
            ):
                vals = wanted.get(row._get_key())
                if vals and row._is_as(vals):
                    del wanted[row._get_key()]
                else:
                    revoked |= row
            vals_list += wanted.values()
        revoked._revoke(self.env._("worked out again"))
        extensions = self.env["sav.warranty.extension"].create(vals_list)
        extensions._log_given()
        return extensions

    def _prepare_extension_vals_list(self):
        """Hook: return the values of the rows that the end of this case gives."""
        self.ensure_one()
        if self.replacement_id:
            return self._prepare_replacement_extensions()
        verdict = self.warranty_verdict_id
        if self.outcome != "repaired" or verdict.state not in PAYING_STATES:
            return []
        return self._prepare_immobilisations() + self._prepare_legal_repairs()

    def _prepare_extension_vals(self, kind, **vals):
        return {
            "equipment_id": self.equipment_id.id,
            "case_id": self.id,
            "kind": kind,
            "date": fields.Date.context_today(self, self.date_closed),
            "user_id": self.env.uid,
            **vals,
        }

    def _prepare_immobilisations(self):
        """Return one row for each policy that counts the days without the device."""
        vals_list = []
        for policy in self._get_paying_policies():
            spans = self._get_immobilised_spans(policy)
            if days := immobilised_days(spans, policy.immobilisation_days):
                vals_list.append(
                    self._prepare_extension_vals(
                        "immobilisation",
                        days=days,
                        policy_id=policy.id,
                        date_out=spans[0][0],
                        legal_source=policy.immobilisation_source,
                    )
                )
        return vals_list

    def _prepare_legal_repairs(self):
        """Return one row for each policy whose legal term a repair lengthens."""
        if self.warranty_verdict_id.warranty_kind != "legal":
            return []
        terms = [
            term
            for term in self.warranty_verdict_id._get_active_terms()
            if term["kind"] == "legal" and term["repair_months"]
        ]
        longest = {}
        for term in sorted(terms, key=lambda term: term["repair_months"]):
            longest[term["policy"]] = term
        return [
            self._prepare_extension_vals(
                "legal_repair",
                months=term["repair_months"],
                policy_id=policy_id,
                is_legal_only=True,
                legal_source=term["source"],
            )
            for policy_id, term in longest.items()
        ]

    def _get_paying_policies(self):
        terms = self.warranty_verdict_id._get_active_terms()
        policy_ids = [term["policy"] for term in terms if term["policy"]]
        return self.env["sav.warranty.policy"].browse(dict.fromkeys(policy_ids))

    def _get_immobilised_spans(self, policy):
        """Return when the customer was without the device: ``[(out, back), …]``."""
        self.ensure_one()

        def get_day(moment):
            return fields.Date.context_today(self, moment)

        rows = self.custody_ids.filtered(lambda row: not row.accessory_id)
        since_request = policy.immobilisation_from == "request"
        return away_spans(
            get_day(self.date_received),
            [
                (get_day(row.date), row.holder == "customer")
                for row in rows.sorted(lambda row: (row.date, row.id))
            ],
            get_day(self.date_closed),
            (since_request and self.date_requested) or None,
        )


def _get_row_key(vals):
    return vals["equipment_id"], vals["kind"], vals.get("policy_id") or False
