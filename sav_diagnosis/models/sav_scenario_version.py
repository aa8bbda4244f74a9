# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.definition import fingerprint, read_definition

# Only publishing writes them; a published version never changes.
PUBLISHING_FIELDS = {
    "state",
    "sha256",
    "published_by_id",
    "date_published",
    "date_retired",
}
FROZEN_FIELDS = {"definition", "number", "scenario_id"}


class SavScenarioVersion(models.Model):
    """One text of a scenario. Once published it is never changed, only retired."""

    _name = "sav.scenario.version"
    _description = "Scenario Version"
    _order = "scenario_id, number desc"

    scenario_id = fields.Many2one(
        "sav.scenario", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="scenario_id.company_id", store=True, index="btree_not_null"
    )
    name = fields.Char(compute="_compute_name")
    number = fields.Integer(string="Version", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published"), ("retired", "Retired")],
        string="Status",
        required=True,
        readonly=True,
        copy=False,
        default="draft",
        index=True,
    )
    definition = fields.Text(
        required=True,
        help="Sections, questions, conditions and effects, in JSON. Words are texts, "
        'or one text by language: {"en_US": "Door", "fr_FR": "Porte"}.',
    )
    sha256 = fields.Char(
        string="SHA-256",
        readonly=True,
        copy=False,
        help="Fingerprint of the published text.",
    )
    published_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    date_published = fields.Datetime(string="Published On", readonly=True, copy=False)
    date_retired = fields.Datetime(string="Retired On", readonly=True, copy=False)
    problem_count = fields.Integer(compute="_compute_problem_count")
    problem_list = fields.Html(compute="_compute_problem_count", string="Problems")

    _number_uniq = models.Constraint(
        "UNIQUE(scenario_id, number)", "This version number already exists."
    )
    _published_uniq = models.UniqueIndex(
        "(scenario_id) WHERE state = 'published'",
        "A scenario has one published version at a time.",
    )
    _draft_uniq = models.UniqueIndex(
        "(scenario_id) WHERE state = 'draft'",
        "This scenario already has a draft: go on with it.",
    )

    @api.depends("scenario_id.name", "number")
    def _compute_name(self):
        for version in self:
            version.name = self.env._(
                "%(scenario)s, version %(number)s",
                scenario=version.scenario_id.name,
                number=version.number,
            )

    @api.depends("definition", "state")
    def _compute_problem_count(self):
        for version in self:
            found = version.problems() if version.state == "draft" else []
            version.problem_count = len(found)
            version.problem_list = self.env["ir.qweb"]._render(
                "sav_diagnosis.scenario_problems", {"problems": found}
            )

    @api.model_create_multi
    def create(self, vals_list):
        # The unique indexes on the state see the database only.
        self.flush_model(["state"])
        newest = dict(
            self._read_group(
                [
                    (
                        "scenario_id",
                        "in",
                        [vals.get("scenario_id") for vals in vals_list],
                    )
                ],
                groupby=["scenario_id"],
                aggregates=["number:max"],
            )
        )
        newest = {scenario.id: number for scenario, number in newest.items()}
        for vals in vals_list:
            if not self.env.su and PUBLISHING_FIELDS & vals.keys():
                raise AccessError(self._get_publish_advice())
            scenario_id = vals.get("scenario_id")
            newest[scenario_id] = newest.get(scenario_id, 0) + 1
            vals["number"] = newest[scenario_id]
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and PUBLISHING_FIELDS & vals.keys():
            raise AccessError(self._get_publish_advice())
        if FROZEN_FIELDS & vals.keys():
            frozen = self.filtered(lambda version: version.state != "draft")
            if frozen:
                raise UserError(
                    self.env._(
                        "A published version never changes, its answers refer to it: "
                        "%(versions)s. Use Revise to prepare the next one.",
                        versions=", ".join(frozen.mapped("name")),
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        published = self.filtered(lambda version: version.state != "draft")
        if published:
            raise UserError(
                self.env._(
                    "Only a draft can be deleted: %(versions)s",
                    versions=", ".join(published.mapped("name")),
                )
            )

    def action_publish(self):
        """Publish a draft and retire the version before it.

        :raises UserError: every problem that forbids it, in words
        """
        self.check_access("write")
        for version in self:
            if version.state != "draft":
                raise UserError(
                    self.env._(
                        "%(version)s is no draft. Use Revise to prepare the next one.",
                        version=version.name,
                    )
                )
            found = version.problems()
            if found:
                raise UserError(
                    self.env._(
                        "%(version)s cannot be published:\n%(problems)s",
                        version=version.name,
                        problems="\n".join(
                            f"- {problem['message']}" for problem in found
                        ),
                    )
                )
            # The publishing fields are closed to everybody: only this verb writes them.
            version_sudo = version.sudo()
            now = fields.Datetime.now()
            earlier_sudo = version_sudo.scenario_id.published_version_id
            earlier_sudo.write({"state": "retired", "date_retired": now})
            earlier_sudo.flush_recordset()
            version_sudo.write(
                {
                    "state": "published",
                    "sha256": fingerprint(version.definition),
                    "published_by_id": self.env.uid,
                    "date_published": now,
                }
            )
            version.scenario_id.message_post(
                body=self.env._("Version %(number)s published.", number=version.number)
            )
        return True

    def action_retire(self):
        """Withdraw a published version: forms already begun are still finished."""
        self.check_access("write")
        published = self.filtered(lambda version: version.state == "published")
        # Same reason as in `action_publish`.
        published.sudo().write(
            {"state": "retired", "date_retired": fields.Datetime.now()}
        )
        return True

    def action_revise(self):
        """Open the draft that will replace this version."""
        self.ensure_one()
        return self.scenario_id.action_revise()

    def _get_definition(self):
        """Return the definition as a dict; the version must hold a readable one."""
        self.ensure_one()
        return read_definition(self.definition)

    def _get_publish_advice(self):
        return self.env._("A version is published and retired by its own buttons.")
