# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What ``setup/demo`` tells a person to try, in the order of the story."""

from sales import STORY_SERIAL

FRENCH = (
    "guichet : Réception > Nouvelle réception. Saisissez le numéro de série"
    f" {STORY_SERIAL} puis Entrée : un lave-linge vendu à Sami Bouaziz il y a 5"
    " mois, sous garantie. Tapez sa panne puis Entrée. Saisissez ensuite le"
    " numéro d'un lave-linge jamais vendu ici, et créez-le sur place (catégorie,"
    " marque, modèle). Technicien : Karim Ben Salah. Alt+Entrée : le bon et les"
    " étiquettes s'impriment ; Entrée : client suivant.",
    "technicien1 : Mes interventions (au téléphone si vous voulez). Démarrez,"
    " ouvrez Diagnostic et répondez : panne visible, pas de décharge, ne s'allume"
    " pas, 230 V, carte sans aucune sortie avec sa photo, fuite, joint déchiré,"
    " beaucoup de tartre. Terminez le diagnostic : devis de 255,204 DT pour l'un,"
    " réparation sans frais pour l'autre.",
    "client : /my, Mes réparations. Signez le devis.",
    "technicien1 : pièces utilisées (un kit de nettoyage au lieu de deux),"
    " temps passé, actions cochées, cause. Terminez.",
    "guichet : clôturez les dossiers. facturation : à facturer, 256,204 DT avec"
    " le droit de timbre. guichet : remettez les appareils.",
    "client : sur /my/requests/new, demandez une réparation avec une photo ;"
    " guichet : sur /odoo/sav-requests, recevez-la, ou refusez-la avec un mot. Le"
    " client a reçu un accusé de réception.",
    "guichet : Réception > Nouvelle réception propose aussi la réception commencée"
    " pour l'Hôtel des Oliviers (priorité : risque pour la sécurité). Reprenez-la.",
    "Des dossiers plus anciens attendent à chaque étape. Les courriels ne"
    " quittent pas cette machine : lisez-les comme admin, adresse /odoo/action-"
    "mail.action_view_mail_mail.",
)
ENGLISH = (
    f"guichet: Reception > New Reception. Type the serial number {STORY_SERIAL},"
    " then Enter: a washing machine sold to Sami Bouaziz 5 months ago, under"
    " warranty. Type its fault, then Enter. Then type the number of a washing"
    " machine that was never sold here, and create it in place (category, brand,"
    " model). Technician: Karim Ben Salah. Alt+Enter: the slip and the labels"
    " print; Enter: the next customer.",
    "technicien1: My Interventions (on a phone if you like). Start, open"
    " Diagnosis and answer: fault seen, no shock, does not turn on, 230 V, dead"
    " board (gives no output) with its photo, leak, torn seal, heavy limescale."
    " Finish the diagnosis: a quote of 255.204 DT for the one, a repair at no"
    " charge for the other.",
    "client: /my, My repairs. Sign the quote.",
    "technicien1: parts used (one cleaning kit instead of two), time worked,"
    " actions ticked, cause. Finish.",
    "guichet: close the cases. facturation: to bill, 256.204 DT with the stamp"
    " duty. guichet: hand the devices over.",
    "client: on /my/requests/new, ask for a repair with a photo; guichet: on"
    " /odoo/sav-requests, receive it, or decline it with a word. The customer was"
    " told that it came in.",
    "guichet: Reception > New Reception also offers the reception begun for the"
    " Hôtel des Oliviers (priority: safety risk). Resume it.",
    "Older cases wait at each step. Mails do not leave this machine: read them"
    " as admin at /odoo/action-mail.action_view_mail_mail.",
)


def things_to_try(lang):
    """Return the sentences that lead a person through the story.

    :param lang: code of the language of the demonstration
    """
    return list(FRENCH if lang.startswith("fr") else ENGLISH)
