# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain


class SavReception(models.Model):
    """A customer brings back what was delivered, or what came from elsewhere."""

    _inherit = "sav.reception"

    sale_order_id = fields.Many2one(
        "sale.order",
        string="Bought With",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
        help="Order from which this return was started.",
    )
    delivery_id = fields.Many2one(
        "stock.picking",
        string="Delivered With",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
        help="Delivery from which this return was started.",
    )
    return_picking_id = fields.Many2one(
        "stock.picking",
        string="Returned With",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
        help="Stock receipt that brought the devices back.",
    )

    @api.model
    def _start_return(self, customer, lines, vals):
        """Open the reception of what was delivered, or the choice among it.

        :param customer: partner who bought
        :param lines: done ``stock.move.line`` of deliveries, in sudo
        :param dict vals: where it comes from, values of the reception
        :return: action
        :raise UserError: nothing that was delivered can come back
        """
        self.browse().check_access("create")
        choices = self._prepare_return_choices(lines)
        if not choices:
            raise UserError(
                self.env._(
                    "Nothing that could be repaired was delivered here, or all of it "
                    "was taken back and refunded. For something else of this customer, "
                    "start a reception."
                )
            )
        wizard = self.env["sav.return.choice"].create(
            {
                "partner_id": customer.id,
                "sale_order_id": vals.get("sale_order_id"),
                "delivery_id": vals.get("delivery_id"),
                "company_id": lines.company_id[:1].id,
                "line_ids": [Command.create(choice) for choice in choices],
            }
        )
        if len(choices) == 1 and choices[0]["quantity_max"] <= 1:
            wizard.line_ids.is_selected = True
            return wizard.action_receive()
        return wizard._get_action()

    @api.model
    def _prepare_return_choices(self, lines):
        """Return what of these deliveries is still at its customer.

        :return: list of values of ``sav.return.choice.line``: one a serial number, one
            a product without
        """
        choices = []
        sales = lines.lot_id.sudo(False)._find_sav_sales(lines.company_id)
        for line in lines.filtered("lot_id"):
            sale = sales.get((line.lot_id.sudo(False), line.company_id.sudo(False)))
            # Sold on, or taken back and refunded: no longer this customer's.
            if sale and sale["document"] == (
                line.picking_id.name or line.move_id.reference
            ):
                choices.append(
                    {
                        "lot_id": line.lot_id.id,
                        "product_id": line.product_id.id,
                        "quantity_max": 1,
                        "delivery_id": line.picking_id.id,
                    }
                )
        untracked = lines.filtered(lambda line: not line.lot_id)
        for product, moves in untracked.move_id.grouped("product_id").items():
            refunded = moves.returned_move_ids.filtered(
                lambda move: move.state == "done" and move.to_refund
            )
            left = int(sum(moves.mapped("quantity")) - sum(refunded.mapped("quantity")))
            if product.type == "consu" and left > 0:
                choices.append(
                    {
                        "product_id": product.id,
                        "quantity_max": left,
                        "delivery_id": moves.picking_id[:1].id,
                    }
                )
        return choices

    @api.model
    def _open_return(self, customer, machines, vals):
        """Return the draft reception on which machines come back, made if need be.

        A draft of the same customer with one of the machines is taken up again: two
        clicks, or a click after the customer's request, give one reception.

        :param customer: partner who brings them
        :param machines: ``sav.equipment``, of one company
        :param dict vals: where they come from, values of the reception
        """
        company = machines.company_id
        draft = self.search(
            Domain("state", "=", "draft")
            & Domain("company_id", "=", company.id)
            & Domain("partner_id", "child_of", customer.commercial_partner_id.ids)
            & Domain("case_ids.equipment_id", "in", machines.ids),
            limit=1,
        )
        if draft:
            missing = machines - draft.case_ids.equipment_id
            draft.case_ids = [
                Command.create({"equipment_id": machine.id}) for machine in missing
            ]
        else:
            draft = self.with_company(company).create(
                {
                    "partner_id": customer.id,
                    "company_id": company.id,
                    "origin": "return",
                    "case_ids": [
                        Command.create({"equipment_id": machine.id})
                        for machine in machines
                    ],
                }
            )
        # sudo: written by the verbs alone, whose user may create receptions.
        draft_sudo = draft.sudo()
        draft_sudo.write(
            {name: value for name, value in vals.items() if not draft_sudo[name]}
        )
        return draft

    @api.model
    def _get_returns_action(self, receptions):
        """Return the action that shows receptions: the only one, or their list."""
        receptions.check_access("read")
        if len(receptions) == 1:
            return receptions._get_scan_action()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sav_base.sav_reception_action"
        )
        return action | {"domain": [("id", "in", receptions.ids)], "context": {}}
