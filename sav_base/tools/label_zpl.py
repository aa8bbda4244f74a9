# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Labels in ZPL II, the language of Zebra label printers and of those that follow it.

Source: ZPL II Programming Guide. Letters that a printer's own font may lack are sent as
pictures, and so is the QR code: printers place theirs differently.
"""

import re
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase.pdfmetrics import stringWidth as string_width

from .label_bars import bar_values
from .label_layout import POINT
from .label_request import check_choices, check_labels, read_symbols
from .label_text import BOLD, FONT_FILES, REGULAR, fit_label

# Dots of a printer in a mm: what is sold as 203 dpi has 8 a mm.
DOTS = {203: 8, 300: 300 / 25.4}

# ^BC, table of invocation codes: values of Code 128 that are not written as they are.
_INVOCATIONS = {
    **{30: ">0", 62: "><", 94: ">="},
    **{99: ">5", 100: ">6", 101: ">7", 103: ">9", 104: ">:", 105: ">;"},
}
_CODE_B, _CODE_C = (100, 104), (99, 105)
_COMMANDS = re.compile(r"[\^~_]")


def labels_zpl(
    labels: list, size: str, symbology: str = "code128", dpi: int = 203
) -> str:
    """Return the commands that print labels, one format (``^XA`` … ``^XZ``) a label.

    :param labels: as ``label_pdf.labels_pdf`` takes them
    :param size: a key of ``FORMATS`` that is no sheet
    :param symbology: ``code128``, ``qr``, or ``both``
    :param dpi: a key of ``DOTS``
    :return: text to be sent in UTF-8
    :raises ValueError: as ``labels_pdf``, and for a sheet or an unknown printer
    """
    form = check_choices(size, symbology)
    if form.is_sheet:
        raise ValueError(
            "Size of the labels: label printers take no sheets; choose labels on a "
            "roll, or PDF."
        )
    if dpi not in DOTS:
        raise ValueError(
            f"Printer: choose one of {', '.join(map(str, DOTS))} dpi, not {dpi}."
        )
    check_labels(labels)
    printed = []
    for rank, label in enumerate(labels, 1):
        bars, rows, layout = read_symbols(
            form, symbology, f"Label {rank}", label["code"]
        )
        commands = _start(form, DOTS[dpi])
        commands += _write_texts(label, form, layout, DOTS[dpi])
        if bars:
            commands.append(_write_bars(label["code"], form, layout.bars, DOTS[dpi]))
        if rows:
            commands.append(_write_qr(rows, form, layout.qr, DOTS[dpi]))
        printed.append("\n".join([*commands, "^XZ\n"]))
    return "".join(printed)


def bars_field(code: str) -> str:
    """Return the field data that make a printer draw the Code 128 of ``code``.

    The subsets are chosen here, so that the bars are those of the PDF; no character of
    the code is taken for a command.

    >>> bars_field("C00000422")
    '>:C>500000422'
    >>> bars_field("a^b~>")
    '>:a><b>=>0'
    """
    field, is_digits = "", False
    for value in bar_values(code):
        if value in _CODE_C or value in _CODE_B or value >= 103:
            is_digits = value in _CODE_C
            field += _INVOCATIONS[value]
        elif is_digits:
            field += f"{value:02d}"
        else:
            field += _INVOCATIONS.get(value) or chr(value + 32)
    return field


def escape(text: str) -> str:
    """Return field data in which no character is taken for a command (``^FH``).

    >>> escape("a^XZ ~JA _5E")
    'a_5EXZ _7EJA _5F5E'
    """
    return _COMMANDS.sub(lambda found: f"_{ord(found[0]):02X}", text)


def _start(form, dots):
    width, height = round(form.width * dots), round(form.height * dots)
    return ["^XA", "^CI28", f"^PW{width}", f"^LL{height}", "^LH0,0"]


def _write_texts(label, form, layout, dots):
    commands = []
    for baseline, line in fit_label(label, form, layout, readers_fonts=False):
        x = layout.left
        if line.from_right:
            x += layout.room - line.width * POINT
        y = form.height - baseline
        font = BOLD if baseline == layout.title else REGULAR
        if line.parts[0][0] in FONT_FILES:
            commands.append(_write_text(line.parts[0][1], line.size, x, y, dots))
        else:
            text = "".join(part for _font, part in line.parts)
            commands.append(_draw_text(text, font, line.size, x, y, dots))
    code, size = label["code"], layout.code_size
    x = layout.left
    if layout.code_centred:
        x = (form.width - string_width(code, REGULAR, size) * POINT) / 2
    commands.append(_write_text(code, size, x, form.height - layout.code, dots))
    return list(filter(None, commands))


def _write_text(text, size, x, y, dots):
    """Return the commands that write in the printer's own font, from a baseline."""
    if not text:
        return ""
    height = round(size * POINT * dots)
    return (
        f"^FT{round(x * dots)},{round(y * dots)}^A0N,{height},{height}"
        f"^FH^FD{escape(text)}^FS"
    )


def _draw_text(text, font, size, x, y, dots):
    """Return the commands that draw a text as a picture, from a baseline."""
    face = _face(font, round(size * POINT * dots))
    left, top, right, bottom = face.getbbox(text, mode="1", anchor="ls")
    if right <= left or bottom <= top:
        return ""
    picture = Image.new("1", (right - left, bottom - top))
    ImageDraw.Draw(picture).text((-left, -top), text, 1, face, anchor="ls")
    size, packed = -(-picture.width // 8), picture.tobytes()
    rows = [packed[start : start + size] for start in range(0, len(packed), size)]
    return _write_picture(rows, round(x * dots) + left, round(y * dots) + top)


@lru_cache(maxsize=16)
def _face(font, pixels):
    # The text is shaped already: the plain layout draws letter after letter.
    return ImageFont.truetype(
        str(FONT_FILES[font]), pixels, layout_engine=ImageFont.Layout.BASIC
    )


def _write_bars(code, form, symbol, dots):
    module = max(1, round(symbol.module * dots))
    height = round(symbol.height * dots)
    x = round(symbol.x * dots)
    y = round((form.height - symbol.y - symbol.height) * dots)
    return f"^FO{x},{y}^BY{module}^BCN,{height},N,N,N,N^FD{bars_field(code)}^FS"


def _write_qr(rows, form, symbol, dots):
    module = int(symbol.module * dots)
    size = -(-len(rows) * module // 8)
    pictured = []
    for row in rows:
        wide = "".join(square * module for square in row).ljust(size * 8, "0")
        pictured += [int(wide, 2).to_bytes(size, "big")] * module
    y = round((form.height - symbol.y - symbol.height) * dots)
    return _write_picture(pictured, round(symbol.x * dots), y)


def _write_picture(rows, x, y):
    """Return the commands that draw rows of bits, compressed as ^GF allows."""
    drawn, previous = [], None
    for row in rows:
        shortened = row.hex().upper().rstrip("0")
        if row == previous:
            drawn.append(":")
        else:
            drawn.append(shortened + "," * (len(shortened) < 2 * len(row)))
        previous = row
    size = len(rows[0])
    total = size * len(rows)
    return f"^FO{max(0, x)},{max(0, y)}^GFA,{total},{total},{size},{''.join(drawn)}^FS"
