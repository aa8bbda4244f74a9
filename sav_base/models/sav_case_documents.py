# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import AccessError, UserError


class SavCase(models.Model):
    """Printing the orders of a case, also without any right on sales."""

    _inherit = "sav.case"

    def action_print_quote(self):
        """Print the quotes, or internal documents, of these cases.

        :raise UserError: one of them has none
        """
        self._get_printable_orders("quote")
        return self._get_print_action("quote")

    def action_print_delivery_note(self):
        """Print what was done on these cases, once their work is closed.

        :raise UserError: the work on one of them is not closed
        """
        self._get_printable_orders("delivery-note")
        return self._get_print_action("delivery-note")

    def _get_print_action(self, document):
        ids = ",".join(map(str, self.ids))
        return {
            "type": "ir.actions.act_url",
            "url": f"/sav/cases/{ids}/{document}",
            "target": "new",
        }

    def _get_printable_orders(self, document):
        """Return the orders of these cases to print, in sudo, if the user may see them.

        A delivery note shows no price: everybody who reads the case prints it.

        :param str document: ``quote`` or ``delivery-note``
        :raise AccessError: a case, or its prices, are not for this user
        :raise UserError: there is nothing to print for one of them
        """
        self.check_access("read")
        if not self.env.user._is_internal():
            # A customer reads the case too, and has the page of the order for that.
            raise AccessError(
                self.env._("Open the quote from your account to print it.")
            )
        if document == "quote" and not all(case._sees_prices() for case in self):
            raise AccessError(
                self.env._(
                    "Your company keeps prices from technicians: ask the counter to "
                    "print the quote."
                )
            )
        # In sudo: the right was checked on the cases that lead to these orders.
        orders_sudo = self.sudo().order_ids
        if document == "quote":
            printable_sudo = orders_sudo.filtered(lambda o: o.state != "cancel")
        else:
            printable_sudo = orders_sudo.filtered(
                lambda o: o.state == "sale" and not o.sav_is_open
            )
        if missing := self - printable_sudo.sav_case_id.sudo(self.env.su):
            raise UserError(missing._get_nothing_to_print_reason(document))
        return printable_sudo

    def _get_nothing_to_print_reason(self, document):
        """Return in words why these cases have no such document."""
        names = ", ".join(self.mapped("display_name"))
        if document == "quote":
            return self.env._(
                "There is no quote yet, finish the diagnosis first: %(cases)s",
                cases=names,
            )
        return self.env._(
            "Nothing was delivered yet, close the work first: %(cases)s", cases=names
        )
