# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.tools import SQL

from .sav_warranty_verdict import verdict_selection


class SavWarrantyCost(models.Model):
    """What covered work cost, part by part and hour by hour, and what came back.

    A view of the database, for the managers: parts at the cost that was frozen when
    they were consumed, hours at the cost of the technician that day, each by the
    percentage that the warranty pays.
    """

    _name = "sav.warranty.cost"
    _description = "Warranty Cost"
    _auto = False
    _rec_name = "case_id"
    _order = "date desc, id desc"

    date = fields.Date(readonly=True)
    kind = fields.Selection(
        [
            ("part", "Part"),
            ("labour", "Labour"),
            ("travel", "Travel"),
            ("recovery", "Recovered from the Supplier"),
        ],
        readonly=True,
    )
    case_id = fields.Many2one("sav.case", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    warranty_state = fields.Selection(
        verdict_selection("state"),
        string="Verdict",
        readonly=True,
    )
    warranty_kind = fields.Selection(
        verdict_selection("warranty_kind"),
        string="Paid Under",
        readonly=True,
    )
    equipment_id = fields.Many2one("sav.equipment", readonly=True)
    category_id = fields.Many2one("sav.equipment.category", readonly=True)
    device_product_id = fields.Many2one(
        "product.product", string="Device", readonly=True
    )
    supplier_id = fields.Many2one(
        "res.partner",
        readonly=True,
        help="Of the claim, else the first vendor of the device.",
    )
    product_id = fields.Many2one(
        "product.product", string="Part or Service", readonly=True
    )
    cause_id = fields.Many2one("sav.fault.code", readonly=True)
    technician_id = fields.Many2one("hr.employee", readonly=True)
    amount_parts = fields.Monetary(string="Parts", readonly=True)
    amount_labour = fields.Monetary(string="Labour and Travel", readonly=True)
    amount_cost = fields.Monetary(string="Cost", readonly=True)
    amount_recovered = fields.Monetary(string="Recovered", readonly=True)
    amount_net = fields.Monetary(string="Left to Us", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            WITH payer AS (
                SELECT move_id, labour_line_id, SUM(percentage) / 100 AS share
                  FROM sav_payer_line
                 WHERE payer = 'warranty'
                 GROUP BY move_id, labour_line_id
            ), cost AS (%(parts)s UNION ALL %(labour)s UNION ALL %(recoveries)s)
            SELECT cost.id, cost.kind, cost.date, cost.case_id,
                   cost.product_id, cost.technician_id,
                   cost.amount_parts, cost.amount_labour, cost.amount_recovered,
                   cost.amount_parts + cost.amount_labour AS amount_cost,
                   cost.amount_parts + cost.amount_labour - cost.amount_recovered
                       AS amount_net,
                   sav_case.company_id, sav_case.cause_id, sav_case.equipment_id,
                   sav_case.category_id, verdict.state AS warranty_state,
                   verdict.warranty_kind, equipment.product_id AS device_product_id,
                   COALESCE(claim.partner_id, vendor.partner_id) AS supplier_id
              FROM cost
              JOIN sav_case ON sav_case.id = cost.case_id
              LEFT JOIN sav_warranty_verdict verdict
                     ON verdict.id = sav_case.warranty_verdict_id
              LEFT JOIN sav_equipment equipment
                     ON equipment.id = sav_case.equipment_id
              LEFT JOIN product_product product ON product.id = equipment.product_id
              LEFT JOIN LATERAL (
                    SELECT partner_id FROM sav_claim
                     WHERE sav_claim.case_id = sav_case.id
                     ORDER BY sav_claim.id LIMIT 1
                   ) claim ON TRUE
              LEFT JOIN LATERAL (
                    SELECT partner_id FROM product_supplierinfo
                     WHERE product_tmpl_id = product.product_tmpl_id
                       AND (company_id IS NULL OR company_id = sav_case.company_id)
                     ORDER BY sequence, min_qty DESC, price, id LIMIT 1
                   ) vendor ON TRUE
            """,
            parts=self._get_parts_query(),
            labour=self._get_labour_query(),
            recoveries=self._get_recoveries_query(),
        )

    def _get_parts_query(self):
        # Ids of three tables in one column: each kind takes its own of every three.
        return SQL(
            """
            SELECT 3 * move.id AS id, 'part' AS kind, move.date::date AS date,
                   repair.sav_case_id AS case_id, move.product_id,
                   NULL::integer AS technician_id,
                   ABS(move.value) * payer.share AS amount_parts,
                   0 AS amount_labour, 0 AS amount_recovered
              FROM stock_move move
              JOIN payer ON payer.move_id = move.id
              JOIN repair_order repair ON repair.id = move.repair_id
             WHERE move.state = 'done' AND move.repair_line_type = 'add'
               AND repair.sav_case_id IS NOT NULL
            """
        )

    def _get_labour_query(self):
        return SQL(
            """
            SELECT 3 * worked.id + 1,
                   CASE line.kind WHEN 'travel' THEN 'travel' ELSE 'labour' END,
                   worked.date, line.case_id, line.product_id, worked.technician_id,
                   0, worked.hours * worked.hourly_cost * payer.share, 0
              FROM sav_labour_time worked
              JOIN sav_labour_line line ON line.id = worked.labour_line_id
              JOIN payer ON payer.labour_line_id = line.id
             WHERE line.case_id IS NOT NULL
            """
        )

    def _get_recoveries_query(self):
        return SQL(
            """
            SELECT 3 * id + 2, 'recovery',
                   COALESCE(date_closed, date_answer, date_sent, create_date::date),
                   case_id, NULL, NULL, 0, 0, amount_recovered
              FROM sav_claim
             WHERE amount_recovered > 0
            """
        )
