# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from ..tools.part_swap import pair_swaps


class RepairOrder(models.Model):
    """What a repair put in and took out stays on record with the machine."""

    _inherit = "repair.order"

    def action_repair_done(self):
        # sudo: a user of the stock who ends a repair need not see the machine.
        working_sudo = self.sudo().filtered(
            lambda repair: (
                repair.sav_case_id.equipment_id
                and repair.state not in ("done", "cancel")
            )
        )
        result = super().action_repair_done()
        done_sudo = working_sudo.filtered(lambda repair: repair.state == "done")
        done_sudo._record_sav_parts()
        done_sudo._update_sav_components()
        return result

    def _get_sav_part_lines(self, *kinds):
        """Return the done move lines of these kinds of parts."""
        moves = self.move_ids.filtered(
            lambda move: move.repair_line_type in kinds and move.state == "done"
        )
        return moves.move_line_ids.filtered("quantity")

    def _record_sav_parts(self):
        vals_list = []
        for repair in self:
            removed = repair._get_sav_part_lines("remove", "recycle")
            added = repair._get_sav_part_lines("add")
            vals_list += [
                repair._prepare_sav_part_vals(
                    removed[old : old + 1] if old is not None else removed.browse(),
                    added[new : new + 1] if new is not None else added.browse(),
                )
                for old, new in pair_swaps(
                    *(
                        [
                            {"product": line.product_id, "serial": line.lot_id.name}
                            for line in lines
                        ]
                        for lines in (removed, added)
                    )
                )
            ]
        self.env["sav.equipment.part"].create(vals_list)

    def _prepare_sav_part_vals(self, removed, added):
        """Hook: return the values of the row of a part.

        :param removed: move line of what was taken out, or none
        :param added: move line of what was put in, or none
        """
        self.ensure_one()
        line = added or removed
        actions = {(True, True): "swapped", (False, True): "added"}
        return {
            "equipment_id": self.sav_case_id.equipment_id.id,
            "date": fields.Datetime.now(),
            "product_id": line.product_id.id,
            "quantity": line.quantity,
            "uom_id": line.product_uom_id.id,
            "action": actions.get((bool(removed), bool(added)), "removed"),
            "old_lot_id": removed.lot_id.id,
            "new_lot_id": added.lot_id.id,
            "case_id": self.sav_case_id.id,
            "repair_id": self.id,
            "user_id": self.env.uid,
        }

    def _update_sav_components(self):
        """Follow in the component tree the parts that are machines of their own."""
        for repair in self:
            machine = repair.sav_case_id.equipment_id
            info = {
                "origin": "component",
                "document": repair.name,
                "reason": self.env._(
                    "Repair of %(case)s", case=repair.sav_case_id.name
                ),
            }
            repair._release_sav_components(machine, info["reason"])
            lines = repair._get_sav_part_lines("add").filtered(
                lambda line: (
                    line.product_id.sav_is_equipment
                    and line.product_id.tracking == "serial"
                    and line.lot_id
                )
            )
            known = machine._find_by_lots(lines.lot_id, machine.company_id)
            place = {
                name: value.id for name, value in machine._get_history_values().items()
            } | {"parent_id": machine.id}
            sold = {
                "date_sale": fields.Date.context_today(self),
                "date_invoice": False,
                "date_order": False,
                "sale_source": "delivery",
                "sale_document": repair.name,
            }
            machine.browse().concat(*known.values())._with_move_info(**info).write(
                place | sold | {"active": True}
            )
            machine._with_move_info(**info).create(
                [
                    place
                    | sold
                    | {"lot_id": lot.id, "company_id": machine.company_id.id}
                    for lot in lines.lot_id
                    if (lot, machine.company_id) not in known
                ]
            )

    def _release_sav_components(self, machine, reason):
        """Take out of the tree of ``machine`` the components that were taken out."""
        lines = self._get_sav_part_lines("remove", "recycle")
        known = machine._find_by_lots(lines.lot_id, machine.company_id)
        inside = machine._get_with_components() - machine
        kept = lines.filtered(
            lambda line: line.location_dest_usage in ("internal", "transit")
        )
        today = fields.Date.context_today(self)
        for destination, gone in (("company", kept), ("scrapped", lines - kept)):
            components = machine.browse().union(
                *(
                    component
                    for (lot, _company), component in known.items()
                    if lot in gone.lot_id and component in inside
                )
            )
            components._leave(destination, today, reason, self.name)
