# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Codes printed on labels, scanned and searched: one same string everywhere.

A letter for the kind of record, its number on 7 digits or more, and a check digit. None
begins like the barcode commands of Odoo (``OBT``, ``OCD``).
"""

import re

from .arguments import check_count

_LETTERS = {"case": "C", "accessory": "A", "reception": "R", "equipment": "E"}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}

# 18 digits hold any number of a database record.
_CODE = re.compile(r"([CARE])([0-9]{7,18})([0-9])")

# A scanner set to a US keyboard presses the keys of digits without shift: a computer
# set to a French keyboard (PC, Mac or Belgian) reads these signs, and Q for A.
_AZERTY_DIGITS = {
    **dict(zip("à&é\"'(-è_ç", "0123456789", strict=True)),
    **dict(zip("§!", "68", strict=True)),
}
_AZERTY = str.maketrans({**_AZERTY_DIGITS, "Q": "A", "q": "A"})


def case_code(number: int) -> str:
    """Return the code of a case.

    >>> case_code(42)
    'C00000422'

    :param number: 1 or more, 18 digits at most
    :raises ValueError: the number is none of this
    """
    return _code("case", number)


def accessory_code(number: int) -> str:
    """Return the code of an accessory, as ``case_code`` does.

    >>> accessory_code(12345678)
    'A123456782'
    """
    return _code("accessory", number)


def reception_code(number: int) -> str:
    """Return the code of a reception, as ``case_code`` does."""
    return _code("reception", number)


def equipment_code(number: int) -> str:
    """Return the code of an equipment, as ``case_code`` does."""
    return _code("equipment", number)


def parse(code):
    """Return the kind and the number of a code that was scanned or typed.

    Spaces around it, lower case, and a scanner set to a US keyboard on a computer set
    to a French one are forgiven.

    >>> parse(" c00000422")
    ('case', 42)
    >>> parse("cààààà'éé")
    ('case', 42)
    >>> parse("C00000423") is None
    True

    :param code: any text
    :return: ``(kind, number)``, kind being ``case``, ``accessory``, ``reception`` or
        ``equipment``; None when it is no code of ours or has a wrong check digit
    """
    if not isinstance(code, str):
        return None
    typed = code.strip()
    if set(typed[1:]) <= _AZERTY_DIGITS.keys():
        typed = typed.translate(_AZERTY)
    match = _CODE.fullmatch(typed.upper())
    if not match:
        return None
    kind, number = _KINDS[match[1]], int(match[2])
    if not number or _code(kind, number) != match[0]:
        return None
    return kind, number


def printed_code(scanned):
    """Return a code as it is printed, kept and searched, from one that was scanned.

    >>> printed_code("cààààà'éé")
    'C00000422'

    :param scanned: as ``parse`` takes it
    :return: None when it is no code of ours
    """
    read = parse(scanned)
    return read and _code(*read)


def _code(kind, number):
    if not 1 <= check_count("Number of the label", number) < 10**18:
        raise ValueError(
            f"Number of the label: give a number from 1 to 18 digits, not {number}."
        )
    digits = f"{number:07d}"
    return f"{_LETTERS[kind]}{digits}{_luhn_digit(digits)}"


def _luhn_digit(digits):
    """Return the Luhn check digit of ``digits`` (ISO/IEC 7812-1, annex B).

    >>> _luhn_digit("7992739871")
    '3'
    """
    # Every second digit counts double, from the last one; taking 9 from a double of 10
    # or more adds its two digits up.
    doubled = (int(digit) * (2 - rank % 2) for rank, digit in enumerate(digits[::-1]))
    total = sum(number - 9 if number > 9 else number for number in doubled)
    return str(-total % 10)
