# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Amounts in Tunisian dinars and millimes, in words, as printed on an invoice.

Pure functions: a decimal number in, text out, no ORM.
"""

from decimal import Decimal

from num2words import num2words

LANGUAGES = ("en", "fr")
_MILLIMES_PER_DINAR = 1000
# Beyond, the same words name other numbers in France, in Tunisia and in English.
AMOUNT_LIMIT = 10**12
_AND = {"en": "and", "fr": "et"}
# In French these are nouns, not numbers: "un million de dinars".
_FRENCH_NOUNS = ("million", "millions", "milliard", "milliards")


def amount_in_words(amount: Decimal, language: str) -> str:
    """Return an amount of Tunisian dinars in words, starting with a capital.

    >>> amount_in_words(Decimal("256.204"), "fr")
    'Deux cent cinquante-six dinars et deux cent quatre millimes'
    >>> amount_in_words(Decimal("256.204"), "en")
    'Two hundred fifty-six dinars and two hundred four millimes'

    The side that is zero is left out, unless both are.

    :param amount: dinars, 0 or more, with three decimals at most
    :param language: one of ``LANGUAGES``
    :raises ValueError: on another language, or an amount that is negative, is not a
        finite decimal number, has a fraction of a millime or is too large to be named
    """
    if language not in LANGUAGES:
        raise ValueError(
            f"an amount is written in {' or '.join(LANGUAGES)}, not in {language}"
        )
    dinars, millimes = _split(amount)
    parts = []
    if dinars or not millimes:
        parts.append(_count(dinars, "dinar", language))
    if millimes:
        parts.append(_count(millimes, "millime", language))
    words = f" {_AND[language]} ".join(parts)
    return words[0].upper() + words[1:]


def _split(amount: Decimal) -> tuple[int, int]:
    """Return the whole dinars of an amount and its remaining millimes."""
    if not isinstance(amount, Decimal) or not amount.is_finite():
        raise ValueError(f"an amount is a decimal number, not {amount!r}")
    if amount < 0:
        raise ValueError(f"a negative amount has no words: {amount}")
    if amount >= AMOUNT_LIMIT:
        raise ValueError(f"{amount} is too large to be written in words")
    millimes = amount * _MILLIMES_PER_DINAR
    if millimes != int(millimes):
        raise ValueError(f"{amount} has a fraction of a millime")
    return divmod(int(millimes), _MILLIMES_PER_DINAR)


def _count(number: int, unit: str, language: str) -> str:
    """Return a number in words with its unit, in the singular or the plural."""
    words = num2words(number, lang=language)
    if language == "en":
        # On a cheque "and" stands between dinars and millimes only.
        words = words.replace(",", "").replace(" and ", " ")
        return f"{words} {unit if number == 1 else f'{unit}s'}"
    link = " de " if words.endswith(_FRENCH_NOUNS) else " "
    return f"{words}{link}{unit if number < 2 else f'{unit}s'}"
