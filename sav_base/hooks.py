# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def uninstall_hook(env):
    """Take our condition out of core's actions: its field goes with the module."""
    env["ir.actions.act_window"].search(
        [("res_model", "=", "sale.order"), ("domain", "like", "sav_kind")]
    )._sav_show_internal_documents()
    env["ir.actions.report"].search(
        [("model", "=", "sale.order"), ("domain", "like", "sav_kind")]
    ).domain = False
