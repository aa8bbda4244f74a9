# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.label_layout import FORMATS
from ..tools.label_pdf import labels_pdf
from ..tools.label_zpl import labels_zpl

LABEL_MODELS = ("sav.accessory", "sav.case", "sav.equipment")


class SavLabelPrint(models.TransientModel):
    """Asks how labels are printed this time: size, code, file, first free label."""

    _name = "sav.label.print"
    _description = "Print Labels"

    res_model = fields.Char(required=True, readonly=True)
    res_ids = fields.Json(readonly=True)
    label_count = fields.Integer(
        string="Labels", compute="_compute_label_count", help="Accessories included."
    )
    size = fields.Selection(
        selection=lambda self: self._get_choices("sav_label_size"),
        required=True,
    )
    symbology = fields.Selection(
        selection=lambda self: self._get_choices("sav_label_symbology"),
        string="Code",
        required=True,
    )
    output = fields.Selection(
        selection=lambda self: self._get_choices("sav_label_output"),
        string="File",
        required=True,
    )
    per_page = fields.Integer(compute="_compute_per_page")
    first_position = fields.Integer(
        string="First Free Label",
        default=1,
        help="On a started sheet: counted from the top left, along the rows.",
    )

    def _get_choices(self, name):
        return self.env["res.company"]._fields[name]._description_selection(self.env)

    @api.model
    def default_get(self, fields):
        """Take the records that are selected, or open, on the screen."""
        values = super().default_get(fields)
        model = self.env.context.get("active_model")
        if model in (*LABEL_MODELS, "sav.reception"):
            records = self.env[model].browse(self.env.context.get("active_ids"))
            records = records._get_label_records()
            values = records._prepare_label_print_vals() | values
        return values

    @api.depends("res_model", "res_ids")
    def _compute_label_count(self):
        for choice in self:
            records = choice._find_records()
            choice.label_count = len(records._prepare_labels()) if records else 0

    @api.depends("size")
    def _compute_per_page(self):
        for choice in self:
            choice.per_page = FORMATS[choice.size].per_page if choice.size else 1

    def action_print(self):
        """Return the action that opens the labels as they were chosen."""
        self.ensure_one()
        self._check_choices()
        self._get_records()._check_labels()
        return {
            "type": "ir.actions.act_url",
            "url": f"/sav/labels/choice/{self.id}",
            "target": "new",
            "close": True,
        }

    def _get_records(self):
        """Return the records whose labels are printed, which the user may read."""
        records = self._find_records()
        if not records:
            raise UserError(
                self.env._("Choose cases, accessories, machines or receptions first.")
            )
        records.check_access("read")
        return records

    def _find_records(self):
        self.ensure_one()
        if self.res_model not in LABEL_MODELS:
            return self.browse()
        return self.env[self.res_model].browse(self.res_ids or ()).exists()

    def _check_choices(self):
        """Refuse in words what cannot be printed."""
        self.env["sav.label.mixin"]._check_label_output(self.size, self.output)
        if not 1 <= self._get_first() <= self.per_page:
            raise UserError(
                self.env._(
                    "This sheet has %(count)s labels: choose a first free label from "
                    "1 to %(count)s.",
                    count=self.per_page,
                )
            )

    def _get_first(self):
        return self.first_position if self.per_page > 1 else 1

    def _print(self):
        """Return the labels as a file.

        :return: ``(content, content type, file name)``
        """
        records = self._get_records()
        records._check_labels()
        self._check_choices()
        labels = records._prepare_labels()
        try:
            if self.output == "pdf":
                content = labels_pdf(
                    labels, self.size, self.symbology, self._get_first()
                )
                return content, "application/pdf", self.env._("Labels.pdf")
            dpi = int(self.output.removeprefix("zpl_"))
            content = labels_zpl(labels, self.size, self.symbology, dpi).encode()
        except ValueError as error:
            raise UserError(str(error)) from None
        return content, "application/zpl", self.env._("Labels.zpl")
