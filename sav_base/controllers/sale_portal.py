# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request, route

from odoo.addons.sale.controllers.portal import CustomerPortal


class SavSalePortal(CustomerPortal):
    """The customer's answer to a repair quote, on core's page of an order."""

    def _prepare_orders_domain(self, partner):
        # An accepted repair is followed among the repairs, not among the purchases.
        return [*super()._prepare_orders_domain(partner), ("sav_kind", "=", False)]

    @route()
    def portal_order_page(self, order_id, access_token=None, **kwargs):
        """Show an order; a repair quote that is being written is not shown yet."""
        try:
            order_sudo = self._document_check_access(
                "sale.order", order_id, access_token=access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        if order_sudo.sav_kind and order_sudo.state == "draft" and self._is_customer():
            return request.render(
                "sav_base.portal_quote_in_preparation",
                {"page_name": "repair", "res_company": order_sudo.company_id},
            )
        return super().portal_order_page(order_id, access_token=access_token, **kwargs)

    def _is_customer(self):
        """Return whether a customer looks, known or not, rather than a colleague."""
        return request.env.user.share

    @route()
    def portal_quote_accept(self, order_id, **kwargs):
        """Accept a quote: of a repair, the case says it once."""
        request.update_context(sav_logged_on_case=True)
        return super().portal_quote_accept(order_id, **kwargs)

    @route()
    def portal_quote_decline(
        self, order_id, access_token=None, decline_message=None, **kwargs
    ):
        """Refuse a quote. Of a repair quote the reason is kept, an expired one too."""
        try:
            order_sudo = self._document_check_access(
                "sale.order", order_id, access_token=access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        if not order_sudo.sav_kind:
            return super().portal_quote_decline(
                order_id,
                access_token=access_token,
                decline_message=decline_message,
                **kwargs,
            )
        reason = (decline_message or "").strip()
        if not order_sudo._sav_can_be_refused():
            query_string = "&message=cant_reject"
        elif not reason:
            query_string = "&message=sav_no_reason"
        else:
            query_string = None
            author = (
                order_sudo.partner_id
                if request.env.user._is_public()
                else request.env.user.partner_id
            )
            order_sudo._sav_refuse(reason, author)
            # Written while in sudo: the customer may not read what is recomputed.
            order_sudo.env.flush_all()
        return request.redirect(order_sudo.get_portal_url(query_string=query_string))

    @route(
        "/my/orders/<int:order_id>/delivery-note",
        type="http",
        auth="public",
        website=True,
    )
    def portal_delivery_note(self, order_id, access_token=None, **kwargs):
        """Print what was done, once the work of an after-sales order is closed."""
        try:
            order_sudo = self._document_check_access(
                "sale.order", order_id, access_token=access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        if (
            not order_sudo.sav_kind
            or order_sudo.state != "sale"
            or order_sudo.sav_is_open
        ):
            return request.redirect(order_sudo.get_portal_url())
        # In sudo: the right to read the order was checked just above.
        pdf = (
            request.env["ir.actions.report"]
            .sudo()
            .with_company(order_sudo.company_id)
            ._render_qweb_pdf(
                "sav_base.action_report_sav_delivery_note", order_sudo.ids
            )
        )[0]
        filename = f"{order_sudo._get_sav_delivery_note_filename()}.pdf"
        return request.make_response(
            pdf,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Length", len(pdf)),
                ("Content-Disposition", content_disposition(filename, "inline")),
            ],
        )
