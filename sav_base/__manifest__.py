# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "After-Sales Service",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Repair",
    "summary": "Receive, diagnose, quote, repair, invoice and hand back devices",
    "author": "SAV Suite contributors",
    "license": "LGPL-3",
    "application": True,
    "depends": [
        "barcodes",
        "hr_hourly_cost",
        "hr_skills",
        "portal",
        "rating",
        "repair",
    ],
    "external_dependencies": {"python": ["python-barcode", "reportlab"]},
    "data": [
        "security/sav_base_security.xml",
        "security/ir.model.access.csv",
        "security/sav_base_rules.xml",
        "data/ir_sequence_data.xml",
        "report/sav_reception_reports.xml",
        "report/sav_reception_templates.xml",
        "data/mail_template_data.xml",
        "views/sav_base_menus.xml",
    ],
    "demo": ["demo/sav_base_demo.xml"],
    "assets": {
        "web.assets_backend": ["sav_base/static/src/**/*"],
        "web.assets_unit_tests": ["sav_base/static/tests/**/*.test.js"],
        "web.assets_tests": ["sav_base/static/tests/tours/**/*"],
    },
}
