# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tools import formatLang


def written_number(env, value):
    """Return a quantity or a percentage as people write it in the language of ``env``.

    :param float value: shown without decimals when it is whole, else with two
    """
    return formatLang(env, value, digits=0 if float(value).is_integer() else 2)
