# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

# The name of the number on every Tunisian document, whatever their language.
VAT_LABEL = "Matricule fiscal"


def post_init_hook(env):
    """Name the tax identification of Tunisia, unless the company already did."""
    tunisia = env.ref("base.tn")
    if not tunisia.vat_label:
        tunisia.vat_label = VAT_LABEL


def uninstall_hook(env):
    """Give Tunisia back core's general label."""
    tunisia = env.ref("base.tn")
    if tunisia.vat_label == VAT_LABEL:
        tunisia.vat_label = False
