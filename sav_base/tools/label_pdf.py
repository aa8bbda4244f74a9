# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Labels drawn straight to PDF: a title, a few lines, a bar code; one label a page."""

import io
import re
import unicodedata
from bisect import bisect_right

from barcode import Code128
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import getAscentDescent, stringWidth
from reportlab.pdfgen.canvas import Canvas

from .arguments import check_list, check_rows, check_text

# Name → width and height, in mm.
SIZES = {"50x30": (50, 30), "62x29": (62, 29)}

# In mm. Module widths are whole numbers of the dots of a thermal printer at 203 dpi,
# the widest that there is room for; below 0.25 mm hand-held scanners begin to fail.
_MARGIN = 1.5
_BAR_HEIGHT = 11
_MODULE_WIDTHS = (0.375, 0.25)

# In points.
_TITLE = ("Helvetica-Bold", 9)
_LINE = ("Helvetica", 7)
_CODE = ("Helvetica", 8)
_LEADING = 8.4

_LINES = 3
_ENOUGH = 250  # characters, of which no label has room for half
_QUIET_ZONE = 10  # modules on each side (ISO/IEC 15417)
_PRINTABLE_ASCII = re.compile(r"[ -~]+")


def labels_pdf(labels: list, size: str) -> bytes:
    """Return a PDF of one page a label, of the size of the label.

    :param labels: ``[{"code", "title", "lines"}, …]``: the text of the bar code (Code
        128; printable ASCII characters), one of a line in bold, and a list of texts of
        which the first three are printed. A text too long for the label is cut short; a
        character that the fonts lack is printed as a question mark
    :param size: a key of ``SIZES``, mm of width and height
    :raises ValueError: there is no label, the size is unknown, or a code cannot be
        printed on it
    """
    if check_text("Size of the labels", size) not in SIZES:
        raise ValueError(
            f"Size of the labels: choose one of {', '.join(SIZES)}, not {size}."
        )
    if not check_rows("Labels", labels, ("code", "title", "lines")):
        raise ValueError("Labels: choose at least one label to print.")
    width, height = SIZES[size]
    bars = [_read_label(rank, label, width) for rank, label in enumerate(labels, 1)]
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(width * mm, height * mm))
    canvas.setTitle(f"Labels {size}")
    for label, (modules, module_width) in zip(labels, bars, strict=True):
        _draw_texts(canvas, label, width * mm, height * mm)
        _draw_bars(canvas, modules, module_width * mm, width * mm)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _read_label(rank, label, width):
    """Check a label; return its modules, a text of 0 and 1, and their width in mm."""
    name = f"Label {rank}"
    check_text(f"{name}, title", label["title"])
    for line in check_list(f"{name}, lines", label["lines"]):
        check_text(f"{name}, lines", line)
    code = check_text(f"{name}, code", label["code"])
    if not _PRINTABLE_ASCII.fullmatch(code):
        raise ValueError(
            f"{name}: the code {code!r} cannot be printed as a bar code; use letters"
            " without accents, digits and signs."
        )
    [modules] = Code128(code).build()
    for module_width in _MODULE_WIDTHS:
        if (len(modules) + 2 * _QUIET_ZONE) * module_width <= width:
            return modules, module_width
    raise ValueError(
        f"{name}: the code {code} is too long for a label {width} mm wide; choose"
        " larger labels or a shorter code."
    )


def _draw_texts(canvas, label, width, height):
    left = _MARGIN * mm
    room = width - 2 * left
    baseline = height - left - getAscentDescent(*_TITLE)[0]
    canvas.setFont(*_TITLE)
    canvas.drawString(left, baseline, _fit(label["title"], _TITLE, room))
    canvas.setFont(*_LINE)
    for line in label["lines"][:_LINES]:
        baseline -= _LEADING
        canvas.drawString(left, baseline, _fit(line, _LINE, room))
    canvas.setFont(*_CODE)
    canvas.drawCentredString(width / 2, left, label["code"])


def _draw_bars(canvas, modules, module_width, width):
    # One unit a module: whole numbers are shorter to write, a third of the time.
    canvas.translate((width - len(modules) * module_width) / 2, _MARGIN * mm + _CODE[1])
    canvas.scale(module_width, _BAR_HEIGHT * mm)
    for bar in re.finditer("1+", modules):
        first, end = bar.span()
        canvas.rect(first, 0, end - first, 1, stroke=0, fill=1)


def _fit(text, font, room):
    """Return ``text`` as it can be printed, cut short to ``room`` points."""
    composed = " ".join(unicodedata.normalize("NFC", text[:_ENOUGH]).split())
    # What the standard fonts of PDF hold (WinAnsiEncoding).
    printed = composed.encode("cp1252", "replace").decode("cp1252")
    printed = "".join(filter(str.isprintable, printed))
    if stringWidth(printed, *font) <= room:
        return printed
    cut = bisect_right(
        range(len(printed)),
        room,
        key=lambda length: stringWidth(f"{printed[:length]}…", *font),
    )
    return f"{printed[: cut - 1].rstrip()}…"
