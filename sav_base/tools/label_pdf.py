# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Labels drawn straight to PDF: a title, a few lines, a bar code or a QR code."""

import io

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from .label_bars import bar_runs
from .label_request import check_choices, check_first, check_labels, read_symbols
from .label_text import REGULAR, fit_label


def labels_pdf(
    labels: list, size: str, symbology: str = "code128", first: int = 1
) -> bytes:
    """Return a PDF of the labels, one a page or on A4 sheets.

    :param labels: ``[{"code", "title", "lines"}, …]``: the text of the code (printable
        ASCII characters), one of a line in bold, and a list of texts of which those
        that fit, three at most, are printed. A text too long for the label is cut short
    :param size: a key of ``FORMATS``
    :param symbology: ``code128``, ``qr``, or ``both``
    :param first: the position of the first label on its sheet, from 1, along the rows:
        a started sheet can be used up
    :raises ValueError: there is no label, a choice is unknown, or a code cannot be
        printed on a label of this size
    """
    form = check_choices(size, symbology)
    check_labels(labels)
    check_first(form, first)
    shapes = [
        read_symbols(form, symbology, f"Label {rank}", label["code"])
        for rank, label in enumerate(labels, 1)
    ]
    stream = io.BytesIO()
    page = form.page
    canvas = Canvas(stream, pagesize=(page[0] * mm, page[1] * mm))
    canvas.setTitle(f"Labels {size}")
    for rank, (label, (bars, qr, layout)) in enumerate(
        zip(labels, shapes, strict=True), first - 1
    ):
        position = rank % form.per_page
        if not position and rank >= first:
            canvas.showPage()
        if form.is_sheet:
            x, y = form.origin(position)
            canvas.saveState()
            canvas.translate(x * mm, y * mm)
        _draw_texts(canvas, label, form, layout)
        if bars:
            _draw_bars(canvas, bars, layout.bars)
        if qr:
            _draw_qr(canvas, qr, layout.qr)
        if form.is_sheet:
            canvas.restoreState()
    canvas.save()
    return stream.getvalue()


def _draw_texts(canvas, label, form, layout):
    for baseline, line in fit_label(label, form, layout):
        _draw_line(canvas, line, layout, baseline)
    canvas.setFont(REGULAR, layout.code_size)
    if layout.code_centred:
        canvas.drawCentredString(form.width / 2 * mm, layout.code * mm, label["code"])
    else:
        canvas.drawString(layout.left * mm, layout.code * mm, label["code"])


def _draw_line(canvas, line, layout, baseline):
    x = layout.left * mm
    if line.from_right:
        x += layout.room * mm - line.width
    for font, text in line.parts:
        canvas.setFont(font, line.size)
        canvas.drawString(x, baseline * mm, text)
        x += canvas.stringWidth(text, font, line.size)


def _draw_bars(canvas, modules, symbol):
    # One unit a module: whole numbers are shorter to write, a third of the time.
    canvas.saveState()
    canvas.translate(symbol.x * mm, symbol.y * mm)
    canvas.scale(symbol.module * mm, symbol.height * mm)
    for start, length in bar_runs(modules):
        canvas.rect(start, 0, length, 1, stroke=0, fill=1)
    canvas.restoreState()


def _draw_qr(canvas, rows, symbol):
    canvas.saveState()
    canvas.translate(symbol.x * mm, symbol.y * mm)
    canvas.scale(symbol.module * mm, symbol.module * mm)
    path = canvas.beginPath()
    for y, row in enumerate(reversed(rows)):
        for start, length in bar_runs(row):
            path.rect(start, y, length, 1)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()
