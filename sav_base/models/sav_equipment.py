# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..tools.label_code import equipment_code


class SavEquipment(models.Model):
    """A customer's machine, also one that we never sold."""

    _name = "sav.equipment"
    _description = "Equipment"
    _inherit = ["mail.thread", "mail.activity.mixin", "portal.mixin"]
    _order = "id desc"
    _rec_names_search = ["name", "serial", "barcode"]
    _check_company_auto = True

    # what it is
    name = fields.Char(
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    barcode = fields.Char(readonly=True, copy=False, index=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    category_id = fields.Many2one(
        "sav.equipment.category",
        compute="_compute_category_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
    )
    product_id = fields.Many2one(
        "product.product",
        compute="_compute_product_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
        help="Empty for a machine that we never sold.",
    )
    lot_id = fields.Many2one(
        "stock.lot",
        string="Serial Number in Stock",
        check_company=True,
        index="btree_not_null",
        copy=False,
    )
    brand = fields.Char()
    model = fields.Char(string="Model Number")
    serial = fields.Char(
        string="Serial Number",
        compute="_compute_serial",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        index="trigram",
    )
    parent_id = fields.Many2one(
        "sav.equipment", string="Part Of", index="btree_not_null", check_company=True
    )
    child_ids = fields.One2many("sav.equipment", "parent_id", string="Components")
    # whose it is, where it is
    partner_id = fields.Many2one(
        "res.partner",
        string="Holder",
        required=True,
        index=True,
        check_company=True,
        tracking=True,
        help="Who uses it (preneur).",
    )
    owner_id = fields.Many2one(
        "res.partner",
        check_company=True,
        tracking=True,
        help="When it is not the holder: a leasing company, a landlord.",
    )
    payer_id = fields.Many2one(
        "res.partner",
        check_company=True,
        tracking=True,
        help="Who is invoiced; empty: the holder.",
    )
    site_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        check_company=True,
        tracking=True,
        help="Address where it stands; empty: the holder's.",
    )
    # its life, its warranty
    date_sale = fields.Date(
        string="Sold On",
        compute="_compute_sale",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        copy=False,
        help="Found from the delivery of its serial number, else typed from the proof "
        "of purchase.",
    )
    sale_source = fields.Selection(
        [
            ("delivery", "Delivery"),
            ("sage", "Sage"),
            ("proof", "Proof of Purchase"),
            ("declared", "Declared by the Customer"),
        ],
        compute="_compute_sale",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        tracking=True,
    )
    sale_document = fields.Char(
        compute="_compute_sale",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        help="Number of the document of the sale.",
    )
    date_invoice = fields.Date(
        string="Invoiced On",
        compute="_compute_sale",
        store=True,
        precompute=True,
        copy=False,
        help="Of the delivery that was found.",
    )
    date_order = fields.Date(
        string="Ordered On",
        compute="_compute_sale",
        store=True,
        precompute=True,
        copy=False,
        help="Order of the delivery that was found.",
    )
    date_commissioning = fields.Date(
        string="Commissioned On", copy=False, tracking=True
    )
    warranty_policy_id = fields.Many2one(
        "sav.warranty.policy",
        compute="_compute_warranty_policy_id",
        store=True,
        readonly=False,
        precompute=True,
        help="Of the product, else of its category, else of the equipment category, "
        "else of the company.",
    )
    warranty_extra_days = fields.Integer(
        copy=False, tracking=True, help="Days added to every term."
    )
    # what happened to it
    meter_ids = fields.One2many("sav.meter", "equipment_id", string="Meters")
    case_ids = fields.One2many("sav.case", "equipment_id", string="Cases")
    case_count = fields.Integer(compute="_compute_case_count")
    intervention_ids = fields.One2many("sav.intervention", "equipment_id")
    custody_ids = fields.One2many("sav.custody", "equipment_id")
    note = fields.Html()

    _lot_uniq = models.UniqueIndex(
        "(company_id, lot_id) WHERE lot_id IS NOT NULL AND active",
        "This serial number already has an equipment.",
    )
    _serial_idx = models.Index("(serial) WHERE serial IS NOT NULL")
    _barcode_uniq = models.UniqueIndex(
        "(barcode) WHERE barcode IS NOT NULL", "This label code already exists."
    )

    _warranty_extra_days_check = models.Constraint(
        "CHECK(warranty_extra_days >= 0)",
        "Days are added to a warranty, never taken away.",
    )

    @api.depends("lot_id")
    def _compute_product_id(self):
        for equipment in self:
            equipment.product_id = equipment.lot_id.product_id or equipment.product_id

    @api.depends("product_id", "brand", "model", "category_id")
    def _compute_name(self):
        for equipment in self:
            words = [equipment.brand, equipment.model]
            equipment.name = (
                equipment.product_id.display_name
                or " ".join(filter(None, words))
                or equipment.name
                or equipment.category_id.name
            )

    @api.depends("product_id")
    def _compute_category_id(self):
        for equipment in self:
            equipment.category_id = (
                equipment.product_id.sav_equipment_category_id or equipment.category_id
            )

    @api.depends("lot_id")
    def _compute_serial(self):
        for equipment in self:
            equipment.serial = equipment.lot_id.name or equipment.serial

    @api.depends("lot_id")
    def _compute_sale(self):
        sales = self.lot_id._origin._find_sav_sales(self.company_id)
        for equipment in self:
            sale = sales.get((equipment.lot_id._origin, equipment.company_id))
            equipment.date_sale = sale["date"] if sale else equipment.date_sale
            equipment.sale_source = sale["source"] if sale else equipment.sale_source
            equipment.sale_document = (
                sale["document"] if sale else equipment.sale_document
            )
            equipment.date_invoice = sale["date_invoice"] if sale else False
            equipment.date_order = sale["date_order"] if sale else False

    @api.depends("product_id", "category_id", "company_id")
    def _compute_warranty_policy_id(self):
        for equipment in self:
            product = equipment.product_id.with_company(equipment.company_id)
            equipment.warranty_policy_id = (
                product.sav_warranty_policy_id
                or product.categ_id.sav_warranty_policy_id
                or equipment.category_id.warranty_policy_id
                or equipment.company_id.sav_warranty_policy_id
            )

    @api.depends("case_ids")
    def _compute_case_count(self):
        counts = dict(
            self.env["sav.case"]._read_group(
                [("equipment_id", "in", self.ids), ("state", "!=", "draft")],
                groupby=["equipment_id"],
                aggregates=["__count"],
            )
        )
        for equipment in self:
            equipment.case_count = counts.get(equipment, 0)

    @api.depends("name", "serial")
    def _compute_display_name(self):
        for equipment in self:
            equipment.display_name = (
                f"{equipment.name} ({equipment.serial})"
                if equipment.serial
                else equipment.name
            )

    @api.constrains("date_sale", "date_commissioning")
    def _check_dates(self):
        today = fields.Date.context_today(self)
        for equipment in self:
            for field in ("date_sale", "date_commissioning"):
                if equipment[field] and equipment[field] > today:
                    raise ValidationError(
                        self.env._(
                            "%(device)s: “%(field)s” is in the future (%(date)s). "
                            "Check the year on the proof of purchase.",
                            device=equipment.display_name,
                            field=self._fields[field]._description_string(self.env),
                            date=format_date(self.env, equipment[field]),
                        )
                    )

    @api.constrains("parent_id")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A machine cannot be a part of one of its own components.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        equipments = super().create(vals_list)
        for equipment in equipments:
            equipment.barcode = equipment_code(equipment.id)
        return equipments

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        used = self.env["sav.case"].search([("equipment_id", "in", self.ids)])
        if used:
            raise UserError(
                self.env._(
                    "These machines have cases, archive them instead: %(machines)s",
                    machines=", ".join(used.equipment_id.mapped("display_name")),
                )
            )

    def action_open_cases(self):
        """Show the cases of this machine."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sav_base.sav_case_action"
        )
        return action | {
            "domain": [("equipment_id", "=", self.id)],
            "context": {"default_equipment_id": self.id},
        }
