# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import codecs
import re
import unicodedata
from datetime import datetime

# What a column of an installed base may be called. The first name is that of the
# template in English, the second that of the one in French.
COLUMNS = {
    "external_ref": ("External Reference", "Référence externe", "External ID", "Réf."),
    "customer": ("Customer", "Client", "Holder", "Preneur", "Détenteur"),
    "customer_ref": (
        "Customer Reference",
        "Référence client",
        "Customer Code",
        "Code client",
        "N° client",
    ),
    "customer_vat": ("VAT", "N° TVA", "Tax ID", "TVA", "Matricule fiscal"),
    "customer_email": ("Email", "Courriel", "Customer Email", "E-mail client"),
    "site": ("Site", "Emplacement", "Adresse du site"),
    "owner": ("Owner", "Propriétaire"),
    "payer": ("Payer", "Payeur"),
    "product": (
        "Product Code",
        "Code article",
        "Référence article",
        "Article",
        "Produit",
        "Product",
        "Internal Reference",
        "Référence interne",
    ),
    "barcode": ("Barcode", "Code-barres", "EAN", "GTIN"),
    "serial": ("Serial Number", "Numéro de série", "N° de série", "N° série", "Serial"),
    "brand": ("Brand", "Marque"),
    "model": ("Model", "Modèle", "Model Number"),
    "name": ("Name", "Nom", "Désignation"),
    "category": ("Category", "Catégorie", "Famille"),
    "parent": ("Part Of", "Composant de", "Équipement parent", "Parent"),
    "date_sale": ("Sold On", "Date de vente", "Vendu le", "Date of Sale"),
    "sale_document": ("Sale Document", "Document de vente", "N° facture", "Invoice"),
    "date_commissioning": (
        "Commissioned On",
        "Mise en service",
        "Date de mise en service",
    ),
    "warranty_policy": ("Warranty Policy", "Garantie", "Conditions de garantie"),
    "note": ("Note", "Remarque", "Notes"),
}
CUSTOMER_KEYS = ("customer", "customer_ref", "customer_vat", "customer_email")
IDENTITY_KEYS = ("external_ref", "serial")
DATE_FORMATS = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y")
DATE_FORMATS += ("%d-%m-%Y", "%Y/%m/%d", "%Y%m%d")


def normalise(text):
    """Return ``text`` without accents, case nor punctuation: names are compared so.

    >>> normalise(" N° de Série ")
    'n de serie'
    """
    plain = unicodedata.normalize("NFKD", text or "")
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.findall(r"[a-z0-9]+", plain.replace("°", " ").lower()))


_KEYS = {normalise(name): key for key, names in COLUMNS.items() for name in names} | {
    normalise(key): key for key in COLUMNS
}


def match_headers(headers):
    """Return which columns of a file mean what.

    :param list headers: first row of the file, as text
    :return: ``(mapping, ignored, doubles)``: ``mapping`` is a dict from the index of a
        column to a key of ``COLUMNS``; ``ignored`` the headers that mean nothing here;
        ``doubles`` those that mean what an earlier one means already

    >>> match_headers(["Client", "N° série", "Couleur", "Customer"])
    ({0: 'customer', 1: 'serial'}, ['Couleur'], ['Customer'])
    """
    mapping, ignored, doubles = {}, [], []
    for index, header in enumerate(headers):
        key = _KEYS.get(normalise(header))
        if not key:
            if header.strip():
                ignored.append(header)
        elif key in mapping.values():
            doubles.append(header)
        else:
            mapping[index] = key
    return mapping, ignored, doubles


def guess_encoding(content):
    """Return the name of the encoding of a text file made by a spreadsheet.

    :param bytes content: the file; one that is not UTF-8 was made under Windows

    >>> guess_encoding("Référence".encode("cp1252"))
    'cp1252'
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return encoding
    for encoding in ("utf-8", "cp1252"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"  # every byte is a letter of it


def parse_day(text):
    """Return the date that ``text`` writes, the day before the month as in French.

    :raise ValueError: it is no date of the calendar

    >>> parse_day("31/12/2024").isoformat()
    '2024-12-31'
    """
    text = text.strip()
    for date_format in DATE_FORMATS:
        try:
            return datetime.strptime(text, date_format).date()
        except ValueError:
            continue
    raise ValueError(text)
