# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.sav_case_limits import DEVICES_MAX


class SavReturnChoice(models.TransientModel):
    """Which of the machines that were delivered together come back."""

    _name = "sav.return.choice"
    _description = "Machines That Come Back"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True)
    company_id = fields.Many2one("res.company", required=True)
    sale_order_id = fields.Many2one("sale.order")
    delivery_id = fields.Many2one("stock.picking")
    line_ids = fields.One2many("sav.return.choice.line", "choice_id")

    def action_receive(self):
        """Open a draft reception of the machines that are ticked."""
        self.ensure_one()
        selected = self.line_ids.filtered("is_selected")
        if not selected:
            raise UserError(self.env._("Tick the machines that the customer brings."))
        self._check_source(selected)
        reception = self.env["sav.reception"]._open_return(
            self.partner_id,
            selected._get_machines(),
            {
                "sale_order_id": self.sale_order_id.id,
                "delivery_id": self.delivery_id.id or selected.delivery_id[:1].id,
            },
        )
        return reception._get_scan_action()

    def _check_source(self, selected):
        """Refuse what a client wrote over what the server proposed.

        :raise UserError: documents of another company, more than one drop-off takes
        """
        # sudo: a clerk has no right on orders nor deliveries, whose company counts.
        documents = (self.sale_order_id, self.delivery_id | selected.delivery_id)
        companies = self.company_id
        for records in documents:
            companies |= records.sudo().company_id
        if companies != self.company_id or self.company_id not in self.env.companies:
            raise UserError(
                self.env._(
                    "These documents are of another company: open the return again "
                    "from the order or the delivery."
                )
            )
        count = sum(1 if line.lot_id else line.quantity for line in selected)
        if count > DEVICES_MAX:
            raise UserError(
                self.env._(
                    "%(count)s devices are too many for one drop-off, %(limit)s is the "
                    "most: tick fewer, then start another return.",
                    count=count,
                    limit=DEVICES_MAX,
                )
            )

    def _get_action(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What Comes Back?"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }


class SavReturnChoiceLine(models.TransientModel):
    _name = "sav.return.choice.line"
    _description = "Machine That May Come Back"

    choice_id = fields.Many2one(
        "sav.return.choice", required=True, index=True, ondelete="cascade"
    )
    is_selected = fields.Boolean(string="Comes Back")
    product_id = fields.Many2one("product.product", required=True, readonly=True)
    lot_id = fields.Many2one("stock.lot", string="Serial Number", readonly=True)
    delivery_id = fields.Many2one("stock.picking", readonly=True)
    quantity = fields.Integer(default=1)
    quantity_max = fields.Integer(string="Delivered", readonly=True)
    warning = fields.Char(compute="_compute_warning")

    _quantity_check = models.Constraint(
        "CHECK(quantity > 0 AND quantity <= quantity_max)",
        "No more can come back than was delivered, and at least one.",
    )

    @api.depends("lot_id")
    def _compute_warning(self):
        cases = self.env["sav.case"].search(
            [
                ("equipment_id.lot_id", "in", self.lot_id.ids),
                ("state", "not in", ("draft", "closed", "cancelled")),
            ]
        )
        for line in self:
            others = cases.filtered(
                lambda case, lot=line.lot_id: lot and case.equipment_id.lot_id == lot
            )
            line.warning = bool(others) and self.env._(
                "Already being repaired: %(cases)s.",
                cases=", ".join(others.mapped("name")),
            )

    def _get_machines(self):
        """Return the machines of these lines, put on file if need be."""
        machines = self.env["sav.equipment"]
        for line in self:
            customer = line.choice_id.partner_id
            company = line.choice_id.company_id
            if line.lot_id:
                machines |= line.lot_id.with_company(company)._get_scan_equipment(
                    customer
                )
            else:
                machines |= machines.with_company(company)._find_or_create_untracked(
                    customer, line.product_id, line.quantity, line.delivery_id
                )
        return machines
