# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        done = super()._action_done(cancel_backorder=cancel_backorder)
        done._take_back_sav_equipments()
        done._create_sav_equipments()
        return done

    def _create_sav_equipments(self):
        """Make an equipment of each serial number that these moves sold.

        Serial numbers only: a unit without one cannot be told from its twins when it
        comes back. A machine that is already on file, because it was sold before and
        taken back, goes to its new customer.
        """
        lines = self.move_line_ids.filtered(
            lambda line: (
                line.product_id.sav_is_equipment
                and line.product_id.tracking == "serial"
                and line.lot_id
                and line.location_dest_usage == "customer"
                and line.location_usage in ("internal", "transit", "supplier")
                and not line.move_id.origin_returned_move_id
                and line._get_sav_customer()
            )
        )
        if not lines:
            return
        # sudo: who delivers need not be a user of the after-sales service; only the
        # machines of what was just delivered are made, or change hands.
        equipment_sudo = self.env["sav.equipment"].sudo()
        known = equipment_sudo._find_by_lots(lines.lot_id, lines.company_id)
        vals_list = []
        sold_again = {}
        for line in lines.sudo():
            vals = line._prepare_sav_equipment_sale_vals()
            if machine := known.get((line.lot_id, line.company_id)):
                # One write for all that one delivery sold.
                key = tuple(sorted(vals.items()))
                sold_again[key] = sold_again.get(key, equipment_sudo) | machine
            else:
                vals_list.append(
                    vals | {"lot_id": line.lot_id.id, "company_id": line.company_id.id}
                )
        for key, machines in sold_again.items():
            machines._sell_again(dict(key))
        equipment_sudo._with_move_info(origin="sale").create(vals_list)

    def _take_back_sav_equipments(self):
        """Take the machines that these moves bring back for good from customers.

        A return that is not refunded is a device that comes for repair: it stays its
        customer's.
        """
        lines = self.move_line_ids.filtered(
            lambda line: (
                line.lot_id
                and line.location_usage == "customer"
                and line.location_dest_usage in ("internal", "transit", "supplier")
                and line.move_id.to_refund
                and not line.move_id.repair_id
            )
        )
        if not lines:
            return
        # sudo: as for a delivery, who takes back need not be of the after-sales.
        equipment_sudo = self.env["sav.equipment"].sudo()
        known = equipment_sudo._find_by_lots(lines.lot_id, lines.company_id)
        for picking, picking_lines in lines.grouped("picking_id").items():
            machines = equipment_sudo.union(
                *(
                    known.get((line.lot_id, line.company_id), equipment_sudo)
                    for line in picking_lines
                )
            )
            for company, own in machines.grouped("company_id").items():
                own._take_back(company, picking.name)
