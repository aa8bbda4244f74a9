# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class SavDevicePasswordLog(models.Model):
    """Who gave, read or erased the password of a device, and when: only added to."""

    _name = "sav.device.password.log"
    _description = "Use of a Device Password"
    _order = "date desc, id desc"
    _rec_name = "case_name"

    # The number stays when a draft case goes.
    case_id = fields.Many2one("sav.case", index="btree_not_null", ondelete="set null")
    case_name = fields.Char(string="Number", required=True)
    company_id = fields.Many2one("res.company", required=True, index=True)
    event = fields.Selection(
        [("set", "Given"), ("read", "Read"), ("erased", "Erased")], required=True
    )
    user_id = fields.Many2one("res.users", required=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now, index=True)

    # pylint: disable-next=method-required-super  # nothing is ever written again
    def write(self, vals):
        raise UserError(self._get_refusal())

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self._get_refusal())

    @api.model
    def _get_refusal(self):
        return self.env._(
            "What happened to the passwords of devices stays written: it can be "
            "neither changed nor deleted."
        )

    @api.model
    def _add(self, cases, event):
        """Write down what the current user does with the passwords of some cases."""
        # sudo: nobody has the right to write here, so that nothing can be made up.
        self.sudo().create(
            [
                {
                    "case_id": case.id,
                    "case_name": case.display_name,
                    "company_id": case.company_id.id,
                    "event": event,
                    "user_id": self.env.uid,
                }
                for case in cases
            ]
        )
