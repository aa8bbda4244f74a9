# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain

from .sav_case import CLOSED_STATES

# A change of one of these may change what the warranty says of an open case.
WARRANTY_FIELDS = (
    "date_sale",
    "sale_source",
    "sale_document",
    "date_invoice",
    "date_commissioning",
    "warranty_policy_id",
    "warranty_extra_days",
)

# Written by a person, these may change one of the former.
WARRANTY_TRIGGERS = {*WARRANTY_FIELDS, "lot_id", "product_id", "category_id"}


class SavEquipment(models.Model):
    _inherit = "sav.equipment"

    warranty_today = fields.Char(compute="_compute_warranty_today")

    @api.depends(*WARRANTY_FIELDS, "warranty_policy_id.term_ids")
    def _compute_warranty_today(self):
        today = fields.Date.context_today(self)
        for equipment in self:
            equipment.warranty_today = equipment._explain_warranty(today)

    def write(self, vals):
        if not vals.keys() & WARRANTY_TRIGGERS:
            return super().write(vals)
        # sudo: the verdicts of all the open cases follow the machine, also of those
        # that another technician works on.
        cases = self.env["sav.case"].sudo().search(self._get_judged_cases_domain())
        before = {case: case.equipment_id._get_warranty_values() for case in cases}
        result = super().write(vals)
        cases.filtered(
            lambda case: case.equipment_id._get_warranty_values() != before[case]
        )._recompute_warranty()
        return result

    def _get_judged_cases_domain(self):
        """Hook: return the domain of the cases whose verdict follows these machines."""
        return Domain("equipment_id", "in", self.ids) & Domain(
            "state", "not in", ("draft", *CLOSED_STATES)
        )

    def _get_warranty_values(self):
        return [self[name] for name in WARRANTY_FIELDS]

    def _get_warranty_facts(self, on):
        """Return what the warranty of this machine is judged from.

        :param date on: the day that is compared with the terms
        :return: dict that JSON can hold, dates in ISO form: ``device``, ``on``,
            ``basis`` (None if unknown), ``basis_kind`` (``sale``, ``invoice``,
            ``commissioning``), ``source`` and ``document`` of the sale,
            ``extra_days``, ``terms`` (``code``, ``kind``, ``months``, ``parts``,
            ``labour``, ``travel``)
        """
        self.ensure_one()
        basis_kind, basis = self._get_warranty_basis()
        return {
            "device": self.display_name,
            "on": fields.Date.to_string(on),
            "basis": fields.Date.to_string(basis) if basis else None,
            "basis_kind": basis_kind,
            "source": self.sale_source or None,
            "document": self.sale_document or None,
            "extra_days": self.warranty_extra_days,
            "terms": [
                {
                    "code": term.code,
                    "kind": term.kind,
                    "months": term.months,
                    "parts": term.parts,
                    "labour": term.labour,
                    "travel": term.travel,
                }
                for term in self.warranty_policy_id.term_ids
            ],
        }

    def _get_warranty_basis(self):
        """Hook: return ``(kind, date)`` of what the terms are counted from."""
        self.ensure_one()
        wanted = self.warranty_policy_id.basis
        if wanted == "commissioning" and self.date_commissioning:
            return "commissioning", self.date_commissioning
        # A proof that the customer showed is the invoice; a delivery has one apart.
        if wanted == "invoice" and self.sale_source == "delivery" and self.date_invoice:
            return "invoice", self.date_invoice
        return "sale", self.date_sale

    def _explain_warranty(self, on):
        """Return in words what the warranty would say of a drop-off on ``on``."""
        verdict_model = self.env["sav.warranty.verdict"]
        facts = self._get_warranty_facts(on)
        if problem := verdict_model._get_basis_problem(facts):
            return problem
        return verdict_model._prepare_vals(facts, verdict_model._assess(facts))[
            "explanation"
        ]

    def _sell_again(self, vals):
        """Write that machines taken back have a new customer.

        :param dict vals: as ``stock.move.line._prepare_sav_equipment_sale_vals``
        """
        self._with_move_info(
            origin="sale", date=vals["date_sale"], document=vals["sale_document"]
        ).write(
            vals
            | {
                "active": True,
                "payer_id": False,
                "parent_id": False,
                "date_commissioning": False,
            }
        )

    def _take_back(self, company, document):
        """Write that machines were taken back for good: they are sold to nobody."""
        self._with_move_info(origin="return", document=document).write(
            {
                "partner_id": company.partner_id.id,
                "owner_id": False,
                "payer_id": False,
                "site_id": False,
                "parent_id": False,
                "date_sale": False,
                "date_invoice": False,
                "sale_source": False,
                "sale_document": False,
                "date_commissioning": False,
            }
        )
