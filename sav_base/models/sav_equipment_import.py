# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.import_columns import match_headers

RUNNING_STATES = ("checking", "importing")


class SavEquipmentImport(models.Model):
    """An installed base that is read from a file: checked first, then imported.

    Both go in chunks, each in a transaction of its own: what stops goes on from there.
    Its life is here; who has the chunks done is in ``sav_equipment_import_run.py``, the
    file in ``sav_equipment_import_file.py``, what a line says in
    ``sav_equipment_import_line.py``, how it is written in
    ``sav_equipment_import_write.py``, until when it is kept in
    ``sav_equipment_import_erase.py``.
    """

    _name = "sav.equipment.import"
    _description = "Import of an Installed Base"
    _inherit = ["sav.guard.mixin"]
    _order = "id desc"
    _rec_name = "file_name"
    _check_company_auto = True

    # what is read
    data_file = fields.Binary(string="File", required=True, attachment=True)
    file_name = fields.Char(required=True, default="import.csv")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    create_customers = fields.Boolean(
        string="Create Missing Customers",
        help="Else a line whose customer is not on file is an error.",
    )
    # where it is
    state = fields.Selection(
        [
            ("draft", "To Check"),
            ("checking", "Being Checked"),
            ("checked", "Checked"),
            ("importing", "Being Imported"),
            ("done", "Imported"),
        ],
        string="Status",
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    rows_file = fields.Binary(attachment=True, readonly=True, copy=False)
    mapping = fields.Json(readonly=True, copy=False)
    preview = fields.Html(readonly=True, copy=False, sanitize=False)
    line_count = fields.Integer(string="Lines", readonly=True, copy=False)
    position = fields.Integer(string="Lines Done", readonly=True, copy=False)
    # what came of it
    created_count = fields.Integer(string="New", readonly=True, copy=False)
    updated_count = fields.Integer(string="Changed", readonly=True, copy=False)
    unchanged_count = fields.Integer(string="As on File", readonly=True, copy=False)
    error_count = fields.Integer(string="Errors", readonly=True, copy=False)
    error_ids = fields.One2many(
        "sav.equipment.import.error", "import_id", string="Lines in Error"
    )
    summary = fields.Char(compute="_compute_summary")

    @api.depends("state", "created_count", "updated_count", "error_count", "line_count")
    def _compute_summary(self):
        for batch in self:
            numbers = {
                "lines": batch.line_count,
                "new": batch.created_count,
                "changed": batch.updated_count,
                "same": batch.unchanged_count,
                "errors": batch.error_count,
            }
            if batch.state == "checked":
                batch.summary = self.env._(
                    "%(lines)s lines read: %(new)s new machines, %(changed)s to "
                    "change, %(same)s as on file, %(errors)s in error. Nothing is "
                    "written yet.",
                    **numbers,
                )
            elif batch.state != "done":
                batch.summary = False
            elif not batch.created_count and not batch.updated_count:
                batch.summary = self.env._(
                    "Nothing changed. Of %(lines)s lines, %(same)s were on file "
                    "already and %(errors)s are in error.",
                    **numbers,
                )
            else:
                batch.summary = self.env._(
                    "%(lines)s lines: %(new)s new machines, %(changed)s changed, "
                    "%(same)s as on file, %(errors)s in error.",
                    **numbers,
                )

    @api.model
    def _get_state_fields(self):
        return super()._get_state_fields() | {
            "created_count",
            "date_attended",
            "date_erased",
            "error_count",
            "line_count",
            "mapping",
            "position",
            "preview",
            "rows_file",
            "state",
            "stop_reason",
            "unchanged_count",
            "updated_count",
            "user_id",
        }

    def write(self, vals):
        result = super().write(vals)
        if {"data_file", "create_customers"}.intersection(vals):
            # What was said of the former file is not true of this one; what was done
            # stays true without its file.
            is_new = vals.get("data_file") or "create_customers" in vals
            kept = ("draft",) if is_new else ("draft", "done")
            for batch in self.filtered(lambda one: one.state not in kept):
                batch._begin("draft")
        if vals.get("data_file"):
            # sudo: what is known of a file is written by the verbs alone.
            self.sudo().write(
                {"date_erased": False, "rows_file": False, "preview": False}
            )
        return result

    def action_check(self):
        """Read the file; its lines are then checked by ``process_chunk``.

        :raise UserError: it cannot be read, has no line, too many or not the columns
        """
        self.ensure_one()
        self.check_access("write")
        headers, rows = self._read_rows()
        mapping, ignored, doubles = match_headers(headers)
        self._check_columns(headers, mapping)
        # sudo: the state is written by the verbs alone.
        self.sudo().write(
            {
                "mapping": {str(index): key for index, key in mapping.items()},
                "rows_file": self._write_rows([headers, *rows]),
                "preview": self._get_preview(headers, rows, mapping, ignored, doubles),
                "line_count": len(rows),
            }
        )
        self._begin("checking")

    def action_import(self):
        """Begin to import the lines; they are then done by ``process_chunk``."""
        self.ensure_one()
        self.check_access("write")
        self._check_state("checked")
        self._begin("importing")

    def action_download_errors(self):
        """Return the action that downloads the lines in error, with why."""
        self.ensure_one()
        self.check_access("read")
        self._check_has_file()
        return {
            "type": "ir.actions.act_url",
            "url": f"/sav/equipment_import/{self.id}/errors",
            "target": "download",
        }

    def action_download_template(self):
        """Return the action that downloads a file to fill in."""
        return {
            "type": "ir.actions.act_url",
            "url": "/sav/equipment_import/template",
            "target": "download",
        }

    def _check_state(self, *expected):
        if self.state not in expected:
            raise UserError(
                self.env._(
                    "%(file)s is at another step by now: load the page again.",
                    file=self.file_name,
                )
            )

    def _begin(self, state):
        # sudo: the state and what came of an import are written by the verbs alone.
        self.sudo().error_ids.unlink()
        self.sudo().write(
            {
                "state": state,
                "stop_reason": False,
                "position": 0,
                "created_count": 0,
                "updated_count": 0,
                "unchanged_count": 0,
                "error_count": 0,
            }
        )
        if state in RUNNING_STATES:
            self._attend()

    def _process(self, size):
        lines, earlier = self._get_lines(size)
        is_import = self.state == "importing"
        outcome = self._take_lines(lines, earlier, is_import)
        errors = [
            {"import_id": self.id, "line": line, "message": "\n".join(messages)}
            for line, messages in sorted(outcome["errors"].items())
        ]
        # sudo: the state and the errors are written by the verbs alone.
        batch_sudo = self.sudo()
        batch_sudo.env["sav.equipment.import.error"].create(errors)
        position = self.position + len(lines)
        is_last = position >= self.line_count
        batch_sudo.write(
            {
                "position": position,
                "created_count": self.created_count + outcome["created"],
                "updated_count": self.updated_count + outcome["updated"],
                "unchanged_count": self.unchanged_count + outcome["unchanged"],
                "error_count": self.error_count + len(errors),
                "state": {False: "checked", True: "done"}[is_import]
                if is_last
                else self.state,
            }
        )
