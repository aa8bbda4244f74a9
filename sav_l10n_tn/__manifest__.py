# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "After-Sales Service: Tunisia",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Repair",
    "summary": "Stamp duty, tax identification and amounts in words for Tunisia",
    "author": "SAV Suite contributors",
    "license": "LGPL-3",
    "depends": ["l10n_tn", "sav_base"],
    "external_dependencies": {"python": ["num2words"]},
    "auto_install": True,
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
    "data": [
        "report/account_move_templates.xml",
        "report/sale_order_templates.xml",
        "report/sav_reception_templates.xml",
        "views/res_config_settings_views.xml",
    ],
    "demo": ["demo/sav_l10n_tn_demo.xml"],
}
