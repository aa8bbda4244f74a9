# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import AccessError

# What mail, activities and ratings write on the records that carry them.
SYSTEM_PREFIXES = ("message_", "activity_", "rating_")


class SavGuardMixin(models.AbstractModel):
    """Field by field, who may write: verbs only, or everybody but technicians.

    Rights on a record say who may touch it, not what: without this a client could
    move a case to *Repair*, raise a cost limit or lower a customer's share by
    ``write``. The verbs check what they have to check, then write in ``sudo``.
    """

    _name = "sav.guard.mixin"
    _description = "Guard of Fields"

    # name of the field that says who wrote a row: nobody writes for another
    _author_field = None

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        guarded = self._get_state_fields()
        for vals in vals_list:
            self._check_guarded(vals, guarded)
        if self._author_field:
            vals_list = [
                {**vals, self._author_field: self.env.uid} for vals in vals_list
            ]
        # A default in the context of a request is a value like another.
        context = {
            key: value
            for key, value in self.env.context.items()
            if key.removeprefix("default_") not in guarded
        }
        # pylint: disable-next=context-overridden  # some keys have to go
        cleaned = self.with_context(context)
        records = super(SavGuardMixin, cleaned).create(vals_list)
        return records.with_env(self.env)

    def write(self, vals):
        if not self.env.su:
            self._check_guarded(vals, self._get_verb_fields())
            if self._is_only_technician():
                self._check_technician_fields(vals)
        return super().write(vals)

    @api.model
    def _get_state_fields(self):
        """Hook: return the names of the fields that nobody gives at creation."""
        return frozenset()

    @api.model
    def _get_verb_fields(self):
        """Hook: return the names of the fields that only verbs write."""
        return self._get_state_fields()

    @api.model
    def _get_technician_fields(self):
        """Hook: return the names of the fields that a technician may write."""
        return frozenset(self._fields)

    @api.model
    def _is_only_technician(self):
        """Tell whether the rights of the user are those of a technician, no wider."""
        return not self.env.user.has_group("sav_base.group_sav_counter")

    def _check_guarded(self, vals, guarded):
        if refused := guarded.intersection(vals):
            raise AccessError(
                self.env._(
                    "%(model)s: these are set by the buttons of the screen and cannot "
                    "be written: %(fields)s",
                    model=self._get_model_label(),
                    fields=self._get_field_labels(refused),
                )
            )

    def _check_technician_fields(self, vals):
        """Refuse what a user who is no more than a technician may not write."""
        allowed = self._get_technician_fields()
        refused = {
            name
            for name in vals
            if name not in allowed and not name.startswith(SYSTEM_PREFIXES)
        }
        if refused:
            raise AccessError(
                self.env._(
                    "%(model)s: a technician cannot change these, ask the counter or "
                    "the workshop manager: %(fields)s",
                    model=self._get_model_label(),
                    fields=self._get_field_labels(refused),
                )
            )
        if "technician_id" in vals:
            self._check_taken(vals["technician_id"])

    def _check_taken(self, employee_id):
        """Let a technician take work that nobody has, for themselves only."""
        for company, records in self.grouped("company_id").items():
            mine = self.env.user._get_sav_technician(company)
            if (
                not mine
                or employee_id != mine.id
                or records.technician_id not in (mine, mine.browse())
            ):
                raise AccessError(
                    self.env._(
                        "A technician takes work that nobody has, for themselves. To "
                        "give it to somebody else, ask the counter or the workshop "
                        "manager."
                    )
                )

    @api.model
    def _get_model_label(self):
        return self.env["ir.model"]._get(self._name).name

    @api.model
    def _get_field_labels(self, names):
        descriptions = self.fields_get(names, ["string"])
        return ", ".join(
            descriptions.get(name, {}).get("string", name) for name in sorted(names)
        )
