# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.fields import Domain
from odoo.tools import email_normalize

from ..tools.import_columns import normalise


class SavEquipmentImport(models.Model):
    """What the lines of an installed base name, found once for all of them."""

    _inherit = "sav.equipment.import"

    def _find_for_lines(self, lines):
        """Return what is on file of all that these lines name, by what names it."""

        def collect(*keys):
            return {texts[key] for _n, texts in lines for key in keys if texts.get(key)}

        company = Domain("company_id", "in", [self.company_id.id, False])
        products = self._find_products(collect("product", "barcode"), company)
        serials = collect("serial", "parent")
        lots = self.env["stock.lot"].search(
            company
            & Domain("name", "in", list(serials))
            & Domain("product_id.tracking", "=", "serial")
        )
        return {
            "partners": self._find_partners(
                collect(
                    "customer",
                    "customer_ref",
                    "customer_vat",
                    "customer_email",
                    "site",
                    "owner",
                    "payer",
                ),
                company,
            ),
            "products": products,
            "lots": {(lot.product_id, lot.name): lot for lot in lots},
            "categories": self._find_names("sav.equipment.category", "code"),
            "policies": self._find_names(
                "sav.warranty.policy",
                domain=[("company_id", "in", [self.company_id.id, False])],
            ),
            "machines": self._find_machines(collect("external_ref", "parent"), serials),
        }

    def _find_names(self, model, *others, domain=()):
        """Return the records of a small catalogue by their names, case left out."""
        by_name = {}
        for record in self.env[model].search(list(domain), limit=5000):
            for name in ("name", *others):
                by_name.setdefault(normalise(record[name]), record)
        return by_name

    def _find_products(self, codes, company):
        products = self.env["product.product"].search(
            company
            & (
                Domain("default_code", "in", list(codes))
                | Domain("barcode", "in", list(codes))
            )
        )
        by_code = {}
        for product in products:
            for code in {product.default_code, product.barcode} - {False}:
                by_code[code] = by_code.get(code, products.browse()) | product
        return by_code

    def _find_partners(self, texts, company):
        """Return the partners by how each is named: reference, tax ID, e-mail, name.

        :return: ``{kind: {text: partners}}`` with the kinds in the order of trust
        """
        emails = {email_normalize(text) for text in texts if "@" in text} - {False}
        partners = self.env["res.partner"].search(
            company
            & (
                Domain("ref", "in", list(texts))
                | Domain("vat", "in", list({*texts, *map(self._squeeze, texts)}))
                | Domain("email_normalized", "in", list(emails))
                | Domain("name", "in", list(texts))
            )
        )
        found = {"ref": {}, "vat": {}, "email": {}, "name": {}}
        for partner in partners:
            for kind, text in (
                ("ref", partner.ref),
                ("vat", self._squeeze(partner.vat)),
                ("email", partner.email_normalized),
                ("name", partner.name),
            ):
                if text:
                    known = found[kind].get(text, partners.browse())
                    found[kind][text] = known | partner
        return found

    def _squeeze(self, text):
        return "".join((text or "").split()).upper()

    def _find_machines(self, references, serials):
        """Return the machines by external reference and by serial number."""
        machines = self.env["sav.equipment"].search(
            Domain("company_id", "=", self.company_id.id)
            & (
                Domain("external_ref", "in", list(references))
                | Domain("serial", "in", list(serials))
                | Domain(
                    "alias_ids",
                    "any",
                    Domain("kind", "in", ("reference", "serial"))
                    & Domain("code", "in", list(references | serials)),
                )
            )
        )
        found = {"external_ref": {}, "serial": {}}
        for alias in machines.alias_ids:
            key = "external_ref" if alias.kind == "reference" else alias.kind
            if key in found:
                known = found[key].get(alias.code, machines.browse())
                found[key][alias.code] = known | alias.equipment_id
        for machine in machines:
            if machine.external_ref:
                found["external_ref"][machine.external_ref] = machine
            if machine.serial:
                known = found["serial"].get(machine.serial, machines.browse())
                found["serial"][machine.serial] = known | machine
        return found
