# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
import re

from barcode import Code128
from measures import measure, report
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from odoo.tests import BaseCase, tagged

from odoo.addons.sav_base.tools import case_code
from odoo.addons.sav_base.tools.label_layout import FORMATS
from odoo.addons.sav_base.tools.label_pdf import labels_pdf
from odoo.addons.sav_base.tools.label_zpl import labels_zpl

COUNT = 1000
# What reportlab takes to draw them on the machine where the bar was set.
FLOOR = 0.09


def draw_bars(codes):
    """Draw the bars alone, as simply as reportlab can."""
    canvas = Canvas(io.BytesIO(), pagesize=(50 * mm, 30 * mm))
    for code in codes:
        [modules] = Code128(code).build()
        for bar in re.finditer("1+", modules):
            start, end = bar.span()
            x, width = start * 0.375 * mm, (end - start) * 0.375 * mm
            canvas.rect(x, 4 * mm, width, 11 * mm, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()


@tagged("post_install", "-at_install")
class TestLabelSpeed(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.labels = [
            {
                "code": case_code(number),
                "title": f"SAV/2026/{number:05d}",
                "lines": [
                    f"Société Dupont {number}",
                    "Fagor F-4812",
                    f"SN{number} · TUN",
                ],
            }
            for number in range(1, COUNT + 1)
        ]

    def test_code_128(self):
        bare = measure(lambda: draw_bars([label["code"] for label in self.labels]))
        report(f"{COUNT} bare Code 128 drawn by reportlab", bare)
        for size in FORMATS:
            seconds = measure(lambda size=size: labels_pdf(self.labels, size))
            report(
                f"{COUNT} labels {size}, Code 128", seconds, f"{seconds / bare:.2f} ×"
            )
            self.assertLess(seconds, 3 * max(bare, FLOOR), size)

    def test_qr(self):
        for symbology in ("qr", "both"):
            seconds = measure(
                lambda kind=symbology: labels_pdf(self.labels, "50x30", kind)
            )
            report(f"{COUNT} labels 50x30, {symbology}", seconds)
            self.assertLess(seconds, 3, symbology)

    def test_other_scripts_and_zpl(self):
        arabic = [{**label, "title": "ثلاجة LG 350"} for label in self.labels]
        report(
            f"{COUNT} labels 50x30 in Arabic, Code 128",
            measure(lambda: labels_pdf(arabic, "50x30")),
        )
        for name, labels in (("", self.labels), (" in Arabic", arabic)):
            seconds = measure(lambda labels=labels: labels_zpl(labels, "50x30"))
            report(f"{COUNT} labels 50x30 in ZPL{name}", seconds)
            self.assertLess(seconds, 3)
