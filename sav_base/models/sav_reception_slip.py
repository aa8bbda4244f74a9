# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.signed_content import hash_content

# The browser of the clerk asks for the slip right after the labels: the mail waits for
# the PDF that is kept then, instead of rendering a second one at the same time.
MAIL_DELAY = timedelta(seconds=20)


class SavReception(models.Model):
    """The slip: one PDF for the printer, the mail and the portal."""

    _inherit = "sav.reception"

    slip_state = fields.Selection(
        [("pending", "To Be Mailed"), ("sent", "Mailed"), ("failed", "Not Mailed")],
        string="Slip",
        readonly=True,
        copy=False,
        help="Empty as long as nothing has to be mailed.",
    )
    slip_message_id = fields.Many2one(
        "mail.message", readonly=True, copy=False, groups="base.group_user"
    )

    _slip_pending_idx = models.Index("(id) WHERE slip_state = 'pending'")

    def action_send_slip(self):
        """Mail the slip, again if need be: once the address was corrected for example.

        :raise UserError: a reception is not confirmed, or its customer has no address
        """
        self.check_access("write")
        self._check_state("confirmed")
        if unreachable := self.filtered(lambda r: not r.partner_id.email_normalized):
            raise UserError(
                self.env._(
                    "Write a valid e-mail address on the customer's form first: "
                    "%(customers)s",
                    customers=", ".join(unreachable.partner_id.mapped("display_name")),
                )
            )
        self._queue_slips()

    def _send_slips(self):
        """Have the slips mailed to customers with an address, note it for the others.

        Rendering takes seconds: it is left to the cron, after the commit.
        """
        reachable = self.filtered("partner_id.email")
        reachable._queue_slips()
        others = self - reachable
        others._message_log_batch(
            bodies={
                reception.id: self.env._(
                    "Confirmed. The slip was not mailed: the customer has no e-mail "
                    "address."
                )
                for reception in others
            }
        )

    def _queue_slips(self):
        if self:
            # sudo: written by the verbs alone; a clerk has no right on crons.
            self.sudo().slip_state = "pending"
            self.env.ref("sav_base.ir_cron_send_slips").sudo()._trigger(
                fields.Datetime.now() + MAIL_DELAY
            )

    @api.model
    def _cron_send_slips(self, batch_size=50):
        """Mail the slips that wait."""
        self._mail_pending("slip_state", "_send_slip", "_note_slip_failure", batch_size)

    def _send_slip(self):
        """Post the slip to the customer, in the name of who received the devices."""
        self.ensure_one()
        reception = self.with_company(self.company_id)
        template = self.env.ref("sav_base.mail_template_sav_reception")
        reception.slip_message_id = reception.message_post_with_source(
            template,
            author_id=self.user_id.partner_id.id,
            # An author that is given keeps the template's sender out.
            email_from=template._render_field("email_from", self.ids)[self.id],
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        reception.slip_state = "sent"
        reception.activity_unlink(["sav_base.mail_activity_type_slip"])

    def _note_slip_failure(self, reason):
        """Tell the clerk that the customer did not get the slip, and why."""
        for reception in self.filtered(lambda r: r.slip_state != "failed"):
            user = reception.user_id
            reception.slip_state = "failed"
            # In the language of the reader, not of the cron.
            words = reception.with_context(lang=user.lang or self.env.lang)
            words.activity_schedule(
                "sav_base.mail_activity_type_slip",
                summary=words.env._("The slip was not mailed"),
                note=words.env._(
                    "%(customer)s did not get the slip of %(reception)s: %(reason)s "
                    "Correct the address or print the slip, then “Mail the Slip”.",
                    customer=reception.partner_id.display_name,
                    reception=reception.name,
                    reason=reason,
                ),
                user_id=user.id or self.env.uid,
            )

    def _get_slip_file_name(self):
        """Return the name under which the PDF is kept; none for a draft.

        The same content is printed, mailed and downloaded as one file; a correction
        gives a file beside the first, which stays as the customer got it.
        """
        self.ensure_one()
        if self.state == "draft" or not self.name:
            return False
        digest = hash_content(self._get_slip_content())
        return f"{self.name.replace('/', '-')}-{digest[:10]}.pdf"

    def _get_slip_content(self):
        """Hook: return all that changes what the slip says, as JSON can write it."""
        self.ensure_one()
        cases = self.case_ids.sorted("id")
        partner = self.partner_id
        # sudo: the state of a signature and the layout count for whoever prints.
        company = self.company_id.sudo()
        return {
            **self.env["sav.signature"]
            .sudo()
            ._get_signed_content("drop_off", self.sudo()),
            "customer": [partner.lang or "", partner._display_address(), partner.vat],
            "head": [
                self.state,
                self.name,
                str(self.date),
                self.user_id.name,
                self.workshop_id.name,
                self.brought_by,
            ],
            "promised": [str(self.date_promised)]
            + [str(case.date_promised) for case in cases],
            "machines": [
                [case.name, case.equipment_id.name, case.equipment_id.serial]
                for case in cases
            ],
            "verdicts": cases.sudo().warranty_verdict_id.ids,
            "signatures": [
                [signature.id, signature.state]
                for signature in self.sudo().signature_ids.sorted("id")
            ],
            "layout": [
                str(company.write_date),
                str(company.partner_id.write_date),
                company.external_report_layout_id.id,
            ],
        }
