# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The people of the demonstration: colleagues, then customers."""

from company import DOMAIN
from records import ensure, find, keep

from odoo.fields import Command

PASSWORD = "demo"
# Login, name, group of the suite, what the person does in English and in French.
COLLEAGUES = (
    ("guichet", "Sarra Jaziri", "counter", "counter clerk", "guichet"),
    (
        "technicien1",
        "Karim Ben Salah",
        "technician",
        "technician N2, Sfax",
        "technicien N2, Sfax",
    ),
    (
        "technicien2",
        "Walid Mejri",
        "technician",
        "technician N1, Sfax",
        "technicien N1, Sfax",
    ),
    ("chef", "Leïla Trabelsi", "manager", "workshop manager", "chef d'atelier"),
    ("facturation", "Amel Gharbi", "billing", "billing", "facturation"),
)
# Login, role of labour, cost of an hour.
TECHNICIANS = (("technicien1", "n2", 14.5), ("technicien2", "n1", 9.8))
CUSTOMERS = {
    "sami": {
        "name": "Sami Bouaziz",
        "street": "27, avenue Habib Thameur",
        "city": "Sfax",
        "zip": "3000",
        "phone": "+216 98 214 457",
        "email": "sami.bouaziz@example.com",
    },
    "ines": {
        "name": "Inès Khelifi",
        "street": "8, rue du Lac Léman, Les Berges du Lac",
        "city": "Tunis",
        "zip": "1053",
        "phone": "+216 22 318 640",
        "email": "ines.khelifi@example.com",
    },
    "mourad": {
        "name": "Mourad Chaabane",
        "street": "Route de l'Aéroport, km 6",
        "city": "Sfax",
        "zip": "3052",
        "phone": "+216 55 903 127",
        "email": "mourad.chaabane@example.com",
    },
    "olivier": {
        "name": "Hôtel des Oliviers",
        "is_company": True,
        "street": "Boulevard du 5 Août",
        "city": "Sfax",
        "zip": "3000",
        "phone": "+216 74 221 900",
        "email": "maintenance@hotel-oliviers.example.com",
        "vat": "0834512K/A/M/000",
    },
    "medina": {
        "name": "Café de la Médina",
        "is_company": True,
        "street": "3, rue de la Kasbah",
        "city": "Tunis",
        "zip": "1008",
        "phone": "+216 71 560 210",
        "email": "contact@cafe-medina.example.com",
        "vat": "1178320P/A/M/000",
    },
    "clinique": {
        "name": "Clinique Ennour",
        "is_company": True,
        "street": "Route de Tunis, km 2",
        "city": "Sfax",
        "zip": "3021",
        "phone": "+216 74 455 600",
        "email": "technique@clinique-ennour.example.com",
        "vat": "0991245B/A/M/000",
        "sav_importance": "2",
    },
}
PORTAL_CUSTOMER = "sami"
PORTAL_LOGIN = "client"


def load_users(env, lang):
    """Make the users, set the administrator's language and return the logins."""
    preferences = {"lang": lang, "tz": "Africa/Tunis", "notification_type": "inbox"}
    if not find(env, "user_admin"):
        admin = keep(env, "user_admin", env.ref("base.user_admin"))
        admin.write(preferences)
        # Unlike a write, this mails no security alert.
        hashed = admin._crypt_context().hash(PASSWORD)
        admin._set_encrypted_password(admin.id, hashed)
    is_french = lang.startswith("fr")
    roles = {"admin": "administrateur" if is_french else "administrator"}
    # Nobody is invited by mail: the passwords are printed.
    Users = env["res.users"].with_context(no_reset_password=True)
    for login, name, group, english, french in COLLEAGUES:
        ensure(
            Users.env,
            f"user_{login}",
            "res.users",
            {
                **preferences,
                "name": name,
                "login": login,
                "password": PASSWORD,
                "email": f"{login}@{DOMAIN}",
                "group_ids": [Command.link(env.ref(f"sav_base.group_sav_{group}").id)],
            },
        )
        roles[login] = french if is_french else english
    customer = find(env, f"customer_{PORTAL_CUSTOMER}")
    ensure(
        Users.env,
        "user_portal",
        "res.users",
        {
            "login": PORTAL_LOGIN,
            "password": PASSWORD,
            "partner_id": customer.id,
            "lang": lang,
            "tz": "Africa/Tunis",
            "group_ids": [Command.set(env.ref("base.group_portal").ids)],
        },
    )
    who = "client, sur" if is_french else "a customer, on"
    roles[PORTAL_LOGIN] = f"{customer.name}, {who} /my"
    return [
        {"login": login, "password": PASSWORD, "role": role}
        for login, role in roles.items()
    ]


def load_employees(env, workshops, roles):
    """Make an employee of each colleague; technicians have a workshop and a role."""
    technicians = {login: (role, cost) for login, role, cost in TECHNICIANS}
    for login, name, *_others in COLLEAGUES:
        vals = {"name": name, "user_id": find(env, f"user_{login}").id}
        if login in technicians:
            role, cost = technicians[login]
            vals |= {
                "job_title": "Technicien SAV",
                "sav_is_technician": True,
                "sav_workshop_id": workshops["sfax"].id,
                "sav_role_id": roles[role].id,
                "hourly_cost": cost,
            }
        ensure(env, f"employee_{login}", "hr.employee", vals)
    workshops["sfax"].manager_id = find(env, "user_chef")
    workshops["tunis"].manager_id = find(env, "user_chef")


def load_customers(env, lang):
    """Make the customers and return them by name."""
    tunisia = {"country_id": env.ref("base.tn").id, "lang": lang}
    return {
        name: ensure(env, f"customer_{name}", "res.partner", tunisia | vals)
        for name, vals in CUSTOMERS.items()
    }
