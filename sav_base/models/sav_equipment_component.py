# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class SavEquipment(models.Model):
    """What a machine is made of, and what took the place of what."""

    _inherit = "sav.equipment"

    part_ids = fields.One2many(
        "sav.equipment.part", "equipment_id", string="Parts Replaced"
    )
    alias_ids = fields.One2many(
        "sav.equipment.alias", "equipment_id", string="Former Codes"
    )

    def write(self, vals):
        if not vals.keys() & {"serial", "lot_id"}:
            return super().write(vals)
        before = {machine: (machine.serial, machine.lot_id) for machine in self.sudo()}
        result = super().write(vals)
        # sudo: nobody writes these rows by hand.
        self.env["sav.equipment.alias"].sudo().create(
            [
                {
                    "equipment_id": machine.id,
                    "kind": "serial",
                    "code": serial,
                    "lot_id": lot.id,
                }
                for machine, (serial, lot) in before.items()
                if serial and serial != machine.serial
            ]
        )
        return result

    def action_open_component_change(self):
        """Open the window that changes what this machine is made of.

        The context says what: ``sav_component_mode`` is ``add``, ``remove`` or
        ``swap``; ``sav_component_id`` the component, the machine itself without it.
        """
        self.ensure_one()
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sav_base.sav_component_change_action"
        )
        mode = self.env.context.get("sav_component_mode") or "swap"
        return action | {
            "context": {
                "default_mode": mode,
                "default_equipment_id": self.id,
                "default_component_id": self.env.context.get("sav_component_id"),
            }
        }

    def get_component_tree(self):
        """Return the whole machine that this one is, or is a part of.

        :return: ``{"can_change": bool, "nodes": [{"id", "name", "serial", "category",
            "depth", "is_current"}]}``, each machine before its components
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user._is_internal():
            raise AccessError(self.env._("This page is for colleagues."))
        root = self
        while root.parent_id.has_access("read") and root.parent_id:
            root = root.parent_id
        machines = self.search([("id", "child_of", root.ids)], order="name, id")
        children = machines.grouped("parent_id")
        nodes = []

        def add(machine, depth):
            nodes.append(
                {
                    "id": machine.id,
                    "name": machine.name,
                    "serial": machine.serial or False,
                    "category": machine.category_id.name or False,
                    "depth": depth,
                    "is_current": machine == self,
                }
            )
            for child in children.get(machine, ()):
                add(child, depth + 1)

        add(root, 0)
        return {
            "can_change": self.has_access("write") and not self._is_only_technician(),
            "nodes": nodes,
        }

    def _add_component(self, component, date, reason, document=False):
        """Put ``component`` into this machine."""
        self.ensure_one()
        (self | component)._check_component_change(date)
        self._check_can_place(component)
        if component.parent_id:
            raise UserError(
                self.env._(
                    "%(component)s is a part of %(machine)s: remove it there first.",
                    component=component.display_name,
                    machine=component.parent_id.display_name,
                )
            )
        # sudo: the right was checked, the row says who did it and why.
        component.sudo()._with_move_info(
            origin="component", date=date, reason=reason, document=document
        ).write(
            {
                "parent_id": self.id,
                "partner_id": self.partner_id.id,
                "owner_id": self.owner_id.id,
                "payer_id": self.payer_id.id,
                "site_id": self.site_id.id,
            }
        )

    def _remove_component(self, date, reason, document=False, destination="customer"):
        """Take these machines out of those that they are part of.

        :param str destination: ``customer`` keeps it, ``company`` takes it back,
            ``scrapped``: it exists no more and is archived
        """
        self._check_component_change(date)
        if alone := self.filtered(lambda machine: not machine.parent_id):
            raise UserError(
                self.env._(
                    "Not a part of any machine: %(machines)s",
                    machines=", ".join(alone.mapped("display_name")),
                )
            )
        self._leave(destination, date, reason, document)

    def _swap(
        self,
        replacement,
        date,
        reason,
        document=False,
        destination="company",
        with_components=True,
    ):
        """Put ``replacement`` where this machine was: same customer, site and parent.

        :param bool with_components: the components of this machine go over to it
        """
        self.ensure_one()
        (self | replacement)._check_component_change(date)
        self._check_can_place(replacement)
        if replacement.parent_id and replacement.parent_id != self.parent_id:
            raise UserError(
                self.env._(
                    "%(component)s is a part of %(machine)s: remove it there first.",
                    component=replacement.display_name,
                    machine=replacement.parent_id.display_name,
                )
            )
        place = {name: value.id for name, value in self._get_history_values().items()}
        # sudo: the right was checked, the rows say who did it and why.
        machine_sudo, replacement_sudo = self.sudo(), replacement.sudo()
        if with_components:
            machine_sudo.child_ids._with_move_info(
                origin="component", date=date, reason=reason, document=document
            ).write({"parent_id": replacement.id})
        machine_sudo._leave(
            destination,
            date,
            self.env._(
                "Replaced by %(machine)s. %(reason)s",
                machine=replacement.display_name,
                reason=reason,
            ),
            document,
        )
        info = {
            "origin": "component",
            "date": date,
            "document": document,
            "reason": self.env._(
                "Replaces %(machine)s. %(reason)s",
                machine=self.display_name,
                reason=reason,
            ),
        }
        if replacement_sudo._is_at(place):
            replacement_sudo._record_moves({}, info)
        else:
            replacement_sudo._with_move_info(**info).write(place)

    def _leave(self, destination, date, reason, document):
        """Write where these machines go once they are taken out."""
        vals = {"parent_id": False}
        if destination != "customer":
            vals |= {"owner_id": False, "payer_id": False, "site_id": False}
        if destination == "scrapped":
            vals["active"] = False
        info = {
            "origin": "component",
            "date": date,
            "reason": reason,
            "document": document,
        }
        # sudo: the callers checked the right, the rows say who did it and why.
        for company, machines_sudo in self.sudo().grouped("company_id").items():
            if destination != "customer":
                vals["partner_id"] = company.partner_id.id
            still = machines_sudo.filtered(lambda machine, v=vals: machine._is_at(v))
            machines_sudo._with_move_info(**info).write(vals)
            # A machine that stays with its customer leaves a row as well.
            still._record_moves({}, info)

    def _is_at(self, place):
        values = self._get_history_values()
        return all(
            values[name].id == place[name] for name in values.keys() & place.keys()
        )

    def _check_component_change(self, date):
        self.check_access("write")
        if self._is_only_technician():
            raise AccessError(
                self.env._("What a machine is made of is changed at the counter.")
            )
        self._check_move_date(date)

    def _check_can_place(self, component):
        """Refuse a component that cannot be one of this machine."""
        if component == self or self in component._get_with_components():
            raise UserError(
                self.env._(
                    "%(machine)s cannot be a part of itself nor of its components.",
                    machine=component.display_name,
                )
            )
        if component.company_id != self.company_id:
            raise UserError(
                self.env._(
                    "%(component)s belongs to %(other)s, %(machine)s to %(company)s.",
                    component=component.display_name,
                    other=component.company_id.name,
                    machine=self.display_name,
                    company=self.company_id.name,
                )
            )

    @api.model
    def _find_by_lots(self, lots, companies):
        """Return the machines with these serial numbers: ``{(lot, company): machine}``.

        One that was archived is taken when there is no other.
        """
        machines = self.with_context(active_test=False).search(
            [("lot_id", "in", lots.ids), ("company_id", "in", companies.ids)],
            order="active, id",
        )
        return {(machine.lot_id, machine.company_id): machine for machine in machines}
