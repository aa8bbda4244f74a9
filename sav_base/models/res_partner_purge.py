# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .sav_case import CLOSED_STATES

# Words about a person, or in their own words: blanked.
PERSONAL_TEXTS = {
    "repair.order": ["internal_notes"],
    "sav.accessory": ["return_reason"],
    "sav.case": ["visual_state", "diagnosis", "priority_override_reason"],
    "sav.custody": ["note"],
    "sav.intervention": ["report"],
    "sav.reception": [
        "brought_by",
        "email_from",
        "note",
        "request_serial",
        "request_summary",
        "request_text",
    ],
}
# What a partner is reached by: nothing of it is needed by the accounts.
CONTACT_FIELDS = ("email", "phone", "website", "comment", "image_1920", "function")
IDENTITY_FIELDS = ("street", "street2", "zip", "city", "vat", "ref", "parent_id")


class ResPartner(models.Model):
    """The right to be forgotten: who it was goes, what was repaired stays."""

    _inherit = "res.partner"

    def _get_sav_purge_problems(self):
        """Hook: return in words, as a list, what forbids erasing these people."""
        problems = []
        people = self._get_sav_people()
        if employees := people.user_ids.filtered(lambda user: not user.share):
            problems.append(
                self.env._(
                    "%(users)s work here: their data are not a customer's.",
                    users=", ".join(employees.mapped("name")),
                )
            )
        # sudo: whose companies they are is asked of all companies.
        companies = self.env["res.company"].sudo().with_context(active_test=False)
        own = companies.search([("partner_id", "in", people.ids)]).partner_id
        own |= people.filtered(lambda person: person.user_ids.filtered(_is_public))
        if own:
            problems.append(
                self.env._(
                    "%(names)s: used by the system itself, not a customer.",
                    names=", ".join(own.mapped("display_name")),
                )
            )
        cases = self._get_sav_privacy_records().get("sav.case", self.env["sav.case"])
        if opened := cases.filtered(lambda case: case.state not in CLOSED_STATES):
            problems.append(
                self.env._(
                    "Their devices are still here. Hand them back or cancel these "
                    "cases first: %(cases)s",
                    cases=", ".join(opened.mapped("display_name")),
                )
            )
        files = self._get_sav_import_files()
        if unfinished := files.filtered(lambda batch: batch.state != "done"):
            problems.append(
                self.env._(
                    "They are named in files that would bring them back. Finish these "
                    "imports of machines or delete them first: %(files)s",
                    files=", ".join(unfinished.mapped("file_name")),
                )
            )
        return problems

    def _purge_sav_privacy(self):
        """Erase who a customer was from the after-sales service, for ever.

        Photos, signatures, positions, passwords and files are deleted, texts and
        messages blanked, names replaced by a number. Numbers, serials, codes, dates,
        parts and times stay, and so do orders and invoices, which the law keeps: their
        customer keeps the identity that is on them, archived and without any contact.

        :raise UserError: with all that forbids it
        """
        self.ensure_one()
        self._check_sav_privacy_right()
        self.check_access("read")
        if problems := self._get_sav_purge_problems():
            raise UserError("\n".join(problems))
        people = self._get_sav_people()
        records = self._get_sav_privacy_records()
        files = self._get_sav_import_files()
        self._log_sav_privacy(
            records | ({files._name: files} if files else {}),
            self.env._("Data erased"),
        )
        files._erase_file()
        # sudo: what the user may do is checked; it reaches all companies and what
        # nobody else may change. Nothing of it is told to anybody.
        nobody = people.with_context(tracking_disable=True, mail_notrack=True).create(
            {"name": self.env._("Erased Customer %(id)s", id=self.id), "active": False}
        )
        self._purge_sav_files(records)
        unknown = records.get("sav.reception", self.env["sav.reception"]).filtered(
            lambda reception: not reception.partner_id
        )
        # Nobody is left to answer; a reception has a customer or an address.
        unknown.state = "cancelled"
        unknown.partner_id = nobody
        self._purge_sav_texts(records)
        self._purge_sav_mentions(people)
        self._purge_sav_messages(records, people, nobody)
        self._replace_sav_people(people, nobody)
        self._purge_sav_people(people)
        self.env.invalidate_all()

    @api.model
    def _purge_sav_files(self, records):
        """Delete the pictures, the secrets and the papers."""
        if cases := records.get("sav.case"):
            cases._erase_device_password()
        for name in ("sav.evidence", "sav.signature"):
            if found := records.pop(name, None):
                found.unlink()
        attachments = self.env["ir.attachment"].sudo()  # sudo: see the caller
        for name, found in records.items():
            if name != "repair.order":
                attachments |= attachments.search(
                    [
                        ("res_model", "=", name),
                        ("res_id", "in", self._get_sav_purged(name, found).ids),
                    ]
                )
        attachments.unlink()

    @api.model
    def _get_sav_purged(self, name, found):
        """Return the records that are about one person, whoever comes after them.

        A machine outlives its holders: its file is not one person's.
        """
        if name in ("sav.equipment", "sav.equipment.move"):
            return found.browse()
        return found

    @api.model
    def _get_sav_personal_texts(self):
        """Hook: return the fields to blank, by model."""
        return PERSONAL_TEXTS

    @api.model
    def _purge_sav_texts(self, records):
        for name, names in self._get_sav_personal_texts().items():
            if found := records.get(name):
                found.with_context(tracking_disable=True).write(
                    dict.fromkeys(names, False)
                )
        if faults := records.get("sav.case.fault"):
            # One of a code and words has to be there.
            faults.filtered("description").description = self.env._("(erased)")
        for verdict in records.get("sav.warranty.verdict", ()):
            if "customer" in (verdict.facts or {}):
                verdict.facts = {**verdict.facts, "customer": False}

    @api.model
    def _purge_sav_mentions(self, people):
        """Take the names and addresses of these people off what is others'.

        A namesake's or a customer's for whom they came: nothing else goes.
        """
        quiet = {"tracking_disable": True}
        mentioned = self._find_sav_brought_by(people)
        mentioned.with_context(**quiet).write({"brought_by": False})
        written = self._find_sav_by_address(people).filtered("partner_id")
        written.with_context(**quiet).write({"email_from": False})

    @api.model
    def _purge_sav_messages(self, records, people, nobody):
        """Blank what was written on these files, and by these people anywhere on them.

        Who of the service did what and when stays: it is the trace of the work.
        """
        messages = self.env["mail.message"].sudo()  # sudo: see the caller
        for found in records.values():
            if "message_ids" in found._fields:
                said = found.message_ids
                if found._name == "sav.equipment":
                    said = said.filtered(lambda message: message.author_id in people)
                messages |= said
        tracked = messages.tracking_value_ids.filtered(
            lambda value: value.field_id.relation == "res.partner"
        )
        tracked.write({"old_value_char": False, "new_value_char": False})
        messages.attachment_ids.unlink()
        messages.write(
            {
                "body": self.env._("(erased)"),
                "subject": False,
                "incoming_email_to": False,
                "incoming_email_cc": False,
                "outgoing_email_to": False,
                "reply_to": False,
            }
        )
        theirs = messages.filtered(lambda message: message.author_id in people)
        theirs |= messages.filtered(lambda message: not message.author_id)
        theirs.write({"author_id": nobody.id, "email_from": False})
        mails = self.env["mail.mail"].sudo()  # sudo: see the caller
        mails.search([("mail_message_id", "in", messages.ids)]).unlink()
        for found in records.values():
            if "activity_ids" in found._fields and found._name != "sav.equipment":
                found.activity_ids.unlink()
            if "message_follower_ids" in found._fields:
                found.message_follower_ids.filtered(
                    lambda follower: follower.partner_id in people
                ).unlink()
        if cases := records.get("sav.case"):
            cases.rating_ids.write({"feedback": False, "partner_id": nobody.id})

    @api.model
    def _replace_sav_people(self, people, nobody):
        """Put somebody without a name wherever the service names these people.

        In SQL, as core merges partners: to the ORM it would be a change of holder,
        which leaves a row with the name that has to go.
        """
        self.env.flush_all()
        for name, links in self._get_sav_partner_links().items():
            model = self.env[name]
            condition = SQL("TRUE")
            if name == "repair.order":
                condition = SQL("sav_case_id IS NOT NULL")
            for link in links:
                self.env.cr.execute(
                    SQL(
                        "UPDATE %(table)s SET %(link)s = %(nobody)s"
                        " WHERE %(link)s IN %(people)s AND %(condition)s",
                        table=SQL.identifier(model._table),
                        link=SQL.identifier(link),
                        nobody=nobody.id,
                        people=tuple(people.ids),
                        condition=condition,
                    )
                )
        self.env.invalidate_all()

    @api.model
    def _purge_sav_people(self, people):
        """Archive the partners, without a name where no account needs it."""
        quiet = people.with_context(tracking_disable=True)
        quiet.user_ids.active = False
        kept = quiet._filter_sav_accounted()
        quiet.write({**dict.fromkeys(CONTACT_FIELDS, False), "active": False})
        for person in quiet - kept:
            person.write(
                {
                    **dict.fromkeys(IDENTITY_FIELDS, False),
                    "name": self.env._("Erased Customer %(id)s", id=person.id),
                }
            )
        (quiet - kept).message_ids.unlink()

    def _filter_sav_accounted(self):
        """Return those whose identity orders or invoices have to keep."""
        kept = self.browse()
        for name, links in (
            ("account.move", ("partner_id", "partner_shipping_id")),
            (
                "sale.order",
                ("partner_id", "partner_invoice_id", "partner_shipping_id"),
            ),
        ):
            for link in links:
                groups = self.env[name]._read_group([(link, "in", self.ids)], [link])
                kept |= self.browse([partner.id for (partner,) in groups])
        return kept | kept.commercial_partner_id & self


def _is_public(user):
    return user._is_public()
