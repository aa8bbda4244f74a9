# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .sav_answer import ANSWER_SOURCES, read_json


class SavAnswerLog(models.Model):
    """Every change of every answer, appended: nothing here is ever rewritten.

    The right to be forgotten alone blanks the words of a customer.
    """

    _name = "sav.answer.log"
    _description = "Change of an Answer"
    _order = "id desc"

    response_id = fields.Many2one(
        "sav.response", required=True, readonly=True, index=True, ondelete="cascade"
    )
    case_id = fields.Many2one(
        related="response_id.case_id", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one(
        related="response_id.company_id", store=True, index=True
    )
    question_code = fields.Char(required=True, readonly=True)
    old_value = fields.Json(readonly=True)
    new_value = fields.Json(readonly=True)
    source = fields.Selection(
        ANSWER_SOURCES, required=True, readonly=True, default="user"
    )
    # by whom, when
    user_id = fields.Many2one(
        "res.users",
        string="Author",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    date_device = fields.Datetime(string="By the Device's Clock", readonly=True)
    date = fields.Datetime(
        string="Received On", required=True, readonly=True, default=fields.Datetime.now
    )
    # in words
    question_label = fields.Char(
        string="Question", compute="_compute_question_label", compute_sudo=True
    )
    old_label = fields.Char(
        string="Before", compute="_compute_question_label", compute_sudo=True
    )
    new_label = fields.Char(
        string="After", compute="_compute_question_label", compute_sudo=True
    )

    @api.depends("old_value", "new_value")
    @api.depends_context("lang")
    def _compute_question_label(self):
        for response, changes in self.grouped("response_id").items():
            questions = response._get_questions_in_words()
            for change in changes:
                question = questions.get(change.question_code, {})
                change.question_label = question.get("label") or change.question_code
                old = read_json(change.old_value)
                new = read_json(change.new_value)
                change.old_label = response._get_words(question, old)
                change.new_label = response._get_words(question, new)

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The log of the answers is never rewritten."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_administrator(self):
        if not self.env.user.has_group("sav_base.group_sav_admin"):
            raise UserError(
                self.env._("Only an administrator deletes the log of the answers.")
            )

    def _erase_values(self, kinds):
        """Blank the values of these types; who changed what and when stays.

        :param kinds: set of types of ``sav.answer``
        """
        erased = self.filtered(
            lambda change: any(
                kinds.intersection(value or ())
                for value in (change.old_value, change.new_value)
            )
        )
        # ``write`` refuses everybody: its parent is the one way.
        # pylint: disable-next=super-method-mismatch
        return super(SavAnswerLog, erased).write(
            {"old_value": False, "new_value": False}
        )
