# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The company of the demonstration: a small distributor of Sfax."""

from markupsafe import Markup
from pictures import draw_logo
from records import ensure

NAME = "Froid & Maison SARL"
VAT = "1234567L/A/M/000"
DOMAIN = "froid-maison.example.com"
TERMS = Markup(
    "<p>Les appareils sont réparés selon les règles du métier. Le devis est gratuit"
    " s'il est accepté ; refusé, les frais de diagnostic annoncés sont dus. Un appareil"
    " non retiré trois mois après l'avis de mise à disposition donne lieu à des frais"
    " de garde. Sauvegardez vos données : l'atelier n'en répond pas.</p>"
)


def load_company(env, lang):
    """Give the main company its name, address, documents and settings."""
    company = env.ref("base.main_company")
    company.write(
        {
            "name": NAME,
            "street": "Route de Gremda, km 4",
            "city": "Sfax",
            "zip": "3027",
            "country_id": env.ref("base.tn").id,
            "phone": "+216 74 400 100",
            "email": f"contact@{DOMAIN}",
            "website": f"https://www.{DOMAIN}",
            "vat": VAT,
            "logo": draw_logo(),
            "external_report_layout_id": env.ref("web.external_layout_standard").id,
            "primary_color": "#0B5C7A",
            "secondary_color": "#D9730D",
            "company_details": Markup(
                "<p>{name}<br/>Route de Gremda, km 4<br/>3027 Sfax, Tunisie<br/>"
                "Matricule fiscal : {vat}</p>"
            ).format(name=NAME, vat=VAT),
            "report_footer": Markup(
                "<p>Tél. +216 74 400 100 · contact@{domain} · RC B0412342009</p>"
            ).format(domain=DOMAIN),
            "sav_terms": TERMS,
            "sav_diagnosis_fee": 15.0,
            "sav_technician_sees_prices": False,
        }
    )
    company.partner_id.lang = lang
    # The numbers of its invoices start with it.
    env["account.journal"].search(
        [("company_id", "=", company.id), ("type", "=", "sale")], limit=1
    ).write({"code": "FAC", "name": "Factures clients"})
    warehouse = env["stock.warehouse"].search(
        [("company_id", "=", company.id)], limit=1
    )
    warehouse.write({"name": "Dépôt de Sfax", "code": "SFX"})
    return company


def load_settings(env):
    """Show three decimals of a price, serial numbers, and keep mails inside."""
    env["decimal.precision"].search([("name", "=", "Product Price")]).digits = 3
    settings = env["res.config.settings"].create({"group_stock_production_lot": True})
    settings.execute()
    if "stock_move_sms_validation" in env["res.company"]._fields:
        # There is no SMS to send here: do not ask at every delivery.
        env.ref("base.main_company").stock_move_sms_validation = False
    # The first application is the one that opens.
    env.ref("sav_base.menu_root").sequence = 0
    keep_mails(env)


def keep_mails(env):
    """Leave every mail in the queue, where it can be read: none leaves the machine."""
    env["ir.config_parameter"].set_param("mail.mail.force.send.limit", "0")
    env.ref("mail.ir_cron_mail_scheduler_action").active = False
    # A mail that is sent at once all the same fails, rather than reach a mail server
    # that this machine may run: this name never resolves (RFC 2606).
    ensure(
        env,
        "mail_server",
        "ir.mail_server",
        {"name": "Démonstration : rien ne part", "smtp_host": "mail.invalid"},
    )


def load_workshops(env, company):
    """Make the two workshops, with their addresses."""
    places = {
        "sfax": {
            "name": "Atelier de Sfax",
            "code": "SFX",
            "bench_count": 4,
            "partner_id": company.partner_id.id,
        },
        "tunis": {
            "name": "Atelier de Tunis",
            "code": "TUN",
            "bench_count": 2,
            "sequence": 20,
            "partner_id": ensure(
                env,
                "partner_workshop_tunis",
                "res.partner",
                {
                    "name": "Froid & Maison, atelier de Tunis",
                    "type": "other",
                    "parent_id": company.partner_id.id,
                    "street": "12, rue des Métiers, Charguia",
                    "city": "Tunis",
                    "zip": "2035",
                    "country_id": env.ref("base.tn").id,
                    "phone": "+216 71 200 300",
                },
            ).id,
        },
    }
    return {
        name: ensure(
            env, f"workshop_{name}", "sav.workshop", vals | {"company_id": company.id}
        )
        for name, vals in places.items()
    }
