# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SavReception(models.Model):
    _inherit = "sav.reception"

    def action_print_slip(self):
        """Return the report action of the reception slips."""
        self.check_access("read")
        return self.env.ref("sav_base.action_report_sav_reception").report_action(
            self, config=False
        )

    def action_print_labels(self):
        """Return the action that opens the labels of the devices and accessories."""
        self.check_access("read")
        return self._get_label_records().action_print_labels()

    def _get_label_records(self):
        """Return the records whose labels are those of these receptions."""
        return self.case_ids.sorted("id")

    def _get_slip_title(self):
        """Return the first word of the file name, in the customer's language."""
        self.ensure_one()
        return self.with_context(lang=self.partner_id.lang).env._("Reception")
