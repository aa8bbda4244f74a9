# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

# What is recovered or closed is over: no return is prepared any more.
RETURN_STATES = ("draft", "sent", "accepted", "partial", "refused")


class SavClaim(models.Model):
    """What goes back to the supplier: replaced parts, or the device itself.

    What a customer left with us is no stock of ours: it leaves from *Customers*, and no
    quantity nor value of the stock moves. A device or a part that was taken into stock
    leaves from where it is.
    """

    _inherit = "sav.claim"

    is_device_returned = fields.Boolean(
        string="Device Sent Back", help="The whole device goes back, not parts of it."
    )
    picking_id = fields.Many2one(
        "stock.picking",
        string="Return to Supplier",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
    )
    picking_state = fields.Selection(related="picking_id.state", string="Return")

    def action_create_return(self):
        """Prepare the return to the supplier of the lines to send back.

        :raise UserError: nothing to send back
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state(*RETURN_STATES)
        if self.picking_id and self.picking_id.state != "cancel":
            raise UserError(
                self.env._(
                    "%(claim)s already has the return %(picking)s.",
                    claim=self.display_name,
                    picking=self.picking_id.name,
                )
            )
        # sudo: a user of the after-sales service has no right on transfers; this one is
        # made of the very lines of a claim that they may write on.
        claim = self.sudo().with_company(self.company_id)
        moves = claim._prepare_return_moves()
        if not moves:
            raise UserError(
                self.env._(
                    "%(claim)s: tick the parts that go back, or the device.",
                    claim=self.display_name,
                )
            )
        picking = (
            self.env["stock.picking"].sudo().create(claim._prepare_return_vals(moves))
        )
        picking.action_confirm()
        picking.action_assign()
        claim.picking_id = picking

    def action_ship_return(self):
        """Write that the return left for the supplier."""
        self.ensure_one()
        self.check_access("write")
        # sudo: as in ``action_create_return``.
        picking = self.sudo().picking_id
        if not picking or picking.state in ("done", "cancel"):
            raise UserError(
                self.env._(
                    "%(claim)s: prepare the return to the supplier first.",
                    claim=self.display_name,
                )
            )
        for move in picking.move_ids:
            move.quantity = move.product_uom_qty
        picking.move_ids.picked = True
        picking._action_done()
        if self.is_device_returned:
            self._log_supplier_custody()

    def action_open_return(self):
        """Show the transfer to the supplier."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "stock.picking",
            "res_id": self.picking_id.id,
            "views": [(False, "form")],
        }

    def _prepare_return_vals(self, moves):
        """Hook: return the values of the transfer to the supplier."""
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_id.id)], limit=1
        )
        customers, suppliers = warehouse._get_partner_locations()
        destination = self.partner_id.property_stock_supplier or suppliers
        return {
            "partner_id": self.partner_id.id,
            "picking_type_id": warehouse.out_type_id.id,
            "company_id": self.company_id.id,
            "origin": f"{self.name} - {self.case_id.name}",
            "location_id": customers.id,
            "location_dest_id": destination.id,
            "move_ids": [
                Command.create({"location_dest_id": destination.id, **vals})
                for vals in moves
            ],
        }

    def _prepare_return_moves(self):
        """Return the values of the movements that go back."""
        customers, _suppliers = self.env["stock.warehouse"]._get_partner_locations()
        if self.is_device_returned:
            return self._prepare_device_return(customers)
        return [
            {
                **self._prepare_return_move(line.product_id, line.quantity),
                "location_id": self._get_part_location(line, customers).id,
            }
            for line in self.line_ids
            if line.is_returned and line.product_id.type == "consu"
        ]

    def _prepare_return_move(self, product, quantity):
        return {
            "product_id": product.id,
            "product_uom_qty": quantity,
            "product_uom": product.uom_id.id,
            "company_id": self.company_id.id,
            "procure_method": "make_to_stock",
        }

    def _prepare_device_return(self, customers):
        equipment = self.equipment_id
        product = equipment.product_id
        if not product:
            return []
        location = equipment.lot_id._find_sav_place(self.company_id) or customers
        vals = self._prepare_return_move(product, 1) | {"location_id": location.id}
        if equipment.lot_id:
            vals["lot_ids"] = [Command.link(equipment.lot_id.id)]
        if receipt := self.case_id._find_purchase()["move"]:
            # Core then shows where it came from.
            vals["origin_returned_move_id"] = receipt.id
        return [vals]

    def _get_part_location(self, line, customers):
        """Return where the replaced part is: where the repair put it, else nowhere."""
        taken_off = line.move_id.repair_id.move_ids.filtered(
            lambda move: (
                move.repair_line_type == "recycle"
                and move.product_id == line.product_id
                and move.state == "done"
                and move.location_dest_id.usage == "internal"
            )
        )
        return taken_off[:1].location_dest_id or customers

    def _log_supplier_custody(self):
        """Append that the supplier has the device from now on."""
        # sudo: the log of a case that the claim is about, written by this verb.
        self.env["sav.custody"].sudo().create(
            self.case_id.sudo()._prepare_custody_vals("supplier")
            | {"partner_id": self.partner_id.id, "date": fields.Datetime.now()}
        )
