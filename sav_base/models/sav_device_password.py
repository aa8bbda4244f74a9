# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.secret import seal, unseal


class SavDevicePassword(models.Model):
    """The password of a device, encrypted: no role has any right on these rows.

    The key comes from the secret of the database. It hides the password from whoever
    sees this table alone (a report, an export, another addon); who holds the whole
    database with its parameters, as a system administrator does, can work it out. A
    copy of the database gets another secret and opens no password.
    """

    _name = "sav.device.password"
    _description = "Password of a Device"

    case_id = fields.Many2one("sav.case", required=True, ondelete="cascade")
    sealed = fields.Char(required=True)

    _case_uniq = models.Constraint(
        "UNIQUE(case_id)", "A case has one device password at most."
    )

    def _seal(self, case, text):
        """Return the password of a case as it is kept."""
        return seal(text, self._get_secret(), f"{case._name},{case.id}")

    def _unseal(self):
        """Return the password in clear.

        :raise UserError: it was put here by another database, or tampered with
        """
        self.ensure_one()
        place = f"{self.case_id._name},{self.case_id.id}"
        try:
            return unseal(self.sealed, self._get_secret(), place)
        except ValueError as error:
            raise UserError(
                self.env._(
                    "This password cannot be read in this database, which is a copy "
                    "or got another secret. Ask the customer for it again."
                )
            ) from error

    def _get_secret(self):
        # sudo: nobody reads the parameters of the system, the key is made of one.
        return self.env["ir.config_parameter"].sudo().get_param("database.secret")
