# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.http import Controller, content_disposition, request, route


class SavPrivacy(Controller):
    @route("/sav/privacy/<int:partner_id>", type="http", auth="user", readonly=False)
    def sav_privacy(self, partner_id):
        """Return all that the service knows of a person, as a ZIP."""
        partner = request.env["res.partner"].browse(partner_id)
        content = partner._export_sav_privacy()
        return request.make_response(
            content,
            [
                ("Content-Type", "application/zip"),
                ("Content-Length", str(len(content))),
                (
                    "Content-Disposition",
                    content_disposition(f"customer-{partner_id}.zip"),
                ),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ],
        )
