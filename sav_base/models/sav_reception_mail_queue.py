# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.base.models.ir_qweb import QWebError


class SavReception(models.Model):
    """The mails of receptions that a cron sends, each once whatever is killed."""

    _inherit = "sav.reception"

    @api.model
    def _mail_pending(self, state_field, send, note_failure, batch_size):
        """Send what waits for its mail, committed one by one.

        The mail and the state are written in one transaction, on a locked row: a run
        that is killed leaves the reception waiting, two runs never write twice.

        :param str state_field: ``pending`` on the receptions that wait
        :param str send: method of one reception, which writes another state
        :param str note_failure: method of those still waiting that could not be sent,
            with the reason in words; it writes another state
        :param int batch_size: number of receptions handled by one call
        """
        domain = Domain(state_field, "=", "pending")
        crons = self.env["ir.cron"]
        crons._commit_progress(remaining=self.search_count(domain))
        for reception in self.search(domain, order="id", limit=batch_size):
            claimed = reception.try_lock_for_update().filtered_domain(domain)
            if not claimed:
                continue
            try:
                getattr(claimed, send)()
            except (UserError, QWebError) as error:
                self.env.cr.rollback()
                # Not claimed any more: somebody else may have taken it meanwhile.
                claimed = reception.try_lock_for_update().filtered_domain(domain)
                getattr(claimed, note_failure)(str(error))
            if not crons._commit_progress(1):
                break
