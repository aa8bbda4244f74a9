# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "After-Sales Diagnosis",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Repair",
    "summary": "Diagnose with conditional scenarios that end in parts and labour",
    "author": "SAV Suite contributors",
    "license": "LGPL-3",
    "depends": ["sav_base"],
    "data": [
        "security/ir.model.access.csv",
        "security/sav_diagnosis_rules.xml",
        "views/sav_scenario_views.xml",
        "views/sav_scenario_version_views.xml",
        "views/sav_response_views.xml",
        "views/sav_case_views.xml",
        "views/sav_diagnosis_menus.xml",
    ],
    "demo": ["demo/sav_scenario_demo.xml"],
    "assets": {
        "web.assets_backend": ["sav_diagnosis/static/src/**/*"],
        "web.assets_unit_tests": ["sav_diagnosis/static/tests/**/*.test.js"],
        "web.assets_tests": ["sav_diagnosis/static/tests/tours/**/*"],
    },
}
