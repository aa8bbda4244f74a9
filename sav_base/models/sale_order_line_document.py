# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from .written_number import written_number


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    # A portal customer reads the lines of their orders: the reasons written between
    # colleagues are not for them.
    sav_payer_reason = fields.Char(groups="base.group_user")

    def _get_sav_kind(self):
        """Return what the line is on the document: part, labour or travel."""
        self.ensure_one()
        if "travel" in self.sav_labour_line_ids.mapped("kind"):
            return "travel"
        if self.sav_labour_line_ids or self.product_id.type == "service":
            return "labour"
        return "part"

    def _get_sav_payer_texts(self):
        """Return why the customer does not pay all of this line, in words.

        What the company pays for its own reasons is told without the reason.

        :return: list of str, one for each other payer, in the language of the context
        """
        self.ensure_one()
        # In sudo: printed for whoever may see the order, that may be the customer.
        line_sudo = self.sudo()
        payers = (
            line_sudo.sav_labour_line_ids.payer_line_ids
            | line_sudo.move_ids.sav_payer_line_ids
        ).filtered(lambda row: row.payer != "customer" and row.percentage)
        labels = dict(payers._fields["payer"]._description_selection(self.env))
        labels["internal"] = self.env._("Not charged")
        texts = []
        for row in payers:
            values = {
                "payer": labels[row.payer],
                "percentage": written_number(self.env, row.percentage),
            }
            if row.reason and row.payer != "internal":
                text = self.env._(
                    "%(payer)s %(percentage)s %%: %(reason)s",
                    reason=row.reason,
                    **values,
                )
            else:
                text = self.env._("%(payer)s %(percentage)s %%", **values)
            texts.append(text)
        return list(dict.fromkeys(texts))

    def _get_sav_serials(self):
        """Return the serial numbers of the parts fitted, in one line of text."""
        self.ensure_one()
        # In sudo: printed for whoever may see the order.
        moves = self.sudo().move_ids.filtered(
            lambda m: m.repair_id and m.state == "done"
        )
        return ", ".join(moves.lot_ids.mapped("name"))
