# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.http import Controller, content_disposition, request, route

REPORTS = {
    "quote": "sav_base.action_report_sav_quote",
    "delivery-note": "sav_base.action_report_sav_delivery_note",
}


class SavDocuments(Controller):
    @route(
        "/sav/cases/<string:case_ids>/<any('quote','delivery-note'):document>",
        type="http",
        auth="user",
        readonly=True,
    )
    def print_documents(self, case_ids, document):
        """Print the orders of cases, for the people of the after-sales service.

        :param str case_ids: ids separated by commas; the right to each is checked
        """
        ids = [int(case_id) for case_id in case_ids.split(",") if case_id.isdigit()]
        cases = request.env["sav.case"].browse(ids).exists()
        if not cases:
            raise request.not_found()
        orders_sudo = cases._get_printable_orders(document)
        # In sudo: the right to the cases, and to their prices, was checked just above.
        pdf = (
            request.env["ir.actions.report"]
            .sudo()
            ._render_qweb_pdf(REPORTS[document], orders_sudo.ids)
        )[0]
        filename = "-".join(orders_sudo.mapped("name")[:5]).replace("/", "-")
        return request.make_response(
            pdf,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Length", len(pdf)),
                (
                    "Content-Disposition",
                    content_disposition(f"{filename}.pdf", "inline"),
                ),
            ],
        )
