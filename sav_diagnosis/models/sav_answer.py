# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

ANSWER_SOURCES = [
    ("user", "Typed"),
    ("default", "Default"),
    ("calculated", "Calculated"),
    ("prefilled", "Prefilled"),
    ("scanned", "Scanned"),
]

QUESTION_TYPES = [
    ("boolean", "Yes or No"),
    ("choice", "One Choice"),
    ("choices", "Choices"),
    ("number", "Number"),
    ("text", "Text"),
    ("date", "Date"),
    ("photo", "Photos"),
    ("signature", "Signature"),
    ("barcode", "Barcode"),
    ("meter", "Meter"),
]


class SavAnswer(models.Model):
    """The answer of one response to one question, the last one given."""

    _name = "sav.answer"
    _description = "Diagnostic Answer"
    _order = "response_id, sequence, id"

    response_id = fields.Many2one(
        "sav.response", required=True, readonly=True, index=True, ondelete="cascade"
    )
    case_id = fields.Many2one(
        related="response_id.case_id", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one(
        related="response_id.company_id", store=True, index=True
    )
    sequence = fields.Integer(readonly=True, help="Place of the question in the form.")
    # the question
    question_code = fields.Char(required=True, readonly=True, index=True)
    question_type = fields.Selection(QUESTION_TYPES, required=True, readonly=True)
    question_label = fields.Char(
        string="Question", compute="_compute_question_label", compute_sudo=True
    )
    # what was said
    value = fields.Json(
        readonly=True,
        help='The value under its type, such as {"number": 1.5}; empty: taken back.',
    )
    value_label = fields.Char(
        string="Answer", compute="_compute_question_label", compute_sudo=True
    )
    evidence_ids = fields.Many2many(
        "sav.evidence", string="Photos", compute="_compute_evidence_ids"
    )
    is_hidden = fields.Boolean(
        string="Not Asked Any More",
        readonly=True,
        help="Another answer hides the question: this one is kept, and reads as none.",
    )
    source = fields.Selection(
        ANSWER_SOURCES, required=True, readonly=True, default="user"
    )
    # by whom, when
    user_id = fields.Many2one("res.users", string="Author", readonly=True)
    date_device = fields.Datetime(
        string="By the Device's Clock",
        readonly=True,
        help="As the device said; its clock may be wrong.",
    )
    date_saved = fields.Datetime(
        string="Received On", required=True, readonly=True, default=fields.Datetime.now
    )

    _question_uniq = models.Constraint(
        "UNIQUE(response_id, question_code)", "A question has one answer in a form."
    )

    @api.depends("value", "response_id.version_id")
    @api.depends_context("lang")
    def _compute_question_label(self):
        for response, answers in self.grouped("response_id").items():
            questions = response._get_questions_in_words()
            for answer in answers:
                question = questions.get(answer.question_code, {})
                answer.question_label = question.get("label") or answer.question_code
                answer.value_label = response._get_words(question, answer._get_value())

    @api.depends("value", "response_id.evidence_ids")
    def _compute_evidence_ids(self):
        given = {
            answer: answer._get_value() or []
            for answer in self
            if answer.question_type == "photo"
        }
        photos = self.env["sav.evidence"].search(
            [("uuid", "in", [uuid for uuids in given.values() for uuid in uuids])]
        )
        for answer in self:
            uuids = given.get(answer, [])
            answer.evidence_ids = photos.filtered(
                lambda photo, uuids=uuids: photo.uuid in uuids
            )

    def _get_value(self):
        """Return the value, None when the answer was taken back."""
        return read_json(self.value)


def write_json(kind, value):
    """Return a value as the JSON field keeps it: under its type.

    The field itself takes ``False``, 0 and an empty list for nothing at all.
    """
    return None if value is None else {kind: value}


def read_json(stored):
    """Return the value of what ``write_json`` made, None for nothing."""
    return next(iter(stored.values())) if stored else None
