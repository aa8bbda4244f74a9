# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class SavCase(models.Model):
    """The device in the stock, as the customer's own, when the company wants it so."""

    _inherit = "sav.case"

    receipt_move_id = fields.Many2one(
        "stock.move",
        string="Received Into Stock By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
    )
    give_back_move_id = fields.Many2one(
        "stock.move",
        string="Given Back From Stock By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
    )

    def _create_repairs(self):
        # Before the repair: it is opened where the device stands.
        self.filtered(
            lambda case: (
                case.company_id.sav_receive_into_stock
                and not case.receipt_move_id
                and case.reception_id.service_place != "site"
                and case._is_stock_device()
            )
        )._receive_into_stock()
        return super()._create_repairs()

    def _hand_over(self):
        result = super()._hand_over()
        self._give_back_from_stock()
        return result

    def action_cancel(self):
        result = super().action_cancel()
        self._give_back_from_stock()
        return result

    def _prepare_repair_device_vals(self):
        vals = super()._prepare_repair_device_vals()
        if vals and self.receipt_move_id:
            # Source and destination are one place: core looks for the owner of the
            # device where the parts are, and would move a unit of nobody.
            place = self.receipt_move_id.location_dest_id
            vals |= {
                "product_location_src_id": place.id,
                "product_location_dest_id": place.id,
            }
        return vals

    def _is_stock_device(self):
        """Tell whether the stock can hold this device: a product of ours, identified.

        Never a generic product for the machines of others: their serial numbers would
        be mixed.
        """
        self.ensure_one()
        product = self.equipment_id.product_id
        return bool(
            product.is_storable
            and (product.tracking == "none" or self.equipment_id.lot_id)
        )

    def _receive_into_stock(self):
        """Receive the devices into stock in their customer's name, without value."""
        for (company, reception), cases in self.grouped(
            lambda case: (case.company_id, case.reception_id)
        ).items():
            picking_type = company._get_sav_receipt_type()
            customers, _suppliers = self.env["stock.warehouse"]._get_partner_locations()
            picking = cases._create_device_picking(
                picking_type,
                customers,
                picking_type.default_location_dest_id,
                reception.name or cases[:1].name,
            )
            for case, move in zip(cases, picking.move_ids, strict=True):
                case.receipt_move_id = move
            reception.return_picking_id = picking

    def _give_back_from_stock(self):
        """Deliver back what stands in stock as the customer's own."""
        # sudo: the counter has no right on stock; only the devices of these cases go.
        held = self.sudo().filtered(
            lambda case: (
                case.receipt_move_id.state == "done"
                and not case.give_back_move_id
                and case.state in ("closed", "cancelled")
                and case.outcome != "scrapped"
            )
        )
        for (place, reception), cases in held.grouped(
            lambda case: (case._get_stock_place(), case.reception_id)
        ).items():
            receipt = cases[:1].receipt_move_id
            warehouse = receipt.picking_type_id.warehouse_id
            customers, _suppliers = self.env["stock.warehouse"]._get_partner_locations()
            picking = cases._create_device_picking(
                receipt.picking_type_id.return_picking_type_id or warehouse.out_type_id,
                place,
                customers,
                ", ".join(cases.mapped("name")) or reception.name,
            )
            for case, move in zip(cases, picking.move_ids, strict=True):
                case.give_back_move_id = move

    def _get_stock_place(self):
        """Return where the device stands: it may have been moved since it came."""
        self.ensure_one()
        place = self.equipment_id.lot_id._find_sav_place(self.company_id)
        return place or self.receipt_move_id.location_dest_id

    def _create_device_picking(self, picking_type, source, destination, origin):
        """Move the devices, done at once, one move each in the order of the cases.

        :return: the done ``stock.picking``
        """
        customer = self.partner_id[:1]
        owner = (
            self.receipt_move_id.picking_id.owner_id[:1]
            or customer.commercial_partner_id
        )
        picking = (
            self.env["stock.picking"]
            .with_company(picking_type.company_id)
            .create(
                {
                    "partner_id": customer.id,
                    "owner_id": owner.id,
                    "picking_type_id": picking_type.id,
                    "location_id": source.id,
                    "location_dest_id": destination.id,
                    "origin": origin,
                }
            )
        )
        self.env["stock.move"].create(
            [case._prepare_device_move_vals(picking, owner) for case in self]
        )
        picking.move_ids.picked = True
        picking.with_context(sav_devices_on_file=True)._action_done()
        if undone := picking.move_ids.filtered(lambda move: move.state != "done"):
            raise UserError(
                self.env._(
                    "The stock did not let these devices move: %(devices)s. Ask the "
                    "warehouse, %(picking)s is the operation.",
                    devices=", ".join(undone.product_id.mapped("display_name")),
                    picking=picking.name,
                )
            )
        return picking

    def _prepare_device_move_vals(self, picking, owner):
        """Hook: return the values of the move of this device with ``picking``.

        :param owner: partner whose the device is
        """
        self.ensure_one()
        product = self.equipment_id.product_id
        places = {
            "location_id": picking.location_id.id,
            "location_dest_id": picking.location_dest_id.id,
        }
        return {
            **places,
            "picking_id": picking.id,
            "product_id": product.id,
            "product_uom": product.uom_id.id,
            "product_uom_qty": 1,
            "company_id": picking.company_id.id,
            # A give-back is the return of a return: it sells nothing.
            "origin_returned_move_id": self.receipt_move_id.id,
            "to_refund": False,
            "move_line_ids": [
                Command.create(
                    {
                        **places,
                        "picking_id": picking.id,
                        "product_id": product.id,
                        "product_uom_id": product.uom_id.id,
                        "lot_id": self.equipment_id.lot_id.id,
                        "quantity": 1,
                        "owner_id": owner.id,
                    }
                )
            ],
        }
