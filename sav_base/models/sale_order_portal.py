# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def write(self, vals):
        newly_signed = self.browse()
        if vals.get("signature"):
            newly_signed = self.filtered(lambda o: o.sav_kind and not o.signature)
        result = super().write(vals)
        newly_signed._sav_log_signature()
        return result

    def _has_to_be_signed(self):
        # A draft is being written or revised: there is nothing to agree to yet.
        return super()._has_to_be_signed() and (
            not self.sav_kind or self.state == "sent"
        )

    def _has_to_be_paid(self):
        return super()._has_to_be_paid() and (not self.sav_kind or self.state == "sent")

    def _sav_can_be_refused(self):
        """Return whether the customer can refuse the quote: also an expired one."""
        self.ensure_one()
        return bool(self.sav_kind) and self.state == "sent" and not self.signature

    def _sav_refuse(self, reason, author):
        """Cancel one quote because its customer refuses it, and keep why.

        :param str reason: in the customer's words
        :param author: the customer, or the colleague who was told (``res.partner``)
        """
        self.ensure_one()
        self.sav_refusal_reason = reason
        self._action_cancel()
        # The case says it already.
        self.with_context(sav_logged_on_case=True).message_post(
            author_id=author.id,
            body=self.env._("Refused: %(reason)s", reason=reason),
            message_type="comment",
            subtype_xmlid=(
                "mail.mt_comment" if author.partner_share else "mail.mt_note"
            ),
        )

    def _get_name_portal_content_view(self):
        self.ensure_one()
        if self.sav_kind:
            return "sav_base.sale_order_portal_content"
        return super()._get_name_portal_content_view()

    def _get_edi_builders(self):
        # No software of a customer imports a repair quote as a purchase.
        return [] if self.filtered("sav_kind") else super()._get_edi_builders()

    def _get_sav_portal_documents(self):
        """Return what the customer may open of this order (see the case's method)."""
        self.ensure_one()
        documents = []
        if self.state != "draft":
            documents.append(
                {
                    "title": f"{self._get_sav_title()} {self.name}",
                    "date": self.sav_date_sent or self.date_order,
                    "url": self.get_portal_url(),
                }
            )
        if self.state == "sale" and not self.sav_is_open:
            documents.append(
                {
                    "title": self.env._("Delivery note %(name)s", name=self.name),
                    "date": self.sav_case_id.date_closed,
                    "url": self.get_portal_url(suffix="/delivery-note"),
                }
            )
        return documents

    def _sav_log_signature(self):
        """Keep who accepted each quote, bound to what it said."""
        # In sudo: the customer signs on the portal, without any right on signatures.
        self.env["sav.signature"].sudo().create(
            [
                {
                    "sale_order_id": order.id,
                    "case_id": order.sav_case_id.id,
                    "purpose": "quote",
                    "signer_name": order.signed_by or order.partner_id.name,
                    "signature": order.signature,
                }
                for order in self
            ]
        )
