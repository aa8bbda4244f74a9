# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.fields import Domain
from odoo.tools import mute_logger

from ..tools.definition import clean_context

UUID = re.compile(r"[0-9A-Za-z-]{8,64}")


class SavResponse(models.Model):
    """A scenario answered for a case: opened, filled, completed, perhaps reopened.

    People write it by its verbs only: ``open``, ``save_answers``, ``submit``,
    ``reopen``. Its answers are checked in ``sav_response_answers.py``, its end is in
    ``sav_response_complete.py``, what it proposes in ``sav_response_effects.py`` and
    what the screen needs in ``sav_response_form.py``.
    """

    _name = "sav.response"
    _description = "Diagnostic Response"
    _order = "id desc"
    _check_company_auto = True

    # identification
    uuid = fields.Char(
        string="Client Identifier",
        required=True,
        readonly=True,
        copy=False,
        help="Given by the device: sending the same form again adds nothing.",
    )
    name = fields.Char(compute="_compute_name")
    state = fields.Selection(
        [
            ("draft", "Being Filled"),
            ("complete", "Complete"),
            ("reopened", "Reopened"),
            ("superseded", "Put Aside"),
        ],
        string="Status",
        required=True,
        readonly=True,
        copy=False,
        default="draft",
        index=True,
    )
    # which questions, on what
    version_id = fields.Many2one(
        "sav.scenario.version",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    scenario_id = fields.Many2one(
        related="version_id.scenario_id", store=True, index=True
    )
    case_id = fields.Many2one(
        "sav.case",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True)
    intervention_id = fields.Many2one(
        "sav.intervention",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    repair_id = fields.Many2one(
        "repair.order",
        string="Repair Order",
        readonly=True,
        index="btree_not_null",
        check_company=True,
    )
    equipment_id = fields.Many2one(
        "sav.equipment", readonly=True, index="btree_not_null", check_company=True
    )
    context = fields.Json(
        readonly=True,
        copy=False,
        help="What was known when the form was opened: conditions read nothing else.",
    )
    context_changes = fields.Text(
        string="Changed Since Opened",
        readonly=True,
        copy=False,
        help="Facts that were no longer the same when the form was completed.",
    )
    # what was answered
    answer_ids = fields.One2many("sav.answer", "response_id", string="Answers")
    log_ids = fields.One2many("sav.answer.log", "response_id", string="Changes")
    evidence_ids = fields.One2many("sav.evidence", "response_id", string="Photos")
    signature_ids = fields.One2many("sav.signature", "response_id", string="Signatures")
    photos_awaited = fields.Integer(
        compute="_compute_photos_awaited",
        help="Photos given as answers that have not arrived yet.",
    )
    score = fields.Float(readonly=True, copy=False)
    is_complete = fields.Boolean(
        string="Nothing Missing",
        readonly=True,
        copy=False,
        help="Every required question has a valid answer.",
    )
    # what it proposed
    application_ids = fields.One2many(
        "sav.effect.application", "response_id", string="Effects"
    )
    has_failed_effect = fields.Boolean(compute="_compute_has_failed_effect")
    # by whom, when
    user_id = fields.Many2one(
        "res.users",
        string="Author",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    date_opened = fields.Datetime(
        required=True, readonly=True, copy=False, default=fields.Datetime.now
    )
    date_saved = fields.Datetime(string="Last Answer On", readonly=True, copy=False)
    date_completed = fields.Datetime(readonly=True, copy=False)
    completed_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    _uuid_uniq = models.Constraint("UNIQUE(uuid)", "This form was already opened.")

    @api.depends("version_id.name", "case_id.display_name")
    def _compute_name(self):
        for response in self:
            response.name = (
                f"{response.version_id.name} · {response.case_id.display_name}"
            )

    @api.depends("answer_ids.value", "answer_ids.is_hidden", "evidence_ids")
    def _compute_photos_awaited(self):
        awaited = self._get_awaited_photos()
        for response in self:
            response.photos_awaited = len(awaited[response])

    @api.depends("application_ids.state")
    def _compute_has_failed_effect(self):
        for response in self:
            response.has_failed_effect = "failed" in response.application_ids.mapped(
                "state"
            )

    @api.model
    def open(self, case_id, scenario_id, uuid, intervention_id=None):
        """Return the form of a scenario for a case, opened once for one ``uuid``.

        Opening again with the same ``uuid`` gives the same form back, with the version,
        the context and the answers that it has.

        :param uuid: chosen by the device, 8 to 64 letters, digits and dashes
        :param intervention_id: one of the case; None takes the one under way
        :return: see ``get_form``
        :raises AccessError: the user may not answer on this case
        :raises UserError: the scenario does not fit the case or is not published
        """
        case = self.env["sav.case"].browse(case_id).exists()
        if not case:
            raise UserError(self.env._("This case does not exist any more."))
        case._check_can_answer()
        if not isinstance(uuid, str) or not UUID.fullmatch(uuid):
            raise UserError(
                self.env._("The form has no valid identifier: open it again.")
            )
        # The same device sends the same identifier: it is looked for everywhere, and
        # given back only if it belongs to this very case.
        response_sudo = self.sudo().search([("uuid", "=", uuid)])
        if not response_sudo:
            response_sudo = self._open_new(case, scenario_id, uuid, intervention_id)
        if response_sudo.case_id != case or response_sudo.scenario_id.id != scenario_id:
            raise UserError(
                self.env._("This form belongs to another case: open a new one.")
            )
        return response_sudo.sudo(False).get_form()

    def _open_new(self, case, scenario_id, uuid, intervention_id):
        """Create the response, in sudo: nobody creates one but by ``open``."""
        offered = self.env["sav.scenario"]._get_case_domain(case)
        scenario = self.env["sav.scenario"].search(
            offered & Domain("id", "=", scenario_id)
        )
        if not scenario:
            raise UserError(
                self.env._(
                    "This scenario is not offered for %(case)s: it is not published, "
                    "or made for other devices.",
                    case=case.display_name,
                )
            )
        vals = self._prepare_response_vals(case, scenario, intervention_id)
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                return self.sudo().create(vals | {"uuid": uuid})
        except UniqueViolation as error:
            # The same request came twice at once: run again, the row will be there.
            raise ConcurrencyError(f"sav.response {uuid}") from error

    def _prepare_response_vals(self, case, scenario, intervention_id):
        """Return the values of a new response (hook)."""
        return {
            "version_id": scenario.published_version_id.id,
            "case_id": case.id,
            "intervention_id": case._get_answered_intervention(intervention_id).id,
            "repair_id": case.repair_id.id,
            "equipment_id": case.equipment_id.id,
            "context": clean_context(case._get_scenario_facts()),
            "user_id": self.env.uid,
        }

    def action_open_player(self):
        """Open the form to answer it or to read it."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sav_diagnosis.sav_response_player_action"
        )
        return action | {"params": {"response_id": self.id}}

    def action_supersede(self):
        """Put responses aside: they keep their answers, nothing waits for them."""
        for response in self:
            response.case_id._check_can_answer()
        # Written by verbs only; the right was checked on the case.
        for response_sudo in self.sudo():
            if response_sudo.state == "superseded":
                continue
            response_sudo.state = "superseded"
            response_sudo._withdraw_effects(response_sudo.application_ids)
            response_sudo.case_id.sudo(False).message_post(
                body=self.env._(
                    "Form put aside: %(response)s",
                    response=response_sudo.version_id.name,
                )
            )
        return True

    def _check_can_write(self):
        """Refuse whoever may not answer this response."""
        self.ensure_one()
        self.check_access("read")
        self.case_id._check_can_answer()

    def _take_turn(self):
        """Return the response in sudo, its row written first.

        Two devices that save at once then meet here: the second waits for the first and
        runs again, rather than failing on an answer that both create.
        """
        self._check_can_write()
        response_sudo = self.sudo()
        response_sudo.date_saved = fields.Datetime.now()
        response_sudo.flush_recordset(["date_saved"])
        return response_sudo

    def _get_awaited_photos(self):
        """Return response → identifiers of the photos that are still on their way."""
        answers = self.answer_ids.filtered(
            lambda answer: answer.question_type == "photo" and not answer.is_hidden
        )
        given = {
            response: [
                uuid for answer in of_response for uuid in answer._get_value() or []
            ]
            for response, of_response in answers.grouped("response_id").items()
        }
        # Arrived is a fact, whoever may see the photo.
        arrived = set(
            self.env["sav.evidence"]
            .sudo()
            .search(
                [("uuid", "in", [uuid for uuids in given.values() for uuid in uuids])]
            )
            .mapped("uuid")
        )
        return {
            response: [uuid for uuid in given.get(response, []) if uuid not in arrived]
            for response in self
        }
