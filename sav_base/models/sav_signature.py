# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..tools import hash_content, list_changes
from ..tools.photo import PhotoError, sniff_photo

# What is signed, by purpose.
TARGETS = {
    "drop_off": "reception_id",
    "quote": "sale_order_id",
    "work_done": "intervention_id",
    "acceptance": "intervention_id",
    "hand_over": "case_id",
}
TECHNICIAN_PURPOSES = ("quote", "work_done", "acceptance")
SIGNATURE_MAX_BYTES = 1024**2


class SavSignature(models.Model):
    """A signature, bound to the content that was signed."""

    _name = "sav.signature"
    _description = "Signature"
    _order = "date desc, id desc"
    _check_company_auto = True

    # of what
    reception_id = fields.Many2one(
        "sav.reception", index="btree_not_null", check_company=True, ondelete="cascade"
    )
    case_id = fields.Many2one(
        "sav.case", index="btree_not_null", check_company=True, ondelete="cascade"
    )
    intervention_id = fields.Many2one(
        "sav.intervention",
        index="btree_not_null",
        check_company=True,
        ondelete="cascade",
    )
    sale_order_id = fields.Many2one(
        "sale.order", index="btree_not_null", check_company=True
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    purpose = fields.Selection(
        [
            ("drop_off", "Drop-Off"),
            ("quote", "Quote Accepted"),
            ("work_done", "Work Done"),
            ("acceptance", "Commissioning Accepted"),
            ("hand_over", "Hand-Over"),
        ],
        required=True,
    )
    # by whom
    signer_name = fields.Char(required=True)
    signature = fields.Binary(attachment=True, required=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users", string="Recorded By", default=lambda self: self.env.user
    )
    content = fields.Json(
        readonly=True, required=True, help="What was on the page that was signed."
    )
    content_hash = fields.Char(
        readonly=True, required=True, help="SHA-256 of the content that was signed."
    )
    state = fields.Selection(
        [("valid", "Valid"), ("void", "Void")],
        compute="_compute_state",
        store=True,
        precompute=True,
        required=True,
        help="Void, and kept, as soon as what was signed changes.",
    )
    void_reason = fields.Char(compute="_compute_state", store=True, precompute=True)

    _of_something_check = models.Constraint(
        "CHECK(reception_id IS NOT NULL OR case_id IS NOT NULL "
        "OR intervention_id IS NOT NULL OR sale_order_id IS NOT NULL)",
        "A signature belongs to a reception, a case, an intervention or an order.",
    )

    @api.depends("reception_id", "case_id", "intervention_id", "sale_order_id")
    def _compute_company_id(self):
        for signature in self:
            signature.company_id = (
                signature.reception_id.company_id
                or signature.case_id.company_id
                or signature.intervention_id.company_id
                or signature.sale_order_id.company_id
            )

    @api.depends(
        "content",
        # drop-off
        "reception_id.partner_id",
        "reception_id.cost_limit",
        "reception_id.diagnosis_fee",
        "reception_id.terms",
        "reception_id.case_ids.equipment_id",
        "reception_id.case_ids.visual_state",
        "reception_id.case_ids.cost_limit",
        "reception_id.case_ids.diagnosis_fee",
        "reception_id.case_ids.fault_ids.symptom_id",
        "reception_id.case_ids.fault_ids.description",
        "reception_id.case_ids.accessory_ids.type_id",
        "reception_id.case_ids.accessory_ids.name",
        "reception_id.case_ids.accessory_ids.quantity",
        "reception_id.case_ids.accessory_ids.condition",
        "reception_id.case_ids.accessory_ids.serial",
        # quote
        "sale_order_id.sav_revision",
        # work done
        "intervention_id.report",
        "intervention_id.billing_status",
        "intervention_id.is_resolved",
        "intervention_id.case_id.fault_id",
        "intervention_id.case_id.cause_id",
        "intervention_id.case_id.remedy_id",
        "intervention_id.case_id.repair_id.move_ids.quantity",
        "intervention_id.case_id.repair_id.sav_labour_line_ids.worked_hours",
        # hand-over
        "case_id.outcome",
        "case_id.accessory_ids.is_returned",
        "case_id.accessory_ids.return_reason",
    )
    def _compute_state(self):
        for signature in self:
            if signature.state == "void":
                # What was void stays void, even when the content comes back.
                signature.void_reason = signature.void_reason
                continue
            changes = signature._get_changes()
            signature.state = "void" if changes else "valid"
            signature.void_reason = changes and self.env._(
                "Changed after it was signed: %(changes)s", changes=", ".join(changes)
            )

    @api.constrains(
        "purpose", "reception_id", "case_id", "intervention_id", "sale_order_id"
    )
    def _check_same_file(self):
        # sudo: the links are compared, whoever may read what they lead to.
        for signature in self.sudo():
            case = signature.case_id
            cases = (
                signature.intervention_id.case_id | signature.sale_order_id.sav_case_id
            )
            if (signature.purpose == "drop_off") != bool(signature.reception_id) or (
                case and cases - case
            ):
                raise ValidationError(
                    self.env._(
                        "A signature is about one thing: a drop-off about its "
                        "reception, the others about one same case."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        prepared = [self._prepare_signature_vals(dict(vals)) for vals in vals_list]
        return super().create(prepared)

    @api.model
    def _prepare_signature_vals(self, vals):
        """Return the values of a signature bound by the server to what it signs."""
        purpose = vals.get("purpose")
        target = self._get_target(purpose, vals)
        self._check_may_take(purpose)
        if purpose == "quote":
            # sudo: who works on the case may take the signature, prices seen or not.
            target.sudo().sav_case_id.with_env(self.env).check_access("read")
        else:
            target.check_access("read")
        self._check_drawn(vals.get("signature"))
        # sudo: the hash is that of the whole page, whoever holds the pen.
        content = self._get_signed_content(purpose, target.sudo())
        vals.update(content=content, content_hash=hash_content(content))
        for name in ("state", "void_reason"):
            vals.pop(name, None)
        if not self.env.su:
            vals.update(user_id=self.env.uid, date=fields.Datetime.now())
        return vals

    @api.model
    def _get_target(self, purpose, vals):
        """Return the record that is signed, named in the values of the signature."""
        field = TARGETS.get(purpose)
        if not vals.get(field):
            raise UserError(
                self.env._("Open the document to sign it: nothing says what is signed.")
            )
        return self.env[self._fields[field].comodel_name].browse(vals[field])

    @api.model
    def _check_may_take(self, purpose):
        """Refuse to a technician the signatures of the counter: they open the gate."""
        user = self.env.user
        if (
            not self.env.su
            and purpose not in TECHNICIAN_PURPOSES
            and not user.has_group("sav_base.group_sav_counter")
        ):
            raise AccessError(
                self.env._(
                    "The customer signs the drop-off and the hand-over at the counter."
                )
            )

    @api.model
    def _check_drawn(self, signature):
        """Refuse a signature that is empty, no picture, or too big to be one."""
        try:
            content = base64.b64decode(signature or b"")
            sniff_photo(content)
        except (binascii.Error, ValueError, PhotoError) as error:
            raise UserError(
                self.env._("The signature is empty. Sign in the frame, then confirm.")
            ) from error
        if len(content) > SIGNATURE_MAX_BYTES:
            raise UserError(
                self.env._("The signature is too big a picture. Sign again.")
            )

    def _get_changes(self):
        """Return in words what changed since the signature, nothing if all is same."""
        self.ensure_one()
        content = self._get_signed_content(self.purpose, self[TARGETS[self.purpose]])
        labels = self._get_content_labels()
        return [labels[key] for key in list_changes(self.content, content)]
