# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2 import IntegrityError

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ..tools.import_columns import normalise


class SavEquipmentImport(models.Model):
    """Writing what the lines of an installed base say."""

    _inherit = "sav.equipment.import"

    def _get_line_changes(self, machine, vals):
        """Return what a line says otherwise than the file of the machine."""
        changes = {}
        for name, value in vals.items():
            if name == "sale_source" and machine.sale_source:
                continue
            if isinstance(value, tuple):  # a customer to create
                changes[name] = value
                continue
            field = machine._fields[name]
            present = field.convert_to_write(machine[name], machine)
            if name == "note":
                # Cleaned when it was kept.
                if normalise(str(present or "")) != normalise(str(value)):
                    changes[name] = value
            elif (present or False) != (value or False):
                changes[name] = value
        return changes

    def _write_lines(self, to_create, to_write, outcome):
        """Write the lines of a chunk: all at once, or one by one when one is refused.

        :param list to_create: ``(line, values, name of its parent or None)``
        :param list to_write: ``(line, machine, values, name of its parent or None)``
        """
        self._create_new_customers(
            [(row[0], row[1]) for row in to_create]
            + [(row[0], row[2]) for row in to_write],
            outcome,
        )
        errors = outcome["errors"]
        to_create = [row for row in to_create if row[0] not in errors]
        to_write = [row for row in to_write if row[0] not in errors]
        created = self._create_machines(to_create, outcome)
        outcome["created"] += len(created)
        pending = [
            (line, created[line], parent)
            for line, _vals, parent in to_create
            if parent and line in created
        ]
        machines = self._get_writer()
        for line, machine, changes, parent in to_write:
            target = machines.browse(machine.id)
            if self._try_line(line, outcome, lambda m=target, v=changes: m.write(v)):
                outcome["updated"] += 1
                if parent:
                    pending.append((line, target, parent))
        self._link_parents(pending, outcome)

    def _create_machines(self, to_create, outcome):
        """Return the machines that were created, by line."""
        machines = self._get_writer()
        lines = [row[0] for row in to_create]
        created = {}
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                news = machines.create([self._complete(row[1]) for row in to_create])
            return dict(zip(lines, news, strict=True))
        except (UserError, IntegrityError):
            # One of them is refused: which one is only known one by one.
            machines.invalidate_model()
        for line, vals, _parent in to_create:
            self._try_line(
                line,
                outcome,
                lambda line=line, vals=vals: created.update(
                    {line: machines.create([self._complete(vals)])}
                ),
            )
        return created

    def _get_writer(self):
        """Return the machines, in the environment that writes them."""
        self.env["sav.equipment"].check_access("create")
        # sudo: the right was checked; the history says that it was an import and whose.
        return (
            self.env["sav.equipment"]
            .sudo()
            .with_company(self.company_id)
            .with_context(tracking_disable=True, mail_create_nosubscribe=True)
            ._with_move_info(
                origin="import",
                reason=self.env._("Import of %(file)s", file=self.file_name),
            )
        )

    def _complete(self, vals):
        return {**vals, "company_id": self.company_id.id}

    def _try_line(self, line, outcome, act):
        """Do what one line asks for; keep in words why it is refused."""
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                act()
        except UserError as error:
            outcome["errors"][line] = [str(error)]
        except IntegrityError:
            outcome["errors"][line] = [
                self.env._(
                    "Another machine has this external reference or this serial number "
                    "of the stock."
                )
            ]
        else:
            return True
        return False

    def _create_new_customers(self, rows, outcome):
        """Create the missing customers, each once, and put them in the values."""
        created = {}
        for line, vals in rows:
            key = vals.get("partner_id")
            if not isinstance(key, tuple):
                continue
            if key not in created:
                self._try_line(
                    line,
                    outcome,
                    lambda key=key: created.update(
                        {key: self.env["res.partner"].create(dict(key)).id}
                    ),
                )
            if key in created:
                vals["partner_id"] = created[key]
            else:
                outcome["errors"].setdefault(
                    line, [self.env._("Its customer could not be created.")]
                )

    def _link_parents(self, pending, outcome):
        """Put machines into those that came with them in this chunk.

        :param list pending: ``(line, machine, what names the other one)``
        """
        if not pending:
            return
        names = {parent for _line, _machine, parent in pending}
        found = self._find_machines(names, names)
        for line, machine, name in pending:
            parent = found["external_ref"].get(name) or found["serial"].get(name)
            if not parent or len(parent) > 1:
                outcome["errors"][line] = [
                    self.env._(
                        "The machine was imported, but not as a part of “%(text)s”, "
                        "whose line is in error.",
                        text=name,
                    )
                ]
                continue
            self._try_line(
                line,
                outcome,
                lambda m=machine, p=parent: m.write({"parent_id": p.id}),
            )
