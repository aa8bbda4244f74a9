# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import escape_psql

from ..tools.label_code import parse, printed_code

LABEL_MODELS = {
    "case": "sav.case",
    "accessory": "sav.accessory",
    "reception": "sav.reception",
    "equipment": "sav.equipment",
}


class SavCase(models.Model):
    _inherit = "sav.case"

    @api.model
    def resolve_scan(self, code):
        """Return what a scanned or typed code leads to, among what the user may see.

        :param str code: label code, reference of a case or of a reception, serial
            number
        :return: ``{"kind": "case"|"accessory"|"reception"|"equipment"|"several"|
            "unknown", "action": action to open or None, "message": words for the user
            or None}``
        :raise AccessError: when the user has nothing to do with after-sales
        """
        # Customers read their own cases on the portal, they have no label to scan.
        for model in LABEL_MODELS.values():
            self.env[model].browse().check_access("read")
        code = (code or "").strip()
        kind, found = self._find_by_code(code)
        if not found:
            return {
                "kind": "unknown",
                "action": None,
                "message": self._get_unknown_code_message(code, kind),
            }
        if len(found) > 1:
            same = found[0].concat(
                *(record for record in found[1:] if record._name == found[0]._name)
            )
            return {
                "kind": "several",
                "action": same._get_scan_list_action(code),
                "message": self.env._(
                    "“%(code)s” fits %(count)s machines: %(machines)s",
                    code=code,
                    count=len(found),
                    machines="; ".join(record._get_scan_name() for record in found),
                ),
            }
        (record,) = found
        message = None
        if kind == "accessory":
            message = self.env._(
                "%(accessory)s, left with %(case)s",
                accessory=record.name,
                case=record.case_id.display_name,
            )
        return {"kind": kind, "action": record._get_scan_action(), "message": message}

    @api.model
    def _find_by_code(self, code):
        """Return ``(kind, records)`` for a code; ``kind`` is also said of no record.

        ``records`` is a list: a serial number is unique for a product only, so several
        machines may have it. A serial number that is no machine yet stands for itself,
        as a ``stock.lot``.
        """
        if not code:
            return "unknown", []
        if label := parse(code):
            kind, code = label[0], printed_code(code)
            records = self.env[LABEL_MODELS[kind]]
            found = records.search([("barcode", "=", code)])
            if kind == "equipment" and not found:
                # The label of a file that was merged into another. A search of its own:
                # an index serves one condition or the other.
                found = records.search(self._get_alias_domain("label", code))
            return kind, list(found)
        companies = Domain("company_id", "in", self.env.companies.ids)
        # As they are printed first: where capitals do not count, PostgreSQL reads all
        # numbers that look alike.
        printed = [code, code.upper()]
        for kind in ("case", "reception"):
            record = self.env[LABEL_MODELS[kind]].search(
                companies & Domain("name", "in", printed), limit=1
            )
            if record:
                return kind, list(record)
        machines = self.env["sav.equipment"]
        equipments = machines.search(
            companies & Domain("serial", "in", printed)
        ) or machines.search(companies & Domain("serial", "=ilike", escape_psql(code)))
        equipments |= machines.search(
            companies & self._get_alias_domain("serial", code)
        )
        known_lots = equipments.lot_id | equipments.alias_ids.lot_id
        lots = self.env["stock.lot"].search(
            (companies | Domain("company_id", "=", False))
            & Domain("name", "=", code)
            & Domain("id", "not in", known_lots.ids)
        )
        return "equipment", [*equipments, *lots]

    @api.model
    def _get_alias_domain(self, kind, code):
        """Return the domain of the machines that had ``code`` before."""
        return Domain(
            "alias_ids",
            "any",
            Domain("kind", "=", kind) & Domain("code", "=ilike", escape_psql(code)),
        )

    @api.model
    def _get_unknown_code_message(self, code, kind):
        if not code:
            return self.env._("Nothing was read: scan again, or type the code.")
        if parse(code):
            return self.env._(
                "“%(code)s” is one of our labels, but what it was stuck on is unknown "
                "here, or not yours to see.",
                code=code,
            )
        return self.env._(
            "“%(code)s” is unknown here: no label, reference nor serial number reads "
            "so. Scan again, or type it in the search.",
            code=code,
        )

    def _get_scan_action(self):
        """Return the action that opens this case."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _get_scan_holder(self):
        """Return the customer to propose when this label starts a reception."""
        return self.partner_id

    def _get_scan_choice(self):
        """Return the machine that this label means at the counter."""
        return self.equipment_id
