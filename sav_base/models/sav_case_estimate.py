# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import math

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .sav_payer_line import PAYERS


class SavCase(models.Model):
    """What the device needs: the verbs of the screens, for people without stock rights.

    Each verb checks the right on the case, finds the line inside the case's own repair
    order, then works in ``sudo`` on that line alone.
    """

    _inherit = "sav.case"

    def add_part(
        self,
        product_id,
        quantity,
        line_type="add",
        source=None,
        payer=None,
        reason=None,
    ):
        """Add a part to the estimate and return its id.

        :param float quantity: in the product's unit, above 0
        :param str line_type: ``add`` (fitted), ``remove`` or ``recycle`` (taken off)
        :param str source: what proposes it; the same source proposes once
        :param str payer: who pays all of it, instead of the case's coverage
        :param str reason: why another than the customer pays
        :raise UserError: unknown product or kind, quantity that is no quantity, frozen
            or finished estimate
        """
        repair = self._get_estimate_repair()
        if source and (
            known := repair.move_ids.filtered(lambda move: move.sav_source == source)
        ):
            return known.id
        quantity = self._check_quantity(quantity)
        product = self._get_part_product(product_id)
        if line_type not in ("add", "remove", "recycle"):
            raise UserError(
                self.env._("A part is added, removed or recycled, nothing else.")
            )
        payers = self._get_chosen_payers(payer, reason)
        repair._sav_check_estimate_open()
        move = repair.move_ids.create(
            {
                "repair_id": repair.id,
                "repair_line_type": line_type,
                "product_id": product.id,
                "product_uom_qty": quantity,
                "product_uom": product.uom_id.id,
                "company_id": repair.company_id.id,
                "date": repair.schedule_date,
                "sav_source": source or False,
            }
        )
        if payers:
            move._sav_replace_payers(payers)
        return move.id

    def set_part_quantity(self, move_id, quantity):
        """Change how much of a part the estimate plans.

        :raise UserError: quantity that is no quantity, accepted or frozen line
        """
        move = self._get_estimate_part(move_id)
        move.product_uom_qty = self._check_quantity(quantity)

    def remove_part(self, move_id):
        """Take a part off the estimate.

        :raise UserError: accepted or frozen line
        """
        self._get_estimate_part(move_id).unlink()

    def add_labour(
        self, role_id, hours, kind="repair", source=None, payer=None, reason=None
    ):
        """Add labour or travel to the estimate and return its id.

        :param float hours: planned, above 0
        :param str kind: ``diagnosis``, ``repair`` or ``travel``
        :param str source: what proposes it; the same source proposes once
        :param str payer: who pays all of it, instead of the case's coverage
        :param str reason: why another than the customer pays
        :raise UserError: unknown role or kind, time that is no time, frozen or finished
            estimate
        """
        repair = self._get_estimate_repair()
        if source and (
            known := repair.sav_labour_line_ids.filtered(
                lambda line: line.source == source
            )
        ):
            return known.id
        hours = self._check_quantity(hours)
        role = self._find_in_company("sav.labour.role", role_id)
        if not role:
            raise UserError(
                self.env._("This labour role does not exist here. Choose another one.")
            )
        kinds = dict(self.env["sav.labour.line"]._fields["kind"].selection)
        if kind not in kinds:
            raise UserError(self.env._("Labour is diagnosis, repair or travel."))
        payers = self._get_chosen_payers(payer, reason)
        line = repair.sav_labour_line_ids.create(
            {
                "repair_id": repair.id,
                "role_id": role.id,
                "kind": kind,
                "planned_hours": hours,
                "source": source or False,
            }
        )
        if payers:
            line._sav_replace_payers(payers)
        return line.id

    def set_labour_hours(self, line_id, hours):
        """Change the time that the estimate plans.

        :raise UserError: time that is no time, accepted or frozen line
        """
        line = self._get_estimate_labour(line_id)
        line.planned_hours = self._check_quantity(hours)

    def remove_labour(self, line_id):
        """Take labour off the estimate.

        :raise UserError: accepted or frozen line, time already worked
        """
        self._get_estimate_labour(line_id).unlink()

    def add_action(self, name, mandatory=False, source=None):
        """Add something to do to the check list and return its id.

        :param bool mandatory: the repair cannot be finished without it
        :param str source: what proposes it; the same source proposes once
        """
        repair = self._get_estimate_repair()
        if source and (
            known := repair.sav_action_line_ids.filtered(
                lambda line: line.source == source
            )
        ):
            return known.id
        name = (name or "").strip()
        if not name:
            raise UserError(self.env._("Write what has to be done."))
        return repair.sav_action_line_ids.create(
            {
                "repair_id": repair.id,
                "name": name,
                "is_mandatory": bool(mandatory),
                "source": source or False,
            }
        ).id

    def set_action_done(self, action_id, done):
        """Tick or untick an action, and keep who did it and when."""
        repair = self._get_estimate_repair()
        action = self._find_line(repair.sav_action_line_ids, action_id)
        if action.is_done == bool(done):
            return
        action.write(
            {
                "is_done": bool(done),
                "done_by_id": self.env.uid if done else False,
                "date_done": fields.Datetime.now() if done else False,
            }
        )

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

    # -- what a verb may touch --

    def _get_estimate_repair(self):
        """Return the repair order of this case in ``sudo``, after checking the right.

        :raise UserError: when the case has no repair order, or is over
        """
        self.ensure_one()
        self.check_access("write")
        # sudo: the people of the after-sales service have no right on the stock; this
        # is the one repair order of a case that they may write on.
        repair = self.sudo().repair_id
        if not repair or self.state in ("draft", "closed", "cancelled"):
            raise UserError(
                self.env._(
                    "%(case)s is not being worked on, its estimate cannot change.",
                    case=self.display_name,
                )
            )
        return repair

    def _get_estimate_part(self, move_id):
        return self._find_line(self._get_estimate_repair().move_ids, move_id)

    def _get_estimate_labour(self, line_id):
        return self._find_line(self._get_estimate_repair().sav_labour_line_ids, line_id)

    def _find_line(self, lines, line_id):
        """Return the line with this id among those of the case, never any other."""
        line = lines.filtered(lambda line: line.id == line_id)
        if not line:
            raise UserError(
                self.env._(
                    "This line is no longer in the estimate of %(case)s. Reload the "
                    "screen.",
                    case=self.display_name,
                )
            )
        return line

    def _find_in_company(self, model, record_id):
        """Return the record with this id if this case's company may use it."""
        records = self.env[model].browse(record_id).exists()
        return records.filtered_domain(records._check_company_domain(self.company_id))

    def _get_part_product(self, product_id):
        """Return the product if it can be a part here."""
        product = self._find_in_company("product.product", product_id)
        if not product:
            raise UserError(
                self.env._("This product does not exist here. Choose another one.")
            )
        if product.type != "consu":
            raise UserError(
                self.env._(
                    "%(product)s is no goods: add it as labour.",
                    product=product.display_name,
                )
            )
        if not product.active:
            raise UserError(
                self.env._(
                    "%(product)s is archived: choose the part that replaces it.",
                    product=product.display_name,
                )
            )
        return product

    def _check_quantity(self, quantity):
        """Return ``quantity`` as a number above 0, or refuse it."""
        try:
            quantity = float(quantity)
        except (TypeError, ValueError):
            quantity = math.nan
        if not math.isfinite(quantity) or quantity <= 0:
            raise UserError(
                self.env._("Type a quantity above 0. To take a line off, remove it.")
            )
        return quantity

    # -- who decides who pays --

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
