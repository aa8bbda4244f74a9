# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

# Whose a machine is, where it is, what it is a part of: each change is kept.
HISTORY_FIELDS = ("partner_id", "owner_id", "payer_id", "site_id", "parent_id")


class SavEquipmentMove(models.Model):
    """Who had a machine and where, from a day on. Appended, never rewritten.

    A row holds all that was true from its day on, and what was true before of that
    which it changed. Nobody has the right to write one: ``sav.equipment`` does.
    """

    _name = "sav.equipment.move"
    _description = "History of a Machine"
    _order = "date desc, id desc"
    _check_company_auto = True

    equipment_id = fields.Many2one(
        "sav.equipment", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="equipment_id.company_id", store=True, index=True
    )
    date = fields.Date(required=True, readonly=True)
    origin = fields.Selection(
        [
            ("created", "Put on File"),
            ("sale", "Sale"),
            ("return", "Taken Back"),
            ("transfer", "Move or Change of Owner"),
            ("component", "Change of Component"),
            ("form", "Typed in the Form"),
            ("import", "Import"),
            ("merge", "Merge of Duplicates"),
        ],
        required=True,
        readonly=True,
    )
    reason = fields.Char(readonly=True)
    document = fields.Char(readonly=True, help="Number of the paper that proves it.")
    user_id = fields.Many2one("res.users", string="Recorded By", readonly=True)
    changed = fields.Char(
        readonly=True, help="Technical names of what changed, separated by commas."
    )
    description = fields.Char(compute="_compute_description")
    # from that day on
    partner_id = fields.Many2one(
        "res.partner", string="Holder", readonly=True, index=True, ondelete="restrict"
    )
    owner_id = fields.Many2one("res.partner", readonly=True, ondelete="restrict")
    payer_id = fields.Many2one("res.partner", readonly=True, ondelete="restrict")
    site_id = fields.Many2one("res.partner", readonly=True, ondelete="restrict")
    parent_id = fields.Many2one(
        "sav.equipment",
        string="Part Of",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    # before, where it changed
    old_partner_id = fields.Many2one(
        "res.partner", string="Former Holder", readonly=True, ondelete="restrict"
    )
    old_owner_id = fields.Many2one(
        "res.partner", string="Former Owner", readonly=True, ondelete="restrict"
    )
    old_payer_id = fields.Many2one(
        "res.partner", string="Former Payer", readonly=True, ondelete="restrict"
    )
    old_site_id = fields.Many2one(
        "res.partner", string="Former Site", readonly=True, ondelete="restrict"
    )
    old_parent_id = fields.Many2one(
        "sav.equipment",
        string="Formerly Part Of",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.depends("changed", "origin")
    def _compute_description(self):
        origins = dict(self._fields["origin"]._description_selection(self.env))
        labels = self.fields_get(HISTORY_FIELDS, ["string"])
        nobody = self.env._("none")
        for move in self:
            changes = [
                self.env._(
                    "%(what)s: %(before)s → %(after)s",
                    what=labels[name]["string"],
                    before=move[f"old_{name}"].sudo().display_name or nobody,
                    after=move[name].sudo().display_name or nobody,
                )
                for name in (move.changed or "").split(",")
                if name in labels
            ]
            move.description = "; ".join(changes) or self.env._(
                "%(origin)s: %(holder)s",
                origin=origins.get(move.origin),
                holder=move.partner_id.sudo().display_name,
            )
