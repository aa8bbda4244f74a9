# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _get_sav_technician(self, company=None):
        """Return the employee that the user is as a technician, else nothing.

        :param company: the company that employs them, by default the current one
        :return: ``hr.employee``, one record or none, in the environment of ``self``
        """
        self.ensure_one()
        # sudo: who one is, whatever rights one has on the employees.
        employee = (
            self.env["hr.employee"]
            .sudo()
            .search(
                [
                    ("user_id", "=", self.id),
                    ("company_id", "=", (company or self.env.company).id),
                    ("sav_is_technician", "=", True),
                ],
                limit=1,
            )
        )
        return employee.with_env(self.env)
