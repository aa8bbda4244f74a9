# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.fields import Domain

from .sav_case import CLOSED_STATES
from .sav_warranty_term import CUSTOMER_KINDS

# What a warranty term may be limited to.
WARRANTY_FIELDS = {"country_id", "is_company", "parent_id", "sav_customer_kind"}


class ResPartner(models.Model):
    _inherit = "res.partner"

    sav_customer_kind = fields.Selection(
        CUSTOMER_KINDS,
        string="Buys As",
        help="Decides which legal warranty is owed. Empty: a company and its contacts "
        "are professionals, everybody else is a consumer.",
    )

    def write(self, vals):
        result = super().write(vals)
        if WARRANTY_FIELDS & vals.keys():
            # sudo: the verdicts follow the customer, whoever corrects the address; an
            # employee without any right on machines may be the one.
            machines = self.env["sav.equipment"].sudo()
            machines.search(self._get_sav_warranty_domain())._judge_changed_cases(
                is_proof_asked=False
            )
        return result

    def _get_sav_warranty_domain(self):
        """Return the domain of the machines whose warranty hangs on these partners."""
        family = self | self.commercial_partner_id
        return Domain("case_ids.state", "not in", ("draft", *CLOSED_STATES)) & (
            Domain("partner_id.commercial_partner_id", "in", family.ids)
            | Domain("owner_id.commercial_partner_id", "in", family.ids)
        )

    def _get_sav_customer_kind(self):
        """Return who this partner is to the law: ``consumer`` or ``professional``.

        Nobody yet, as on a form that is being filled in, is a consumer.
        """
        company = self.commercial_partner_id
        return (
            self.sav_customer_kind
            or company.sav_customer_kind
            or ("professional" if company.is_company else "consumer")
        )
