# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the company sells and repairs: warranties, labour, products, stock.

Trades, equipment categories and fault codes are those that the suite brings.
"""

from records import ensure, find, suite

from odoo.fields import Command

# Name of the policy → months, code, name and percentages of each term.
POLICIES = {
    "12": (
        "Garantie 12 mois pièces et main-d'œuvre",
        [(12, "12M", 100, 100, 100)],
    ),
    "24": (
        "Garantie 24 mois pièces, 12 mois main-d'œuvre",
        [(12, "12M", 100, 100, 100), (24, "24M-P", 100, 0, 0)],
    ),
}
LABOUR_ROLES = {
    "n1": ("N1", "Main-d'œuvre N1 (atelier)", 32.0),
    "n2": ("N2", "Main-d'œuvre N2 (électronique, froid)", 50.0),
}
# Reference → name, price, cost, invoicing policy, stock.
PARTS = {
    "CARTE-LL": ("Carte de commande lave-linge", 98.457, 61.2, "order", 12),
    "JOINT-HUB": ("Joint de hublot", 25.0, 11.4, "delivery", 30),
    "KIT-NET": ("Kit de nettoyage", 12.5, 4.75, "delivery", 60),
    "POMPE-VID": ("Pompe de vidange", 64.9, 33.0, "delivery", 8),
    "RESIST-LL": ("Résistance 2000 W", 47.3, 21.6, "delivery", 10),
    "FILTRE-EAU": ("Filtre à eau", 18.35, 7.2, "delivery", 40),
    "FILTRE-CLIM": ("Filtre de climatiseur", 22.0, 9.1, "delivery", 40),
    "GAZ-R32": ("Gaz R32 (100 g)", 16.75, 8.3, "delivery", 80),
}
SUPPLIER = {
    "name": "Zéphyr Export",
    "is_company": True,
    "email": "garantie@zephyr-export.example.com",
}
# Reference → name, category, price, cost, policy.
MACHINES = {
    "LL-ZEP8": ("Lave-linge Zéphyr 8 kg", "washing_machine", 1290.0, 905.0, "12"),
    "REF-ATL340": ("Réfrigérateur Atlas 340 L", "refrigerator", 1745.0, 1260.0, "24"),
    "CLIM-SIR12": (
        "Climatiseur Sirocco 12 000 BTU",
        "air_conditioner",
        1590.0,
        1120.0,
        "24",
    ),
    "FOUR-VES60": ("Four encastrable Vesta 60", "oven", 980.0, 640.0, "12"),
}


def load_policies(env, company):
    """Make the warranty policies; the company's own is the shorter one."""
    policies = {}
    for rank, (name, (label, terms)) in enumerate(POLICIES.items(), 1):
        vals = {
            "name": label,
            "sequence": 10 * rank,
            "term_ids": [
                Command.create(
                    {
                        "code": code,
                        "kind": "commercial",
                        "months": months,
                        "parts": parts,
                        "labour": labour,
                        "travel": travel,
                    }
                )
                for months, code, parts, labour, travel in terms
            ],
        }
        policies[name] = ensure(env, f"policy_{name}", "sav.warranty.policy", vals)
    company.sav_warranty_policy_id = policies["12"]
    return policies


def load_labour(env, company):
    """Make the services sold by the hour and their roles, returned by name."""
    roles = {}
    for name, (code, label, price) in LABOUR_ROLES.items():
        service = ensure(
            env,
            f"product_labour_{name}",
            "product.product",
            {
                "name": label,
                "default_code": f"MO-{code}",
                "type": "service",
                "invoice_policy": "delivery",
                "list_price": price,
                "uom_id": env.ref("uom.product_uom_hour").id,
                "purchase_ok": False,
                "categ_id": _category(env, "labour", "Main-d'œuvre").id,
            },
        )
        roles[name] = ensure(
            env,
            f"role_{name}",
            "sav.labour.role",
            {
                "name": label,
                "code": code,
                "company_id": company.id,
                "product_id": service.id,
            },
        )
    return roles


def load_parts(env, company):
    """Make the parts and put them on the shelves of the warehouse."""
    for reference, (name, price, cost, policy, quantity) in PARTS.items():
        if find(env, f"product_{reference}"):
            continue
        part = ensure(
            env,
            f"product_{reference}",
            "product.product",
            {
                "name": name,
                "default_code": reference,
                "type": "consu",
                "is_storable": True,
                "invoice_policy": policy,
                "list_price": price,
                "standard_price": cost,
                "categ_id": _category(env, "parts", "Pièces détachées").id,
            },
        )
        put_in_stock(env, company, part, quantity)


def load_machines(env, policies):
    """Make the machines that the company sells, each unit with its serial number."""
    supplier = ensure(env, "supplier", "res.partner", SUPPLIER)
    for reference, (name, category, price, cost, policy) in MACHINES.items():
        ensure(
            env,
            f"product_{reference}",
            "product.product",
            {
                "name": name,
                "default_code": reference,
                "type": "consu",
                "is_storable": True,
                "tracking": "serial",
                "invoice_policy": "delivery",
                "list_price": price,
                "standard_price": cost,
                "categ_id": _category(env, "machines", "Appareils").id,
                "sav_is_equipment": True,
                "sav_equipment_category_id": suite(
                    env, f"equipment_category_{category}"
                ).id,
                "sav_warranty_policy_id": policies[policy].id,
                "seller_ids": [
                    Command.create({"partner_id": supplier.id, "price": cost})
                ],
            },
        )


def put_in_stock(env, company, product, quantity, lot=None):
    """Count a quantity of a product in the company's warehouse."""
    warehouse = env["stock.warehouse"].search(
        [("company_id", "=", company.id)], limit=1
    )
    quant = env["stock.quant"].create(
        {
            "product_id": product.id,
            "location_id": warehouse.lot_stock_id.id,
            "lot_id": lot.id if lot else False,
            "inventory_quantity": quantity,
        }
    )
    quant.action_apply_inventory()


def _category(env, name, label):
    return ensure(env, f"product_category_{name}", "product.category", {"name": label})
