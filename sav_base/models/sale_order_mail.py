# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    _inherit = "sale.order"

    sav_sent_pdf_ids = fields.Many2many(
        "ir.attachment",
        "sav_sale_order_sent_pdf_rel",
        "order_id",
        "attachment_id",
        string="Quotes as Sent",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="The PDF of each revision, as the customer received it.",
    )

    def write(self, vals):
        newly_sent = self.browse()
        if vals.get("state") == "sent":
            newly_sent = self.filtered(lambda o: o.sav_kind and o.state != "sent")
        result = super().write(vals)
        if newly_sent:
            newly_sent.sav_date_sent = fields.Datetime.now()
            newly_sent._sav_renew_validity()
        return result

    def _sav_renew_validity(self):
        """Give revised quotes, and those written long ago, their full validity."""
        today = fields.Date.context_today(self)
        self.filtered(
            lambda order: (
                order.sav_revision
                or (order.validity_date and order.validity_date < today)
            )
        )._compute_validity_date()

    def _find_mail_template(self):
        self.ensure_one()
        if self.sav_kind and self.state != "sale":
            return self.env.ref(
                "sav_base.mail_template_sav_quote", raise_if_not_found=False
            )
        return super()._find_mail_template()

    def _get_confirmation_template(self):
        self.ensure_one()
        if self.sav_kind:
            return self.env.ref(
                "sav_base.mail_template_sav_quote_accepted", raise_if_not_found=False
            )
        return super()._get_confirmation_template()

    def _message_add_suggested_recipients(self, force_primary_email=False):
        suggested = super()._message_add_suggested_recipients(
            force_primary_email=force_primary_email
        )
        # The responsible is told of answers; a copy of each quote is noise to them.
        for order in self.sudo().filtered("sav_kind"):
            suggested[order.id]["partners"] -= (
                order.user_id.partner_id - order.partner_id
            )
        return suggested

    def message_post(self, **kwargs):
        message = super().message_post(**kwargs)
        if self.env.context.get("mark_so_as_sent") and self.sav_kind:
            self._sav_keep_sent_pdf(message.attachment_ids)
            self._sav_log_sent()
        return message

    def _message_post_after_hook(self, message, msg_values):
        result = super()._message_post_after_hook(message, msg_values)
        # What the customer writes on the quote is read on the case.
        if (
            self.sav_case_id
            and message.message_type in ("comment", "email")
            and message.author_id.partner_share
            and not self.env.context.get("sav_logged_on_case")
        ):
            # In sudo: a customer has no right to write on the case.
            self.sudo().sav_case_id.message_post(
                author_id=message.author_id.id,
                body=self.env._(
                    "On %(document)s: %(message)s",
                    document=self._get_html_link(title=self.display_name),
                    message=message.body,
                ),
                subtype_xmlid="mail.mt_note",
            )
        return result

    def _sav_send_quote(self):
        """Mail each quote to its customer with its PDF, and mark it as sent.

        For the verbs of the case, which check the right to send first: a technician
        sends without any right on sales.

        :raise UserError: a quote cannot be sent; says which, why and what to do
        """
        # In sudo: the right was checked on the case that leads to these orders.
        orders_sudo = self.sudo()
        problems = orders_sudo._get_sav_send_problems()
        if problems:
            raise UserError("\n".join(problems))
        template_sudo = self.env.ref("sav_base.mail_template_sav_quote").sudo()
        for order_sudo in orders_sudo.with_context(mark_so_as_sent=True):
            order_sudo.message_post_with_source(
                template_sudo,
                # Whoever the mail comes from, the history tells who sent it.
                author_id=self.env.user.partner_id.id,
                # An author that is given keeps the template's sender out.
                email_from=template_sudo._render_field("email_from", order_sudo.ids)[
                    order_sudo.id
                ],
                email_layout_xmlid=(
                    "mail.mail_notification_layout_with_responsible_signature"
                ),
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )

    def _get_sav_send_problems(self):
        """Return why some of these quotes cannot be mailed, in words."""
        problems = []
        for order in self:
            values = {"quote": order.name, "customer": order.partner_id.display_name}
            if order.state not in ("draft", "sent"):
                problems.append(
                    self.env._(
                        "%(quote)s is no longer a quote: there is nothing to send.",
                        **values,
                    )
                )
            elif not order.partner_id.email_normalized:
                problems.append(
                    self.env._(
                        "%(customer)s has no valid e-mail address. Write it on the "
                        "customer's form and send again, or print quote %(quote)s and "
                        "have it signed on paper.",
                        **values,
                    )
                )
        return problems

    def _sav_keep_sent_pdf(self, attachments=None):
        """Keep the PDF of the current revision of each quote as it was sent.

        A revision that was kept already is left as it is.

        :param attachments: what was sent (``ir.attachment``), for one order; without
            a PDF among it the document is rendered and logged
        """
        # In sudo: a technician sends without any right on sales.
        for order in self.sudo():
            mark = f"{order.name}/{order.sav_revision}"
            if mark in order.sav_sent_pdf_ids.mapped("description"):
                continue
            pdf = (
                (attachments or order.env["ir.attachment"])
                .sudo()
                .filtered(lambda attachment: attachment.mimetype == "application/pdf")[
                    :1
                ]
            )
            if not pdf:
                message = order.with_context(mark_so_as_sent=False).message_post(
                    attachments=[
                        (
                            f"{order._get_report_base_filename()}.pdf",
                            order._render_sav_quote_pdf(),
                        )
                    ],
                    body=order.env._("The quote as it was given to the customer."),
                    subtype_xmlid="mail.mt_note",
                )
                pdf = message.attachment_ids
            pdf.description = mark
            order.sav_sent_pdf_ids |= pdf

    def _render_sav_quote_pdf(self):
        """Return the PDF of one quote, as bytes."""
        self.ensure_one()
        # In sudo: a technician prints without any right on sales.
        return (
            self.env["ir.actions.report"]
            .sudo()
            ._render_qweb_pdf("sav_base.action_report_sav_quote", self.ids)[0]
        )

    def _sav_log_sent(self):
        """Write on the case that its quote was sent, and to whom.

        Without its amount: technicians read the case, prices may be kept from them.
        """
        self.ensure_one()
        self.sav_case_id.message_post(
            body=self.env._(
                "%(document)s sent to %(customer)s (%(email)s).",
                document=self._get_html_link(title=self.display_name),
                customer=self.partner_id.display_name,
                email=self.partner_id.email_normalized or Markup("—"),
            ),
            subtype_xmlid="mail.mt_note",
        )
