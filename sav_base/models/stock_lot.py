# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class StockLot(models.Model):
    _inherit = "stock.lot"

    sav_equipment_ids = fields.One2many(
        "sav.equipment",
        "lot_id",
        string="Equipment",
        groups="sav_base.group_sav_technician,sav_base.group_sav_counter,"
        "sav_base.group_sav_billing",
    )

    # A scan asks for the whole number; core's index is made for parts of it.
    _sav_name_idx = models.Index("(name)")

    def action_sav_open_equipment(self):
        """Open the equipment of this serial number, or a new one filled in from it."""
        self.ensure_one()
        return self._get_scan_action()

    def action_sav_return(self):
        """Receive the machine of this serial number, from whoever has it.

        :raise UserError: nobody is known to have it
        """
        self.ensure_one()
        self.check_access("read")
        self.env["sav.reception"].check_access("create")
        company = self.company_id or self.env.company
        machine = self.env["sav.equipment"].search(
            [("lot_id", "=", self.id), ("company_id", "=", company.id)], limit=1
        )
        customer = machine.partner_id or self._find_sav_holder(company)
        if not customer:
            raise UserError(
                self.env._(
                    "Nobody is known to have %(serial)s: choose the customer on a new "
                    "reception, then scan it there.",
                    serial=self.display_name,
                )
            )
        return self._get_scan_equipment(customer).action_sav_return()

    def _get_scan_action(self):
        """Return the action that opens the equipment of this serial number."""
        self.ensure_one()
        self.check_access("read")
        company = self.company_id or self.env.company
        equipment = self.env["sav.equipment"].search(
            [("lot_id", "=", self.id), ("company_id", "=", company.id)], limit=1
        )
        if equipment:
            return equipment._get_scan_action()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Equipment"),
            "res_model": "sav.equipment",
            "views": [(False, "form")],
            "context": {
                "default_lot_id": self.id,
                "default_partner_id": self._find_sav_holder(company).id,
                "default_company_id": company.id,
            },
        }

    def _get_scan_list_action(self, code):
        """Return the action that lists these serial numbers, with their products."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Serial numbers “%(code)s”", code=code),
            "res_model": self._name,
            "domain": [("id", "in", self.ids)],
            "views": [
                (self.env.ref("sav_base.stock_lot_view_list_sav").id, "list"),
                (False, "form"),
            ],
        }

    def _get_scan_name(self):
        """Return this serial number in words: its product, as nobody has it yet."""
        self.ensure_one()
        return self.product_id.display_name

    def _find_sav_place(self, company):
        """Return where ``company`` has this serial number in stock, if it has it."""
        if not self:
            return self.env["stock.location"]
        self.ensure_one()
        quant = self.env["stock.quant"].search(
            [
                ("lot_id", "=", self.id),
                ("location_id.usage", "=", "internal"),
                ("quantity", ">", 0),
                ("company_id", "=", company.id),
            ],
            limit=1,
        )
        return quant.location_id

    def _find_sav_holder(self, company):
        """Return the customer to whom ``company`` last sold this serial number."""
        self.ensure_one()
        sale = self._find_sav_sales(company).get((self, company))
        return sale["partner"] if sale else self.env["res.partner"]

    def _get_scan_holder(self):
        """Return the customer to propose when this number starts a reception."""
        return self._find_sav_holder(self.company_id or self.env.company)

    def _get_scan_choice(self):
        """Return no machine: none is on file with this serial number yet."""
        return self.env["sav.equipment"]

    def _get_scan_equipment(self, partner):
        """Return the equipment of this serial number, created when there is none.

        :param partner: the customer who brings it: its holder
        """
        self.ensure_one()
        company = self.company_id or self.env.company
        equipment = self.env["sav.equipment"].search(
            [("lot_id", "=", self.id), ("company_id", "=", company.id)], limit=1
        )
        return equipment or self.env["sav.equipment"].create(
            {
                "lot_id": self.id,
                "partner_id": partner.id,
                "company_id": company.id,
            }
        )

    def _find_sav_sales(self, companies):
        """Return how ``companies`` sold these serial numbers.

        The last movement that counts decides: a delivery to a customer, or a return
        that was refunded, after which the machine is not sold any more.

        :return: ``{(lot, company): {"date", "date_invoice", "document", "source",
            "partner"}}``, without those whose sale was not found
        """
        if not self:
            return {}
        # The date of the sale is no secret of the stock: only done movements of these
        # serial numbers are looked at, in the companies that ask.
        lines = (
            self.env["stock.move.line"]
            .sudo()
            .search(
                Domain("lot_id", "in", self.ids)
                & Domain("company_id", "in", companies.ids)
                & self._get_sav_sale_domain(),
                order="date desc, id desc",
            )
        )
        last_lines = {}
        for line in lines:
            last_lines.setdefault((line.lot_id, line.company_id), line)
        return {
            key: self._prepare_sav_sale(line)
            for key, line in last_lines.items()
            if line.location_dest_usage == "customer"
        }

    def _get_sav_sale_domain(self):
        """Hook: return the domain of the movements that sell, or cancel a sale.

        A repair moves the device from the customer to the customer, and a give-back
        is the return of a return: neither is a sale.
        """
        sold = Domain("location_dest_usage", "=", "customer") & Domain(
            "location_usage", "in", ("internal", "transit", "supplier")
        )
        refunded = Domain("location_usage", "=", "customer") & Domain(
            "move_id.to_refund", "=", True
        )
        return (
            Domain("state", "=", "done")
            & Domain("move_id.repair_id", "=", False)
            & (
                (sold & Domain("move_id.origin_returned_move_id", "=", False))
                | refunded
            )
        )

    def _prepare_sav_sale(self, line):
        """Hook: return how a delivery sold its serial number.

        :param line: move line, in sudo
        """
        invoices = line.move_id.sale_line_id.invoice_lines.move_id.filtered(
            lambda move: move.state == "posted" and move.move_type == "out_invoice"
        )
        ordered = line.move_id.sale_line_id.order_id.date_order
        return {
            "date": fields.Datetime.context_timestamp(self, line.date).date(),
            "date_order": (
                fields.Datetime.context_timestamp(self, ordered).date()
                if ordered
                else False
            ),
            "date_invoice": min(invoices.mapped("invoice_date"), default=False),
            "document": line.picking_id.name or line.move_id.reference,
            "source": "delivery",
            "partner": line._get_sav_customer().sudo(False),
        }
