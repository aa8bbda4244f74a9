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
    "date_order",
    "date_commissioning",
    "warranty_policy_id",
    "warranty_extra_days",
)

# Written by a person, these may change one of the former.
WARRANTY_TRIGGERS = {
    *WARRANTY_FIELDS,
    "lot_id",
    "product_id",
    "category_id",
    "partner_id",
    "owner_id",
}


class SavEquipment(models.Model):
    _inherit = "sav.equipment"

    warranty_today = fields.Char(compute="_compute_warranty_today")

    @api.depends(
        *WARRANTY_FIELDS,
        "warranty_policy_id.term_ids",
        "warranty_extension_ids.date_revoked",
        "partner_id",
        "owner_id",
    )
    def _compute_warranty_today(self):
        today = fields.Date.context_today(self)
        for equipment in self:
            equipment.warranty_today = equipment._explain_warranty(today)

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & WARRANTY_TRIGGERS:
            self._judge_changed_cases()
        return result

    def _judge_changed_cases(self, is_proof_asked=True):
        """Judge again the open cases whose verdict would be another one.

        :param bool is_proof_asked: whether a case that lacks the photo of its exclusion
            refuses the change; otherwise it keeps its verdict
        """
        # sudo: the verdicts of all the open cases follow the machine, also of those
        # that another technician works on.
        cases = self.env["sav.case"].sudo().search(self._get_judged_cases_domain())
        stale = cases.filtered(lambda case: case._is_verdict_stale())
        if not is_proof_asked:
            stale = stale.filtered(lambda case: not case._awaits_exclusion_proof())
        stale._recompute_warranty()

    def _get_judged_cases_domain(self):
        """Hook: return the domain of the cases whose verdict follows these machines."""
        return Domain("equipment_id", "in", self.ids) & Domain(
            "state", "not in", ("draft", *CLOSED_STATES)
        )

    def _get_warranty_facts(self, on, case=None, assumed=None):
        """Return what the warranty of this machine is judged from.

        :param date on: the day that is compared with the terms
        :param case: the case that is judged, if there is one
        :param dict assumed: what is supposed instead of what is on file: ``basis`` (the
            first day of every term), ``country`` (record), ``customer_kind``
        :return: dict that JSON can hold, dates in ISO form: ``device``, ``on``,
            ``basis`` (None if unknown), ``basis_kind`` (``sale``, ``invoice``,
            ``commissioning``), ``source`` and ``document`` of the sale,
            ``extra_days`` typed on the machine, ``policy`` and ``policy_from``,
            ``customer``, ``customer_kind``, ``country`` (id), ``terms`` and
            ``ignored`` (as ``_get_warranty_terms`` returns them), ``extensions``
        """
        self.ensure_one()
        assumed = assumed or {}
        basis_kind, basis = self._get_warranty_basis()
        held, ignored = self._get_warranty_terms(on, case, assumed)
        situation = self._get_warranty_situation(assumed)
        counted = {extension for term in held for extension in term.pop("extensions")}
        for term in ignored:
            term.pop("extensions", None)
        # sudo: as for the terms.
        extensions = self.sudo().warranty_extension_ids.filtered(
            lambda extension: extension.id in counted
        )
        if assumed.get("basis"):
            basis_kind, basis = "assumed", assumed["basis"]
        return {
            "device": self.display_name,
            "on": fields.Date.to_string(on),
            "basis": fields.Date.to_string(basis) if basis else None,
            "basis_kind": basis_kind,
            "source": self.sale_source or None,
            "document": self.sale_document or None,
            "extra_days": self.warranty_extra_days,
            "policy": self.warranty_policy_id.id or None,
            "policy_from": self._get_policy_origin(),
            "customer": self._get_warranty_customer().display_name,
            "customer_kind": situation["customer_kind"][0],
            "country": next(iter(situation["country"]), None),
            "terms": held,
            "ignored": ignored,
            "extensions": [extension._prepare_facts() for extension in extensions],
        }

    def _get_policy_origin(self):
        """Return where the chosen policy comes from, None without any policy."""
        self.ensure_one()
        policy = self.warranty_policy_id
        product = self.product_id.with_company(self.company_id)
        origins = {
            "product": product.sav_warranty_policy_id,
            "product_category": product.categ_id.sav_warranty_policy_id,
            "equipment_category": self.category_id.warranty_policy_id,
            "company": self.company_id.sav_warranty_policy_id,
        }
        if not policy:
            return None
        return next(
            (origin for origin, found in origins.items() if found == policy), "typed"
        )

    def _get_warranty_basis(self, wanted=None):
        """Hook: return ``(kind, date)`` of what terms are counted from.

        :param str wanted: key of ``basis`` of a policy; None: as the chosen one says
        """
        self.ensure_one()
        wanted = wanted or self.warranty_policy_id.basis
        if wanted == "commissioning" and self.date_commissioning:
            return "commissioning", self.date_commissioning
        # A proof that the customer showed is the invoice; a delivery has one apart.
        if self.sale_source == "delivery":
            if wanted == "invoice" and self.date_invoice:
                return "invoice", self.date_invoice
            if wanted == "sale" and self.date_order:
                return "order", self.date_order
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
                "date_order": False,
                "sale_source": False,
                "sale_document": False,
                "date_commissioning": False,
            }
        )
