# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A label printer for tests: it draws the pictures and the bars that ZPL asks for.

It knows the commands that we send and fails on any other.
"""

import re

from barcode.charsets import code128
from PIL import Image

_COMMAND = re.compile(r"\^(A0|[A-Z]{2})([^^~]*)")
_SETUP = {"XA", "CI", "LH", "XZ"}
# ZPL II Programming Guide, ^BC: invocation codes and their values.
_VALUES = dict(
    zip("<0=123456789:;", (62, 30, *range(94, 106)), strict=True),
)
_HEX = re.compile("_([0-9A-F]{2})")


class ZplLabel:
    """A printed label: ``image``, and the ``texts`` in the printer's own font."""

    def __init__(self, zpl):
        assert "~" not in zpl, zpl
        self.texts = []
        x = y = module = 0
        height = kind = None
        hexadecimal = False
        for name, words in _COMMAND.findall(zpl):
            words = words.removesuffix("\n")
            if name in _SETUP:
                continue
            if name == "PW":
                width = int(words)
            elif name == "LL":
                self.image = Image.new("L", (width, int(words)), 255)
            elif name in ("FO", "FT"):
                x, y = map(int, words.split(","))
                kind, hexadecimal = None, False
            elif name == "BY":
                module = int(words)
            elif name == "BC":
                kind, height = name, int(words.split(",")[1])
            elif name == "A0":
                kind = name
            elif name == "FH":
                hexadecimal = True
            elif name == "GF":
                self._draw_picture(x, y, words)
            elif name == "FD" and kind == "BC":
                self._draw_bars(x, y, module, height, words)
            elif name == "FD" and kind == "A0":
                if hexadecimal:
                    words = _HEX.sub(lambda found: chr(int(found[1], 16)), words)
                self.texts.append(words)
            else:
                assert name == "FS", (name, words)

    def _draw_picture(self, x, y, words):
        kind, total, _total, size, drawn = words.split(",", 4)
        assert kind == "A"
        size, rows, row = int(size), [], ""
        for character in drawn:
            if character == ":":
                rows.append(rows[-1])
                continue
            row += character if character != "," else "0" * (2 * size - len(row))
            if len(row) == 2 * size:
                rows.append(row)
                row = ""
        assert not row and len(rows) * size == int(total)
        for rank, text in enumerate(rows):
            bits = f"{int(text, 16):0{size * 8}b}"
            for column, bit in enumerate(bits):
                if bit == "1":
                    self.image.putpixel((x + column, y + rank), 0)

    def _draw_bars(self, x, y, module, height, field):
        bars = "".join(code128.CODES[value] for value in read_values(field))
        for bar in re.finditer("1+", f"{bars}{code128.STOP}11"):
            start, end = bar.span()
            box = (x + start * module, y, x + end * module, y + height)
            self.image.paste(0, box)


def read_values(field):
    """Return the values of a Code 128 from its field data, check character included."""
    values, is_digits, rest = [], False, field
    while rest:
        if rest[0] == ">":
            value = _VALUES[rest[1]]
            if value in (99, 100, 101) or value >= 103:
                is_digits = value in (99, 105)
            taken = 2
        elif is_digits:
            value, taken = int(rest[:2]), 2
        else:
            value, taken = ord(rest[0]) - 32, 1
        values.append(value)
        rest = rest[taken:]
    check = values[0] + sum(rank * value for rank, value in enumerate(values))
    return [*values, check % 103]


def print_zpl(zpl):
    """Return the labels that a printer makes of a file."""
    formats = zpl.split("^XZ\n")
    assert not formats.pop()
    assert all(text.startswith("^XA\n^CI28\n") for text in formats)
    return [ZplLabel(text) for text in formats]
