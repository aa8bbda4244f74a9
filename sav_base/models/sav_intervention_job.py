# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext, plaintext2html

EARLIER_CASES = 5  # shown on the technician's screen
REPORT_FIELDS = ("is_resolved", "billing_status")
CODE_FIELDS = ("fault_id", "cause_id", "remedy_id")


class SavIntervention(models.Model):
    _inherit = "sav.intervention"

    def get_job(self):
        """Return everything that the technician's screen of this work shows.

        :return: dict of ``id``, ``name``, ``state``, ``customer``, ``case``,
            ``device``, ``warranty``, ``next`` (see ``_get_job_next``), ``report``,
            ``codes``, ``photos``, ``parts``, ``time``, ``settings`` and what modules
            add (``_get_job_panels_data``); dates are in UTC, as the client parses them
        """
        self.ensure_one()
        self.check_access("read")
        return {
            **self._get_job_card(),
            "address": self._get_job_address(),
            "device": self._get_job_device(),
            "warranty": self._get_job_warranty(),
            "next": self._get_job_next(),
            "can_edit": self._is_job_editable(),
            "report": self._get_job_report(),
            "codes": self._get_job_codes(),
            "photos": self._get_job_photos(),
            "parts": self._get_job_parts(),
            "time": self._get_job_time(),
            "settings": {
                "photo_max_mb": self.company_id._get_sav_photo_max_mb(),
                "photo_max_px": self.company_id.sav_photo_max_px,
            },
            **self._get_job_panels_data(),
        }

    def save_job(self, vals):
        """Keep what the technician typed so far, before anything is finished.

        :param dict vals: any of ``report`` (plain text), ``is_resolved``,
            ``billing_status``, ``fault_id``, ``cause_id``, ``remedy_id``, ``diagnosis``
        """
        self.ensure_one()
        self.check_access("write")
        work = {name: vals[name] for name in REPORT_FIELDS if name in vals}
        # The same text keeps the layout that somebody gave it on a big screen.
        if "report" in vals and vals["report"] != self._get_report_text():
            work["report"] = plaintext2html(vals["report"] or "")
        found = {
            name: vals[name] for name in (*CODE_FIELDS, "diagnosis") if name in vals
        }
        if work:
            self.write(work)
        if found and self.case_id:
            self.case_id.write(found)

    def finish_job(self, vals):
        """Save, finish and sign in one step: all of it happens or nothing does.

        :param dict vals: those of ``save_job``, with the ``billing_status``, and
            ``signature``: ``{"signer_name", "signature": base64 picture}`` or nothing
        :return: the job as ``get_job`` brings it
        """
        self.ensure_one()
        self.save_job(vals)
        self.action_finish(vals.get("billing_status") or False)
        if drawn := vals.get("signature"):
            self.env["sav.signature"].create(
                {
                    "intervention_id": self.id,
                    "case_id": self.case_id.id,
                    "purpose": "work_done",
                    "signer_name": drawn.get("signer_name"),
                    "signature": drawn.get("signature"),
                }
            )
        return self.get_job()

    def add_photo(self, vals):
        """Keep a photo of this work as proof: see ``sav.case.add_photo``.

        :return: id of the ``sav.evidence``
        """
        self.ensure_one()
        self.check_access("read")
        if self.case_id:
            return self.case_id.add_photo({**vals, "intervention_id": self.id})
        return self.env["sav.evidence"]._receive({"intervention_id": self.id}, vals).id

    @api.model
    def get_technician_day(self):
        """Return the work of the user as a technician, as the home screen shows it.

        :return: ``{"technician": name or False, "sections": [{"key", "title",
            "jobs": [card]}]}``, most urgent section first, empty ones left out
        """
        technician = self.env.user._get_sav_technician()
        sections = []
        for key, title, domain in self._get_day_sections(technician):
            jobs = self.search(domain)
            if jobs:
                cards = [job._get_job_card() for job in jobs]
                sections.append({"key": key, "title": title, "jobs": cards})
        return {
            "technician": technician.sudo().name or False,  # sudo: their own name
            "sections": sections,
        }

    @api.model
    def _get_day_sections(self, technician):
        """Hook: return ``(key, title, domain)`` of the parts of the home screen."""
        own = Domain("technician_user_id", "=", self.env.uid)
        waiting = Domain("state", "in", ("draft", "planned"))
        planned = own & waiting
        return [
            (
                "running",
                self.env._("In Progress"),
                own & Domain("state", "=", "in_progress"),
            ),
            (
                "late",
                self.env._("Late"),
                planned & Domain("date_planned", "<", "today"),
            ),
            (
                "today",
                self.env._("Today"),
                planned
                & Domain("date_planned", ">=", "today")
                & Domain("date_planned", "<", "today +1d"),
            ),
            (
                "undated",
                self.env._("At the Bench"),
                planned & Domain("date_planned", "=", False),
            ),
            (
                "later",
                self.env._("Later"),
                planned & Domain("date_planned", ">=", "today +1d"),
            ),
            (
                "unassigned",
                self.env._("Nobody's Yet"),
                waiting & Domain("technician_id", "=", False),
            ),
        ]

    def _get_job_card(self):
        """Return what a card of the home screen and the head of the job show."""
        self.ensure_one()
        case = self.case_id
        states = dict(self._fields["state"]._description_selection(self.env))
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            "id": self.id,
            "name": self.display_name,
            "kind": kinds[self.kind],
            "place": self.place,
            "state": self.state,
            "state_label": states[self.state],
            "priority": self._get_job_priority(),
            "date_planned": self._to_client(self.date_planned),
            "technician": self.technician_id.display_name or False,
            "customer": self.partner_id.display_name,
            "equipment": self.equipment_id.display_name or False,
            "serial": self.equipment_id.serial or False,
            "faults": case.faults or False,
            "case": self._get_job_case(),
        }

    def _get_job_case(self):
        case = self.case_id
        if not case:
            return False
        states = dict(case._fields["state"]._description_selection(self.env))
        today = fields.Date.context_today(self)
        return {
            "id": case.id,
            "name": case.display_name,
            "state": case.state,
            "state_label": states[case.state],
            "date_promised": fields.Date.to_string(case.date_promised) or False,
            "is_late": bool(case.date_promised and case.date_promised < today),
        }

    def _get_job_priority(self):
        """Return in words what is more than normal, False when nothing is."""
        highest = max(self.priority, self.case_id.priority or "0")
        labels = dict(self._fields["priority"]._description_selection(self.env))
        return highest != "0" and labels[highest]

    def _get_job_address(self):
        """Return where to go and whom to call: the site, else the customer."""
        place = self.site_id or self.partner_id
        return {
            "name": place.display_name,
            "address": (place.contact_address_inline or "").strip(", "),
            "phone": place.phone or self.partner_id.phone or False,
        }

    def _get_job_device(self):
        equipment, case = self.equipment_id, self.case_id
        conditions = dict(
            case.accessory_ids._fields["condition"]._description_selection(self.env)
        )
        return {
            "brand": equipment.brand or False,
            "model": equipment.model or False,
            "category": equipment.category_id.name or False,
            "visual_state": case.visual_state or False,
            "has_password": bool(case) and case.has_device_password,
            "is_password_reader": bool(case) and case._is_password_reader(),
            "faults": [
                " – ".join(filter(None, (fault.symptom_id.name, fault.description)))
                for fault in case.fault_ids
            ],
            "accessories": [
                {
                    "name": accessory.name,
                    "quantity": accessory.quantity,
                    "condition": conditions[accessory.condition],
                    "serial": accessory.serial or False,
                }
                for accessory in case.accessory_ids
            ],
            "earlier_cases": self._get_job_earlier_cases(),
        }

    def _get_job_earlier_cases(self):
        """Return the last cases of the same machine, whoever worked on them."""
        if not self.equipment_id:
            return []
        # sudo: what was found on this machine before helps whoever repairs it; only
        # these few words of the cases of others are shown.
        cases_sudo = (
            self.env["sav.case"]
            .sudo()
            .search(
                [
                    ("equipment_id", "=", self.equipment_id.id),
                    ("company_id", "=", self.company_id.id),
                    ("id", "!=", self.case_id.id),
                    ("state", "not in", ("draft", "cancelled")),
                ],
                order="date_received desc, id desc",
                limit=EARLIER_CASES,
            )
        )
        outcomes = dict(cases_sudo._fields["outcome"]._description_selection(self.env))
        return [
            {
                "id": case.id,
                "name": case.name,
                "date": self._to_client(case.date_received),
                "faults": case.faults or False,
                "cause": case.cause_id.name or False,
                "remedy": case.remedy_id.name or False,
                "outcome": outcomes.get(case.outcome, False),
            }
            for case in cases_sudo
        ]

    def _get_job_warranty(self):
        case = self.case_id
        if not case.warranty_state:
            return False
        labels = dict(case._fields["warranty_state"]._description_selection(self.env))
        return {
            "state": case.warranty_state,
            "label": labels[case.warranty_state],
            "explanation": case.warranty_explanation or "",
        }

    def _get_job_next(self):
        """Hook: return the one next step of the work, the big button of the screen.

        :return: ``{"label", "hint"}`` with either ``model``, ``method`` and ``id``, a
            verb to call, or ``panel``, the key of a panel to open; without a label
            there is nothing to press and the hint says why
        """
        self.ensure_one()
        if self.state in ("draft", "planned"):
            return self._prepare_job_step(self.env._("Start"), self, "action_start")
        if self.state != "in_progress":
            labels = dict(self._fields["state"]._description_selection(self.env))
            return {"label": False, "hint": labels[self.state]}
        case_state = self.case_id.state
        if case_state in ("received", "diagnosis"):
            return self._prepare_job_step(
                self.env._("Finish Diagnosis"), self.case_id, "action_finish_diagnosis"
            )
        if case_state == "approval":
            return {
                "label": False,
                "hint": self.env._("Waiting for the customer's answer to the quote"),
            }
        return {"label": self.env._("Finish"), "panel": "finish", "hint": False}

    @api.model
    def _prepare_job_step(self, label, record, method):
        return {
            "label": label,
            "hint": False,
            "model": record._name,
            "method": method,
            "id": record.id,
        }

    def _is_job_editable(self):
        return self.state in ("draft", "planned", "in_progress")

    def _get_report_text(self):
        return html2plaintext(self.report or "").strip()

    def _get_job_report(self):
        case = self.case_id
        return {
            "report": self._get_report_text(),
            "diagnosis": case.diagnosis or "",
            "is_resolved": self.is_resolved,
            "billing_status": self.billing_status or self.proposed_billing_status,
            "fault_id": case.fault_id.id,
            "cause_id": case.cause_id.id,
            "remedy_id": case.remedy_id.id,
            "signatures": [
                {"name": signature.signer_name, "is_valid": signature.state == "valid"}
                for signature in self.signature_ids
            ],
        }

    def _get_job_codes(self):
        """Return the codes to choose from, those of the trade of the machine."""
        trade = self.equipment_id.category_id.trade_id
        codes = self.env["sav.fault.code"].search(
            [
                ("kind", "in", ("fault", "cause", "remedy")),
                ("trade_id", "in", (False, trade.id)),
            ]
        )
        by_kind = codes.grouped("kind")
        return {
            kind: [
                {"id": code.id, "name": code.name, "parents": code.parent_ids.ids}
                for code in by_kind.get(kind, [])
            ]
            for kind in ("fault", "cause", "remedy")
        }

    def _get_job_photos(self):
        photos = self.case_id.evidence_ids | self.evidence_ids
        purposes = dict(photos._fields["purpose"]._description_selection(self.env))
        return [
            {
                "id": photo.id,
                "caption": photo.caption or "",
                "purpose": purposes[photo.purpose],
                "date": self._to_client(photo.date_taken),
                "user": photo.user_id.name or "",
            }
            for photo in photos
        ]

    def _get_job_panels_data(self):
        """Hook: return what panels of other modules show, under keys of their own."""
        return {}

    def _get_job_action(self):
        """Return the client action that opens the technician's screen of this work."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sav_base.sav_technician_job_action"
        )
        return {**action, "params": {"intervention_id": self.id}}

    def action_open_job(self):
        """Open the technician's screen of this work."""
        self.check_access("read")
        return self._get_job_action()

    @api.model
    def _to_client(self, date):
        return fields.Datetime.to_string(date) if date else False
