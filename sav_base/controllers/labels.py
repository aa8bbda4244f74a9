# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from werkzeug.exceptions import NotFound

from odoo.http import Controller, content_disposition, request, route

from ..wizards.sav_label_print import LABEL_MODELS

ID_MAX = 2**31 - 1  # of a row, in PostgreSQL


class Labels(Controller):
    @route("/sav/labels/<string:model>/<string:ids>", auth="user", readonly=True)
    def labels(self, model, ids, download=False, token=None):
        """Return the labels of records as the company prints them.

        :param str model: one with labels
        :param str ids: identifiers separated by commas
        :param download: save the file instead of showing it
        :param token: sent by the client with each download, of no use here
        """
        numbers = ids.split(",")
        if model not in LABEL_MODELS or not all(map(str.isdecimal, numbers)):
            raise NotFound()
        if max(map(int, numbers)) > ID_MAX:
            raise NotFound()
        records = request.env[model].browse(map(int, numbers)).exists()
        if not records:
            raise NotFound()
        # Not created: nothing is kept of a print with the company's choices.
        choice = request.env["sav.label.print"].new(records._prepare_label_print_vals())
        return self._send(choice, download)

    @route("/sav/labels/choice/<int:choice_id>", auth="user", readonly=True)
    def chosen_labels(self, choice_id, download=False, token=None):
        """Return the labels as their owner chose to print them this time.

        :param int choice_id: of ``sav.label.print``
        :param download: save the file instead of showing it
        :param token: sent by the client with each download, of no use here
        """
        choice = request.env["sav.label.print"].browse(choice_id).exists()
        if not choice:
            raise NotFound()
        choice.check_access("read")
        return self._send(choice, download)

    def _send(self, choice, download):
        content, content_type, filename = choice._print()
        # No browser shows ZPL.
        is_shown = content_type == "application/pdf" and not download
        disposition = content_disposition(
            filename, "inline" if is_shown else "attachment"
        )
        return request.make_response(
            content,
            [
                ("Content-Type", content_type),
                ("Content-Length", len(content)),
                ("Content-Disposition", disposition),
            ],
        )
