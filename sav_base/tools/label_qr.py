# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""QR codes of labels (ISO/IEC 18004).

The library makes the code with one mask; the seven others differ from it by what does
not depend on the text. Weighing them as whole numbers takes a tenth of the library's
time, which is most of that of a label.
"""

from functools import lru_cache

import qrcode

_MASKS = range(8)
# Dark, light, dark… as in the corners: what else looks like it misleads scanners.
_CORNERS = ("10111010000", "00001011101")


def qr_rows(code: str) -> list:
    """Return the rows of a QR code from the top, each a text of 0 (light) and 1.

    A quarter of it may be missing: labels get scratched (level Q). The mask is the one
    that ISO/IEC 18004 asks for.

    :param code: printable ASCII characters
    :raises ValueError: the text is too long for any QR code
    """
    rows = _make(code, 0)
    side = len(rows)
    across = _pack(rows)
    down = _pack(list(map("".join, zip(*rows, strict=True))))
    masks = _masks(side)
    best = min(
        _MASKS,
        key=lambda mask: _penalty(across ^ masks[mask][0], down ^ masks[mask][1], side),
    )
    return _unpack(across ^ masks[best][0], side)


def _make(code, mask, version=None):
    symbol = qrcode.QRCode(version, qrcode.ERROR_CORRECT_Q, border=0, mask_pattern=mask)
    # As one segment: what splits it looks for digits again and again.
    symbol.add_data(code, optimize=0)
    try:
        symbol.make(fit=version is None)
    except (ValueError, qrcode.exceptions.DataOverflowError):
        raise ValueError(
            f"The code {code[:20]}… is too long for a QR code; choose a shorter one."
        ) from None
    return ["".join("01"[module] for module in row) for row in symbol.modules]


def _pack(rows):
    """Return a square as one number, with a 0 between its rows."""
    return int("0".join(rows), 2)


def _unpack(number, side):
    text = f"{number:0{side * (side + 1) - 1}b}"
    return [text[start : start + side] for start in range(0, len(text), side + 1)]


@lru_cache(maxsize=40)
def _masks(side):
    """Return what turns the mask 0 into each other one: ``(across, down)``."""
    version = (side - 17) // 4
    made = [_make("A", mask, version) for mask in _MASKS]
    turned = [list(map("".join, zip(*rows, strict=True))) for rows in made]
    return [
        (_pack(rows) ^ _pack(made[0]), _pack(columns) ^ _pack(turned[0]))
        for rows, columns in zip(made, turned, strict=True)
    ]


@lru_cache(maxsize=40)
def _whole(side):
    return _pack(["1" * side] * side)


def _penalty(across, down, side):
    """Return how hard a code is to read (ISO/IEC 18004, 7.8.3)."""
    whole, points = _whole(side), 0
    for dark in (across, down):
        light = dark ^ whole
        for color in (dark, light):
            # A run of n modules, 5 or more, costs 3 + (n - 5).
            five = color & color >> 1 & color >> 2 & color >> 3 & color >> 4
            points += five.bit_count() + 2 * (five & ~(five << 1)).bit_count()
        for corner in _CORNERS:
            found = whole
            for rank, digit in enumerate(corner):
                found &= (dark if digit == "1" else light) >> rank
            points += 40 * found.bit_count()
    for color in (across, across ^ whole):
        pairs = color & color >> 1
        points += 3 * (pairs & pairs >> side + 1).bit_count()
    percent = 100 * across.bit_count() / (side * side)
    return points + 10 * int(abs(percent - 50) / 5)
