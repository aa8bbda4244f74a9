# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What customers ask for from afar: one on the portal, one by mail."""

import base64
from email.message import EmailMessage

from company import DOMAIN
from pictures import draw_photo
from records import find, keep
from steps import as_user

FAULTS = (
    "Le four chauffe mais la porte ne ferme plus : la charnière de droite est tordue."
)


def load_requests(env):
    """Make the requests that wait at the counter, once."""
    if not find(env, "request_portal"):
        keep(env, "request_portal", ask_on_portal(env))
    if not find(env, "request_mail"):
        keep(env, "request_mail", ask_by_mail(env))


def ask_on_portal(env):
    """Ask for the repair of a machine bought elsewhere, as the form of the portal."""
    customer = find(env, "customer_sami")
    photo = base64.b64decode(draw_photo("Charnière tordue"))
    as_customer = as_user(env, "portal")
    request = as_customer["sav.reception"]._create_portal_request(
        customer,
        env.company,
        as_customer["sav.equipment"],
        {
            "machine": "other",
            "brand": "Boréal",
            "model": "Four F60",
            "serial": "F60-20931",
            "category_id": str(env.ref("sav_base.sav_equipment_category_oven").id),
            "faults": FAULTS,
            "place": "site",
            "key": "",
        },
        [("charniere.jpg", photo)],
    )
    # In sudo, as the form does: a customer may not read what is recomputed.
    request.env.flush_all()
    return request.with_env(env)


def ask_by_mail(env):
    """Write to the workshop from an address that nobody has on file."""
    mail = EmailMessage()
    mail["From"] = "Nadia Gharsalli <nadia.gharsalli@example.com>"
    mail["To"] = f"atelier@{DOMAIN}"
    mail["Subject"] = "Lave-linge en panne"
    mail["Message-ID"] = f"<demande-1@{DOMAIN}>"
    mail.set_content(
        "Bonjour,\n\nMon lave-linge s'arrête au milieu du cycle et affiche E18.\n"
        "Quand puis-je vous l'apporter ?\n\nNadia Gharsalli"
    )
    reception = env["mail.thread"].message_process(
        "sav.reception",
        mail.as_bytes(),
        custom_values={"workshop_id": find(env, "workshop_sfax").id},
    )
    return env["sav.reception"].browse(reception)
