# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavCustody(models.Model):
    """Who has a device, on which shelf, since when. Appended, never rewritten."""

    _name = "sav.custody"
    _description = "Custody"
    _inherit = ["sav.guard.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _author_field = "user_id"

    equipment_id = fields.Many2one("sav.equipment", index="btree_not_null")
    case_id = fields.Many2one("sav.case", index="btree_not_null", check_company=True)
    accessory_id = fields.Many2one(
        "sav.accessory", index="btree_not_null", check_company=True
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    date = fields.Datetime(required=True, default=fields.Datetime.now, string="Since")
    holder = fields.Selection(
        [
            ("customer", "Customer"),
            ("workshop", "Workshop"),
            ("technician", "Technician"),
            ("supplier", "Supplier"),
            ("carrier", "Carrier"),
            ("scrapped", "Scrapped"),
        ],
        required=True,
        string="Held By",
    )
    partner_id = fields.Many2one("res.partner", check_company=True)
    workshop_id = fields.Many2one("sav.workshop", check_company=True)
    shelf = fields.Char(help="Shelf or place, as written on it.")
    user_id = fields.Many2one(
        "res.users", string="Recorded By", default=lambda self: self.env.user
    )
    note = fields.Char()
