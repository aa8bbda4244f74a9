# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import math

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import escape_psql


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

    def search_parts(self, term):
        """Return the parts that a scanned code or a typed name may mean.

        :param str term: bar code, reference, or part of a name
        :return: ``[{"id", "name", "available", "is_exact"}]``, 8 at most;
            ``available`` is free where this repair takes its parts from
        """
        self.ensure_one()
        self.check_access("read")
        term = (term or "").strip()
        products = self.env["product.product"]
        if not term:
            return []
        domain = Domain(products._check_company_domain(self.company_id))
        domain &= Domain("type", "=", "consu")
        found = products.search(domain & Domain("barcode", "=", term))
        found = found or products.search(
            domain & Domain("default_code", "=ilike", escape_psql(term))
        )
        is_exact = bool(found)
        if not found:
            found = products.browse(
                [
                    product_id
                    for product_id, _name in products.name_search(
                        term, list(domain), limit=8
                    )
                ]
            )
        # sudo: how many are free is told, to people without any right on the stock.
        place = self.sudo().repair_id.location_id
        free = dict(
            found.sudo()
            .with_context(location=place.id)
            .mapped(lambda product: (product.id, product.free_qty))
        )
        return [
            {
                "id": product.id,
                "name": product.display_name,
                "available": free[product.id],
                "is_exact": is_exact,
            }
            for product in found
        ]

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
