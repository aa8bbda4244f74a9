# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError


class SavLabelMixin(models.AbstractModel):
    """A record with a label to stick on something. It has a field ``barcode``."""

    _name = "sav.label.mixin"
    _description = "Record With a Label"

    def action_print_labels(self):
        """Return the action that opens the labels as a PDF, one label a page."""
        self.check_access("read")
        self._check_labels()
        ids = ",".join(map(str, self.ids))
        return {
            "type": "ir.actions.act_url",
            "url": f"/sav/labels/{self._name}/{ids}",
            "target": "new",
        }

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
