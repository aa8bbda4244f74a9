# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where everything stands on a label and on a sheet of labels.

Lengths are in mm from the lower left corner of the label, sizes of fonts in points.
"""

from dataclasses import dataclass

POINT = 25.4 / 72
# The dot of a thermal printer at 203 dpi: what is placed and sized in whole dots is
# printed with even bars.
DOT = 0.125

# Modules of white around a symbol (ISO/IEC 15417, ISO/IEC 18004).
BARS_QUIET = 10
QR_QUIET = 4

# The widest module that there is room for is taken; hand-held scanners begin to fail
# on bars below 0.25 mm, cameras on squares below 0.375 mm.
_BARS_MODULES = (0.375, 0.25)
_QR_MODULES = (0.75, 0.625, 0.5, 0.375)

_CODE_SIZE = 8
_MAX_LINES = 3
_ASCENT = 0.718  # of Helvetica
_DESCENT = 0.21
_LEADING = 1.2
# The share of the width that a QR code may take from the texts.
_QR_SHARE = 0.37


@dataclass(frozen=True)
class Format:
    """A label, and the sheet that holds it if it comes on sheets.

    :param margin_x: what is left white at both sides, for printers that print askew
    :param pitch_x: from the left of a label to the left of the next one
    :param left: from the edge of the sheet to the first label
    """

    width: float
    height: float
    margin_x: float = 1.5
    margin_y: float = 1.5
    title_size: float = 9
    line_size: float = 7
    bar_height: float = 11
    # when a QR code stands above the bars
    short_bar_height: float = 8
    columns: int = 1
    rows: int = 1
    left: float = 0
    top: float = 0
    pitch_x: float = 0
    pitch_y: float = 0

    @property
    def per_page(self):
        return self.columns * self.rows

    @property
    def is_sheet(self):
        return self.per_page > 1

    @property
    def page(self):
        """Width and height of the page."""
        return (210, 297) if self.is_sheet else (self.width, self.height)

    def origin(self, position):
        """Return where the label of a position is, from the lower left of the page.

        :param position: 0 for the first one; positions go along the rows
        """
        row, column = divmod(position, self.columns)
        if not self.is_sheet:
            return 0, 0
        bottom = self.page[1] - self.top - row * self.pitch_y - self.height
        return self.left + column * self.pitch_x, bottom


FORMATS = {
    "50x30": Format(50, 30),
    "62x29": Format(62, 29),
    "a4_24": Format(
        *(70, 37, 4, 3, 11, 8.5, 12, 10),
        **{"columns": 3, "rows": 8, "top": 0.5, "pitch_x": 70, "pitch_y": 37},
    ),
    "a4_65": Format(
        *(38.1, 21.2, 2, 1.25, 8, 6.5, 7, 6),
        **{"columns": 5, "rows": 13, "left": 4.67, "top": 10.7},
        **{"pitch_x": 40.64, "pitch_y": 21.2},
    ),
}
SYMBOLOGIES = ("code128", "qr", "both")


@dataclass(frozen=True)
class Symbol:
    """A bar code or a QR code, without the white around it; ``y`` is its bottom."""

    x: float
    y: float
    module: float
    height: float


@dataclass(frozen=True)
class Layout:
    """A label on which everything has its place.

    :param bars: the Code 128, or None
    :param qr: the QR code, or None
    :param left: where texts begin
    :param room: the width that texts have
    :param title: baseline of the title
    :param lines: baselines of the lines
    :param code: baseline of the code in letters
    :param code_centred: the code stands below the bars, else it begins at ``left``
    """

    bars: Symbol | None
    qr: Symbol | None
    left: float
    room: float
    title: float
    lines: tuple
    code: float
    code_size: float
    code_centred: bool


def arrange(form: Format, bars: int, qr: int) -> Layout:
    """Return the layout of a label.

    :param form: the format
    :param bars: modules of the Code 128, 0 for none
    :param qr: modules of a side of the QR code, 0 for none
    :raises ValueError: there is no room; the message ends a sentence that begins with
        the name of the code
    """
    code = form.margin_y
    above_code = form.margin_y + _CODE_SIZE * POINT
    left, right = form.margin_x, form.width - form.margin_x
    bars_symbol = qr_symbol = None
    floor = form.margin_y
    if bars:
        bars_symbol = _place_bars(form, bars, above_code, is_short=bool(qr))
        floor = bars_symbol.y + bars_symbol.height
    if bars and qr:
        module = _qr_module(form, qr, _QR_SHARE, form.height - floor)
        side = qr * module
        qr_symbol = Symbol(
            _snap(form.width - max(form.margin_x, QR_QUIET * module) - side),
            _snap(floor + (form.height - floor - side) / 2),
            *(module, side),
        )
        right = qr_symbol.x - QR_QUIET * module
    elif qr:
        module = _qr_module(form, qr, _QR_SHARE, form.height)
        side = qr * module
        qr_symbol = Symbol(
            _snap(max(form.margin_x, QR_QUIET * module)),
            _snap((form.height - side) / 2),
            *(module, side),
        )
        left = qr_symbol.x + side + QR_QUIET * module
        floor = above_code
    title = form.height - form.margin_y - form.title_size * _ASCENT * POINT
    leading = form.line_size * _LEADING * POINT
    lowest = floor + form.line_size * _DESCENT * POINT
    baselines = (title - leading * rank for rank in range(1, _MAX_LINES + 1))
    lines = tuple(baseline for baseline in baselines if baseline >= lowest)
    return Layout(
        *(bars_symbol, qr_symbol, left, right - left, title, lines, code),
        *(_CODE_SIZE, bool(bars)),
    )


def _place_bars(form, count, bottom, *, is_short):
    for module in _BARS_MODULES:
        if (count + 2 * BARS_QUIET) * module <= form.width:
            height = form.short_bar_height if is_short else form.bar_height
            x = _snap((form.width - count * module) / 2)
            return Symbol(x, bottom, module, height)
    raise ValueError("is too long for a label {width} mm wide")


def _qr_module(form, count, share, height):
    for module in _QR_MODULES:
        side = (count + 2 * QR_QUIET) * module
        if side <= share * form.width and side <= height:
            return module
    raise ValueError("is too long for the QR code of a label {width} mm wide")


def _snap(length):
    return int(length / DOT) * DOT
