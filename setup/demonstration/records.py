# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Records of the demonstration, each known by an external identifier."""

MODULE = "sav_demo"


def ensure(env, name, model, vals):
    """Return the record of that name, made from the values if it does not exist.

    :param name: stable identifier inside the demonstration, such as ``product_seal``
    """
    return find(env, name) or keep(env, name, env[model].create(vals))


def find(env, name):
    """Return the record of that name, None if it was not made or was deleted."""
    return env.ref(f"{MODULE}.{name}", raise_if_not_found=False) or None


def keep(env, name, record):
    """Give a record its name in the demonstration and return it."""
    env["ir.model.data"]._update_xmlids(
        [{"xml_id": f"{MODULE}.{name}", "record": record, "noupdate": True}]
    )
    return record


def suite(env, name):
    """Return a record that the suite brings, such as ``equipment_category_oven``."""
    return env.ref(f"sav_base.sav_{name}")
