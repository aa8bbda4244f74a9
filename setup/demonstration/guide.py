# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What ``setup/demo`` tells a person to try, in the order of the story."""

from people import PORTAL_LOGIN
from sales import STORY_SERIAL


def things_to_try(env):
    """Return the sentences that lead a person through the story."""
    return [
        "As “guichet”, open the application and make a reception for Sami Bouaziz:"
        f" scan or type the serial number {STORY_SERIAL} (sold 5 months ago, under"
        " warranty), then add a machine that was never sold here: a washing machine of"
        " another brand, with its model and serial number typed. Confirm: the slip and"
        " the labels print.",
        "As “technicien1”, open My Interventions (a phone will do): start, answer the"
        " scenario, finish the diagnosis. Out of warranty, a quote goes to the"
        " customer; under warranty, the repair starts at once.",
        f"As “{PORTAL_LOGIN}”, open /my and accept the quote.",
        "As “technicien1”, use the parts, book the time, tick the actions, finish.",
        "As “guichet”, close the case; as “facturation”, invoice it. As “guichet”, hand"
        " the devices over.",
        "Mails do not leave this machine: as “admin”, read them in Settings > Technical"
        " > Emails, with the developer mode (add ?debug=1 to the address).",
    ]
