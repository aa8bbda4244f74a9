# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError


class SavEquipmentMerge(models.TransientModel):
    """Shows what a merge of duplicates would do, then does it."""

    _name = "sav.equipment.merge"
    _description = "Merge Duplicates"

    equipment_ids = fields.Many2many("sav.equipment", string="Files", required=True)
    kept_id = fields.Many2one(
        "sav.equipment",
        string="File to Keep",
        required=True,
        domain="[('id', 'in', equipment_ids)]",
    )
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.depends("equipment_ids", "kept_id")
    def _compute_preview(self):
        for wizard in self:
            kept = wizard.kept_id._origin
            others = wizard.equipment_ids._origin - kept
            wizard.preview = (
                wizard._get_preview(kept, others) if kept and others else False
            )

    def action_merge(self):
        """Merge the files into the one that is kept, and open it."""
        self.ensure_one()
        if self.kept_id not in self.equipment_ids:
            raise UserError(
                self.env._("Keep one of the files that are merged, not another one.")
            )
        self.kept_id._merge(self.equipment_ids - self.kept_id)
        return self.kept_id._get_scan_action()

    def _get_preview(self, kept, others):
        """Return in words what goes over, what is filled in and what is left."""
        # Both are chosen by the client, of any company.
        (kept | others)._check_can_merge_right()
        # sudo: counts only, of rows that follow their machine.
        kept_sudo, others_sudo = kept.sudo(), others.sudo()
        moved = [
            self.env._("%(what)s: %(count)s", what=label, count=count)
            for label, count in sorted(others_sudo._count_links().items())
        ]
        labels = kept.fields_get(attributes=["string"])
        filled = [
            labels[name]["string"]
            for name in kept_sudo._prepare_merge_fill(others_sudo)
            if name in labels and not kept_sudo[name]
        ]
        conflicts = [
            self.env._(
                "%(field)s: “%(kept)s” is kept, left out: %(others)s",
                field=conflict["label"],
                kept=conflict["kept"],
                others=", ".join(conflict["others"]),
            )
            for conflict in kept_sudo._get_merge_conflicts(others_sudo)
        ]
        sections = (
            (self.env._("Goes over to the kept file"), moved),
            (self.env._("Filled in on the kept file"), filled),
            (self.env._("Said differently"), conflicts),
        )
        nothing = self.env._("nothing")
        return Markup("").join(
            Markup("<h5>%s</h5><ul>%s</ul>")
            % (
                title,
                Markup("").join(
                    Markup("<li>%s</li>") % line for line in lines or [nothing]
                ),
            )
            for title, lines in sections
        )
