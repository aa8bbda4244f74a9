# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import binascii
import hashlib
import logging
import uuid

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError, ValidationError

from ..tools.photo import PhotoError, render_preview, sniff_photo
from ..tools.photo_position import strip_position

_logger = logging.getLogger(__name__)

# What a photo is and proves: written once, by the server, at its creation.
FROZEN_FIELDS = {
    "case_id",
    "company_id",
    "date_taken",
    "file_size",
    "intervention_id",
    "is_position_removed",
    "latitude",
    "longitude",
    "mimetype",
    "original",
    "preview",
    "reception_id",
    "sha256",
    "sha256_received",
    "source",
    "user_id",
    "uuid",
}

# What a client may say of a photo that it sends.
CLIENT_FIELDS = (
    "caption",
    "date_taken",
    "latitude",
    "longitude",
    "original",
    "purpose",
    "sha256",
    "source",
    "uuid",
)


class SavEvidence(models.Model):
    """A photo kept as proof: its file is never changed after it was taken."""

    _name = "sav.evidence"
    _description = "Evidence Photo"
    _order = "date_taken, id"
    _check_company_auto = True

    # of what
    case_id = fields.Many2one(
        "sav.case", index="btree_not_null", check_company=True, ondelete="cascade"
    )
    intervention_id = fields.Many2one(
        "sav.intervention",
        index="btree_not_null",
        check_company=True,
        ondelete="cascade",
    )
    reception_id = fields.Many2one(
        "sav.reception",
        index="btree_not_null",
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    # the proof
    uuid = fields.Char(
        string="Client Identifier",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: str(uuid.uuid4()),
        help="Given by the device: sending the same photo again adds nothing.",
    )
    original = fields.Binary(
        attachment=True,
        required=True,
        help="The file as the device sent it, apart from the position that its camera "
        "wrote in it.",
    )
    preview = fields.Image(
        readonly=True,
        max_width=1024,
        max_height=1024,
        help="Re-encoded copy: the one that is shown and printed.",
    )
    sha256 = fields.Char(
        string="SHA-256", readonly=True, required=True, help="Of the file that is kept."
    )
    sha256_received = fields.Char(
        string="SHA-256 as Received",
        readonly=True,
        help="Of the file as the device sent it, with what was taken out of it since.",
    )
    is_position_removed = fields.Boolean(
        readonly=True,
        help="The camera had written beside the picture where it was taken, or notes "
        "that can say it. That was taken out; the picture itself did not change.",
    )
    mimetype = fields.Char(readonly=True)
    file_size = fields.Integer(readonly=True)
    annotation = fields.Json(help="Drawn over the photo, never into it.")
    # when, where, by whom
    caption = fields.Char()
    purpose = fields.Selection(
        [
            ("visual_state", "Visual State"),
            ("diagnosis", "Diagnosis"),
            ("repair", "Repair"),
            ("exclusion", "Warranty Exclusion"),
            ("hand_over", "Hand-Over"),
        ],
        required=True,
        default="diagnosis",
    )
    source = fields.Selection(
        [("camera", "Camera"), ("gallery", "Gallery"), ("mail", "Mail")],
        required=True,
        default="camera",
    )
    date_taken = fields.Datetime(
        required=True, default=fields.Datetime.now, help="By the clock of the device."
    )
    latitude = fields.Float(digits=(10, 7))
    longitude = fields.Float(digits=(10, 7))
    user_id = fields.Many2one(
        "res.users", string="Taken By", default=lambda self: self.env.user
    )

    _uuid_uniq = models.Constraint("UNIQUE(uuid)", "This photo was already sent.")
    _of_something_check = models.Constraint(
        "CHECK(case_id IS NOT NULL OR intervention_id IS NOT NULL "
        "OR reception_id IS NOT NULL)",
        "A photo belongs to a case, an intervention or a reception.",
    )

    @api.depends("case_id", "intervention_id", "reception_id")
    def _compute_company_id(self):
        for evidence in self:
            evidence.company_id = (
                evidence.case_id.company_id
                or evidence.intervention_id.company_id
                or evidence.reception_id.company_id
            )

    @api.depends("caption", "purpose", "date_taken")
    def _compute_display_name(self):
        purposes = dict(self._fields["purpose"]._description_selection(self.env))
        for evidence in self:
            evidence.display_name = evidence.caption or self.env._(
                "%(purpose)s, %(date)s",
                purpose=purposes.get(evidence.purpose, ""),
                date=fields.Date.to_string(evidence.date_taken),
            )

    @api.constrains("case_id", "intervention_id", "reception_id")
    def _check_same_file(self):
        # sudo: the links are compared, whoever may read what they lead to.
        for evidence in self.sudo():
            case = evidence.case_id
            intervention = evidence.intervention_id
            reception = evidence.reception_id
            if case and (
                (intervention and intervention.case_id != case)
                or (reception and reception != case.reception_id)
            ):
                raise ValidationError(
                    self.env._(
                        "The case, the intervention and the reception of a photo "
                        "belong together."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        prepared = [self._prepare_evidence_vals(dict(vals)) for vals in vals_list]
        self._check_new_identifiers([v["uuid"] for v in prepared if "uuid" in v])
        # Core shrinks every picture above 1,920 pixels: the proof would no longer be
        # the file that was hashed.
        photos = super(SavEvidence, self.with_context(image_no_postprocess=True))
        try:
            with self.env.cr.savepoint():
                evidence = photos.create(prepared)
        except UniqueViolation as error:
            # The same photo arrives twice at once and this transaction cannot see the
            # other one: played again, the request finds the photo.
            raise ConcurrencyError(
                self.env._("This photo is being received already.")
            ) from error
        return evidence.with_env(self.env)

    def write(self, vals):
        if frozen := FROZEN_FIELDS.intersection(vals):
            raise UserError(
                self.env._(
                    "A photo is a proof and stays as it was taken. Add another one "
                    "instead. (%(fields)s)",
                    fields=", ".join(sorted(frozen)),
                )
            )
        return super().write(vals)

    def unlink(self):
        self.check_access("unlink")
        self._log_deletion()
        return super().unlink()

    def set_caption(self, caption):
        """Write what the photo shows, by whoever may add photos there."""
        self.check_access("create")
        self.check_access("read")
        # sudo: nobody has the right to write on a proof, its caption is not the proof.
        self.sudo().caption = caption

    def set_annotation(self, annotation):
        """Keep what was drawn over the photo, as a layer beside it.

        :param annotation: JSON of the layer, False to remove it
        """
        self.check_access("create")
        self.check_access("read")
        # sudo: nobody has the right to write on a proof, the layer is not the proof.
        self.sudo().annotation = annotation

    @api.model
    def _receive(self, owner, vals):
        """Return the photo that a client sends, created unless it is already here.

        :param dict owner: case_id, intervention_id or reception_id; their access is
            checked by the caller
        :param dict vals: what the client says of the photo (``CLIENT_FIELDS``)
        """
        self.check_access("create")
        photo = {name: vals[name] for name in CLIENT_FIELDS if vals.get(name)}
        known = self._find_sent(photo.get("uuid"))
        if not known:
            return self.create({**owner, **photo})
        content = self._decode_photo(photo.get("original"))
        is_elsewhere = any(known[name].id != owner[name] for name in owner)
        received = known.sha256_received or known.sha256
        if is_elsewhere or received != hashlib.sha256(content).hexdigest():
            raise UserError(self._get_photo_refusal("known"))
        return known.with_env(self.env)

    @api.model
    def _find_sent(self, identifier):
        # sudo: the identifier is unique in the whole database, whoever sent it.
        return identifier and self.sudo().search([("uuid", "=", identifier)])

    @api.model
    def _check_new_identifiers(self, identifiers):
        # sudo: the identifier is unique in the whole database, whoever sent it.
        if len(set(identifiers)) < len(identifiers) or self.sudo().search_count(
            [("uuid", "in", identifiers)], limit=1
        ):
            raise UserError(self._get_photo_refusal("known"))

    def _log_deletion(self):
        """Leave a trace of deleted photos where they were and in the server's log."""
        for evidence in self:
            _logger.info(
                "Photo %s (SHA-256 %s) deleted by user %s",
                evidence.uuid,
                evidence.sha256,
                self.env.uid,
            )
            subject = evidence.case_id or evidence.intervention_id
            subject = subject or evidence.reception_id
            subject.message_post(
                body=self.env._(
                    "Photo deleted: %(name)s, taken by %(user)s, SHA-256 %(hash)s",
                    name=evidence.display_name,
                    user=evidence.user_id.name,
                    hash=evidence.sha256,
                )
            )

    @api.model
    def _prepare_evidence_vals(self, vals):
        """Return the values of one photo with all that the server finds by itself.

        Whoever sends it, from the technician's screen or from a form, the hash, the
        type and the preview come from the bytes, never from the client.
        """
        content = self._decode_photo(vals.get("original"))
        company = self._get_photo_company(vals)
        self._check_photo_size(len(content), company._get_sav_photo_max_mb())
        received = hashlib.sha256(content).hexdigest()
        if vals.get("sha256") and vals["sha256"].lower() != received:
            raise UserError(
                self.env._(
                    "This photo changed on its way and was not kept. Send it again."
                )
            )
        try:
            vals.update(
                mimetype=sniff_photo(content),
                preview=base64.b64encode(render_preview(content)),
            )
            kept = self._keep_photo(content, company)
        except PhotoError as error:
            raise UserError(self._get_photo_refusal(error.code)) from error
        vals.update(
            original=base64.b64encode(kept),
            sha256=hashlib.sha256(kept).hexdigest(),
            sha256_received=received,
            is_position_removed=kept != content,
            file_size=len(kept),
        )
        if not company.sav_photo_keep_position:
            vals.update(latitude=False, longitude=False)
        if not vals.get("uuid"):
            vals.pop("uuid", None)
        if not self.env.su:
            vals["user_id"] = self.env.uid
        return vals

    @api.model
    def _keep_photo(self, content, company):
        """Hook: return the bytes that are kept of a photo that was received.

        :raise PhotoError: corrupt
        """
        if company.sav_photo_keep_position:
            return content
        try:
            return strip_position(content)
        except (IndexError, ValueError) as error:
            raise PhotoError("corrupt") from error

    @api.model
    def _decode_photo(self, original):
        try:
            return base64.b64decode(original or b"")
        except (binascii.Error, ValueError) as error:
            raise UserError(self._get_photo_refusal("not_a_photo")) from error

    @api.model
    def _get_photo_company(self, vals):
        for field in ("case_id", "intervention_id", "reception_id"):
            if vals.get(field):
                record = self.env[self._fields[field].comodel_name].browse(vals[field])
                return record.company_id
        return self.env.company

    @api.model
    def _check_photo_size(self, size, max_mb):
        if size > max_mb * 1024**2:
            raise UserError(
                self.env._(
                    "This photo is too big: %(size).1f MB, the limit is %(limit)s MB. "
                    "Take it again with a lower resolution.",
                    size=size / 1024**2,
                    limit=max_mb,
                )
            )

    @api.model
    def _get_photo_refusal(self, code):
        """Return in words why a photo was refused: ``known`` or a ``PhotoError``'s."""
        return {
            "known": self.env._(
                "Another photo has the same identifier, so this one was not kept. "
                "Take it again."
            ),
            "not_a_photo": self.env._(
                "This file is not a photo: JPEG, PNG and WebP pictures are accepted."
            ),
            "corrupt": self.env._(
                "This photo is damaged or incomplete. Take it or send it again."
            ),
            "too_many_pixels": self.env._(
                "This photo has too many pixels. Take it again with a lower resolution."
            ),
        }[code]
