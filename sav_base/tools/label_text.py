# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Text of labels in any script: with which font each part is drawn, and how much fits.

The standard fonts of PDF serve for Western European text: they need not be embedded.
Anything else is drawn with DejaVu Sans, which comes with this addon; Chinese, Japanese
and Korean with the fonts that readers of PDF have for them. What no font holds is
written in Latin letters after its name in Unicode: nothing becomes a question mark.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
from reportlab.pdfbase.pdfmetrics import stringWidth as string_width
from reportlab.pdfbase.ttfonts import TTFont

from .label_layout import POINT
from .label_shaping import is_right_to_left, needs_shaping, shape

REGULAR, BOLD = "Helvetica", "Helvetica-Bold"

FONT_FILES = {
    font: Path(__file__).parent.parent / "static/fonts" / file
    for font, file in ((REGULAR, "DejaVuSans.ttf"), (BOLD, "DejaVuSans-Bold.ttf"))
}
_EMBEDDED = {REGULAR: "SavDejaVuSans", BOLD: "SavDejaVuSans-Bold"}

_ENOUGH = 250  # characters, of which no label has room for half
_ELLIPSIS = "…"
_UNKNOWN = "\N{WHITE SQUARE}"

_JAPANESE = re.compile("[\u3040-\u30ff\u31f0-\u31ff]")
_KOREAN = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_ASIAN_RANGES = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3000-\u30ff\u3130-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uff00-\uffef"
)
_ASIAN = re.compile(f"[{_ASIAN_RANGES}]")
_ASIAN_PARTS = re.compile(f"[{_ASIAN_RANGES}]+|[^{_ASIAN_RANGES}]+")
# Controls, halves of characters, characters of private use or unknown, ends of lines.
_INVISIBLE = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")


@dataclass(frozen=True)
class Line:
    """A line of text, ready to be drawn from left to right.

    :param parts: ``(font, text)`` of each part
    :param width: in points
    :param from_right: it is read from the right and stands there
    """

    parts: tuple
    size: float
    width: float
    from_right: bool


def clean(text: str) -> str:
    """Return a text on one line, composed, without characters that draw nothing."""
    composed = " ".join(unicodedata.normalize("NFC", text[:_ENOUGH]).split())
    if composed.isascii():
        return "".join(filter(str.isprintable, composed))
    # Characters of format do their work when the text is shaped.
    return "".join(
        character
        for character in composed
        if character == " " or unicodedata.category(character) not in _INVISIBLE
    )


def is_western(text: str) -> bool:
    """Tell whether the standard fonts of PDF hold a text (WinAnsiEncoding)."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return text.isprintable()


def fit(
    text: str,
    font: str,
    size: float,
    room: float,
    smallest: float = 0.85,
    *,
    readers_fonts: bool = True,
) -> Line:
    """Return a text as it is drawn in ``room`` points.

    A text too long is drawn smaller, then cut short.

    :param font: ``REGULAR`` or ``BOLD``
    :param smallest: the share of the size down to which it is drawn smaller
    :param readers_fonts: the fonts that readers of PDF have serve too, not only ours
    """
    cleaned = clean(text)

    def draw(shown):
        return _draw(shown, font, size, readers_fonts)

    line = draw(cleaned)
    if line.width > room:
        size *= max(smallest, room / line.width * 0.999)
        line = draw(cleaned)
    if line.width <= room:
        return line
    cut = bisect_right(
        range(len(cleaned)),
        room,
        key=lambda length: draw(cleaned[:length] + _ELLIPSIS).width,
    )
    return draw(cleaned[: max(cut - 1, 0)].rstrip() + _ELLIPSIS)


def fit_label(label: dict, form, layout, *, readers_fonts: bool = True) -> list:
    """Return the lines of a label with their baselines in mm, the title first."""
    room = layout.room / POINT
    texts = [(layout.title, label["title"], BOLD, form.title_size, 0.75)]
    texts += [
        (baseline, text, REGULAR, form.line_size, 0.85)
        for baseline, text in zip(layout.lines, label["lines"], strict=False)
    ]
    return [
        (baseline, fit(*text, room, smallest, readers_fonts=readers_fonts))
        for baseline, *text, smallest in texts
    ]


def _draw(text, font, size, readers_fonts):
    if is_western(text):
        return Line(((font, text),), size, string_width(text, font, size), False)
    _register()
    own, asian, held = _EMBEDDED[font], _asian_font(text), _held(font)

    def is_readers(character):
        return readers_fonts and bool(_ASIAN.match(character))

    spelled = "".join(
        character
        if is_readers(character) or _is_held(character, held)
        else _spell(character, held)
        for character in text
    )
    seen = shape(spelled) if needs_shaping(spelled) else spelled
    seen = "".join(letter for letter in seen if unicodedata.category(letter) != "Cf")
    parts = ((own, seen),)
    if readers_fonts:
        parts = tuple(
            (asian if _ASIAN.match(part) else own, part)
            for part in _ASIAN_PARTS.findall(seen)
        )
    width = sum(string_width(part, name, size) for name, part in parts)
    return Line(parts, size, width, is_right_to_left(text))


@lru_cache(maxsize=1)
def _register():
    """Have our fonts known to reportlab, which keeps them for the whole process."""
    for font, name in _EMBEDDED.items():
        if name not in getRegisteredFontNames():
            registerFont(TTFont(name, str(FONT_FILES[font])))
    for name in ("STSong-Light", "HeiseiKakuGo-W5", "HYGothic-Medium"):
        registerFont(UnicodeCIDFont(name))


@lru_cache(maxsize=2)
def _held(font):
    """Return the numbers of the characters that our font holds."""
    return frozenset(TTFont("held", str(FONT_FILES[font])).face.charToGlyph)


def _is_held(character, held):
    return ord(character) in held or unicodedata.category(character) == "Cf"


def _asian_font(text):
    """Return the font of the Chinese characters of a text, after their company."""
    if _JAPANESE.search(text):
        return "HeiseiKakuGo-W5"
    return "HYGothic-Medium" if _KOREAN.search(text) else "STSong-Light"


@lru_cache(maxsize=4096)
def _spell(character, held):
    """Return a character in Latin letters after its name in Unicode."""
    plain = unicodedata.normalize("NFKD", character)
    if plain != character and all(ord(letter) in held for letter in plain):
        return plain
    words = unicodedata.name(character, "").split()
    if unicodedata.category(character)[0] in "LM" and words:
        sound = words[-1]
        if "IDEOGRAPH" not in sound:
            return sound.lower()
    if (digit := unicodedata.digit(character, None)) is not None:
        return str(digit)
    return _UNKNOWN
