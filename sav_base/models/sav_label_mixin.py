# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError, ValidationError

from ..tools.label_layout import FORMATS

# More identifiers would make an address longer than servers and proxies take.
_MOST_IN_URL = 200


class SavLabelMixin(models.AbstractModel):
    """A record with a label to stick on something. It has a field ``barcode``."""

    _name = "sav.label.mixin"
    _description = "Record With a Label"

    def action_print_labels(self):
        """Return the action that opens the labels as the company prints them."""
        self.check_access("read")
        self._check_labels()
        if len(self) > _MOST_IN_URL:
            vals = self._prepare_label_print_vals()
            return self.env["sav.label.print"].create(vals).action_print()
        ids = ",".join(map(str, self.ids))
        return {
            "type": "ir.actions.act_url",
            "url": f"/sav/labels/{self._name}/{ids}",
            "target": "new",
        }

    def _prepare_label_print_vals(self):
        """Return the choices to print these labels with, the company's.

        :return: values of ``sav.label.print``
        """
        company = self.env.company
        return {
            "res_model": self._name,
            "res_ids": self.ids,
            "size": company.sav_label_size,
            "symbology": company.sav_label_symbology,
            "output": company.sav_label_output,
            "first_position": 1,
        }

    def _get_label_records(self):
        """Return the records whose labels are those of these records."""
        return self

    def _check_label_output(self, size, output):
        """Refuse sheets for a label printer."""
        if output != "pdf" and FORMATS[size].is_sheet:
            raise ValidationError(
                self.env._(
                    "Label printers take no A4 sheets: choose another size of labels, "
                    "or PDF as the file."
                )
            )

    def _check_labels(self):
        """Refuse records that have no code yet."""
        if early := self.filtered(lambda record: not record.barcode):
            raise UserError(
                self.env._(
                    "Labels are printed once the device is received, confirm the "
                    "reception first: %(records)s",
                    records=", ".join(early.mapped("display_name")),
                )
            )

    def _prepare_labels(self):
        """Return the labels of these records, in order.

        :return: as ``tools.label_pdf.labels_pdf`` takes them
        """
        raise NotImplementedError
