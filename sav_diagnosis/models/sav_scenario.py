# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import file_open


class SavScenario(models.Model):
    """A form that a trade fills to diagnose: for which devices, in which versions."""

    _name = "sav.scenario"
    _description = "Diagnostic Scenario"
    _inherit = ["mail.thread"]
    _order = "sequence, name, id"
    _rec_names_search = ["name", "code"]
    _check_company_auto = True

    # identification
    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True, copy=False, help="Stable name, in lower case without spaces."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        index="btree_not_null",
        help="Empty: offered in every company.",
    )
    description = fields.Text(translate=True)
    # to what it applies
    trade_id = fields.Many2one(
        "sav.trade", index="btree_not_null", help="Empty: every trade."
    )
    category_ids = fields.Many2many(
        "sav.equipment.category",
        string="Equipment Categories",
        help="Neither categories nor products: every device.",
    )
    product_ids = fields.Many2many(
        "product.product", string="Products", check_company=True
    )
    intervention_kind = fields.Selection(
        [("works", "Works"), ("maintenance", "Maintenance"), ("repair", "Repair")],
        string="Kind of Intervention",
        help="Empty: every kind.",
    )
    # what is asked
    version_ids = fields.One2many(
        "sav.scenario.version", "scenario_id", string="Versions"
    )
    published_version_id = fields.Many2one(
        "sav.scenario.version",
        compute="_compute_version_ids",
        store=True,
        index="btree_not_null",
        help="What is answered from today on.",
    )
    draft_version_id = fields.Many2one(
        "sav.scenario.version",
        string="Draft",
        compute="_compute_version_ids",
        store=True,
        index="btree_not_null",
    )
    response_count = fields.Integer(compute="_compute_response_count")

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "This scenario code already exists."
    )

    @api.depends("version_ids.state")
    def _compute_version_ids(self):
        for scenario in self:
            by_state = scenario.version_ids.grouped("state")
            nothing = self.env["sav.scenario.version"]
            scenario.published_version_id = by_state.get("published", nothing)[:1]
            scenario.draft_version_id = by_state.get("draft", nothing)[:1]

    def _compute_response_count(self):
        counts = dict(
            self.env["sav.response"]._read_group(
                [("scenario_id", "in", self.ids)],
                groupby=["scenario_id"],
                aggregates=["__count"],
            )
        )
        for scenario in self:
            scenario.response_count = counts.get(scenario, 0)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        used = self.filtered(
            lambda scenario: any(
                version.state != "draft" for version in scenario.version_ids
            )
        )
        if used:
            raise UserError(
                self.env._(
                    "These scenarios were published, their answers refer to them. "
                    "Archive them instead: %(scenarios)s",
                    scenarios=", ".join(used.mapped("name")),
                )
            )

    def action_revise(self):
        """Open the draft of the scenario, made from its published version if needed."""
        self.ensure_one()
        draft = self.draft_version_id or self._make_draft()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sav.scenario.version",
            "res_id": draft.id,
            "view_mode": "form",
        }

    def action_view_responses(self):
        """Open what was answered to the scenario."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sav_diagnosis.sav_response_action"
        )
        return action | {"domain": [("scenario_id", "=", self.id)], "context": {}}

    def _make_draft(self, definition=None):
        """Return a new draft version.

        :param definition: its text; None copies the newest version, else starts a
            scenario with one section
        """
        self.ensure_one()
        newest = self.version_ids.sorted("number")[-1:]
        if definition is None:
            definition = newest.definition or json.dumps(
                {"code": self.code, "sections": [], "effects": []}, indent=2
            )
        return self.env["sav.scenario.version"].create(
            {"scenario_id": self.id, "definition": definition}
        )

    @api.model
    def _load_definition(self, path, **vals):
        """Return the scenario that a file of an addon holds, published.

        Loading the same file again changes nothing; a changed one publishes a new
        version.

        :param path: from the addons path, such as ``my_addon/demo/boiler.json``: the
            definition, whose ``code`` finds the scenario and whose ``label`` names it
        :param vals: values of the scenario, written when it is made
        :raises UserError: what forbids publishing it
        """
        with file_open(path, filter_ext=(".json",)) as definition_file:
            text = definition_file.read()
        heading = json.loads(text)
        scenario = self.with_context(active_test=False).search(
            [
                ("code", "=", heading["code"]),
                ("company_id", "=", vals.get("company_id", False)),
            ],
            limit=1,
        )
        if not scenario:
            label = heading.get("label") or heading["code"]
            names = label if isinstance(label, dict) else {"en_US": label}
            scenario = self.with_context(lang="en_US").create(
                {"name": names["en_US"], "code": heading["code"], **vals}
            )
            installed = {code for code, _name in self.env["res.lang"].get_installed()}
            scenario.update_field_translations(
                "name",
                {
                    lang: name
                    for lang, name in names.items()
                    if lang in installed - {"en_US"}
                },
            )
        if scenario.published_version_id.definition != text:
            draft = scenario.draft_version_id
            if draft:
                draft.definition = text
            else:
                draft = scenario._make_draft(text)
            draft.action_publish()
        return scenario

    @api.model
    def _get_case_domain(self, case):
        """Return the domain of the scenarios that fit a case (hook)."""
        equipment = case.equipment_id
        kinds = case.intervention_ids.mapped("kind") or ["repair"]
        device = Domain("category_ids", "=", False) & Domain("product_ids", "=", False)
        if equipment.category_id:
            device |= Domain("category_ids", "in", equipment.category_id.ids)
        if equipment.product_id:
            device |= Domain("product_ids", "in", equipment.product_id.ids)
        return (
            device
            & Domain("published_version_id", "!=", False)
            & Domain("company_id", "in", [case.company_id.id, False])
            & Domain("trade_id", "in", [equipment.category_id.trade_id.id, False])
            & Domain("intervention_kind", "in", [*kinds, False])
        )

    def _get_closeness(self, case):
        """Return how closely the scenario fits a case: the greatest comes first."""
        self.ensure_one()
        equipment = case.equipment_id
        return (
            8 * (equipment.product_id in self.product_ids)
            + 4 * (equipment.category_id in self.category_ids)
            + 2 * bool(self.trade_id)
            + bool(self.intervention_kind)
        )

    def copy_data(self, default=None):
        """Copy the scenario with its newest text as a draft; nothing is published."""
        vals_list = super().copy_data(default=default)
        for scenario, vals in zip(self, vals_list, strict=True):
            newest = scenario.version_ids.sorted("number")[-1:]
            vals.setdefault("code", self.env._("%(code)s_copy", code=scenario.code))
            if newest and "version_ids" not in vals:
                vals["version_ids"] = [
                    Command.create({"definition": newest.definition})
                ]
        return vals_list
