# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from .sav_equipment_move import HISTORY_FIELDS


class SavEquipment(models.Model):
    """Whose a machine was, and where: every change leaves a row."""

    _inherit = "sav.equipment"

    move_ids = fields.One2many("sav.equipment.move", "equipment_id", string="History")

    @api.model_create_multi
    def create(self, vals_list):
        equipments = super().create(vals_list)
        # sudo: rows are written here alone, by nobody's hand.
        equipments.sudo()._record_moves({}, self._get_move_info())
        return equipments

    def write(self, vals):
        if not vals.keys() & set(HISTORY_FIELDS):
            return super().write(vals)
        before = {machine: machine._get_history_values() for machine in self.sudo()}
        result = super().write(vals)
        # sudo: rows are written here alone, by nobody's hand.
        self.sudo()._record_moves(before, self._get_move_info())
        return result

    def action_open_transfer(self):
        """Open the window that moves these machines or changes whose they are."""
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sav_base.sav_equipment_transfer_action"
        )
        return action | {"context": {"default_equipment_ids": self.ids}}

    def _with_move_info(self, **info):
        """Return these machines, in an environment that says why they change.

        :param info: ``date``, ``origin``, ``reason``, ``document`` of the rows that
            writing will leave; ``is_silent`` leaves none. Believed from code in sudo
            only, never from a client
        """
        return self.with_context(sav_move_info=info)

    def _get_move_info(self):
        # A client can put anything in its context, but not into sudo.
        return self.env.context.get("sav_move_info", {}) if self.env.su else {}

    def _get_history_values(self):
        self.ensure_one()
        return {name: self[name] for name in HISTORY_FIELDS}

    def _record_moves(self, before, info):
        """Keep what changed since ``before``; all of it for a new machine.

        :param dict before: for each machine in sudo, what ``_get_history_values`` said
        :param dict info: as ``_with_move_info`` takes it
        """
        if info.get("is_silent"):
            return
        today = fields.Date.context_today(self)
        vals_list = []
        for machine in self:
            values = machine._get_history_values()
            former = before.get(machine, {})
            changed = [
                name
                for name in HISTORY_FIELDS
                if name in former and former[name] != values[name]
            ]
            if former and not changed:
                continue
            is_new = not former
            vals_list.append(
                {
                    "equipment_id": machine.id,
                    "date": (is_new and machine.date_sale) or today,
                    "origin": "created" if is_new else "form",
                    "document": machine.sale_document if is_new else False,
                    "changed": ",".join(changed),
                    "user_id": self.env.uid,
                }
                | {name: value.id for name, value in values.items()}
                | {f"old_{name}": former[name].id for name in changed}
                | info
            )
        self.env["sav.equipment.move"].create(vals_list)

    def _get_with_components(self):
        """Return these machines and all their components, at any depth."""
        return self.search([("id", "child_of", self.ids)]) if self else self

    def _transfer(self, vals, date, reason, document=False, with_components=False):
        """Change whose these machines are, or where they stand, and say why.

        :param dict vals: values of ``partner_id``, ``owner_id``, ``payer_id``,
            ``site_id``
        :param date date: day since when it is so; not before the last change
        :param bool with_components: their components that have the same holder follow
        :raise UserError: nothing changes, or the day cannot be
        """
        self.check_access("write")
        if self._is_only_technician():
            raise AccessError(
                self.env._(
                    "Who has a machine and who pays for it is changed at the counter."
                )
            )
        machines = self
        if with_components:
            holders = self.partner_id
            machines |= self._get_with_components().filtered(
                lambda machine: machine.partner_id in holders
            )
        machines = machines.filtered(
            lambda machine: any(machine[name].id != vals[name] for name in vals)
        )
        if not machines:
            raise UserError(
                self.env._(
                    "Nothing changes: what you chose is already on file for "
                    "%(machines)s",
                    machines=", ".join(self.mapped("display_name")),
                )
            )
        machines._check_move_date(date)
        # sudo: the right was checked, the row says who did it and why.
        machines.sudo()._with_move_info(
            date=date, origin="transfer", reason=reason, document=document
        ).write(vals)

    def _check_move_date(self, date):
        """Refuse a day to come, or one before what is already on file."""
        if date > fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "%(date)s is still to come: record the change on its day.",
                    date=format_date(self.env, date),
                )
            )
        later = self.env["sav.equipment.move"].search(
            [
                ("equipment_id", "in", self.ids),
                ("date", ">", date),
                ("origin", "!=", "created"),
            ]
        )
        if later:
            raise UserError(
                self.env._(
                    "The history goes forward only. A later change is already on file: "
                    "%(changes)s",
                    changes="; ".join(
                        self.env._(
                            "%(machine)s on %(date)s",
                            machine=move.equipment_id.display_name,
                            date=format_date(self.env, move.date),
                        )
                        for move in later
                    ),
                )
            )

    def _get_portal_moves(self):
        """Return the rows since the present holder has this machine, newest first.

        Who had it before, and what was said of it, is not for them.
        """
        self.ensure_one()
        holder = self.partner_id.commercial_partner_id
        own = self.move_ids.browse()
        for move in self.move_ids.sorted(lambda row: (row.date, row.id), reverse=True):
            if move.partner_id.commercial_partner_id != holder:
                break
            own += move
        return own
