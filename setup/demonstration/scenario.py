# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The published scenario of the demonstration: a washing machine that broke down."""

from records import find, keep, suite

from odoo.fields import Command

DEFINITION = "sav_diagnosis/demo/washing_machine_breakdown.json"


def load_scenario(env):
    """Publish the scenario that the addon brings, for the washing machines here.

    The parts and labour that it proposes are those of the catalogue.
    """
    category = suite(env, "equipment_category_washing_machine")
    scenario = env["sav.scenario"]._load_definition(
        DEFINITION,
        trade_id=category.trade_id.id,
        category_ids=[Command.link(category.id)],
    )
    if not find(env, "scenario_washer"):
        keep(env, "scenario_washer", scenario)
