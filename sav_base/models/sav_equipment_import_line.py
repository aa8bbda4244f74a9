# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.tools import email_normalize, plaintext2html

from ..tools.import_columns import normalise, parse_day

TEXT_KEYS = ("external_ref", "serial", "brand", "model", "name", "sale_document")


class SavEquipmentImport(models.Model):
    """What a line of an installed base becomes: a machine, a change, or an error."""

    _inherit = "sav.equipment.import"

    def _take_lines(self, lines, earlier, is_import):
        """Check lines, and write what they say when ``is_import``.

        What several lines need is looked for once for all of them.

        :param list lines: as ``_get_lines`` returns them
        :return: ``{"created", "updated", "unchanged": numbers, "errors": {line number:
            [messages]}}``
        """
        found = self._find_for_lines(lines)
        outcome = {"created": 0, "updated": 0, "unchanged": 0, "errors": {}}
        to_create, to_write = [], []
        seen = {key: set(values) for key, values in earlier.items()}
        for number, texts in lines:
            problems = self._get_double_problems(texts, seen)
            self._add_line_keys(texts, seen)
            vals = self._prepare_line_vals(texts, found, problems)
            machine = self._find_line_machine(texts, vals, found, problems)
            parent = self._find_line_parent(texts, found, seen, problems)
            if problems:
                outcome["errors"][number] = problems
                continue
            if parent:
                vals["parent_id"] = parent.id
            pending = texts.get("parent") if not parent else None
            if not machine:
                to_create.append((number, vals, pending))
                continue
            changes = self._get_line_changes(machine, vals)
            if changes or pending:
                to_write.append((number, machine, changes, pending))
            else:
                outcome["unchanged"] += 1
        if is_import:
            self._write_lines(to_create, to_write, outcome)
        else:
            outcome["created"] += len(to_create)
            outcome["updated"] += len(to_write)
        return outcome

    def _get_double_problems(self, texts, seen):
        reference = texts.get("external_ref")
        if reference and reference in seen.get("external_ref", ()):
            return [
                self.env._(
                    "The external reference %(reference)s is on an earlier line.",
                    reference=reference,
                )
            ]
        if not reference and not texts.get("serial"):
            return [
                self.env._(
                    "Neither external reference nor serial number: the next import "
                    "could not tell this machine from another."
                )
            ]
        if not reference and self._get_plate(texts) in seen.get("plate", ()):
            return [
                self.env._(
                    "The serial number %(serial)s is on an earlier line. Give each an "
                    "external reference if they are two machines.",
                    serial=texts["serial"],
                )
            ]
        return []

    def _prepare_line_vals(self, texts, found, problems):
        """Return the values of the machine that a line describes; empty cells say none.

        ``problems`` gets what is wrong, in words.
        """
        vals = {key: texts[key] for key in TEXT_KEYS if texts.get(key)}
        vals |= self._prepare_line_parties(texts, found, problems)
        for key in ("date_sale", "date_commissioning"):
            if texts.get(key):
                vals[key] = self._read_day(texts[key], key, problems)
        if vals.get("date_sale") or vals.get("sale_document"):
            vals["sale_source"] = "proof" if vals.get("sale_document") else "declared"
        for key, catalogue, name in (
            ("category", "categories", "category_id"),
            ("warranty_policy", "policies", "warranty_policy_id"),
        ):
            if not texts.get(key):
                continue
            record = found[catalogue].get(normalise(texts[key]))
            if record:
                vals[name] = record.id
            else:
                problems.append(
                    self.env._(
                        "%(column)s “%(text)s” is not on file.",
                        column=self._get_key_label(key),
                        text=texts[key],
                    )
                )
        if texts.get("note"):
            vals["note"] = plaintext2html(texts["note"])
        self._add_line_product(texts, found, vals, problems)
        if not vals.keys() & {"product_id", "brand", "model", "name", "category_id"}:
            problems.append(
                self.env._(
                    "Nothing says what it is: give a product, a brand, a model, a name "
                    "or a category."
                )
            )
        return vals

    def _add_line_product(self, texts, found, vals, problems):
        """Add the product and its serial number in stock to the values of a line."""
        code = texts.get("product") or texts.get("barcode")
        if not code:
            return
        products = found["products"].get(code, self.env["product.product"])
        if not products and texts.get("barcode"):
            products = found["products"].get(texts["barcode"], products)
        if len(products) != 1:
            problems.append(
                self.env._(
                    "%(count)s products have the code “%(code)s”.",
                    count=len(products),
                    code=code,
                )
                if products
                else self.env._("No product has the code “%(code)s”.", code=code)
            )
            return
        vals["product_id"] = products.id
        if lot := found["lots"].get((products, texts.get("serial"))):
            vals["lot_id"] = lot.id

    def _prepare_line_parties(self, texts, found, problems):
        vals = {}
        partners = found["partners"]
        holder = None
        for key, kinds in (
            ("customer_ref", ("ref",)),
            ("customer_vat", ("vat",)),
            ("customer_email", ("email",)),
            ("customer", tuple(partners)),
        ):
            if texts.get(key):
                holder = self._choose_partner(texts[key], kinds, partners)
                if holder:
                    break
        names = [texts[key] for key in ("customer", "customer_ref") if texts.get(key)]
        names += [
            texts[key] for key in ("customer_vat", "customer_email") if texts.get(key)
        ]
        if not names:
            problems.append(self.env._("The customer is missing."))
        elif holder and len(holder) > 1:
            problems.append(self._get_several_problem(names[0], holder))
        elif holder:
            vals["partner_id"] = holder.id
        elif self.create_customers and texts.get("customer"):
            vals["partner_id"] = self._get_new_customer(texts)
        else:
            problems.append(
                self.env._(
                    "No customer is found by “%(text)s”: correct it, or put the "
                    "customer on file first.",
                    text=" / ".join(names),
                )
            )
        for key in ("owner", "payer", "site"):
            if not texts.get(key):
                continue
            party = self._choose_partner(
                texts[key], tuple(partners), partners, near=holder
            )
            if not party:
                problems.append(
                    self.env._(
                        "%(column)s “%(text)s” is not on file.",
                        column=self._get_key_label(key),
                        text=texts[key],
                    )
                )
            elif len(party) > 1:
                problems.append(self._get_several_problem(texts[key], party))
            else:
                vals[f"{key}_id"] = party.id
        return vals

    def _choose_partner(self, text, kinds, partners, near=None):
        """Return who ``text`` names, several when nothing tells them apart.

        :param near: customer whose addresses are preferred
        """
        written = {"email": email_normalize(text), "vat": self._squeeze(text)}
        for kind in kinds:
            fitting = partners[kind].get(written.get(kind, text))
            if not fitting:
                continue
            if near and len(near) == 1:
                entity = near.commercial_partner_id
                own = fitting.filtered(lambda p, e=entity: p.commercial_partner_id == e)
                fitting = own or fitting
            # A company before its contacts that share its e-mail or tax ID.
            roots = fitting.filtered(lambda partner: not partner.parent_id)
            return roots if len(roots) == 1 else fitting
        return self.env["res.partner"]

    def _get_several_problem(self, text, partners):
        return self.env._(
            "“%(text)s” is %(count)s partners: %(names)s. Say it by a reference, a tax "
            "ID or an e-mail of one of them.",
            text=text,
            count=len(partners),
            names=", ".join(partners[:5].mapped("display_name")),
        )

    def _get_new_customer(self, texts):
        """Return the key of a customer to create, the same for the same customer."""
        return tuple(
            (name, texts[key])
            for name, key in (
                ("name", "customer"),
                ("ref", "customer_ref"),
                ("vat", "customer_vat"),
                ("email", "customer_email"),
            )
            if texts.get(key)
        )

    def _read_day(self, text, key, problems):
        try:
            day = parse_day(text)
        except ValueError:
            problems.append(
                self.env._(
                    "%(column)s “%(text)s” is no date. Write 31/12/2025 or 2025-12-31.",
                    column=self._get_key_label(key),
                    text=text,
                )
            )
            return False
        if day > fields.Date.context_today(self):
            problems.append(
                self.env._(
                    "%(column)s “%(text)s” is in the future.",
                    column=self._get_key_label(key),
                    text=text,
                )
            )
        return day

    def _find_line_machine(self, texts, vals, found, problems):
        """Return the machine that is on file for a line, or none."""
        none = self.env["sav.equipment"]
        reference, serial = texts.get("external_ref"), texts.get("serial")
        if reference and (machine := found["machines"]["external_ref"].get(reference)):
            return machine[:1]
        if not serial:
            return none
        product = self.env["product.product"].browse(vals.get("product_id"))
        same = found["machines"]["serial"].get(serial, none)
        if product:
            same = same.filtered(lambda machine: machine.product_id == product)
        else:
            # The plate says which of the same number it is: a second file is merged
            # later, two machines in one are not taken apart.
            same = same.filtered(
                lambda machine: all(
                    normalise(machine[name]) == normalise(vals[name])
                    for name in ("brand", "model")
                    if vals.get(name)
                )
            )
        if reference and (other := same.filtered("external_ref")[:1]):
            if texts["external_ref"] != other.external_ref and vals.get("lot_id"):
                problems.append(
                    self.env._(
                        "The serial number %(serial)s is on file as %(reference)s.",
                        serial=serial,
                        reference=other.external_ref,
                    )
                )
            return none if len(same) == 1 else (same - other)[:1]
        if len(same) > 1:
            problems.append(
                self.env._(
                    "%(count)s machines have the serial number %(serial)s: give a "
                    "product code or an external reference.",
                    count=len(same),
                    serial=serial,
                )
            )
        return same[:1]

    def _find_line_parent(self, texts, found, seen, problems):
        """Return the machine that a line is a part of, if it is on file already."""
        none = self.env["sav.equipment"]
        text = texts.get("parent")
        if not text:
            return none
        parent = found["machines"]["external_ref"].get(text) or found["machines"][
            "serial"
        ].get(text, none)
        own = (texts.get("external_ref"), texts.get("serial"))
        if text in own:
            problems.append(self.env._("A machine cannot be a part of itself."))
        elif len(parent) > 1:
            problems.append(
                self.env._(
                    "%(count)s machines fit “%(text)s”: name the one that it is a part "
                    "of by its external reference.",
                    count=len(parent),
                    text=text,
                )
            )
        elif not parent and not any(text in values for values in seen.values()):
            problems.append(
                self.env._(
                    "“%(text)s”, that it is a part of, is neither on file nor on an "
                    "earlier line.",
                    text=text,
                )
            )
        return parent[:1]
