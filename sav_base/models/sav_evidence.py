# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


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
        copy=False,
        help="Given by the device: sending the same photo again adds nothing.",
    )
    original = fields.Binary(
        attachment=True,
        required=True,
        help="The file as it was hashed on the device.",
    )
    preview = fields.Image(
        max_width=1024,
        max_height=1024,
        help="Re-encoded copy: the one that is shown and printed.",
    )
    sha256 = fields.Char(string="SHA-256", readonly=True, required=True)
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
