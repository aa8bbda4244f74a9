# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class SaleOrderLine(models.Model):
    """Lines of after-sales orders are made from an estimate and follow it.

    Their quantity and their existence belong to the estimate, their price and discount
    may be changed. What they deliver and bill is in ``sale_order_line_invoicing.py``.
    """

    _inherit = "sale.order.line"

    sav_labour_line_ids = fields.One2many(
        "sav.labour.line", "sale_line_id", string="Labour"
    )
    sav_customer_share = fields.Float(
        string="Customer %",
        compute="_compute_sav_customer_share",
        store=True,
        precompute=True,
    )
    sav_payer_reason = fields.Char(
        string="Why Not Charged",
        compute="_compute_sav_customer_share",
        store=True,
        precompute=True,
    )
    sav_discount = fields.Float(
        string="Discount Before Payers",
        compute="_compute_discount",
        store=True,
        precompute=True,
        readonly=False,
        help="Of the price list or typed, before what others than the customer pay.",
    )
    sav_transformation_ids = fields.One2many(
        "sav.transformation", "sale_line_id", string="Transformations"
    )

    @api.depends(
        "move_ids.sav_customer_share",
        "move_ids.sav_payer_line_ids.reason",
        "sav_labour_line_ids.customer_share",
        "sav_labour_line_ids.payer_line_ids.reason",
    )
    def _compute_sav_customer_share(self):
        # A line is linked to its source once it is created, and computed again then:
        # before, it would read the payers of each source apart.
        new = self.filtered(lambda line: not line._origin)
        new.sav_customer_share = 100.0
        new.sav_payer_reason = ""
        # Read for all of them at once: one by one each would ask for its own.
        payers = (self - new).move_ids.sav_payer_line_ids
        payers |= (self - new).sav_labour_line_ids.payer_line_ids
        payers.fetch(["payer", "reason"])
        for line in self - new:
            sources = line.sav_labour_line_ids
            moves = line.move_ids.filtered("repair_id")
            shares = sources.mapped("customer_share") + moves.mapped(
                "sav_customer_share"
            )
            payers = sources.payer_line_ids + moves.sav_payer_line_ids
            line.sav_customer_share = shares[0] if shares else 100.0
            line.sav_payer_reason = payers._get_reasons()

    @api.depends("sav_customer_share")
    def _compute_discount(self):
        lines = self.filtered(lambda line: line._sav_is_made())
        names = ("discount", "sav_discount")
        # Also called by hand ("Update prices"): what is assigned here is no typing.
        with self.env.protecting([self._fields[name] for name in names], lines):
            for line in lines:
                # Without a discount of the price list core leaves the field as it
                # finds it, with the customer's share already in.
                line.discount = line.sav_discount
            result = super()._compute_discount()
            for line in lines:
                line.sav_discount = line.discount
                line.discount = (
                    100 - (100 - line.discount) * line.sav_customer_share / 100
                )
        return result

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        made = lines.filtered(lambda line: line._sav_is_made())
        if foreign := made.filtered(lambda line: not line._sav_get_sources()):
            raise UserError(
                self.env._(
                    "%(orders)s is made from the estimate of a repair: add "
                    "%(products)s there, the order follows.",
                    orders=", ".join(foreign.order_id.mapped("name")),
                    products=", ".join(foreign.product_id.mapped("display_name")),
                )
            )
        # What was computed before the links is not computed again by itself.
        made.modified(["move_ids", "sav_labour_line_ids"])
        return lines

    def write(self, vals):
        made = self.filtered(lambda line: line._sav_is_made())
        for line in made:
            line._sav_check_follows_source(vals)
        result = super().write(vals)
        if "discount" in vals and "sav_discount" not in vals:
            for line in made:
                line.sav_discount = line._sav_get_discount_before_payers()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sav_made(self):
        kept = self.filtered(lambda line: line._sav_is_made())
        if kept := kept.filtered(lambda line: line._sav_get_sources()):
            raise UserError(
                self.env._(
                    "%(orders)s is made from the estimate of a repair: take "
                    "%(products)s off there, the order follows.",
                    orders=", ".join(kept.order_id.mapped("name")),
                    products=", ".join(kept.product_id.mapped("display_name")),
                )
            )

    def _action_launch_stock_rule(self, *, previous_product_uom_qty=False):
        # The parts leave the stock through the repair, never through a delivery of the
        # order as well.
        plain = self.filtered(lambda line: not line.order_id.sav_kind)
        return super(SaleOrderLine, plain)._action_launch_stock_rule(
            previous_product_uom_qty=previous_product_uom_qty
        )

    def _create_repair_order(self):
        # A service that makes a repair order when sold would make a second one.
        plain = self.filtered(lambda line: not line.order_id.sav_kind)
        return super(SaleOrderLine, plain)._create_repair_order()

    def _sav_is_made(self):
        """Tell whether this line is made from the estimate of a repair.

        Sections, notes and down payments of the same order are not.
        """
        self.ensure_one()
        return bool(self.order_id.sav_kind) and not (
            self.display_type or self.is_downpayment
        )

    def _sav_get_sources(self):
        """Return, as a list, the parts and labour lines that this line is made from."""
        self.ensure_one()
        # sudo: who writes on an order need not read the repair; tells if it exists.
        line = self.sudo()
        moves = line.move_ids.filtered(
            lambda move: (
                move.repair_id and move._sav_is_quoted_kind() and move.state != "cancel"
            )
        )
        return [*moves, *line.sav_labour_line_ids]

    def _sav_get_source_values(self):
        """Return product, quantity and unit as the estimate has them."""
        self.ensure_one()
        sources = self._sav_get_sources()
        product = sources[0].product_id
        values = sources[0]._sav_get_sale_line_values()
        unit = self.env["uom.uom"].browse(values["product_uom_id"])
        values["product_uom_qty"] = sum(
            source._sav_get_uom()._compute_quantity(
                source[source._sav_quantity_field], unit, round=False
            )
            for source in sources
        )
        return {"product_id": product.id} | values

    def _sav_update_from_source(self):
        """Write what the estimate changed, on lines of draft orders."""
        for line in self:
            changes = {
                name: value
                for name, value in line._sav_get_source_values().items()
                if line._fields[name].convert_to_write(line[name], line) != value
            }
            if changes:
                line.write(changes)

    def _sav_check_follows_source(self, vals):
        """Refuse values that are not those of the estimate."""
        self.ensure_one()
        guarded = {"product_id", "product_uom_qty", "product_uom_id"}.intersection(vals)
        if not guarded:
            return
        expected = self._sav_get_source_values() if self._sav_get_sources() else {}
        for name in guarded:
            current = self._fields[name].convert_to_write(self[name], self)
            if vals[name] not in (current, expected.get(name)):
                raise UserError(
                    self.env._(
                        "%(order)s is made from the estimate of a repair: change "
                        "%(product)s there, the order follows. Its price and discount "
                        "can be changed here.",
                        order=self.order_id.name,
                        product=self.product_id.display_name,
                    )
                )

    def _sav_get_discount_before_payers(self):
        """Return the discount that, with the customer's share, gives the typed one."""
        self.ensure_one()
        if not self.sav_customer_share:
            return 0.0
        return max(0.0, 100 - (100 - self.discount) * 100 / self.sav_customer_share)
