# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import math

from odoo import models
from odoo.exceptions import AccessError, UserError

from .sav_payer_line import PAYERS


class SavCase(models.Model):
    """Who pays what of the estimate: the coverage proposes, the counter decides."""

    _inherit = "sav.case"

    def set_payers(self, model, line_id, rows):
        """Decide who pays a part or labour. For the counter and the managers.

        :param str model: ``stock.move`` or ``sav.labour.line``
        :param list rows: ``[{"payer", "percentage", "reason"}]``, they add up to 100
        :raise UserError: rows that do not add up, no reason for who pays instead of the
            customer, quote already sent, customer who would pay more than they accepted
        """
        self.check_access("write")
        self._check_payer_right()
        if model == "stock.move":
            line = self._get_estimate_part(line_id)
        elif model == "sav.labour.line":
            line = self._get_estimate_labour(line_id)
        else:
            raise UserError(self.env._("Only parts and labour have payers."))
        rows = [self._check_payer_row(row) for row in rows or []]
        if not rows:
            raise UserError(
                self.env._("%(line)s: say who pays.", line=line._sav_get_label())
            )
        share = line._sav_get_share()
        if line._sav_is_accepted():
            asked = sum(r["percentage"] for r in rows if r["payer"] == "customer")
            if asked > share:
                raise UserError(
                    self.env._(
                        "%(line)s was accepted with %(share)s %% for the customer: "
                        "they can only pay less.",
                        line=line._sav_get_label(),
                        share=share,
                    )
                )
        else:
            line._sav_check_change()
        line._sav_replace_payers(rows)
        line.repair_id._sav_confirm_allowed_moves()

    def _check_payer_right(self):
        if not self.env.user.has_group("sav_base.group_sav_counter"):
            raise AccessError(
                self.env._(
                    "Who pays is decided by the counter or by a manager. Ask them."
                )
            )

    def _check_payer_row(self, row):
        """Return a clean payer row, or refuse it."""
        labels = dict(
            self.env["sav.payer.line"]._fields["payer"]._description_selection(self.env)
        )
        payer = row.get("payer")
        reason = (row.get("reason") or "").strip()
        try:
            percentage = float(row.get("percentage"))
        except (TypeError, ValueError):
            percentage = math.nan
        if payer not in labels:
            raise UserError(
                self.env._(
                    "A payer is one of: %(payers)s.", payers=", ".join(labels.values())
                )
            )
        if not math.isfinite(percentage) or not 0 < percentage <= 100:
            raise UserError(
                self.env._(
                    "%(payer)s: type a percentage above 0, up to 100.",
                    payer=labels[payer],
                )
            )
        if payer != "customer" and not reason:
            raise UserError(
                self.env._(
                    "%(payer)s: say why, the customer reads it on the quote.",
                    payer=labels[payer],
                )
            )
        return {"payer": payer, "percentage": percentage, "reason": reason}

    def _get_chosen_payers(self, payer, reason):
        """Return the rows of a line whose one payer is chosen when it is added.

        A technician may say that the customer pays; that another does is decided by the
        counter, or by the rules of a scenario, which call in ``sudo``.
        """
        if not payer:
            return []
        if payer not in dict(PAYERS):
            return [self._check_payer_row({"payer": payer, "percentage": 100})]
        if payer != "customer" and not self.env.su:
            self._check_payer_right()
        return [
            self._check_payer_row({"payer": payer, "percentage": 100, "reason": reason})
        ]

    def _reset_payers(self):
        """Give the lines that nobody decided upon nor accepted the current coverage."""
        result = super()._reset_payers()
        # sudo: the coverage decides, not the person who had it judged again.
        for repair in self.sudo().repair_id:
            if repair._sav_get_frozen_reason():
                # A sent quote is frozen: who revises it finds the case's new verdict.
                continue
            for line in repair._sav_get_estimate_lines():
                payers = line[line._sav_payer_field]
                if line._sav_is_accepted() or not all(payers.mapped("is_proposed")):
                    continue
                payers.unlink()
                line._sav_propose_payers()
            repair._sav_confirm_allowed_moves()
        return result
