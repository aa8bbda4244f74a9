# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class SavSignature(models.Model):
    """A signature, bound to the content that was signed."""

    _name = "sav.signature"
    _description = "Signature"
    _order = "date desc, id desc"
    _check_company_auto = True

    # of what
    reception_id = fields.Many2one(
        "sav.reception", index="btree_not_null", check_company=True, ondelete="cascade"
    )
    case_id = fields.Many2one(
        "sav.case", index="btree_not_null", check_company=True, ondelete="cascade"
    )
    intervention_id = fields.Many2one(
        "sav.intervention",
        index="btree_not_null",
        check_company=True,
        ondelete="cascade",
    )
    sale_order_id = fields.Many2one(
        "sale.order", index="btree_not_null", check_company=True
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    purpose = fields.Selection(
        [
            ("drop_off", "Drop-Off"),
            ("quote", "Quote Accepted"),
            ("work_done", "Work Done"),
            ("acceptance", "Commissioning Accepted"),
            ("hand_over", "Hand-Over"),
        ],
        required=True,
    )
    # by whom
    signer_name = fields.Char(required=True)
    signature = fields.Binary(attachment=True, required=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users", string="Recorded By", default=lambda self: self.env.user
    )
    content_hash = fields.Char(
        readonly=True, required=True, help="SHA-256 of the content that was signed."
    )
    state = fields.Selection(
        [("valid", "Valid"), ("void", "Void")],
        required=True,
        readonly=True,
        default="valid",
    )
    void_reason = fields.Char(readonly=True)

    _of_something_check = models.Constraint(
        "CHECK(reception_id IS NOT NULL OR case_id IS NOT NULL "
        "OR intervention_id IS NOT NULL OR sale_order_id IS NOT NULL)",
        "A signature belongs to a reception, a case, an intervention or an order.",
    )

    @api.depends("reception_id", "case_id", "intervention_id", "sale_order_id")
    def _compute_company_id(self):
        for signature in self:
            signature.company_id = (
                signature.reception_id.company_id
                or signature.case_id.company_id
                or signature.intervention_id.company_id
                or signature.sale_order_id.company_id
            )
