# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import html2plaintext


class SavSignature(models.Model):
    _inherit = "sav.signature"

    @api.model
    def _get_signed_content(self, purpose, target):
        """Hook: return what a person agrees to when signing.

        Ids and values, no translated word: a page signed in French stays signed when
        somebody reads it in English. A module that puts more on the page adds it here,
        its label in ``_get_content_labels`` and its fields to the dependencies of
        ``_compute_state``.

        :param str purpose: one of the field ``purpose``
        :param target: the record that is signed, readable
        :return: dict of values that JSON can write
        """
        return {
            "drop_off": self._get_drop_off_content,
            "quote": self._get_quote_content,
            "work_done": self._get_work_content,
            "acceptance": self._get_work_content,
            "hand_over": self._get_hand_over_content,
        }[purpose](target)

    @api.model
    def _get_content_labels(self):
        """Hook: return the words for the keys of the signed contents."""
        return {
            "accessories": self.env._("accessories"),
            "billing_status": self.env._("what is billed"),
            "cause": self.env._("found fault, cause or remedy"),
            "cost_limit": self.env._("cost limit"),
            "customer": self.env._("customer"),
            "devices": self.env._("devices"),
            "diagnosis_fee": self.env._("diagnosis fee"),
            "faults": self.env._("declared faults"),
            "is_resolved": self.env._("whether it is solved"),
            "labour": self.env._("worked hours"),
            "lines": self.env._("lines of the quote"),
            "outcome": self.env._("outcome"),
            "parts": self.env._("parts"),
            "report": self.env._("report"),
            "revision": self.env._("revision of the quote"),
            "terms": self.env._("terms"),
            "total": self.env._("total"),
            "visual_state": self.env._("visual state"),
        }

    @api.model
    def _get_drop_off_content(self, reception):
        cases = reception.case_ids.sorted("id")
        return {
            "customer": reception.partner_id.id,
            "cost_limit": [reception.cost_limit, *cases.mapped("cost_limit")],
            "diagnosis_fee": [reception.diagnosis_fee, *cases.mapped("diagnosis_fee")],
            "terms": html2plaintext(reception.terms or ""),
            "devices": cases.equipment_id.ids,
            "visual_state": [case.visual_state or "" for case in cases],
            "faults": [
                [fault.symptom_id.id, fault.description or ""]
                for fault in cases.fault_ids.sorted("id")
            ],
            "accessories": [
                [
                    accessory.name,
                    accessory.quantity,
                    accessory.condition,
                    accessory.serial or "",
                ]
                for accessory in cases.accessory_ids.sorted("id")
            ],
        }

    @api.model
    def _get_quote_content(self, order):
        return {
            "customer": order.partner_id.id,
            "revision": order.sav_revision,
            "lines": [
                [
                    line.product_id.id,
                    line.name,
                    line.product_uom_qty,
                    line.price_unit,
                    line.discount,
                    line.tax_ids.ids,
                ]
                for line in order.order_line.sorted("id")
            ],
            "total": order.amount_total,
        }

    @api.model
    def _get_work_content(self, intervention):
        case = intervention.case_id
        moves = case.repair_id.move_ids.filtered(lambda m: m.state != "cancel")
        return {
            "customer": intervention.partner_id.id,
            "report": html2plaintext(intervention.report or ""),
            "is_resolved": intervention.is_resolved,
            "billing_status": intervention.billing_status or "",
            "cause": [case.fault_id.id, case.cause_id.id, case.remedy_id.id],
            "parts": [
                [move.product_id.id, move.repair_line_type or "", move.quantity]
                for move in moves.sorted("id")
            ],
            "labour": [
                [line.product_id.id, line.worked_hours]
                for line in case.repair_id.sav_labour_line_ids.sorted("id")
            ],
        }

    @api.model
    def _get_hand_over_content(self, case):
        return {
            "customer": case.partner_id.id,
            "devices": case.equipment_id.ids,
            "outcome": case.outcome or "",
            "accessories": [
                [accessory.id, accessory.is_returned, accessory.return_reason or ""]
                for accessory in case.accessory_ids.sorted("id")
            ],
        }
