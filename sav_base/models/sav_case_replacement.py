# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class SavCase(models.Model):
    """Another device is given back instead of the one that was brought.

    France: when the consumer asked for a repair and the seller replaces, a new legal
    guarantee runs from the delivery of the replacement (Code de la consommation, art.
    L217-13); else what was left of the former goes on.
    """

    _inherit = "sav.case"

    outcome = fields.Selection(
        selection_add=[("replaced", "Replaced")], ondelete={"replaced": "set null"}
    )
    replacement_id = fields.Many2one(
        "sav.equipment",
        string="Replaced By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    is_replacement_imposed = fields.Boolean(
        string="Repair Was Asked For",
        readonly=True,
        copy=False,
        help="The seller chose to replace instead: a new legal warranty begins.",
    )

    @api.model
    def _get_verb_fields(self):
        return super()._get_verb_fields() | {"is_replacement_imposed", "replacement_id"}

    def replace_device(self, lot_id=False, serial=False, is_imposed=False):
        """Give another device back instead of this one. For the counter.

        The work is given up, its quotes are cancelled; the device that is given back
        gets its warranty at the hand-over.

        :param int lot_id: serial number in stock of the new device, if it has one
        :param str serial: its serial number otherwise
        :param bool is_imposed: whether the customer had asked for a repair
        :return: the new ``sav.equipment``
        :raise UserError: neither serial number, the one of a customer's device, or a
            case that is past it
        """
        self.ensure_one()
        self.check_access("write")
        self._check_counter()
        self._check_state("received", "diagnosis", "approval", "repair")
        lot = self.env["stock.lot"].browse(lot_id or [])
        lot.check_access("read")
        serial = (serial or "").strip()
        if not lot and not serial:
            raise UserError(
                self.env._(
                    "%(case)s: scan or type the serial number of the device that is "
                    "given back.",
                    case=self.display_name,
                )
            )
        # sudo: a state, an outcome and quotes that only verbs change; right and state
        # were checked.
        case, lot = self.sudo(), lot.sudo()
        replacement = case._get_replacement(lot) or case.equipment_id.create(
            case._prepare_replacement_vals(lot, serial)
        )
        case.write(
            {
                "replacement_id": replacement.id,
                "is_replacement_imposed": is_imposed,
                "outcome": "replaced",
                "state": "ready",
            }
        )
        waiting = case.repair_id.sav_order_ids.filtered(
            lambda order: order.state in ("draft", "sent")
        )
        if waiting:
            waiting._action_cancel()
        return replacement.sudo(self.env.su)

    def _get_replacement(self, lot):
        """Return the machine on file with a serial number of the stock, if any.

        :raise UserError: when it is another customer's, or the one that was brought
        """
        machine = self.env["sav.equipment"]
        if lot:
            machine = machine.search(
                [("lot_id", "=", lot.id), ("company_id", "=", self.company_id.id)],
                limit=1,
            )
        if not machine:
            return machine
        holder = machine.partner_id.commercial_partner_id
        ours = self.company_id.partner_id | self.partner_id.commercial_partner_id
        if machine == self.equipment_id or holder not in ours:
            raise UserError(
                self.env._(
                    "%(device)s is with %(customer)s and cannot be given back instead: "
                    "choose another serial number.",
                    device=machine.display_name,
                    customer=holder.display_name,
                )
            )
        machine.write(self._prepare_replacement_owner_vals())
        return machine

    def _prepare_replacement_owner_vals(self):
        device = self.equipment_id
        return {
            "partner_id": device.partner_id.id,
            "owner_id": device.owner_id.id,
            "payer_id": device.payer_id.id,
            "site_id": device.site_id.id,
        }

    def _prepare_replacement_vals(self, lot, serial):
        """Hook: return the values of the machine that is given back.

        What is left of the commercial warranty goes on: it counts from the first sale.
        """
        device = self.equipment_id
        return {
            **self._prepare_replacement_owner_vals(),
            "company_id": device.company_id.id,
            "lot_id": lot.id,
            "serial": lot.name or serial,
            "product_id": (lot.product_id or device.product_id).id,
            "category_id": device.category_id.id,
            "brand": device.brand,
            "model": device.model,
            "date_sale": device.date_sale,
            "sale_source": device.sale_source,
            "sale_document": device.sale_document,
            "warranty_policy_id": device.warranty_policy_id.id,
            "warranty_extra_days": device.warranty_extra_days,
        }

    def _prepare_replacement_extensions(self):
        """Return the rows of the device given back: a new start, or what was left."""
        given = {"equipment_id": self.replacement_id.id}
        if self.is_replacement_imposed:
            terms = self.warranty_verdict_id._get_active_terms()
            source = next((term["source"] for term in terms if term["renews"]), None)
            return [
                self._prepare_extension_vals(
                    "replacement",
                    date_start=fields.Date.context_today(self, self.date_closed),
                    is_legal_only=True,
                    legal_source=source,
                    **given,
                )
            ]
        former = self.equipment_id.warranty_extension_ids.filtered(
            lambda extension: not extension.date_revoked and not extension.date_start
        )
        rows = {}
        for extension in former:
            key = extension.kind, extension.policy_id.id
            row = rows.setdefault(key, {"days": 0, "months": 0})
            row["days"] += extension.days
            row["months"] += extension.months
            row["is_legal_only"] = extension.is_legal_only
            row["legal_source"] = extension.legal_source
            row["reason"] = extension.reason
        return [
            self._prepare_extension_vals(kind, policy_id=policy_id, **row, **given)
            for (kind, policy_id), row in rows.items()
        ]

    def _hand_over(self):
        result = super()._hand_over()
        replaced = self.filtered("replacement_id")
        for case in replaced:
            case.equipment_id._message_log(
                body=self.env._(
                    "Replaced by %(device)s (%(case)s).",
                    device=case.replacement_id.display_name,
                    case=case.name,
                )
            )
        # sudo: a machine that the customer gave up, see ``_check_hand_over``.
        replaced.sudo().equipment_id.active = False
        return result

    def _prepare_custody_vals(self, holder):
        vals = super()._prepare_custody_vals(holder)
        if holder == "customer" and self.replacement_id:
            vals["equipment_id"] = self.replacement_id.id
        return vals
