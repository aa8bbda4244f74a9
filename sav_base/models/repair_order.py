# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class RepairOrder(models.Model):
    _inherit = "repair.order"

    sav_case_id = fields.Many2one(
        "sav.case",
        string="After-Sales Case",
        index="btree_not_null",
        check_company=True,
        copy=False,
    )
    sav_intervention_id = fields.Many2one(
        "sav.intervention",
        string="Intervention",
        index="btree_not_null",
        check_company=True,
        copy=False,
    )
    # what it needs beside parts
    sav_labour_line_ids = fields.One2many(
        "sav.labour.line", "repair_id", string="Labour and Travel", copy=True
    )
    sav_action_line_ids = fields.One2many(
        "sav.action.line", "repair_id", string="Actions", copy=True
    )
    # who agreed
    sav_order_ids = fields.One2many(
        "sale.order",
        "sav_repair_id",
        string="Quote and Supplements",
        groups="sav_base.group_sav_counter,sav_base.group_sav_billing,"
        "sales_team.group_sale_salesman,stock.group_stock_user",
    )
    sav_gate_override_user_id = fields.Many2one(
        "res.users", string="Started Without Acceptance By", readonly=True, copy=False
    )
    sav_gate_override_date = fields.Datetime(readonly=True, copy=False)
    sav_gate_override_reason = fields.Char(readonly=True, copy=False)
