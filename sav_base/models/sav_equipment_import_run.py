# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from .sav_equipment_import import RUNNING_STATES

_logger = logging.getLogger(__name__)

CHUNK = 500
# Longer than any chunk takes: a page that says nothing for so long is closed.
UNATTENDED = timedelta(minutes=2)


class SavEquipmentImport(models.Model):
    """Who has the chunks of an import done: the page, else a cron in its stead."""

    _inherit = "sav.equipment.import"

    date_attended = fields.Datetime(
        readonly=True,
        copy=False,
        help="When an open page last asked for the next lines.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Goes On As",
        readonly=True,
        copy=False,
        help="Who began it or took it up: the rights and the machines are theirs.",
    )
    stop_reason = fields.Char(
        readonly=True,
        copy=False,
        help="Why it does not go on until somebody has it go on.",
    )

    def process_chunk(self):
        """Check or import the next lines, for a page that is open.

        Called again until it says that it is finished; the lines of one call are kept
        whatever happens in the next, and go on without the page when it is closed.

        :return: ``{"state", "position", "total", "is_finished"}``
        """
        self.ensure_one()
        self.check_access("write")
        self._process_locked(is_attended=True)
        return {
            "state": self.state,
            "position": self.position,
            "total": self.line_count,
            "is_finished": not self._is_running(),
        }

    def action_stop(self):
        """Do nothing more until somebody has it go on; what is done stays."""
        self.ensure_one()
        self.check_access("write")
        self._stop(self.env._("Stopped by %(user)s.", user=self.env.user.name))

    def action_go_on(self):
        """Take up again what was stopped; the lines are done by ``process_chunk``."""
        self.ensure_one()
        self.check_access("write")
        # Whoever holds it is at it already.
        if batch := self.try_lock_for_update():
            # sudo: where an import stands is written by the verbs alone.
            batch.sudo().stop_reason = False
            batch._attend()

    def _is_running(self):
        return self.state in RUNNING_STATES and not self.stop_reason

    def _process_locked(self, is_attended=False):
        """Do the next lines, unless somebody else is at it; return how many were done.

        Two browsers, or a browser and the cron, take turns: no line is done twice.
        """
        batch = self.try_lock_for_update()
        if not batch or not batch._is_running():
            return 0
        start = batch.position
        if is_attended:
            batch._attend()
        batch._process(CHUNK)
        return batch.position - start

    def _attend(self):
        """Keep the cron away while a page is open, and have it look afterwards."""
        # sudo: as for the state; who imports has no right on crons.
        self.sudo().write(
            {"date_attended": fields.Datetime.now(), "user_id": self.env.uid}
        )
        self._plan_go_on()

    @api.model
    def _plan_go_on(self):
        # sudo: who imports has no right on crons.
        cron_sudo = self.env.ref("sav_base.ir_cron_go_on_with_imports").sudo()
        when = fields.Datetime.now() + UNATTENDED
        planned = self.env["ir.cron.trigger"].sudo()
        # One look is enough for all the chunks of the next minutes.
        if not planned.search_count(
            [("cron_id", "=", cron_sudo.id), ("call_at", ">", fields.Datetime.now())],
            limit=1,
        ):
            cron_sudo._trigger(when)

    def _stop(self, reason):
        # sudo: where an import stands is written by the verbs alone.
        self.sudo().filtered(lambda one: one.state in RUNNING_STATES).write(
            {"stop_reason": reason}
        )

    @api.model
    def _get_running_domain(self):
        return Domain("state", "in", RUNNING_STATES) & Domain("stop_reason", "=", False)

    @api.model
    def _cron_go_on(self):
        """Go on with the imports whose page was closed, or broke down."""
        crons = self.env["ir.cron"]
        running = self._get_running_domain()
        unattended = running & Domain(
            "date_attended", "<", fields.Datetime.now() - UNATTENDED
        )
        batches = self.search(unattended, order="id")
        remaining = sum(batch.line_count - batch.position for batch in batches)
        time_left = crons._commit_progress(remaining=remaining)
        for batch in batches:
            # A page that was opened meanwhile has the rest done.
            while time_left and batch.exists().filtered_domain(unattended):
                done = batch._go_on()
                time_left = crons._commit_progress(done)
                if not done:
                    break
        if time_left:
            # What is left is for a page, or for whoever is at it: look again later.
            crons._commit_progress(remaining=0)
            if self.search_count(running, limit=1):
                self._plan_go_on()

    def _go_on(self):
        """Do the next lines as who began, and return how many were done.

        What fails is stopped with the reason: it must not hold up other imports, nor
        fail again every hour.
        """
        self.ensure_one()
        user = self.user_id
        batch = (
            self.with_user(user)
            .with_company(self.company_id)
            .with_context(lang=user.lang, tz=user.tz)
        )
        try:
            batch.check_access("write")
            if not user.active:
                raise UserError(
                    batch.env._(
                        "Who began it is no user any more: have it go on yourself."
                    )
                )
            done = batch._process_locked()
            # What is refused on writing is refused here, not when it is committed.
            self.env.flush_all()
            return done
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            # A page took its turn at the same moment.
            self.env.cr.rollback()
            return 0
        except UserError as error:
            reason = str(error)
            self.env.cr.rollback()
        except Exception:  # whatever a defect makes of a line
            _logger.exception("Import %s cannot go on", self.id)
            reason = batch.env._(
                "These lines could not be done, the log of the server says why: ask "
                "an administrator."
            )
            self.env.cr.rollback()
        batch._stop(reason)
        return 0
