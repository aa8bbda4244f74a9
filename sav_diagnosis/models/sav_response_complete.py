# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.answer import is_same_answer, keepable
from ..tools.definition import CONTEXT_TYPES, clean_context, questions_of
from .sav_answer import write_json


class SavResponse(models.Model):
    """The end of a form: the server has the last word, then the effects run."""

    _inherit = "sav.response"

    def submit(self, values=None):
        """Complete the form: recompute it with its own context, then run its effects.

        Sending it again, after a time-out say, gives the same result and adds nothing.

        :param values: answers that were not saved yet, see ``save_answers``
        :return: see ``_get_conclusion``
        :raises UserError: every question that is missing or wrong, by its label;
            nothing of ``values`` is then kept
        """
        response_sudo = self._take_turn()
        changes = self._read_changes(values)
        if response_sudo.state == "complete" and response_sudo._holds(changes):
            return response_sudo._get_conclusion()
        response_sudo._check_is_open()
        _saved, refused = response_sudo._keep_answers(changes)
        if refused:
            raise UserError("\n".join(refused.values()))
        response_sudo._clear_void_signatures()
        definition = response_sudo._get_definition()
        outcome = response_sudo._resolve(definition)
        complaints = response_sudo._get_complaints(definition, outcome)
        if complaints:
            raise UserError(
                self.env._(
                    "The form is not finished:\n%(complaints)s",
                    complaints="\n".join(f"- {words}" for words in complaints),
                )
            )
        response_sudo._complete(definition, outcome)
        return response_sudo._get_conclusion()

    def reopen(self):
        """Open a complete form again, to correct it; its effects stay for now."""
        for response in self:
            response._check_can_write()
            if response.state == "reopened":
                continue
            if response.state != "complete":
                raise UserError(
                    self.env._(
                        "%(response)s is not finished, there is nothing to reopen.",
                        response=response.name,
                    )
                )
            if response.case_id.state in ("closed", "cancelled"):
                raise UserError(
                    self.env._(
                        "%(case)s is closed: its diagnosis is not changed any more.",
                        case=response.case_id.display_name,
                    )
                )
            # Written by verbs only; the right was checked above.
            response.sudo().state = "reopened"
            response.case_id.message_post(
                body=self.env._(
                    "Form reopened: %(response)s", response=response.version_id.name
                )
            )
        return True

    def _holds(self, changes):
        """Tell whether all changes are already the answers of the form."""
        answers = self._get_answers()
        return all(
            is_same_answer(answers.get(change["question"]), keepable(change["value"]))
            for change in changes
        )

    def _get_complaints(self, definition, outcome):
        """Return what must be answered or corrected, one sentence a question."""
        questions = questions_of(definition)
        wrong = {error["question"]: error["code"] for error in outcome["errors"]}
        complaints = []
        for code in outcome["visible"]:
            if code in wrong:
                complaints.append(self._get_error_words(questions[code], wrong[code]))
            elif code in outcome["missing"]:
                complaints.append(self._get_missing_words(questions[code]))
        return complaints

    def _get_missing_words(self, question):
        label = self._get_label(question)
        if question["type"] == "photo":
            return self.env._("“%(question)s”: take the photo.", question=label)
        if question["type"] == "signature":
            return self.env._(
                "“%(question)s”: the signature is missing.", question=label
            )
        return self.env._("“%(question)s”: answer this question.", question=label)

    def _get_error_words(self, question, error):
        """Return in words why the answer to a question is not valid."""
        label = self._get_label(question)
        if error == "constraint":
            words = self._get_text(question.get("constraint_message"))
            if words:
                return self.env._(
                    "“%(question)s”: %(words)s", question=label, words=words
                )
        bound = question.get(error)
        texts = {
            "min": self.env._(
                "“%(question)s”: at least %(bound)s.", question=label, bound=bound
            ),
            "max": self.env._(
                "“%(question)s”: at most %(bound)s.", question=label, bound=bound
            ),
            "photos_min": self.env._(
                "“%(question)s”: at least %(bound)s photos.",
                question=label,
                bound=bound,
            ),
            "photos_max": self.env._(
                "“%(question)s”: at most %(bound)s photos.", question=label, bound=bound
            ),
            "choice": self.env._(
                "“%(question)s”: this choice is not offered, choose again.",
                question=label,
            ),
            "exclusive": self.env._(
                "“%(question)s”: one of these choices excludes the others.",
                question=label,
            ),
        }
        return texts.get(error) or self.env._(
            "“%(question)s”: this answer is not possible, correct it.", question=label
        )

    def _complete(self, definition, outcome):
        """Close the form, run its effects and say so on the case."""
        self._write_calculated(definition, outcome)
        changes = self._get_context_changes()
        now = fields.Datetime.now()
        self.write(
            {
                "state": "complete",
                "score": outcome["score"] or 0,
                "is_complete": True,
                "date_completed": now,
                "completed_by_id": self.env.uid,
                "context_changes": "\n".join(changes),
            }
        )
        self._record_readings(definition, outcome)
        self._run_effects(definition, outcome)
        self._post_conclusion(changes)

    def _write_calculated(self, definition, outcome):
        """Keep the calculated values beside the answers, as they were at the end."""
        questions = questions_of(definition)
        current = {
            answer.question_code: answer
            for answer in self.answer_ids
            if answer.source == "calculated"
        }
        new = []
        for place, (code, question) in enumerate(questions.items()):
            if question.get("calculate") is None:
                continue
            value = write_json(question["type"], outcome["values"].get(code))
            if code in current:
                current[code].write(
                    {"value": value, "is_hidden": code not in outcome["visible"]}
                )
            elif value:
                new.append(
                    {
                        "response_id": self.id,
                        "question_code": code,
                        "question_type": question["type"],
                        "sequence": place,
                        "source": "calculated",
                        "value": value,
                    }
                )
        self.env["sav.answer"].create(new)

    def _record_readings(self, definition, outcome):
        """Add the meters read in the form to those of the equipment, once each.

        A reading that the meter refuses stays in the form and is told on the case.
        """
        for code, question in questions_of(definition).items():
            value = outcome["values"].get(code)
            if question["type"] != "meter" or value is None:
                continue
            meter = self._find_meter(question)
            if question.get("calculate") is None and meter:
                self._apply_once(
                    f"meter/{code}", "meter", {"value": value}, meter=meter
                )

    def _find_meter(self, question):
        """Return the meter that a question reads: the one it names, else the first."""
        meters = self.equipment_id.meter_ids
        code = question.get("meter")
        return meters.filtered(lambda meter: not code or meter.code == code)[:1]

    def _get_context_changes(self):
        """Return in words what is no longer as it was when the form was opened."""
        today = clean_context(self.case_id._get_scenario_facts())
        opened = self.context or {}
        labels = self._get_context_labels()
        # The day passes for everybody, and what depends on it alone with it.
        moving = {
            "today",
            "equipment.age_months",
            "warranty.days_left",
            "meter.days_since",
            "previous.days_since",
        }
        return [
            self.env._(
                "%(fact)s was %(before)s when the form was opened, now %(after)s.",
                fact=labels[name],
                before=opened.get(name, "—"),
                after=today.get(name, "—"),
            )
            for name in CONTEXT_TYPES
            if name not in moving and opened.get(name) != today.get(name)
        ]

    def _get_context_labels(self):
        """Return name of a variable of the context → its name in words."""
        return {
            "today": self.env._("Today"),
            "equipment.age_months": self.env._("Age in months"),
            "equipment.category": self.env._("Equipment category"),
            "equipment.brand": self.env._("Brand"),
            "warranty.parts": self.env._("Warranty on parts (%)"),
            "warranty.labour": self.env._("Warranty on labour (%)"),
            "warranty.days_left": self.env._("Days of warranty left"),
            "contract.covered": self.env._("Covered by a contract"),
            "case.origin": self.env._("Origin of the case"),
            "case.symptom": self.env._("Symptom"),
            "meter.index": self.env._("Meter"),
            "meter.days_since": self.env._("Days since the last reading"),
            "previous.days_since": self.env._("Days since the previous repair"),
            "previous.cause": self.env._("Cause of the previous repair"),
        }
