# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError


class SavEstimateMixin(models.AbstractModel):
    """What a part and a labour line of an estimate have in common.

    Both are needs of a repair order with their payers, and the source of one line of
    its quote. The inheriting model has ``repair_id`` and ``sale_line_id``.
    """

    _name = "sav.estimate.mixin"
    _description = "Line of an Estimate"

    # names of the fields of the inheriting model
    _sav_share_field = None
    _sav_payer_field = None
    _sav_quantity_field = None

    def _sav_get_label(self):
        """Return how to call this line in a message."""
        self.ensure_one()
        return self.product_id.display_name

    def _sav_is_quoted_kind(self):
        """Tell whether this line is sold, as opposed to a part that is taken off."""
        return True

    def _sav_get_coverage_kind(self):
        """Return the kind of cost, as ``sav.case._get_coverage_vals`` takes it."""
        raise NotImplementedError

    def _sav_get_uom(self):
        """Return the unit of the planned quantity."""
        raise NotImplementedError

    def _prepare_sav_sale_line_vals(self):
        """Hook: return the values of the order line that is made from this line."""
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            **self._sav_get_sale_line_values(),
        }

    def _sav_get_sale_line_values(self):
        """Return what the order line repeats of this line: its quantity and unit."""
        raise NotImplementedError

    def _sav_get_share(self):
        return self[self._sav_share_field]

    def _sav_is_charged(self):
        """Tell whether the customer pays something of this line."""
        self.ensure_one()
        return self._sav_is_quoted_kind() and self._sav_get_share() > 0

    def _sav_is_ordered(self):
        """Tell whether this line is on an order that still stands."""
        self.ensure_one()
        order = self.sudo().sale_line_id.order_id
        return bool(order.sav_kind) and order.state != "cancel"

    def _sav_is_accepted(self):
        """Tell whether this line is on an order that the customer accepted."""
        self.ensure_one()
        order = self.sudo().sale_line_id.order_id
        return bool(order.sav_kind) and order.state == "sale"

    def _sav_propose_payers(self):
        """Give the payers that the case's coverage proposes to lines without any."""
        vals_list = []
        for line in self:
            case = line.repair_id.sav_case_id
            if not case or line[line._sav_payer_field]:
                continue
            rows = case._get_coverage_vals(
                line._sav_get_coverage_kind(), line.product_id
            )
            vals_list += [
                line._prepare_payer_vals(row, is_proposed=True) for row in rows
            ]
        # sudo: who adds a need does not decide who pays it, the coverage does.
        self.env["sav.payer.line"].sudo().create(vals_list)

    def _prepare_payer_vals(self, row, is_proposed=False):
        """Hook: return the values of a payer of this line.

        :param dict row: payer, percentage and reason
        """
        self.ensure_one()
        inverse = self._fields[self._sav_payer_field].inverse_name
        return {
            inverse: self.id,
            "payer": row["payer"],
            "percentage": row["percentage"],
            "reason": row.get("reason") or False,
            "is_proposed": is_proposed,
        }

    def _sav_replace_payers(self, rows, is_proposed=False):
        """Replace the payers of this line by ``rows``, which add up to 100."""
        self.ensure_one()
        self[self._sav_payer_field].unlink()
        self.env["sav.payer.line"].create(
            [self._prepare_payer_vals(row, is_proposed=is_proposed) for row in rows]
        )

    def _sav_check_change(self):
        """Refuse to change needs that are frozen: a sent quote, an accepted line.

        :raise UserError: says what is frozen and what to do
        """
        for repair in self.repair_id.filtered("sav_case_id"):
            repair._sav_check_estimate_open()
        accepted = self.filtered(
            lambda line: line.repair_id.sav_case_id and line._sav_is_accepted()
        )
        if accepted:
            # sudo: the names of the orders only, for people without right on orders.
            orders = accepted.sudo().sale_line_id.order_id
            raise UserError(
                self.env._(
                    "%(lines)s was accepted by the customer on %(orders)s and stays as "
                    "it is. Need more: add another line. Need less: enter what was "
                    "really used.",
                    lines=", ".join(line._sav_get_label() for line in accepted),
                    orders=", ".join(orders.mapped("name")),
                )
            )
