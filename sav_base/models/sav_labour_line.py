# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

# Travel comes last on the quote.
SEQUENCES = {"diagnosis": 20, "repair": 20, "travel": 30}
PLANNED_FIELDS = {"role_id", "product_id", "planned_hours", "kind", "repair_id"}


class SavLabourLine(models.Model):
    """Labour or travel that a repair order needs, planned and worked."""

    _name = "sav.labour.line"
    _description = "Labour or Travel"
    _inherit = ["sav.estimate.mixin"]
    _order = "repair_id, sequence, id"
    _check_company_auto = True

    _sav_share_field = "customer_share"
    _sav_payer_field = "payer_line_ids"
    _sav_quantity_field = "planned_hours"

    repair_id = fields.Many2one(
        "repair.order",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    case_id = fields.Many2one(
        related="repair_id.sav_case_id", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one(related="repair_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [("diagnosis", "Diagnosis"), ("repair", "Repair"), ("travel", "Travel")],
        required=True,
        default="repair",
    )
    # what is needed
    role_id = fields.Many2one(
        "sav.labour.role",
        compute="_compute_role_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        help="Priced by its service; travel may name its own service.",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Service",
        compute="_compute_product_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        check_company=True,
        domain=[("type", "=", "service")],
    )
    name = fields.Char(
        string="Description",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    technician_id = fields.Many2one(
        "hr.employee",
        compute="_compute_technician_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        check_company=True,
        domain=[("sav_is_technician", "=", True)],
    )
    planned_hours = fields.Float(
        required=True, help="Hours; for travel sold by the kilometre, kilometres."
    )
    time_ids = fields.One2many("sav.labour.time", "labour_line_id", string="Times")
    worked_hours = fields.Float(compute="_compute_worked_hours", store=True)
    # who pays
    payer_line_ids = fields.One2many(
        "sav.payer.line", "labour_line_id", string="Payers"
    )
    customer_share = fields.Float(
        string="Customer %",
        compute="_compute_customer_share",
        store=True,
        precompute=True,
    )
    sale_line_id = fields.Many2one(
        "sale.order.line", readonly=True, copy=False, index="btree_not_null"
    )
    source = fields.Char(
        readonly=True,
        copy=False,
        help="What proposed it; the same source proposes once.",
    )

    _planned_hours_check = models.Constraint(
        "CHECK(planned_hours >= 0)", "The planned time cannot be negative."
    )
    _source_uniq = models.UniqueIndex(
        "(repair_id, source) WHERE source IS NOT NULL",
        "This was already proposed for this repair.",
    )

    @api.depends("technician_id")
    def _compute_role_id(self):
        for line in self:
            line.role_id = line.role_id or line.technician_id.sav_role_id

    @api.depends("role_id")
    def _compute_product_id(self):
        for line in self:
            line.product_id = line.role_id.product_id or line.product_id

    @api.depends("role_id", "product_id")
    def _compute_name(self):
        for line in self:
            line.name = line.role_id.name or line.product_id.display_name

    @api.depends("repair_id.sav_case_id.technician_id")
    def _compute_technician_id(self):
        for line in self:
            line.technician_id = (
                line.technician_id or line.repair_id.sav_case_id.technician_id
            )

    @api.depends("time_ids.hours")
    def _compute_worked_hours(self):
        for line in self:
            line.worked_hours = sum(line.time_ids.mapped("hours"))

    @api.depends("payer_line_ids.payer", "payer_line_ids.percentage")
    def _compute_customer_share(self):
        for line in self:
            line.customer_share = line.payer_line_ids._get_customer_share()

    @api.constrains("product_id")
    def _check_service_tracking(self):
        self.product_id._check_sav_labour_service()

    @api.model_create_multi
    def create(self, vals_list):
        repair_ids = {vals["repair_id"] for vals in vals_list if vals.get("repair_id")}
        self.env["repair.order"].browse(repair_ids)._sav_check_estimate_open()
        lines = super().create(vals_list)
        # sudo: who adds a need has no right on the payers nor on the order.
        sav_lines = lines.sudo().filtered("repair_id.sav_case_id")
        sav_lines._sav_propose_payers()
        sav_lines.repair_id._sav_sync_draft_orders()
        return lines

    def write(self, vals):
        planned = bool(PLANNED_FIELDS.intersection(vals))
        if planned:
            self._sav_check_change()
        result = super().write(vals)
        if planned:
            self.repair_id._sav_check_estimate_open()
            self.repair_id._sav_sync_draft_orders()
        return result

    def unlink(self):
        repairs = self.repair_id
        result = super().unlink()
        repairs.exists()._sav_sync_draft_orders()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        self._sav_check_change()
        if worked := self.filtered("time_ids"):
            raise UserError(
                self.env._(
                    "Time was worked on %(lines)s, it cannot be removed.",
                    lines=", ".join(line._sav_get_label() for line in worked),
                )
            )

    def _sav_get_label(self):
        return self.name or super()._sav_get_label()

    def _sav_get_coverage_kind(self):
        return self.kind

    def _sav_get_uom(self):
        return self.product_id.uom_id

    def _prepare_sav_sale_line_vals(self):
        return super()._prepare_sav_sale_line_vals() | {
            "sav_labour_line_ids": [Command.link(self.id)],
            "sequence": SEQUENCES[self.kind],
        }

    def _sav_get_sale_line_values(self):
        return {
            "product_uom_qty": self.planned_hours,
            "product_uom_id": self.product_id.uom_id.id,
        }

    def _sav_get_refusal(self):
        """Return in words why no time can be booked here, or False when it can.

        Diagnosis may always be worked: without it there is nothing to agree on.
        """
        self.ensure_one()
        # sudo: the answer hangs on orders, which a technician need not see.
        line = self.sudo()
        repair = line.repair_id
        if (
            line.kind == "diagnosis"
            or not repair.sav_case_id
            or repair.sav_gate_override_date
        ):
            return False
        if reason := repair._sav_get_gate_reason():
            return reason
        if (
            not line._sav_is_charged()
            or line._sav_is_accepted()
            or repair._sav_is_within_limit()
        ):
            return False
        return self.env._(
            "%(labour)s is not on a quote that the customer accepted. Send them the "
            "supplement to %(case)s first.",
            labour=line._sav_get_label(),
            case=repair.sav_case_id.display_name,
        )
