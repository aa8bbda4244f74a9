# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The demonstration's data: a small distributor of Sfax and the people who work there.

Started by ``setup/demo`` in Odoo's shell, on a database in which the company is
Tunisian and the suite is installed. Each subject has a file of its own beside this one.
Run again, it makes what is missing and leaves the rest.
"""

from asked import load_requests
from cases import load_cases
from catalogue import load_labour, load_machines, load_parts, load_policies
from company import load_company, load_settings, load_workshops
from guide import things_to_try
from people import load_customers, load_employees, load_users
from printing import style_sheets
from sales import load_sales
from scenario import load_scenario
from unfinished import load_unfinished


def load(env, lang):
    """Fill the database and return what ``setup/demo`` tells about it.

    :param lang: code of the language of the demonstration, installed
    :return: ``{"logins": [{"login", "password", "role"}], "try": [sentence]}``
    """
    # What people typed has no translation: it was typed in their language.
    env = env(context={**env.context, "lang": lang, "tz": "Africa/Tunis"})
    company = load_company(env, lang)
    load_settings(env)
    workshops = load_workshops(env, company)
    load_customers(env, lang)
    logins = load_users(env, lang)
    policies = load_policies(env, company)
    roles = load_labour(env, company)
    load_employees(env, workshops, roles)
    load_parts(env, company)
    load_machines(env, policies)
    load_sales(env, company)
    load_scenario(env)
    with style_sheets(env):
        load_cases(env)
    load_requests(env)
    load_unfinished(env)
    return {"logins": logins, "try": things_to_try(lang)}
