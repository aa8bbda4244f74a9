# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from werkzeug.exceptions import NotFound

from odoo.http import Controller, content_disposition, request, route

from ..tools.label_pdf import labels_pdf

LABEL_MODELS = ("sav.accessory", "sav.case", "sav.equipment")


class Labels(Controller):
    @route("/sav/labels/<string:model>/<string:ids>", auth="user", readonly=True)
    def labels(self, model, ids, download=False, token=None):
        """Return the labels of records as a PDF of the size that the company chose.

        :param str model: one with labels
        :param str ids: identifiers separated by commas
        :param download: save the file instead of showing it
        :param token: sent by the client with each download, of no use here
        """
        numbers = ids.split(",")
        if model not in LABEL_MODELS or not all(map(str.isdecimal, numbers)):
            raise NotFound()
        records = request.env[model].browse(map(int, numbers)).exists()
        if not records:
            raise NotFound()
        records.check_access("read")
        records._check_labels()
        pdf = labels_pdf(records._prepare_labels(), request.env.company.sav_label_size)
        headers = [("Content-Type", "application/pdf"), ("Content-Length", len(pdf))]
        filename = request.env._("Labels.pdf")
        disposition = content_disposition(
            filename, "attachment" if download else "inline"
        )
        headers.append(("Content-Disposition", disposition))
        return request.make_response(pdf, headers)
