# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, timezone

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.answer import answer_problem, is_same_answer, keepable
from ..tools.definition import questions_of
from ..tools.expression import ExpressionError
from ..tools.scenario import resolve
from .sav_answer import ANSWER_SOURCES, write_json

OPEN_STATES = ("draft", "reopened")


class SavResponse(models.Model):
    """Answers as they come: checked one by one, kept, logged."""

    _inherit = "sav.response"

    def save_answers(self, values):
        """Keep answers as they are given; what cannot be kept is refused in words.

        The answers are taken in the order of ``values``: each one is judged on the form
        as the answers before it left it, so a branch answered and then hidden is kept.

        :param values: code of question → value (None takes an answer back), or →
            ``{"value", "source", "device_time"}`` with the source of ``sav.answer`` and
            the ISO 8601 time of the device; or a list of ``{"question", "value",
            "source", "device_time"}``, where a question may come twice
        :return: ``{"saved": [code], "refused": {code: message}, "voided": [code of a
            signature to give again], "state", "score", "is_complete"}``
        :raises UserError: the form is finished or put aside: nothing can be kept
        """
        response_sudo = self._take_turn()
        response_sudo._check_is_open()
        saved, refused = response_sudo._keep_answers(self._read_changes(values))
        voided = response_sudo._clear_void_signatures()
        return {
            "saved": saved,
            "refused": refused,
            "voided": voided,
            "state": response_sudo.state,
            "score": response_sudo.score,
            "is_complete": response_sudo.is_complete,
        }

    def _check_is_open(self):
        if self.state == "superseded":
            raise UserError(
                self.env._(
                    "%(response)s was put aside: open a new form.", response=self.name
                )
            )
        if self.state not in OPEN_STATES:
            raise UserError(
                self.env._(
                    "%(response)s is finished: reopen it to change an answer.",
                    response=self.name,
                )
            )

    def _read_changes(self, values):
        """Return the changes that a client sent, in their order.

        :return: list of dicts ``question``, ``value``, ``source``, ``date_device``
        :raises UserError: this is no set of answers
        """
        values = {} if values is None else values
        if isinstance(values, dict):
            values = [
                {**given, "question": code}
                if isinstance(given, dict)
                else {"question": code, "value": given}
                for code, given in values.items()
            ]
        if not isinstance(values, list) or not all(
            isinstance(change, dict) and isinstance(change.get("question"), str)
            for change in values
        ):
            raise UserError(
                self.env._(
                    "These answers cannot be read: reload the form and try again."
                )
            )
        sources = {source for source, _label in ANSWER_SOURCES} - {"calculated"}
        return [
            {
                "question": change["question"],
                "value": change.get("value"),
                "source": change.get("source")
                if change.get("source") in sources
                else "user",
                "date_device": _read_device_time(change.get("device_time")),
            }
            for change in values
        ]

    def _keep_answers(self, changes):
        """Write the changes that can be kept.

        :param changes: see ``_read_changes``
        :return: the codes saved, and code → message of those refused
        """
        self.ensure_one()
        definition = self._get_definition()
        questions = questions_of(definition)
        answers = self._get_answers()
        refused = {}
        sound = []
        for change in changes:
            message = self._find_refusal(questions.get(change["question"]), change)
            if message:
                refused[change["question"]] = message
            else:
                sound.append(change | {"value": keepable(change["value"])})
        sound, outcome = self._drop_hidden(
            definition, answers, sound, questions, refused
        )
        self._write_changes(sound, answers, questions)
        if outcome:
            self._write_resolution(outcome)
        self._link_photos()
        saved = dict.fromkeys(change["question"] for change in sound)
        return list(saved), refused

    def _find_refusal(self, question, change):
        """Return why a change cannot be kept, in words, or None."""
        if question is None:
            return self.env._(
                "“%(code)s” is no question of this form.",
                code=change["question"][:64],
            )
        value = change["value"]
        problem = answer_problem(question, value)
        if problem:
            return self._get_refusal_words(problem, question)
        if value and question["type"] == "photo":
            return self._find_photo_refusal(question, value)
        if value and question["type"] == "signature":
            return self._find_signature_refusal(question, value)
        return None

    def _get_refusal_words(self, problem, question):
        label = self._get_label(question)
        kind = question["type"]
        if problem == "choice":
            return self.env._(
                "“%(question)s”: this choice is not offered, choose again.",
                question=label,
            )
        if problem == "calculated":
            return self.env._(
                "“%(question)s” is calculated, it is not answered.", question=label
            )
        if problem == "too_long":
            return self.env._(
                "“%(question)s”: this answer is too long, shorten it.", question=label
            )
        if problem == "bad_text":
            return self.env._(
                "“%(question)s”: the text holds a character that cannot be kept, type "
                "it again.",
                question=label,
            )
        if kind in ("number", "meter"):
            return self.env._("“%(question)s”: type a number.", question=label)
        if kind == "date":
            return self.env._("“%(question)s”: choose a day.", question=label)
        return self.env._(
            "“%(question)s”: this is no answer to it, answer again.", question=label
        )

    def _find_photo_refusal(self, question, uuids):
        """Return why photos cannot be the answer: they prove another case."""
        # Looked for everywhere, whoever may see them: only "elsewhere" is said.
        elsewhere = (
            self.env["sav.evidence"]
            .sudo()
            .search_count(
                [("uuid", "in", uuids), ("case_id", "!=", self.case_id.id)], limit=1
            )
        )
        if elsewhere:
            return self.env._(
                "“%(question)s”: this photo belongs to another case, take a new one.",
                question=self._get_label(question),
            )
        return None

    def _drop_hidden(self, definition, answers, changes, questions, refused):
        """Return the changes of visible questions and the outcome of the form.

        The outcome is None when the scenario cannot be evaluated. An answer given to a
        hidden question is refused; taking one back is not.
        """
        after = answers | {change["question"]: change["value"] for change in changes}
        try:
            outcome = self._resolve(definition, after)
        except UserError:
            # Nothing says what is hidden: what was typed is kept, `submit` will refuse.
            return changes, None
        visible = set(outcome["visible"])
        counts = {}
        for change in changes:
            counts[change["question"]] = counts.get(change["question"], 0) + 1
        if all(
            counts[change["question"]] == 1
            and (change["value"] is None or change["question"] in visible)
            for change in changes
        ):
            return changes, outcome
        # Something is hidden at the end: was it visible when it was answered?
        kept = []
        after = dict(answers)
        for change in changes:
            code = change["question"]
            if change["value"] is not None:
                tried = self._resolve(definition, after | {code: change["value"]})
                if code not in tried["visible"]:
                    refused[code] = self.env._(
                        "“%(question)s” is not asked with these answers.",
                        question=self._get_label(questions[code]),
                    )
                    continue
            after[code] = change["value"]
            kept.append(change)
        return kept, self._resolve(definition, after)

    def _write_changes(self, changes, answers, questions):
        """Write changes and append them to the log; what changes nothing is skipped."""
        places = {code: place for place, code in enumerate(questions)}
        by_code = {answer.question_code: answer for answer in self.answer_ids}
        current = dict(answers)
        logs = []
        last = {}
        for change in changes:
            code = change["question"]
            kind = questions[code]["type"]
            if is_same_answer(current.get(code), change["value"]):
                continue
            by_whom = {
                "source": change["source"],
                "user_id": self.env.uid,
                "date_device": change["date_device"],
            }
            logs.append(
                by_whom
                | {
                    "response_id": self.id,
                    "question_code": code,
                    "old_value": write_json(kind, current.get(code)),
                    "new_value": write_json(kind, change["value"]),
                }
            )
            current[code] = change["value"]
            last[code] = by_whom | {
                "value": write_json(kind, change["value"]),
                "date_saved": fields.Datetime.now(),
            }
        self.env["sav.answer.log"].create(logs)
        new = []
        for code, vals in last.items():
            if code in by_code:
                by_code[code].write(vals)
            else:
                new.append(
                    vals
                    | {
                        "response_id": self.id,
                        "question_code": code,
                        "question_type": questions[code]["type"],
                        "sequence": places[code],
                    }
                )
        self.env["sav.answer"].create(new)

    def _write_resolution(self, outcome):
        """Write what the answers make of the form."""
        self.write({"score": outcome["score"] or 0, "is_complete": outcome["complete"]})
        inactive = set(outcome["inactive"])
        for is_hidden in (True, False):
            self.answer_ids.filtered(
                lambda answer, is_hidden=is_hidden: (
                    answer.is_hidden != is_hidden
                    and (answer.question_code in inactive) == is_hidden
                )
            ).write({"is_hidden": is_hidden})

    def _link_photos(self):
        """Give the photos of this case that are answers their response and question."""
        questions = {
            uuid: answer.question_code
            for answer in self.answer_ids
            if answer.question_type == "photo"
            for uuid in answer._get_value() or []
        }
        photos = self.env["sav.evidence"].search(
            [
                ("uuid", "in", list(questions)),
                ("case_id", "=", self.case_id.id),
                ("response_id", "=", False),
            ]
        )
        for code, of_question in photos.grouped(
            lambda photo: questions[photo.uuid]
        ).items():
            of_question.write({"response_id": self.id, "question_code": code})

    def _get_answers(self):
        """Return code of question → value, hidden answers included."""
        self.ensure_one()
        return {
            answer.question_code: answer._get_value()
            for answer in self.answer_ids
            if answer.source != "calculated"
        }

    def _resolve(self, definition=None, answers=None):
        """Return what the engine says of the form with its own frozen context.

        :raises UserError: the scenario itself cannot be evaluated
        """
        self.ensure_one()
        definition = self._get_definition() if definition is None else definition
        answers = self._get_answers() if answers is None else answers
        try:
            return resolve(definition, answers, self.context or {})
        except ExpressionError as error:
            raise UserError(
                self.env._(
                    "A condition of %(version)s cannot be worked out with these "
                    "answers (%(error)s). Tell your administrator; your answers are "
                    "kept.",
                    version=self.version_id.name,
                    error=error,
                )
            ) from error

    def _get_definition(self):
        """Return the definition of the response's own version."""
        # Whoever may see the response may read its questions, of any company.
        return self.version_id.sudo()._get_definition()


def _read_device_time(text):
    """Return the naive UTC time that a device sent in ISO 8601, or None."""
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
        if moment.tzinfo:
            moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return moment.replace(microsecond=0)
