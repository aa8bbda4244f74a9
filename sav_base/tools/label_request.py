# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is asked of the printing of labels, checked before anything is drawn."""

from .arguments import check_list, check_rows, check_text
from .label_bars import bar_modules, check_code
from .label_layout import FORMATS, SYMBOLOGIES, arrange
from .label_qr import qr_rows


def check_choices(size, symbology):
    """Return the format of a name, once the symbology is known too."""
    if check_text("Size of the labels", size) not in FORMATS:
        raise ValueError(
            f"Size of the labels: choose one of {', '.join(FORMATS)}, not {size}."
        )
    if check_text("Kind of code", symbology) not in SYMBOLOGIES:
        raise ValueError(
            f"Kind of code: choose one of {', '.join(SYMBOLOGIES)}, not {symbology}."
        )
    return FORMATS[size]


def check_first(form, first):
    """Refuse a position that a sheet does not have."""
    if isinstance(first, bool) or not isinstance(first, int):
        raise ValueError(f"First position: give a whole number, not {first!r}.")
    if not 1 <= first <= form.per_page:
        raise ValueError(
            f"First position: this sheet has {form.per_page} labels, choose one of "
            f"them, not {first}."
            if form.is_sheet
            else f"First position: these labels have no sheet, choose 1, not {first}."
        )


def check_labels(labels):
    """Refuse labels without their texts."""
    if not check_rows("Labels", labels, ("code", "title", "lines")):
        raise ValueError("Labels: choose at least one label to print.")
    for rank, label in enumerate(labels, 1):
        name = f"Label {rank}"
        check_text(f"{name}, title", label["title"])
        for line in check_list(f"{name}, lines", label["lines"]):
            check_text(f"{name}, lines", line)
        check_code(name, check_text(f"{name}, code", label["code"]))


def read_symbols(form, symbology, name, code):
    """Return the modules of a code as its symbology asks, and the layout of its label.

    :return: ``(bars, rows, layout)``; without bars or without QR code, None
    """
    bars = bar_modules(code) if symbology in ("code128", "both") else None
    rows = qr_rows(code) if symbology in ("qr", "both") else None
    try:
        layout = arrange(form, len(bars or ()), len(rows or ()))
    except ValueError as error:
        problem = str(error).format(width=f"{form.width:g}")
        raise ValueError(
            f"{name}: the code {code} {problem}; choose larger labels or a shorter "
            "code."
        ) from None
    return bars, rows, layout
