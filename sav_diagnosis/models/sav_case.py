# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class SavCase(models.Model):
    _inherit = "sav.case"

    response_ids = fields.One2many("sav.response", "case_id", string="Diagnoses")
    effect_application_ids = fields.One2many(
        "sav.effect.application", "case_id", string="Effects"
    )
    safety_stop = fields.Text(
        compute="_compute_safety_stop",
        help="A complete form says that the work must stop, and why.",
    )

    @api.depends("effect_application_ids.state", "effect_application_ids.summary")
    def _compute_safety_stop(self):
        for case in self:
            stops = case.effect_application_ids.filtered(
                lambda application: (
                    application.kind == "safety_stop" and application.state == "done"
                )
            )
            case.safety_stop = "\n".join(stops.mapped("summary"))

    def get_scenarios(self):
        """Return the scenarios that fit this case, the closest first.

        :return: ``[{"id", "code", "name", "description", "is_offered", "responses":
            [{"id", "uuid", "state", "version"}]}]``; ``responses`` are those of this
            case, the newest first; a scenario that was answered is listed though it is
            not offered any more
        """
        self.ensure_one()
        self.check_access("read")
        Scenario = self.env["sav.scenario"]
        fitting = Scenario.search(Scenario._get_case_domain(self)).sorted(
            lambda scenario: -scenario._get_closeness(self)
        )
        begun = self.response_ids.filtered(
            lambda response: response.state != "superseded"
        ).grouped("scenario_id")
        scenarios = fitting | Scenario.union(*begun)
        return [
            {
                "id": scenario.id,
                "code": scenario.code,
                "name": scenario.name,
                "description": scenario.description or "",
                "is_offered": scenario in fitting,
                "responses": [
                    {
                        "id": response.id,
                        "uuid": response.uuid,
                        "state": response.state,
                        "version": response.version_id.number,
                    }
                    for response in begun.get(scenario, self.env["sav.response"])
                ],
            }
            for scenario in scenarios
        ]

    def action_answer_scenario(self):
        """Open the screen where a form is chosen and answered."""
        self.ensure_one()
        self.check_access("write")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sav_diagnosis.sav_response_player_action"
        )
        return action | {"params": {"case_id": self.id}}

    def _can_answer(self):
        """Tell whether the user may answer a form of this case."""
        self.ensure_one()
        return (
            self.env.user.has_group("sav_base.group_sav_technician")
            and self.state not in ("closed", "cancelled")
            and self.has_access("write")
        )

    def _check_can_answer(self):
        """Refuse whoever may not answer a form of this case, saying why."""
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("sav_base.group_sav_technician"):
            raise AccessError(
                self.env._("Diagnoses are made by technicians: ask one of them.")
            )
        self.check_access("write")
        if self.state in ("closed", "cancelled"):
            raise UserError(
                self.env._(
                    "%(case)s is closed: its diagnosis is not changed any more.",
                    case=self.display_name,
                )
            )

    def _get_answered_intervention(self, intervention_id=None):
        """Return the intervention that a form is answered for, perhaps none.

        :param intervention_id: one of the case, else refused; None: the one under way
        """
        self.ensure_one()
        interventions = self.intervention_ids
        if intervention_id:
            chosen = interventions.filtered(
                lambda intervention: intervention.id == intervention_id
            )
            if not chosen:
                raise UserError(
                    self.env._(
                        "This intervention is not one of %(case)s.",
                        case=self.display_name,
                    )
                )
            return chosen
        for states in (("in_progress",), ("planned", "draft")):
            for intervention in interventions:
                if intervention.state in states:
                    return intervention
        return interventions.browse()

    def _get_finish_problems(self):
        """Add the photos that are still on their way and forms left half corrected."""
        problems = super()._get_finish_problems()
        for response in self.response_ids:
            if response.state != "superseded" and response.photos_awaited:
                problems.append(
                    self.env._(
                        "“%(scenario)s”: photos that have not arrived: %(count)s. Send "
                        "them from the device that took them.",
                        scenario=response.scenario_id.name,
                        count=response.photos_awaited,
                    )
                )
            if response.state == "reopened":
                problems.append(
                    self.env._(
                        "“%(scenario)s” was reopened: finish it again.",
                        scenario=response.scenario_id.name,
                    )
                )
        return problems
