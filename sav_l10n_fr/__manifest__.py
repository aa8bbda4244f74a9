# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "After-Sales Service: France",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Repair",
    "summary": "Legal guarantee of conformity with its deadlines for France",
    "author": "SAV Suite contributors",
    "license": "LGPL-3",
    "depends": ["l10n_fr_account", "sav_base"],
    "auto_install": True,
    "uninstall_hook": "uninstall_hook",
    "data": ["data/sav_warranty_policy_data.xml"],
}
