# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


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
        string="Owner",
        check_company=True,
        tracking=True,
        help="When it is not the holder: a leasing company, a landlord.",
    )
    payer_id = fields.Many2one(
        "res.partner",
        string="Payer",
        check_company=True,
        tracking=True,
        help="Who is invoiced; empty: the holder.",
    )
    site_id = fields.Many2one(
        "res.partner",
        string="Site",
        index="btree_not_null",
        check_company=True,
        tracking=True,
        help="Address where it stands; empty: the holder's.",
    )
    # its life, its warranty
    date_sale = fields.Date(
        string="Sold On",
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
        copy=False,
        tracking=True,
    )
    sale_document = fields.Char(copy=False, help="Number of the document of the sale.")
    date_commissioning = fields.Date(string="Commissioned On", copy=False, tracking=True)
    warranty_policy_id = fields.Many2one(
        "sav.warranty.policy",
        compute="_compute_warranty_policy_id",
        store=True,
        readonly=False,
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
    custody_ids = fields.One2many("sav.custody", "equipment_id", string="Custody")
    note = fields.Html()

    _lot_uniq = models.UniqueIndex(
        "(company_id, lot_id) WHERE lot_id IS NOT NULL AND active",
        "This serial number already has an equipment.",
    )
    _barcode_uniq = models.UniqueIndex(
        "(barcode) WHERE barcode IS NOT NULL", "This label code already exists."
    )

    @api.depends("product_id", "brand", "model", "category_id")
    def _compute_name(self):
        for equipment in self:
            words = [equipment.brand, equipment.model]
            equipment.name = (
                equipment.product_id.display_name
                or " ".join(filter(None, words))
                or equipment.category_id.name
                or equipment.name
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
