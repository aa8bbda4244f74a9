# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class StockPicking(models.Model):
    _inherit = "stock.picking"

    sav_is_service_return = fields.Boolean(
        string="After-Sales Return",
        readonly=True,
        copy=False,
        help="Comes back to be repaired: it stays the customer's, nothing is refunded.",
    )
    sav_return_ids = fields.One2many(
        "sav.reception",
        "return_picking_id",
        string="Receptions",
        groups="sav_base.group_sav_counter,sav_base.group_sav_billing,"
        "sav_base.group_sav_technician",
    )
    sav_delivery_return_ids = fields.One2many(
        "sav.reception",
        "delivery_id",
        string="After-Sales Returns",
        groups="sav_base.group_sav_counter,sav_base.group_sav_billing,"
        "sav_base.group_sav_technician",
    )
    sav_reception_count = fields.Integer(
        compute="_compute_sav_reception_count",
        groups="sav_base.group_sav_counter,sav_base.group_sav_billing,"
        "sav_base.group_sav_technician",
    )

    @api.depends("sav_return_ids", "sav_delivery_return_ids")
    def _compute_sav_reception_count(self):
        for picking in self:
            receptions = picking.sav_return_ids | picking.sav_delivery_return_ids
            picking.sav_reception_count = len(receptions)

    def action_sav_return(self):
        """Receive what was delivered with this picking: its machines come back."""
        self.ensure_one()
        self.check_access("read")
        # sudo: a clerk has no right on the lines of stock; only those of this picking
        # are looked at.
        picking_sudo = self.sudo()
        lines = picking_sudo.move_line_ids._filter_sav_deliveries()
        return self.env["sav.reception"]._start_return(
            picking_sudo._get_sav_customer().sudo(False),
            lines,
            {"delivery_id": self.id},
        )

    def action_sav_open_receptions(self):
        """Show the receptions of what came or went with this picking."""
        self.ensure_one()
        return self.env["sav.reception"]._get_returns_action(
            self.sav_return_ids | self.sav_delivery_return_ids
        )

    def _get_sav_customer(self):
        """Return whose devices this picking moves."""
        self.ensure_one()
        return self.sale_id.partner_id or self.partner_id

    def _action_done(self):
        returns = self.filtered(lambda picking: picking._is_sav_return())
        for picking in returns.filtered(lambda picking: not picking.owner_id):
            picking.owner_id = picking._get_sav_customer().commercial_partner_id
        result = super()._action_done()
        for picking in returns.filtered(lambda picking: picking.state == "done"):
            picking._create_sav_reception()
        return result

    def _is_sav_return(self):
        """Tell whether this receipt brings devices to the after-sales service."""
        self.ensure_one()
        # sudo: which operation is the service's own is no secret of the warehouse.
        own_type = self.company_id.sudo().sav_receipt_type_id
        return self.picking_type_code == "incoming" and (
            self.sav_is_service_return
            or (
                bool(own_type)
                and self.picking_type_id == own_type
                # Devices of a reception that is being confirmed are on file already.
                and not self.env.context.get("sav_devices_on_file")
            )
        )

    def _create_backorder_picking(self):
        backorder = super()._create_backorder_picking()
        # A copy made by hand is no service return: the field is not copied.
        backorder.sav_is_service_return = self.sav_is_service_return
        return backorder

    def _create_sav_reception(self):
        """Put what came back on a reception of its customer, open cases aside."""
        self.ensure_one()
        # sudo: the people of the warehouse have no right on the after-sales service;
        # only the devices of this receipt are put on file.
        picking = self.sudo()
        moves = picking.move_ids.filtered(lambda move: move.state == "done")
        customer = picking.owner_id or picking._get_sav_customer()
        if not customer:
            raise UserError(
                self.env._(
                    "%(picking)s brings devices back to the after-sales service: say "
                    "from which customer, in “Receive From”.",
                    picking=picking.name,
                )
            )
        machines = {}
        for move in moves:
            for line in move.move_line_ids:
                for machine in line._get_sav_machines(customer):
                    machines[machine] = move
        if not machines:
            return
        every = picking.env["sav.equipment"].union(*machines)
        open_cases = every.case_ids.filtered(
            lambda case: (
                case.state not in ("draft", "closed", "cancelled")
                and not case.receipt_move_id
            )
        )
        for case in open_cases:
            case.receipt_move_id = machines[case.equipment_id]
        open_cases.reception_id.filtered(
            lambda reception: not reception.return_picking_id
        ).return_picking_id = picking
        expected = every - open_cases.equipment_id
        if not expected:
            return
        reception = picking.env["sav.reception"]._open_return(
            customer, expected, {"return_picking_id": picking.id}
        )
        if reception.user_id == picking.env.user and not reception.user_id.has_group(
            "sav_base.group_sav_counter"
        ):
            # Received by the clerk who confirms, not by the warehouse.
            reception.user_id = False
        for case in reception.case_ids.filtered("equipment_id"):
            if case.equipment_id in expected:
                case.receipt_move_id = machines[case.equipment_id]
        picking.message_post(
            body=self.env._(
                "Devices handed to the after-sales service: %(reception)s",
                reception=reception._get_html_link(),
            ),
            subtype_xmlid="mail.mt_note",
        )
