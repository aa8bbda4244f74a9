# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        done = super()._action_done(cancel_backorder=cancel_backorder)
        done._create_sav_equipments()
        return done

    def _create_sav_equipments(self):
        """Make an equipment of each serial number that these moves sold.

        A machine that is already on file, because it was sold before and taken back,
        goes to its new customer.
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
        known = {
            (machine.lot_id, machine.company_id): machine
            for machine in equipment_sudo.search([("lot_id", "in", lines.lot_id.ids)])
        }
        vals_list = []
        for line in lines:
            customer = line._get_sav_customer()
            if machine := known.get((line.lot_id, line.company_id)):
                sale = line.lot_id._prepare_sav_sale(line.sudo())
                machine._sell_again(customer, sale)
            else:
                vals_list.append(
                    {
                        "lot_id": line.lot_id.id,
                        "company_id": line.company_id.id,
                        "partner_id": customer.id,
                    }
                )
        equipment_sudo.create(vals_list)
