# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class SavEquipmentPart(models.Model):
    """A part that a repair put into a machine or took out of it.

    Appended when the repair ends, never rewritten: nobody has the right to.
    """

    _name = "sav.equipment.part"
    _description = "Part of a Machine Replaced"
    _order = "date desc, id desc"
    _check_company_auto = True

    equipment_id = fields.Many2one(
        "sav.equipment", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="equipment_id.company_id", store=True, index=True
    )
    date = fields.Datetime(required=True, readonly=True)
    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, ondelete="restrict"
    )
    quantity = fields.Float(digits="Product Unit", readonly=True)
    uom_id = fields.Many2one("uom.uom", string="Unit", readonly=True)
    action = fields.Selection(
        [("swapped", "Replaced"), ("added", "Added"), ("removed", "Removed")],
        required=True,
        readonly=True,
    )
    old_lot_id = fields.Many2one(
        "stock.lot", string="Serial Taken Out", readonly=True, ondelete="restrict"
    )
    new_lot_id = fields.Many2one(
        "stock.lot", string="Serial Put In", readonly=True, ondelete="restrict"
    )
    case_id = fields.Many2one(
        "sav.case", readonly=True, index="btree_not_null", ondelete="set null"
    )
    repair_id = fields.Many2one(
        "repair.order", string="Repair Order", readonly=True, ondelete="set null"
    )
    user_id = fields.Many2one("res.users", string="Recorded By", readonly=True)
    description = fields.Char(compute="_compute_description")

    @api.depends("action", "product_id", "quantity", "old_lot_id", "new_lot_id")
    def _compute_description(self):
        actions = dict(self._fields["action"]._description_selection(self.env))
        # sudo: the names of what was used say no more than this row does.
        for part, part_sudo in zip(self, self.sudo(), strict=True):
            old, new = part_sudo.old_lot_id.name, part_sudo.new_lot_id.name
            if old and new:
                serial = self.env._("%(old)s → %(new)s", old=old, new=new)
            else:
                serial = old or new or f"{part.quantity:g} {part_sudo.uom_id.name}"
            part.description = self.env._(
                "%(action)s: %(part)s, %(serial)s",
                action=actions.get(part.action),
                part=part_sudo.product_id.display_name,
                serial=serial,
            )
