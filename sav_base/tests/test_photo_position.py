# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import hashlib
import io
import os
import random

from PIL import Image, PngImagePlugin
from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError
from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ..tools.photo import PhotoError, render_preview
from ..tools.photo_position import strip_exif, strip_position
from .technician_common import TechnicianCase, encode, make_photo

KINDS = ("JPEG", "PNG", "WEBP")
# degrees, minutes, seconds: Sfax
LATITUDE, LONGITUDE = (34.0, 44.0, 26.25), (10.0, 45.0, 37.5)
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><GPSLatitude>34,44.4375N</GPSLatitude>'


def make_exif(order="<", with_position=True):
    """Return the metadata of a camera, with the place and a maker's note."""
    exif = Image.Exif()
    exif.endian = order
    exif[0x010F] = "Camera Maker"
    exif[0x0110] = "Camera Model"
    exif[0x0112] = 6
    exif[0x0132] = "2026:11:24 09:30:00"
    details = exif.get_ifd(0x8769)
    details[0x9003] = "2026:11:24 09:30:00"
    details[0x9286] = b"ASCII\x00\x00\x00A comment of some length"
    details[0x927C] = b"NOTE OF THE MAKER " * 5
    if with_position:
        exif.get_ifd(0x8825).update(
            {1: "N", 2: LATITUDE, 3: "E", 4: LONGITUDE, 27: b"METHOD OF POSITION"}
        )
    return exif


def make_placed_photo(kind="JPEG", order="<", size=(160, 120), **options):
    """Return a photo that says where it was taken, in Exif and in XML."""
    noise = Image.frombytes(
        "RGB", size, random.Random(7).randbytes(3 * size[0] * size[1])
    )
    output = io.BytesIO()
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
        notes.add_text("Location", "Sfax")
        options["pnginfo"] = notes
    else:
        options["xmp"] = XMP
    if kind == "JPEG":
        options["comment"] = b"taken at Sfax"
    noise.save(output, kind, exif=make_exif(order).tobytes(), **options)
    return output.getvalue()


def read(content):
    return Image.open(io.BytesIO(content))


class TestPhotoPosition(BaseCase):
    def test_position_goes_and_the_rest_stays(self):
        for kind in KINDS:
            for order in "<>":
                content = make_placed_photo(kind, order)
                self.assertTrue(read(content).getexif().get_ifd(0x8825), kind)
                kept = strip_position(content)
                with self.subTest(kind=kind, order=order):
                    exif = read(kept).getexif()
                    self.assertNotIn(0x8825, exif)
                    self.assertEqual(exif[0x010F], "Camera Maker")
                    self.assertEqual(exif[0x0112], 6)
                    details = exif.get_ifd(0x8769)
                    self.assertEqual(details[0x9003], "2026:11:24 09:30:00")
                    self.assertNotIn(0x927C, details)
                    for hidden in (
                        b"METHOD OF POSITION",
                        b"NOTE OF THE MAKER",
                        b"GPSLatitude",
                        b"Sfax",
                    ):
                        self.assertNotIn(hidden, kept)

    def test_pixels_are_those_that_were_taken(self):
        for kind in KINDS:
            content = make_placed_photo(kind)
            kept = strip_position(content)
            with self.subTest(kind=kind):
                self.assertEqual(read(kept).tobytes(), read(content).tobytes())
                render_preview(kept)  # complete, its sums right
        scan = make_placed_photo()
        scan = scan[scan.index(b"\xff\xda") :]
        self.assertTrue(strip_position(make_placed_photo()).endswith(scan))

    def test_progressive_and_grey(self):
        for options in ({"progressive": True}, {"restart_marker_rows": 1}):
            content = make_placed_photo(size=(320, 240), **options)
            kept = strip_position(content)
            self.assertEqual(read(kept).tobytes(), read(content).tobytes())

    def test_nothing_to_take_out_changes_nothing(self):
        bare = make_exif(with_position=False)
        del bare.get_ifd(0x8769)[0x927C]
        for kind in KINDS:
            for content in (make_photo(kind), make_photo(kind, exif=bare.tobytes())):
                with self.subTest(kind=kind):
                    self.assertEqual(strip_position(content), content)

    def test_twice_is_once(self):
        for kind in KINDS:
            once = strip_position(make_placed_photo(kind))
            self.assertEqual(strip_position(once), once)

    def test_what_is_behind_the_picture_goes(self):
        for kind in KINDS:
            content = make_placed_photo(kind)
            kept = strip_position(content + make_placed_photo("JPEG"))
            with self.subTest(kind=kind):
                self.assertEqual(kept, strip_position(content))

    def test_crafted_block_says_nothing(self):
        """Cut, in circles, beyond its end: a block that cannot be read goes."""
        block = make_exif().tobytes().removeprefix(b"Exif\x00\x00")
        self.assertTrue(strip_exif(block))
        self.assertEqual(strip_exif(b""), b"")
        self.assertEqual(strip_exif(b"II*\x00\xff\xff\xff\x7f"), b"")
        self.assertEqual(strip_exif(b"XX*\x00\x08\x00\x00\x00"), b"")
        for length in range(8, len(block), 7):
            cut = strip_exif(block[:length])
            self.assertNotIn(b"METHOD OF POSITION", cut)
        chance = random.Random(3)
        for _round in range(300):
            broken = bytearray(block)
            for _change in range(4):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            self.assertLessEqual(len(strip_exif(bytes(broken))), len(block))


