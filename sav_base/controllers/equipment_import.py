# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from werkzeug.exceptions import NotFound

from odoo.http import Controller, content_disposition, request, route

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class EquipmentImport(Controller):
    @route("/sav/equipment_import/template", auth="user", readonly=True)
    def template(self):
        """Return the spreadsheet to fill in with an installed base."""
        imports = request.env["sav.equipment.import"]
        imports.check_access("create")
        return self._send(imports._get_template(), "installed_base.xlsx")

    @route("/sav/equipment_import/<int:import_id>/errors", auth="user", readonly=True)
    def errors(self, import_id):
        """Return the lines of an import that are in error, with why."""
        batch = request.env["sav.equipment.import"].browse(import_id).exists()
        if not batch:
            raise NotFound()
        batch.check_access("read")
        return self._send(batch._get_error_file(), f"errors_{import_id}.xlsx")

    def _send(self, content, filename):
        headers = [
            ("Content-Type", XLSX),
            ("Content-Disposition", content_disposition(filename)),
        ]
        return request.make_response(content, headers)
