# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError


class SavCase(models.Model):
    _inherit = "sav.case"

    def add_photo(self, vals):
        """Keep a photo as proof and return its id; the same one twice is kept once.

        :param dict vals: ``original`` (base64), ``uuid`` given by the device, optional
            ``sha256`` in hexadecimal (refused if the bytes differ), ``caption``,
            ``purpose``, ``source``, ``date_taken`` (UTC), ``latitude``, ``longitude``,
            ``intervention_id`` (one of the case's)
        :return: id of the ``sav.evidence``
        :raise UserError: not a photo, damaged, too big, or changed on its way
        """
        self.ensure_one()
        self.check_access("read")
        self.env["sav.evidence"].check_access("create")
        intervention_id = vals.get("intervention_id") or False
        if intervention_id and intervention_id not in self.intervention_ids.ids:
            raise UserError(
                self.env._("This intervention is not one of %(case)s.", case=self.name)
            )
        owner = {"case_id": self.id, "intervention_id": intervention_id}
        return self.env["sav.evidence"]._receive(owner, vals).id
