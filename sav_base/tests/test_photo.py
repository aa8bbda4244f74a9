# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
import io

from PIL import Image

from odoo.tests import BaseCase

from ..tools import photo, signed_content
from ..tools.photo import PhotoError, render_preview, sniff_photo
from .technician_common import make_photo


class TestPhoto(BaseCase):
    def test_examples(self):
        self.assertEqual(doctest.testmod(photo).failed, 0)
        self.assertEqual(doctest.testmod(signed_content).failed, 0)

    def test_type_is_read_from_the_bytes(self):
        for kind in ("JPEG", "PNG", "WEBP"):
            self.assertEqual(sniff_photo(make_photo(kind)), f"image/{kind.lower()}")
        for content in (b"", b"<svg xmlns=''/>", b"%PDF-1.7", make_photo("GIF")):
            with self.assertRaisesRegex(PhotoError, "not_a_photo"):
                sniff_photo(content)

    def test_incomplete_is_refused(self):
        pictures = [make_photo(kind) for kind in ("JPEG", "PNG", "WEBP")]
        pictures.append(make_photo("JPEG", (640, 480), progressive=True))
        for content in pictures:
            for length in (20, len(content) // 2, len(content) - 2):
                with (
                    self.subTest(start=content[:4], length=length),
                    self.assertRaisesRegex(PhotoError, "corrupt"),
                ):
                    render_preview(content[:length])

    def test_wrong_sum_of_a_png(self):
        content = bytearray(make_photo("PNG", (640, 480)))
        content[len(content) // 2] ^= 0xFF
        with self.assertRaisesRegex(PhotoError, "corrupt"):
            render_preview(bytes(content))

    def test_preview_is_small_upright_and_bare(self):
        exif = Image.Exif()
        exif[0x0112] = 6  # orientation: the camera was held upright
        exif[0x010F] = "SECRET CAMERA"
        for kind in ("JPEG", "PNG", "WEBP"):
            content = make_photo(kind, (2000, 1000), exif=exif)
            self.assertIn(b"SECRET", content)
            preview = render_preview(content)
            self.assertNotIn(b"SECRET", preview)
            picture = Image.open(io.BytesIO(preview))
            self.assertEqual((picture.format, picture.size), ("JPEG", (512, 1024)))
            self.assertFalse(picture.getexif())

    def test_too_many_pixels(self):
        content = make_photo("PNG", (10000, 8001))
        with self.assertRaisesRegex(PhotoError, "too_many_pixels"):
            render_preview(content)
