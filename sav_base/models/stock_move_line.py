# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        self.env["stock.move"].browse(
            {vals["move_id"] for vals in vals_list if vals.get("move_id")}
        )._sav_check_gate()
        return super().create(vals_list)

    def write(self, vals):
        if "quantity" in vals:
            self.filtered(
                lambda line: line.quantity < vals["quantity"]
            ).move_id._sav_check_gate()
        return super().write(vals)

    def _get_sav_customer(self):
        """Return to whom this line was delivered: who has what it delivered."""
        self.ensure_one()
        return self._get_sav_parties()[0]

    def _get_sav_parties(self):
        """Return whose the delivered machine is: ``(holder, owner, site)``.

        The holder is the customer of the delivery and the site its address. A buyer of
        another company than the one that is delivered owns what they let.
        """
        self.ensure_one()
        nobody = self.env["res.partner"]
        address = self.picking_id.partner_id or self.move_id.partner_id
        # sudo: who delivers, or receives at the counter, need not see the order.
        buyer = self.move_id.sudo().sale_line_id.order_id.partner_id.with_env(self.env)
        if buyer.sudo().commercial_partner_id != address.sudo().commercial_partner_id:
            owner, buyer = buyer, nobody
        else:
            owner = nobody
        holder = buyer
        if not holder:
            is_place = address.type in ("delivery", "other") and address.parent_id
            holder = address.commercial_partner_id if is_place else address
        return holder, owner, address if address != holder else nobody

    def _prepare_sav_equipment_sale_vals(self):
        """Hook: return the values that a delivery gives to the machine it sells."""
        self.ensure_one()
        sale = self.lot_id._prepare_sav_sale(self)
        holder, owner, site = self._get_sav_parties()
        return {
            "partner_id": holder.id,
            "owner_id": owner.id,
            "site_id": site.id,
            "date_sale": sale["date"],
            "date_invoice": sale["date_invoice"],
            "date_order": sale["date_order"],
            "sale_source": sale["source"],
            "sale_document": sale["document"],
        }

    def _filter_sav_deliveries(self):
        """Return the lines that delivered goods to a customer for the first time."""
        return self.filtered(
            lambda line: (
                line.state == "done"
                and line.location_dest_usage == "customer"
                and not line.move_id.origin_returned_move_id
                and line.quantity > 0
            )
        )

    def _get_sav_machines(self, customer):
        """Return the machines that this line brings back, put on file if need be.

        :param customer: partner who brings them
        """
        self.ensure_one()
        machines = self.env["sav.equipment"].with_company(self.company_id)
        if self.lot_id:
            lot = self.lot_id.with_company(self.company_id)
            return lot._get_scan_equipment(customer)
        if self.product_id.type != "consu":
            return machines
        sold = self.move_id.origin_returned_move_id
        return machines._find_or_create_untracked(
            customer, self.product_id, max(int(self.quantity), 1), sold.picking_id
        )
