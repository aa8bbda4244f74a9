# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import is_html_empty

# What a file says of its machine, and what is said together or not at all.
MERGE_FIELDS = (
    "brand",
    "model",
    "category_id",
    "product_id",
    "serial",
    "external_ref",
    "parent_id",
    "partner_id",
    "owner_id",
    "payer_id",
    "site_id",
    "date_commissioning",
    "warranty_policy_id",
)
SALE_FIELDS = ("date_sale", "sale_source", "sale_document", "date_invoice")

# Followers are added to those of the kept file, each once.
SKIPPED_MODELS = ("mail.followers",)


class SavEquipment(models.Model):
    """Duplicates: one file is kept, everything of the others goes over to it."""

    _inherit = "sav.equipment"

    external_ref = fields.Char(
        string="External Reference",
        copy=False,
        index="btree_not_null",
        help="Its number in another system: an import finds the machine by it.",
    )
    merged_into_id = fields.Many2one(
        "sav.equipment",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )

    _external_ref_uniq = models.UniqueIndex(
        "(company_id, external_ref) WHERE external_ref IS NOT NULL AND active",
        "This external reference already has an equipment.",
    )

    @api.constrains("active")
    def _check_merged(self):
        merged = self.filtered(lambda m: m.active and m.merged_into_id)
        if merged:
            raise ValidationError(
                self.env._(
                    "These files were merged into others, which hold all that was "
                    "theirs: %(machines)s",
                    machines=", ".join(
                        f"{machine.display_name} → {kept.display_name}"
                        for kept, machines in merged.grouped("merged_into_id").items()
                        for machine in machines
                    ),
                )
            )

    @api.model
    def _get_state_fields(self):
        return super()._get_state_fields() | {"merged_into_id"}

    def action_open_merge(self):
        """Open the window that merges these machines into one of them."""
        self._check_can_merge_right()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sav_base.sav_equipment_merge_action"
        )
        return action | {
            "context": {
                "default_equipment_ids": self.ids,
                "default_kept_id": self._get_merge_proposal().id,
            }
        }

    def _get_merge_proposal(self):
        """Return the file to keep: with a serial number of the stock, most used."""
        return max(
            self,
            key=lambda machine: (bool(machine.lot_id), machine.case_count, -machine.id),
            default=self,
        )

    def _merge(self, others):
        """Merge other files of the same machine into this one.

        Whatever hangs on them hangs on this one afterwards, their codes lead to it,
        what they say and this one does not is filled in, and they are archived.

        :raise UserError: they cannot be the same machine
        """
        self.ensure_one()
        self._check_can_merge_right()
        others -= self
        self._check_can_merge(others)
        # sudo: the right was checked; rows that nobody writes by hand go over as well.
        kept_sudo, others_sudo = self.sudo(), others.sudo()
        kept_sudo = kept_sudo.with_context(tracking_disable=True)
        aliases = kept_sudo._prepare_merge_aliases(others_sudo)
        fill = kept_sudo._prepare_merge_fill(others_sudo)
        note = kept_sudo._get_merge_note(others_sudo)
        others_sudo.with_context(tracking_disable=True).write(
            {"active": False, "merged_into_id": kept_sudo.id}
        )
        others_sudo._move_links(kept_sudo)
        kept_sudo.message_subscribe(others_sudo.message_partner_ids.ids)
        if kept_sudo.parent_id in others_sudo:
            kept_sudo.parent_id = False
        info = {"origin": "merge", "reason": others._get_merge_reason()}
        kept_sudo._with_move_info(**info).write(fill)
        kept_sudo._record_moves({}, info)
        self.env["sav.equipment.alias"].sudo().create(aliases)
        kept_sudo._merge_meters()
        kept_sudo._message_log(body=note)
        for machine_sudo in others_sudo:
            machine_sudo._message_log(
                body=self.env._("Merged into %(machine)s.", machine=self.display_name)
            )
        open_cases = kept_sudo.env["sav.case"].search(
            kept_sudo._get_judged_cases_domain()
        )
        open_cases.filtered(lambda case: case._is_verdict_stale())._recompute_warranty()

    def _check_can_merge_right(self):
        self.check_access("write")
        if not self.env.user.has_group("sav_base.group_sav_manager"):
            raise AccessError(
                self.env._("Only the workshop manager merges files of machines.")
            )

    def _check_can_merge(self, others):
        machines = self | others
        names = ", ".join(machines.mapped("display_name"))
        if not others:
            problem = self.env._("Choose two files or more of the same machine.")
        elif archived := machines.filtered(lambda machine: not machine.active):
            problem = self.env._(
                "Archived files are not merged: %(machines)s",
                machines=", ".join(archived.mapped("display_name")),
            )
        elif len(machines.company_id) > 1:
            problem = self.env._(
                "These machines belong to different companies: %(machines)s",
                machines=names,
            )
        elif len(machines.lot_id) > 1:
            problem = self.env._(
                "These are different machines, each has a serial number of the stock: "
                "%(serials)s",
                serials=", ".join(machines.lot_id.mapped("name")),
            )
        elif machines.lot_id and machines.product_id - machines.lot_id.product_id:
            problem = self.env._(
                "These machines are of different products: %(products)s. Correct the "
                "product first if it is the same machine.",
                products=", ".join(machines.product_id.mapped("display_name")),
            )
        elif others.filtered(
            lambda machine: (
                machine in (self._get_with_components() - self)
                or self in (machine._get_with_components() - machine)
            )
        ):
            problem = self.env._(
                "One of these machines is a component of another, not a duplicate: "
                "%(machines)s",
                machines=names,
            )
        else:
            return
        raise UserError(problem)

    def _get_merge_reason(self):
        return self.env._(
            "Merged with %(machines)s", machines=", ".join(self.mapped("display_name"))
        )

    def _prepare_merge_aliases(self, others):
        """Return the codes of ``others`` that lead to this machine from now on."""
        vals_list = []
        for machine in others:
            codes = {"label": machine.barcode}
            if machine.serial and machine.serial != (self.serial or machine.serial):
                codes["serial"] = machine.serial
            if machine.external_ref and self.external_ref:
                codes["reference"] = machine.external_ref
            vals_list += [
                {"equipment_id": self.id, "kind": kind, "code": code}
                for kind, code in codes.items()
                if code
            ]
        return vals_list

    def _prepare_merge_fill(self, others):
        """Hook: return what this file does not say and the others do."""
        vals = {}
        for name in MERGE_FIELDS:
            values = [machine[name] for machine in others if machine[name]]
            if values and not self[name]:
                vals[name] = self._fields[name].convert_to_write(values[0], self)
        sold = others.filtered("date_sale")[:1]
        if sold and not self.date_sale:
            vals |= {name: sold[name] for name in SALE_FIELDS}
        extra_days = max((self | others).mapped("warranty_extra_days"))
        if extra_days != self.warranty_extra_days:
            vals["warranty_extra_days"] = extra_days
        notes = [m.note for m in self | others if not is_html_empty(m.note)]
        if len(notes) > 1 or (notes and is_html_empty(self.note)):
            vals["note"] = Markup("<hr/>").join(notes)
        if others.lot_id and not self.lot_id:
            lot = others.lot_id
            # Said outright: what hangs on the number in stock would be worked out anew.
            vals = {
                name: self._fields[name].convert_to_write(self[name], self)
                for name in ("category_id", "warranty_policy_id", *SALE_FIELDS)
                if name not in vals
            } | vals
            vals |= {
                "lot_id": lot.id,
                "product_id": lot.product_id.id,
                "serial": lot.name,
            }
        if vals.get("parent_id") in others.ids:
            vals.pop("parent_id")
        return vals

    def _get_merge_conflicts(self, others):
        """Return what the files say differently.

        :return: list of ``{"label", "kept", "others" (list)}``, in words
        """
        labels = self.fields_get([*MERGE_FIELDS, *SALE_FIELDS], ["string"])
        conflicts = []
        for name in (*MERGE_FIELDS, *SALE_FIELDS):
            if name not in labels or not self[name]:
                continue
            different = [
                machine._get_merge_words(name)
                for machine in others
                if machine[name] and machine[name] != self[name]
            ]
            if different:
                conflicts.append(
                    {
                        "label": labels[name]["string"],
                        "kept": self._get_merge_words(name),
                        "others": list(dict.fromkeys(different)),
                    }
                )
        return conflicts

    def _get_merge_words(self, name):
        """Return the value of a field in the words of the reader."""
        field = self._fields[name]
        if field.type == "selection":
            return self._get_label(self, name)
        return field.convert_to_display_name(self[name], self)

    def _get_merge_note(self, others):
        note = [others._get_merge_reason()]
        note += [
            self.env._(
                "%(field)s: %(kept)s kept, %(others)s left",
                field=conflict["label"],
                kept=conflict["kept"],
                others=", ".join(conflict["others"]),
            )
            for conflict in self._get_merge_conflicts(others)
        ]
        return Markup("<br/>").join(note)

    def _iter_links(self):
        """Yield all that leads to these machines, whatever model it is of.

        :return: tuples ``(records, name of the field)``; records in sudo, archived ones
            included
        """
        env = self.env(su=True, context={**self.env.context, "active_test": False})
        references = [f"{self._name},{machine_id}" for machine_id in self.ids]
        for model_name in sorted(env.registry):
            model = env[model_name]
            if model._abstract or model._transient or not model._auto:
                continue
            if model_name in SKIPPED_MODELS:
                continue
            for name, field in model._fields.items():
                # A related field follows the record that it comes from.
                if not field.store or field.related or field.company_dependent:
                    continue
                if field.type in ("many2one", "many2many"):
                    if field.comodel_name != self._name:
                        continue
                    domain = Domain(name, "in", self.ids)
                elif field.type == "many2one_reference":
                    domain = Domain(field.model_field, "=", self._name)
                    domain &= Domain(name, "in", self.ids)
                elif field.type == "reference":
                    domain = Domain(name, "in", references)
                else:
                    continue
                if records := model.search(domain):
                    yield records, name

    def _move_links(self, kept):
        """Have all that leads to these machines lead to ``kept``."""
        for records, name in list(self._iter_links()):
            field = records._fields[name]
            if field.type == "many2many":
                value = [
                    fields.Command.link(kept.id),
                    *(fields.Command.unlink(machine_id) for machine_id in self.ids),
                ]
            elif field.type == "reference":
                value = f"{self._name},{kept.id}"
            else:
                value = kept.id
            if records._name == self._name:
                # The files themselves say where they went; a machine is no part of
                # itself.
                records -= self | kept
            # A component that follows its machine's file is not moved.
            records.with_context(
                tracking_disable=True, sav_move_info={"is_silent": True}
            ).write({name: value})

    def _count_links(self):
        """Return how many records of which model would go over, by its label."""
        counts = {}
        for records, _name in self._iter_links():
            records = records - self if records._name == self._name else records
            if records:
                label = self.env["ir.model"]._get(records._name).name
                counts[label] = counts.get(label, 0) + len(records)
        return counts

    def _merge_meters(self):
        """Make one of the meters that are the same one, with all their readings."""
        self.ensure_one()
        meters = self.with_context(active_test=False).meter_ids.sorted("id")
        by_meter = meters.filtered("active").grouped(
            lambda meter: (meter.code or meter.name, meter.uom_name, meter.capacity)
        )
        for same in by_meter.values():
            same[1:].reading_ids.write({"meter_id": same[0].id})
            same[1:].write({"active": False})
