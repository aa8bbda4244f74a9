# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL, email_normalize


class PrivacyLookupWizard(models.TransientModel):
    """Core finds who is linked or whose e-mail is a field: the rest is found here."""

    _inherit = "privacy.lookup.wizard"

    def _get_query(self):
        query = super()._get_query()
        for name, domain in self._get_sav_lookup_domains().items():
            # sudo: the lookup reaches all companies, as core's does.
            model_sudo = self.env[name].sudo().with_context(active_test=False)
            query = SQL(
                "%s UNION SELECT %s AS res_model_id, id AS res_id, True AS is_active"
                " FROM %s WHERE id IN %s",
                query,
                self.env["ir.model"]._get_id(name),
                SQL.identifier(model_sudo._table),
                model_sudo._search(domain).subselect(),
            )
        return query

    def _get_sav_lookup_domains(self):
        """Hook: return where somebody is found by what hangs on their files, by model.

        :return: dict, name of a model → ``Domain``
        """
        email = email_normalize(self.email) or ""
        people = (
            self.env["res.partner"]
            .sudo()  # sudo: see the caller
            .with_context(active_test=False)
            .search(
                Domain("email_normalized", "=", email)
                | Domain("name", "ilike", self.name.strip())
            )
        )
        if people:
            records = people._get_sav_privacy_records()
        else:
            records = {}
        written = {
            "sav.reception": Domain("brought_by", "ilike", self.name.strip())
            | Domain("email_from", "ilike", email),
            "sav.signature": Domain("signer_name", "ilike", self.name.strip()),
        }
        files = self.env["sav.equipment.import"]._find_naming([self.name, email])
        if files:
            written[files._name] = Domain("id", "in", files.ids)
        names = dict.fromkeys([*records, *written])
        return {
            name: Domain("id", "in", records[name].ids if name in records else [])
            | written.get(name, Domain.FALSE)
            for name in names
        }
