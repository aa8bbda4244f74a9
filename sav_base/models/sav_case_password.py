# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .sav_case import CLOSED_STATES
from .sav_intervention import OPEN_STATES

PASSWORD_MAX = 200  # characters


class SavCase(models.Model):
    """The password of the device: given at the counter, read by who repairs it.

    It is no field of the case: nothing that reads, copies, exports, prints, tracks or
    mails a case can meet it.
    """

    _inherit = "sav.case"

    has_device_password = fields.Boolean(
        readonly=True,
        copy=False,
        groups="sav_base.group_sav_technician,sav_base.group_sav_counter,"
        "sav_base.group_sav_billing",
        help="The customer gave the password of the device; its technician can read "
        "it as long as the case is open.",
    )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") in CLOSED_STATES:
            self._erase_device_password()
        return result

    def action_close(self):
        result = super().action_close()
        self._erase_device_password()
        return result

    @api.model
    def _get_state_fields(self):
        return super()._get_state_fields() | {"has_device_password"}

    def set_device_password(self, text):
        """Keep the password of the device for its technician; the counter's alone.

        :param str text: the password, or how to draw the pattern, in words; nothing
            erases the one that was kept
        :return: whether a password is kept
        :raise UserError: too long, or the case is over
        """
        self.ensure_one()
        self._check_counter()
        self.check_access("write")
        text = self._check_device_password(text)
        if not text:
            self._erase_device_password()
            return False
        # sudo: nobody has any right on the passwords, the right on the case is checked.
        passwords_sudo = self.env["sav.device.password"].sudo()
        sealed = passwords_sudo._seal(self, text)
        if known := passwords_sudo.search([("case_id", "=", self.id)]):
            known.sealed = sealed
        else:
            passwords_sudo.create({"case_id": self.id, "sealed": sealed})
        self.sudo().has_device_password = True  # sudo: written by this verb alone
        self.env["sav.device.password.log"]._add(self, "set")
        return True

    def get_device_password(self):
        """Return the password of the device to the technician who works on it.

        Each call is written down with the user and the time, before the answer leaves.

        :raise AccessError: to everybody else, managers and administrators included
        :raise UserError: there is none
        """
        self.ensure_one()
        self.check_access("read")
        self._check_password_reader()
        # sudo: nobody has any right on the passwords, the reader was just checked.
        password_sudo = (
            self.env["sav.device.password"].sudo().search([("case_id", "=", self.id)])
        )
        if not password_sudo:
            raise UserError(
                self.env._(
                    "%(case)s: no password is kept. Ask the counter or the customer.",
                    case=self.display_name,
                )
            )
        text = password_sudo._unseal()
        self.env["sav.device.password.log"]._add(self, "read")
        return text

    def _check_device_password(self, text):
        """Return the password as it is kept, its outer blanks included.

        :raise UserError: no text, too long, or the case is over
        """
        text = text or ""
        if not isinstance(text, str):
            raise UserError(self.env._("A device password is a text."))
        if len(text) > PASSWORD_MAX:
            raise UserError(
                self.env._(
                    "This password is longer than %(limit)s characters: write only "
                    "the password.",
                    limit=PASSWORD_MAX,
                )
            )
        if text.strip() and self.state in CLOSED_STATES:
            raise UserError(
                self.env._(
                    "%(case)s is over: the passwords of its device are not kept any "
                    "more.",
                    case=self.display_name,
                )
            )
        return text if text.strip() else ""

    def _is_password_reader(self):
        """Tell whether the user works on this device: nobody else reads its password.

        It counts who the user is, not the rights: neither ``sudo`` nor a manager's
        group opens it.
        """
        self.ensure_one()
        # sudo: the assignment is compared, whoever may read the interventions.
        case_sudo = self.sudo()
        jobs = case_sudo.intervention_ids.filtered(lambda job: job.state in OPEN_STATES)
        readers = case_sudo.technician_user_id | jobs.technician_user_id
        return self.env.uid in readers.ids

    def _check_password_reader(self):
        if not self._is_password_reader():
            raise AccessError(
                self.env._(
                    "%(case)s: the password of a device is shown to the technician who "
                    "works on it, to nobody else. Take the work first.",
                    case=self.display_name,
                )
            )

    def _erase_device_password(self):
        """Forget the passwords of these cases, for ever."""
        # sudo: nobody has any right on the passwords; the caller checked the case.
        passwords_sudo = (
            self.env["sav.device.password"].sudo().search([("case_id", "in", self.ids)])
        )
        if not passwords_sudo:
            return
        cases_sudo = passwords_sudo.case_id
        passwords_sudo.unlink()
        cases_sudo.has_device_password = False
        self.env["sav.device.password.log"]._add(cases_sudo, "erased")
