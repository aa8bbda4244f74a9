# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavActionLine(models.Model):
    """One thing to do on a repair order, to be ticked."""

    _name = "sav.action.line"
    _description = "Action to Do"
    _order = "repair_id, sequence, id"
    _check_company_auto = True

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
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Action", required=True)
    is_mandatory = fields.Boolean(help="The repair cannot be finished without it.")
    is_done = fields.Boolean(string="Done", copy=False)
    done_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    date_done = fields.Datetime(readonly=True, copy=False)
    source = fields.Char(readonly=True, copy=False)

    _source_uniq = models.UniqueIndex(
        "(repair_id, source) WHERE source IS NOT NULL",
        "This was already proposed for this repair.",
    )
