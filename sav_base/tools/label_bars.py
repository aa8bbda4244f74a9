# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Codes turned into black bars and white ones: Code 128."""

import re

from barcode import Code128

_PRINTABLE_ASCII = re.compile(r"[ -~]+")


def check_code(name: str, code: str) -> str:
    """Return ``code`` if bar codes can hold it: printable ASCII characters."""
    if not _PRINTABLE_ASCII.fullmatch(code):
        raise ValueError(
            f"{name}: the code {code!r} cannot be printed as a bar code; use letters"
            " without accents, digits and signs."
        )
    return code


def bar_modules(code: str) -> str:
    """Return the modules of a Code 128, a text of 0 (white) and 1 (black)."""
    [modules] = Code128(code).build()
    return modules


def bar_values(code: str) -> list:
    """Return the values of the characters of a Code 128 (ISO/IEC 15417, table 1).

    The first one starts the code; the check character and the stop are left out.
    """
    return Code128(code).encoded


def bar_runs(modules: str) -> list:
    """Return the black bars as ``(first module, number of modules)``.

    >>> bar_runs("1101110")
    [(0, 2), (3, 3)]
    """
    return [
        (bar.start(), bar.end() - bar.start()) for bar in re.finditer("1+", modules)
    ]