@tagged("post_install", "-at_install")
class TestEvidencePosition(TechnicianCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._create_case(cls.technician)

    def _send(self, content, **vals):
        case = self._as("tech", self.case)
        photo_id = case.add_photo({"original": encode(content), **vals})
        return self.env["sav.evidence"].browse(photo_id)

    def test_both_hashes_are_told(self):
        content = make_placed_photo()
        received = hashlib.sha256(content).hexdigest()
        photo = self._send(content, sha256=received, latitude=34.74, longitude=10.76)
        kept = base64.b64decode(photo.original)
        self.assertNotIn(0x8825, read(kept).getexif())
        self.assertTrue(photo.is_position_removed)
        self.assertEqual(photo.sha256_received, received)
        self.assertEqual(photo.sha256, hashlib.sha256(kept).hexdigest())
        self.assertNotEqual(photo.sha256, received)
        self.assertEqual(photo.file_size, len(kept))
        self.assertFalse(photo.latitude or photo.longitude)

    def test_kept_when_the_company_says_so(self):
        self.company.sav_photo_keep_position = True
        content = make_placed_photo()
        photo = self._send(content, latitude=34.74, longitude=10.76)
        self.assertEqual(base64.b64decode(photo.original), content)
        self.assertFalse(photo.is_position_removed)
        self.assertEqual(photo.sha256, photo.sha256_received)
        self.assertAlmostEqual(photo.latitude, 34.74)

    def test_sent_twice_is_kept_once(self):
        content = make_placed_photo()
        first = self._send(content, uuid="placed")
        self.assertEqual(self._send(content, uuid="placed"), first)
        # What is kept is another file than what was sent.
        with self.assertRaisesRegex(UserError, "same identifier"):
            self._send(base64.b64decode(first.original), uuid="placed")

    def test_hashes_are_not_the_clients(self):
        photo = self._send(make_photo(), sha256_received="0", is_position_removed=True)
        self.assertEqual(photo.sha256_received, photo.sha256)
        self.assertFalse(photo.is_position_removed)
        for vals in ({"sha256_received": "0"}, {"is_position_removed": True}):
            with self.assertRaisesRegex(UserError, "stays as it was taken"):
                photo.write(vals)

    def test_above_fifteen_megabytes(self):
        """Whatever the company sets, with what to do about it."""
        self.company.sav_photo_max_mb = 0
        content = make_photo()[:-2] + os.urandom(15 * 1024**2) + b"\xff\xd9"
        with self.assertRaisesRegex(UserError, r"too big: 15\.0 MB, the limit is 15"):
            self._send(content)
        self.assertFalse(self.case.evidence_ids)
        for wrong in (16, -1):
            with (
                self.assertRaises(CheckViolation),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.company.sav_photo_max_mb = wrong
                self.env.flush_all()

    def test_svg_is_refused_wherever_a_picture_is_given(self):
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        for content in (svg, b'<?xml version="1.0"?>' + svg, b"\xef\xbb\xbf" + svg):
            with self.assertRaisesRegex(UserError, "not a photo"):
                self._send(content)
            with self.assertRaisesRegex(UserError, "not a photo"):
                self.env["sav.evidence"].with_user(self.sav_clerk).create(
                    {"case_id": self.case.id, "original": encode(content)}
                )
            with self.assertRaisesRegex(UserError, "signature is empty"):
                self.env["sav.signature"].with_user(self.sav_clerk).create(
                    {
                        "case_id": self.case.id,
                        "purpose": "hand_over",
                        "signer_name": "Customer",
                        "signature": encode(content),
                    }
                )
        with self.assertRaises(PhotoError):
            strip_position(svg)
