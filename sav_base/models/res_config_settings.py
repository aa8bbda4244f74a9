# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    sav_warranty_policy_id = fields.Many2one(
        related="company_id.sav_warranty_policy_id", readonly=False
    )
    sav_diagnosis_fee = fields.Monetary(
        related="company_id.sav_diagnosis_fee",
        readonly=False,
    )
    sav_terms = fields.Html(related="company_id.sav_terms", readonly=False)
    sav_label_size = fields.Selection(
        related="company_id.sav_label_size", readonly=False, required=True
    )
    sav_label_symbology = fields.Selection(
        related="company_id.sav_label_symbology", readonly=False, required=True
    )
    sav_label_output = fields.Selection(
        related="company_id.sav_label_output", readonly=False, required=True
    )
    sav_quote_validity_days = fields.Integer(
        related="company_id.sav_quote_validity_days", readonly=False
    )
    sav_photo_max_mb = fields.Integer(
        related="company_id.sav_photo_max_mb", readonly=False
    )
    sav_photo_max_px = fields.Integer(
        related="company_id.sav_photo_max_px", readonly=False
    )
    sav_photo_keep_position = fields.Boolean(
        related="company_id.sav_photo_keep_position", readonly=False
    )
    sav_technician_sees_prices = fields.Boolean(
        related="company_id.sav_technician_sees_prices", readonly=False
    )
    sav_import_max_lines = fields.Integer(
        related="company_id.sav_import_max_lines", readonly=False
    )
    sav_crm_team_id = fields.Many2one(
        related="company_id.sav_crm_team_id", readonly=False
    )
    sav_rating_request = fields.Boolean(
        related="company_id.sav_rating_request", readonly=False
    )
    sav_acknowledge_requests = fields.Boolean(
        related="company_id.sav_acknowledge_requests", readonly=False
    )
    sav_receive_into_stock = fields.Boolean(
        related="company_id.sav_receive_into_stock", readonly=False
    )
    sav_receipt_type_id = fields.Many2one(
        related="company_id.sav_receipt_type_id", readonly=False
    )
