# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

# What the estimate says of a part; the rest of a move is logistics.
PLANNED_FIELDS = {"product_id", "product_uom_qty", "product_uom", "repair_line_type"}


class StockMove(models.Model):
    _name = "stock.move"
    _inherit = ["stock.move", "sav.estimate.mixin"]

    _sav_share_field = "sav_customer_share"
    _sav_payer_field = "sav_payer_line_ids"
    _sav_quantity_field = "product_uom_qty"

    sav_payer_line_ids = fields.One2many("sav.payer.line", "move_id", string="Payers")
    sav_customer_share = fields.Float(
        string="Customer %",
        compute="_compute_sav_customer_share",
        store=True,
        precompute=True,
    )
    sav_source = fields.Char(
        string="Proposed By",
        readonly=True,
        copy=False,
        help="What proposed it; the same source proposes once.",
    )
    sav_is_used_known = fields.Boolean(
        string="Used Quantity Entered",
        readonly=True,
        copy=False,
        help="The technician said how much was used: no reservation changes it.",
    )

    _sav_source_uniq = models.UniqueIndex(
        "(repair_id, sav_source) WHERE sav_source IS NOT NULL",
        "This was already proposed for this repair.",
    )

    @api.depends("sav_payer_line_ids.payer", "sav_payer_line_ids.percentage")
    def _compute_sav_customer_share(self):
        for move in self:
            move.sav_customer_share = move.sav_payer_line_ids._get_customer_share()

    @api.model_create_multi
    def create(self, vals_list):
        # sudo: a user of the stock who adds a part need not see the case.
        repairs = (
            self.env["repair.order"]
            .sudo()
            .browse(
                {
                    vals["repair_id"]
                    for vals in vals_list
                    if vals.get("repair_id") and vals.get("repair_line_type")
                }
            )
        )
        sav_repairs = repairs.filtered("sav_case_id")
        for repair in sav_repairs:
            repair._sav_check_estimate_open()
        for vals in vals_list:
            if vals.get("sale_line_id") and vals.get("repair_id") in sav_repairs.ids:
                self._sav_check_agreement_link()
        moves = super().create(vals_list)
        if sav_repairs:
            # Core returns the moves that it confirmed first.
            moves = moves.sorted("id")
            parts = moves.sudo()._filter_sav_parts()
            parts._sav_propose_payers()
            # Core tried before the payers were known.
            sav_repairs._sav_confirm_allowed_moves()
            sav_repairs._sav_sync_draft_orders()
        return moves

    def write(self, vals):
        if vals.get("sale_line_id") and self.sudo()._filter_sav_parts():
            self._sav_check_agreement_link()
        changed = self.browse()
        if PLANNED_FIELDS.intersection(vals):
            # sudo: a user of the stock who changes a part need not see the case.
            changed = self.sudo()._filter_sav_changed(vals)
            changed._sav_check_change()
        result = super().write(vals)
        changed.repair_id._sav_sync_draft_orders()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sav_agreed(self):
        # sudo: a user of the stock who removes a part need not see the case.
        self.sudo()._filter_sav_parts().filtered(
            lambda move: move.state != "cancel"
        )._sav_check_change()

    def unlink(self):
        # sudo: the draft order follows the estimate, whoever changes it.
        repairs = self.sudo()._filter_sav_parts().repair_id
        result = super().unlink()
        repairs._sav_sync_draft_orders()
        return result

    def _action_cancel(self):
        result = super()._action_cancel()
        # sudo: the draft order follows the estimate, whoever changes it.
        self.sudo()._filter_sav_parts().repair_id._sav_sync_draft_orders()
        return result

    # -- the order's lines: core's hooks are replaced, see repair_order_quote.py --

    def _create_repair_sale_order_line(self):
        return super(StockMove, self._filter_plain())._create_repair_sale_order_line()

    def _update_repair_sale_order_line(self):
        return super(StockMove, self._filter_plain())._update_repair_sale_order_line()

    def _clean_repair_sale_order_line(self):
        # An accepted quantity is evidence and stays when less is used; a draft order
        # follows by itself.
        return super(StockMove, self._filter_plain())._clean_repair_sale_order_line()

    # -- estimate --

    def _sav_check_agreement_link(self):
        """Refuse that a client says which line of an order a part was agreed with."""
        if not self.env.su:
            raise UserError(
                self.env._(
                    "A part is linked to the quote that was made from it, nothing "
                    "else: add it to the estimate of the case."
                )
            )

    def _filter_sav_parts(self):
        """Return the parts of repairs that have a case, without the device itself."""
        return self.filtered(
            lambda move: move.repair_line_type and move.repair_id.sav_case_id
        )

    def _filter_plain(self):
        """Return the moves that are no part of a case: they behave as core's."""
        # sudo: a user of the stock need not see the case.
        return self - self.sudo()._filter_sav_parts().sudo(self.env.su)

    def _filter_sav_changed(self, vals):
        """Return the parts whose need really changes with ``vals``."""

        def is_changed(move):
            for name in PLANNED_FIELDS.intersection(vals):
                value = self._fields[name].convert_to_cache(vals[name], move)
                if move._fields[name].convert_to_cache(move[name], move) != value:
                    return True
            return False

        return self._filter_sav_parts().filtered(
            lambda move: move.state != "cancel" and is_changed(move)
        )

    def _sav_is_quoted_kind(self):
        return self.repair_line_type == "add"

    def _sav_get_coverage_kind(self):
        return "part"

    def _sav_get_uom(self):
        return self.product_uom

    def _prepare_sav_sale_line_vals(self):
        return super()._prepare_sav_sale_line_vals() | {
            "move_ids": [Command.link(self.id)],
            "sequence": 10,
        }

    def _sav_get_sale_line_values(self):
        return {
            "product_uom_qty": self.product_uom_qty,
            "product_uom_id": self.product_uom.id,
        }
