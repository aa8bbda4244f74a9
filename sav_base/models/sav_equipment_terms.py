# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.warranty_extension import extend_term
from ..tools.warranty_terms import KINDS, is_same_fault, select_terms


class SavEquipment(models.Model):
    """Which terms hold for a machine and its customer, from when, until when."""

    _inherit = "sav.equipment"

    warranty_extension_ids = fields.One2many(
        "sav.warranty.extension", "equipment_id", string="Warranty Extensions"
    )

    def extend_warranty(self, days, months, reason):
        """Lengthen every term of these warranties, as a gesture. For managers.

        :param int days: 0 or more
        :param int months: 0 or more
        :param str reason: in words, the customer may read it
        :return: the new ``sav.warranty.extension``
        :raise UserError: nothing to add, or no reason
        """
        self.check_access("write")
        if not self.env.user.has_group("sav_base.group_sav_manager"):
            raise AccessError(
                self.env._(
                    "A warranty is lengthened by a workshop manager. Ask one of them."
                )
            )
        reason = (reason or "").strip()
        if not reason or days < 0 or months < 0 or not (days or months):
            raise UserError(
                self.env._("Type how many days or months are added, and why.")
            )
        vals = {
            "kind": "goodwill",
            "days": days,
            "months": months,
            "reason": reason,
            "date": fields.Date.context_today(self),
        }
        # sudo: nobody writes these rows but the verbs, the right was checked.
        extensions = (
            self.env["sav.warranty.extension"]
            .sudo()
            .create([{"equipment_id": machine.id, **vals} for machine in self])
        )
        extensions._log_given()
        return extensions.sudo(self.env.su)

    def _get_warranty_terms(self, on, case=None, assumed=None):
        """Return the terms that hold for this machine, and those that do not.

        :param date on: the day that is compared with the terms
        :param case: the case that is judged, for the warranty on an earlier repair
        :param dict assumed: as ``_get_warranty_facts`` takes it
        :return: ``(held, ignored)``: dicts as ``sav.warranty.term._prepare_facts``
            returns them; the former with ``basis`` (ISO date or None), ``basis_kind``,
            ``extra_months`` and ``extra_days``, the latter with ``why``: a scope of
            ``tools/warranty_terms``, ``narrower``, ``proof`` or ``fault``
        """
        self.ensure_one()
        candidates = self._get_term_candidates(on, case, assumed or {})
        reasons = select_terms(
            [
                {"kind": facts["kind"], "code": facts["code"], **facts["limits"]}
                for facts in candidates
            ],
            self._get_warranty_situation(assumed or {}),
        )
        held, ignored = [], []
        for facts, reason in zip(candidates, reasons, strict=True):
            if reason := facts.pop("why", None) or reason:
                ignored.append(facts | {"why": reason})
            else:
                held.append(facts)
        return sorted(held, key=lambda facts: KINDS.index(facts["kind"])), ignored

    def _get_warranty_situation(self, assumed):
        """Hook: return what this machine and its customer are, by scope."""
        self.ensure_one()
        customer = self._get_warranty_customer()
        # sudo: the categories of a product that another company may own.
        category = self.product_id.sudo().categ_id
        above = (category.parent_path or "").split("/")
        country = assumed.get("country") or self._get_warranty_country()
        kind = assumed.get("customer_kind") or customer._get_sav_customer_kind()
        return {
            "product": self.product_id.product_tmpl_id.ids,
            "product_category": [int(category_id) for category_id in above[:-1]],
            "equipment_category": self.category_id.ids,
            "country": country.ids,
            "customer_kind": [kind],
        }

    def _get_warranty_customer(self):
        """Hook: return whom the warranty is owed to: the owner, else the holder."""
        self.ensure_one()
        return self.owner_id or self.partner_id

    def _get_warranty_country(self):
        """Return the country of the customer, the company's if it is not on file."""
        self.ensure_one()
        customer = self._get_warranty_customer()
        return (
            customer.country_id
            or customer.commercial_partner_id.country_id
            or self.company_id.country_id
        )

    def _get_warranty_policies(self):
        """Return, in sudo, the chosen policy and those that apply by themselves.

        The terms of a policy are limited to products and countries that the user may
        not see: read with their rights, these limits would vanish.
        """
        self.ensure_one()
        chosen = self.sudo().warranty_policy_id
        return chosen | self.env["sav.warranty.policy"]._get_automatic(self.company_id)

    def _get_term_candidates(self, on, case, assumed):
        terms = self._get_warranty_policies().term_ids
        candidates = [
            self._prepare_term_facts(term, on, assumed)
            for term in terms
            if term.kind != "repair"
        ]
        return candidates + self._get_repair_candidates(
            terms.filtered(lambda term: term.kind == "repair"), on, case
        )

    def _prepare_term_facts(self, term, on, assumed):
        wanted = term.basis or term.policy_id.basis
        basis_kind, basis = self._get_warranty_basis(wanted)
        facts = term._prepare_facts()
        if assumed.get("basis"):
            basis = assumed["basis"]
        elif wanted == "proof" and self.sale_source != "proof":
            facts["why"] = "proof"
        # sudo: what lengthened a warranty also counts for who may not see the case.
        extensions = self.sudo().warranty_extension_ids.filtered(
            lambda extension: (
                not extension.date_revoked
                and extension.policy_id in (term.policy_id, term.policy_id.browse())
                and (not extension.is_legal_only or term.kind == "legal")
                and (not extension.date_start or term.renews_on_replacement)
            )
        )
        extended = extend_term(
            term.months,
            basis or None,
            [
                {
                    "days": extension.days,
                    "months": extension.months,
                    "date_start": extension.date_start or None,
                    "date": extension.date,
                }
                for extension in extensions
            ],
            on,
        )
        is_renewed = extended["basis"] != (basis or None)
        return facts | {
            "basis": fields.Date.to_string(extended["basis"]) or None,
            "basis_kind": "replacement" if is_renewed else basis_kind,
            "extra_months": extended["months"] - term.months,
            "extra_days": extended["extra_days"],
            "extensions": extensions.ids,
        }

    def _get_repair_candidates(self, terms, on, case):
        """Return the terms on the last repair of this machine, none without any."""
        previous = self._get_last_repair(on, case)
        if not previous:
            return []
        rows = [term._prepare_facts() for term in terms]
        months = self.company_id.sav_repair_warranty_months
        if not rows and months:
            rows = [self._prepare_repair_term_facts(months)]
        ended = fields.Date.context_today(self, previous.date_closed)
        for row in rows:
            row |= {
                "basis": fields.Date.to_string(ended),
                "basis_kind": "repair",
                "extra_months": 0,
                "extra_days": 0,
                "extensions": [],
                "case": previous.name,
            }
            if not case or not is_same_fault(
                previous._get_fault_facts(), case._get_fault_facts()
            ):
                row["why"] = "fault"
        return rows

    def _prepare_repair_term_facts(self, months):
        """Hook: return the term that the company promises on each of its repairs."""
        return {
            "key": "company:repair",
            "code": self.env._("repair"),
            "kind": "repair",
            "policy": None,
            "is_automatic": False,
            "months": months,
            "parts": 100,
            "labour": 100,
            "travel": 0,
            "remedy_days": 0,
            "repair_months": 0,
            "renews": False,
            "source": None,
            "limits": {},
        }

    def _get_last_repair(self, on, case):
        """Return, in sudo, the case of the last repair that ended by a day."""
        # sudo: the repair may have been another technician's.
        repairs = self.sudo().case_ids.filtered(
            lambda other: (
                other.state == "closed"
                and other.outcome == "repaired"
                and other != case
                and fields.Date.context_today(self, other.date_closed) <= on
            )
        )
        return repairs.sorted("date_closed")[-1:]
