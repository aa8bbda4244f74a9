# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io
import json
import zipfile

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import email_normalize, escape_psql

# What hangs on the case, the intervention or the reception of a person.
CHILD_MODELS = (
    "sav.accessory",
    "sav.case.fault",
    "sav.custody",
    "sav.evidence",
    "sav.signature",
    "sav.warranty.verdict",
)
# Codes and tokens that say nothing of a person, and what is between colleagues.
HIDDEN_FIELDS = {
    "access_token",
    "activity_ids",
    "counter_token",
    "create_uid",
    "hourly_cost",
    "is_for_colleague",
    "mail_digest",
    "message_ids",
    "priority_reasons",
    "write_uid",
}
FILE_FIELDS = {"sav.evidence": "original", "sav.signature": "signature"}
EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
}


class ResPartner(models.Model):
    """What the after-sales service knows of a person: found, and handed out to them."""

    _inherit = "res.partner"

    @api.model
    def _check_sav_privacy_right(self):
        if not self.env.user.has_group("sav_base.group_sav_privacy"):
            raise AccessError(
                self.env._(
                    "Personal data are handed out and erased by the people in charge "
                    "of them: ask an administrator for the right “Personal Data”."
                )
            )

    def action_sav_privacy(self):
        """Open the window that hands out or erases the data of a customer."""
        self.ensure_one()
        self._check_sav_privacy_right()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sav_base.sav_privacy_request_action"
        )
        return action | {"context": {"default_partner_id": self.id}}

    def _get_sav_people(self):
        """Return, in sudo, this person with the contacts and addresses below."""
        # sudo: somebody's data are found in all companies, the right is checked.
        people_sudo = self.sudo().with_context(active_test=False)
        return people_sudo.search([("id", "child_of", self.ids)])

    @api.model
    def _get_sav_partner_links(self):
        """Return which fields of the suite name a person, those of any addon above.

        :return: dict, name of a model → names of its stored fields
        """
        links = {}
        for name, model in self.env.registry.items():
            # A report says again what its records hold: it has no row of its own.
            if name.startswith("sav.") and model._auto and not model._transient:
                found = [
                    field.name
                    for field in model._fields.values()
                    if field.type == "many2one"
                    and field.comodel_name == "res.partner"
                    and field.store
                ]
                if found:
                    links[name] = found
        links["repair.order"] = ["partner_id"]
        return links

    @api.model
    def _get_sav_child_models(self):
        """Hook: return the models whose rows hang on what is about a person.

        Each has a ``case_id``, perhaps a ``reception_id`` or an ``intervention_id``.
        """
        return CHILD_MODELS

    def _get_sav_privacy_records(self):
        """Return, in sudo, all the records of the service about these people.

        :return: dict, name of a model → its records; models without any are left out
        """
        people = self._get_sav_people()
        found = {}
        for name, links in self._get_sav_partner_links().items():
            domain = Domain.OR([Domain(link, "in", people.ids) for link in links])
            if name == "repair.order":
                domain &= Domain("sav_case_id", "!=", False)
            found[name] = self._search_sav_privacy(name, domain)
        found["sav.reception"] |= self._find_sav_unknown_requests(people)
        receptions, cases = found["sav.reception"], found["sav.case"]
        cases |= self._search_sav_privacy(
            "sav.case", Domain("reception_id", "in", receptions.ids)
        )
        found["sav.case"] = cases
        interventions = found["sav.intervention"]
        for name in self._get_sav_child_models():
            model = self.env[name]
            domain = Domain("case_id", "in", cases.ids)
            if "reception_id" in model._fields:
                domain |= Domain("reception_id", "in", receptions.ids)
            if "intervention_id" in model._fields:
                domain |= Domain("intervention_id", "in", interventions.ids)
            found[name] = found.get(name, model.sudo()) | self._search_sav_privacy(
                name, domain
            )
        return {name: records for name, records in found.items() if records}

    def _get_sav_import_files(self):
        """Return, in sudo, the imports of machines whose file names these people.

        They are erased with them, and handed out to nobody: others are in them too.
        """
        people = self._get_sav_people()
        return self.env["sav.equipment.import"]._find_naming(
            people.mapped("name")
            + people.mapped("email_normalized")
            + people.mapped("vat")
        )

    @api.model
    def _search_sav_privacy(self, name, domain):
        # sudo: somebody's data are found in all companies, the right is checked.
        model_sudo = self.env[name].sudo().with_context(active_test=False)
        return model_sudo.search(domain)

    @api.model
    def _find_sav_written(self, field, texts):
        """Return the receptions, in sudo, where a field may say one of some texts.

        Compared again by the caller: a text that is found in another is another.
        """
        return self._search_sav_privacy(
            "sav.reception",
            Domain.OR(
                [Domain(field, "ilike", escape_psql(text)) for text in texts]
                + [Domain.FALSE]
            ),
        )

    @api.model
    def _find_sav_by_address(self, people):
        """Return the receptions, in sudo, that came from the addresses of people."""
        emails = set(filter(None, people.mapped("email_normalized")))
        return self._find_sav_written("email_from", emails).filtered(
            lambda reception: email_normalize(reception.email_from) in emails
        )

    @api.model
    def _find_sav_unknown_requests(self, people):
        """Return what these people asked for when nobody knew whose address it was."""
        return self._find_sav_by_address(people).filtered(
            lambda reception: not reception.partner_id
        )

    @api.model
    def _find_sav_brought_by(self, people):
        """Return the receptions, in sudo, that say that these people brought it."""
        names = {name.strip().casefold() for name in people.mapped("name") if name}
        return self._find_sav_written("brought_by", names).filtered(
            lambda reception: reception.brought_by.strip().casefold() in names
        )

    def _export_sav_privacy(self):
        """Return a ZIP of all that the service knows of a person: JSON and pictures.

        Passwords of devices are in no export: only that one is kept is said.
        """
        self.ensure_one()
        self._check_sav_privacy_right()
        self.check_access("read")
        records = self._get_sav_privacy_records()
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
            content = {
                "exported_on": fields.Datetime.to_string(fields.Datetime.now()),
                "people": self._get_sav_people().read(self._get_sav_people_fields()),
                "records": {},
                "messages": self._get_sav_privacy_messages(records),
                "orders": self._get_sav_privacy_orders(),
            }
            for name, found in records.items():
                rows = found.read(self._get_sav_export_fields(name), load=None)
                for record, row in zip(found, rows, strict=True):
                    if file_name := self._export_sav_file(archive, record):
                        row["file"] = file_name
                content["records"][name] = rows
            archive.writestr(
                "data.json",
                json.dumps(content, indent=2, ensure_ascii=False, default=str),
            )
        self._log_sav_privacy(records, self.env._("Data handed out"))
        return output.getvalue()

    @api.model
    def _export_sav_file(self, archive, record):
        """Add the picture of a record, and return its name in the archive."""
        field = FILE_FIELDS.get(record._name)
        if not field or not record[field]:
            return False
        extension = "png"
        if record._name == "sav.evidence":
            extension = EXTENSIONS.get(record.mimetype, "jpg")
        file_name = f"{record._name}/{record.id}.{extension}"
        archive.writestr(file_name, base64.b64decode(record[field]))
        return file_name

    @api.model
    def _get_sav_people_fields(self):
        return ["name", "email", "phone", "street", "zip", "city", "vat", "lang"]

    @api.model
    def _get_sav_export_fields(self, name):
        """Hook: return the fields of a model that tell of a person: those stored."""
        return [
            field.name
            for field in self.env[name]._fields.values()
            if field.store
            and field.type not in ("binary", "one2many")
            and field.name not in HIDDEN_FIELDS
        ]

    def _get_sav_privacy_messages(self, records):
        """Return what was said to and by the customer on these records."""
        people = self._get_sav_people()
        messages = []
        for name, found in records.items():
            if "message_ids" not in found._fields:
                continue
            said = found.message_ids.filtered(
                lambda m: not m.is_internal and not m.subtype_id.internal
            )
            if name == "sav.equipment":
                # A machine outlives its holders: the others' words are not theirs.
                said = said.filtered(
                    lambda m: (
                        (m.author_id | m.partner_ids | m.notified_partner_ids) & people
                    )
                )
            for message in said:
                messages.append(
                    {
                        "on": f"{name},{message.res_id}",
                        "date": message.date,
                        "author": message.author_id.name or message.email_from,
                        "subject": message.subject,
                        "text": (message.body or "").striptags().strip(),
                    }
                )
        return messages

    def _get_sav_privacy_orders(self):
        """Return the quotes and orders of these people, as accounts know them."""
        orders = self._search_sav_privacy(
            "sale.order",
            Domain("partner_id", "in", self._get_sav_people().ids)
            & Domain("sav_kind", "!=", False),
        )
        return orders.read(["name", "date_order", "state", "amount_total"])

    def _log_sav_privacy(self, records, what):
        """Write in core's privacy log what was done with the data of a person."""
        self.ensure_one()
        # sudo: the log is the administrator's, who handles data writes one row.
        person = self.sudo()
        self.env["privacy.log"].sudo().create(
            {
                "anonymized_name": person.name or "?",
                "anonymized_email": person.email_normalized or "nobody@example.invalid",
                "user_id": self.env.uid,
                "execution_details": what,
                "records_description": "\n".join(
                    f"{found._description} ({len(found)}): "
                    + ", ".join(f"#{record_id}" for record_id in found.ids)
                    for found in records.values()
                ),
            }
        )
