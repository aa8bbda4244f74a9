# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class SavReception(models.Model):
    _name = "sav.reception"
    _inherit = ["sav.reception", "sav.guard.mixin"]

    @api.model
    def _get_state_fields(self):
        return super()._get_state_fields() | {
            "acknowledge_state",
            "delivery_id",
            "email_from",
            "mail_digest",
            "request_date",
            "request_key",
            "request_serial",
            "request_summary",
            "request_text",
            "return_picking_id",
            "sale_order_id",
            "slip_message_id",
            "slip_state",
            "state",
        }

    @api.model
    def _get_verb_fields(self):
        return super()._get_verb_fields() | {"barcode", "name"}
