# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ..tools.photo import PHOTO_MAX_MB


class ResCompany(models.Model):
    _inherit = "res.company"

    sav_warranty_policy_id = fields.Many2one(
        "sav.warranty.policy", string="Default Warranty Policy", check_company=True
    )
    sav_diagnosis_fee = fields.Monetary(
        string="Diagnosis Fee",
        help="Proposed at the counter, taxes included.",
    )
    sav_terms = fields.Html(
        string="Drop-Off Terms", translate=True, help="Printed on the reception slip."
    )
    sav_label_size = fields.Selection(
        [
            ("50x30", "50 × 30 mm"),
            ("62x29", "62 × 29 mm"),
            ("a4_24", "A4 sheet, 24 of 70 × 37 mm"),
            ("a4_65", "A4 sheet, 65 of 38.1 × 21.2 mm"),
        ],
        string="Label Size",
        required=True,
        default="50x30",
    )
    sav_label_symbology = fields.Selection(
        [
            ("code128", "Bar Code (Code 128)"),
            ("qr", "QR Code"),
            ("both", "Both"),
        ],
        string="Label Code",
        required=True,
        default="code128",
    )
    sav_label_output = fields.Selection(
        [
            ("pdf", "PDF, for any printer"),
            ("zpl_203", "ZPL, for a label printer of 203 dpi"),
            ("zpl_300", "ZPL, for a label printer of 300 dpi"),
        ],
        string="Label File",
        required=True,
        default="pdf",
    )
    sav_quote_validity_days = fields.Integer(string="Quote Validity", default=30)
    sav_photo_max_mb = fields.Integer(
        string="Largest Photo (MB)",
        default=10,
        help="0: the 15 MB above which no photo is ever taken.",
    )
    sav_photo_max_px = fields.Integer(
        string="Long Side of a Photo (px)",
        default=2560,
        help="The phone shrinks larger photos before it hashes and sends them; 0 keeps "
        "them as they were taken.",
    )
    sav_photo_keep_position = fields.Boolean(
        string="Keep the Position of Photos",
        help="Cameras write in a photo where it was taken: personal data that is taken "
        "out unless you need it and told the people concerned.",
    )
    sav_technician_sees_prices = fields.Boolean(
        string="Technicians See Prices",
        default=True,
        help="Prices, costs, margins, orders and invoices of the after-sales service.",
    )
    sav_import_max_lines = fields.Integer(
        string="Longest Import (Lines)",
        default=100_000,
        required=True,
        help="An installed base with more lines is refused.",
    )
    sav_crm_team_id = fields.Many2one(
        "crm.team", string="After-Sales Team", check_company=True
    )

    sav_rating_request = fields.Boolean(
        string="Ask for a Rating",
        default=True,
        help="The customer is asked by e-mail once the device is handed back.",
    )
    sav_acknowledge_requests = fields.Boolean(
        string="Acknowledge Requests",
        default=True,
        help="Who asks for a repair by mail or on the portal is told that it came in.",
    )

    @api.constrains("sav_label_size", "sav_label_output")
    def _check_sav_label_output(self):
        for company in self:
            self.env["sav.label.mixin"]._check_label_output(
                company.sav_label_size, company.sav_label_output
            )

    _sav_photo_max_mb_check = models.Constraint(
        f"CHECK(sav_photo_max_mb BETWEEN 0 AND {PHOTO_MAX_MB})",
        "The largest photo is of 1 to 15 MB.",
    )

    def _get_sav_photo_max_mb(self):
        """Return the megabytes above which a photo is refused."""
        self.ensure_one()
        return self.sav_photo_max_mb or PHOTO_MAX_MB

    def _get_sav_crm_team(self):
        """Return the sales team of the after-sales orders of this company."""
        self.ensure_one()
        return self.sav_crm_team_id or self.env.ref(
            "sav_base.crm_team_sav", raise_if_not_found=False
        )
