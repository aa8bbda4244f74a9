# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Take the place where a photo was taken out of its file, without touching its pixels.

The compressed picture is copied byte for byte. Of what a camera writes beside it, the
Exif block stays (time, camera, orientation) without its position and its maker's note;
the blocks in which a position can be written in words or in XML go as a whole, and so
does what is hidden behind the picture (a second picture has a position of its own).
"""

import binascii
import struct

from .photo import sniff_photo

GPS_POINTER = 0x8825  # Exif 2.32, table 3: where the GPS block begins
MAKER_NOTE = 0x927C
# Tags that lead to another block of tags: Exif, interoperability, SubIFDs.
BLOCK_POINTERS = (0x8769, 0xA005, 0x014A)
BLOCKS_MAX = 20  # a crafted file may lead in circles
TYPE_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}

_EXIF_PREFIX = b"Exif\x00\x00"
_JPEG_EXIF = 0xE1
# JFIF, ICC profile, Adobe: they say how to read the colours.
_JPEG_KEPT = {0xE0: (b"JFIF\x00", b"JFXX\x00"), 0xE2: (b"ICC_PROFILE\x00",)}
_JPEG_ADOBE = 0xEE
_PNG_DROPPED = (b"tEXt", b"zTXt", b"iTXt")


def strip_position(content: bytes) -> bytes:
    """Return a photo without its position; the same bytes when it carries none.

    :param content: a complete JPEG, PNG or WebP
    :raises PhotoError: not_a_photo
    """
    return _STRIPPERS[sniff_photo(content)](content)


def strip_exif(tiff: bytes) -> bytes:
    """Return an Exif block (TIFF 6.0) of the same length without any position.

    Nothing else moves, so all that points into the block still does. A block that
    cannot be read comes back empty: a position could be in it.
    """
    try:
        return _ExifBlock(tiff).strip()
    except (struct.error, IndexError, KeyError, ValueError):
        return b""


class _ExifBlock:
    def __init__(self, tiff):
        self.content = bytearray(tiff)
        self.order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        if self._read("H", 2) != 42:
            raise ValueError("no TIFF")
        self.seen = set()

    def strip(self):
        waiting = [self._read("I", 4)]
        while waiting:
            offset = waiting.pop()
            if not offset or offset in self.seen:
                continue
            self.seen.add(offset)
            if len(self.seen) > BLOCKS_MAX:
                raise ValueError("too many blocks")
            waiting += self._strip_block(offset)
        return bytes(self.content)

    def _strip_block(self, offset):
        """Clean one block of tags and return the offsets of those it leads to."""
        count = self._read("H", offset)
        following = self._read("I", offset + 2 + 12 * count)
        kept, leads_to = [], [following]
        for rank in range(count):
            start = offset + 2 + 12 * rank
            tag = self._read("H", start)
            if tag == GPS_POINTER:
                self._blank_block(self._read("I", start + 8))
            elif tag == MAKER_NOTE:
                self._blank_value(start)
            else:
                kept.append(bytes(self.content[start : start + 12]))
                if tag in BLOCK_POINTERS:
                    leads_to += self._read_pointers(start)
        if len(kept) < count:
            body = struct.pack(f"{self.order}H", len(kept)) + b"".join(kept)
            body += struct.pack(f"{self.order}I", following)
            end = offset + 6 + 12 * count
            self.content[offset:end] = body.ljust(end - offset, b"\x00")
        return leads_to

    def _blank_block(self, offset):
        """Overwrite a block of tags, with the values that lie outside it."""
        count = self._read("H", offset)
        for rank in range(count):
            self._blank_value(offset + 2 + 12 * rank)
        self._blank(offset, 6 + 12 * count)

    def _blank_value(self, start):
        size = self._value_size(start)
        if size > 4:
            self._blank(self._read("I", start + 8), size)

    def _read_pointers(self, start):
        number = self._read("I", start + 4)
        if number == 1:
            return [self._read("I", start + 8)]
        if number > BLOCKS_MAX:
            raise ValueError("too many blocks")
        first = self._read("I", start + 8)
        return [self._read("I", first + 4 * rank) for rank in range(number)]

    def _value_size(self, start):
        return TYPE_SIZES[self._read("H", start + 2)] * self._read("I", start + 4)

    def _blank(self, offset, length):
        if offset + length > len(self.content):
            raise ValueError("beyond the block")
        self.content[offset : offset + length] = bytes(length)

    def _read(self, kind, offset):
        return struct.unpack_from(f"{self.order}{kind}", self.content, offset)[0]


def _strip_jpeg(content):
    """Walk the segments up to the scans. Source: ITU-T T.81, annex B."""
    kept = [content[:2]]
    position = 2
    while True:
        while content[position + 1] == 0xFF:  # fill bytes
            position += 1
        marker = content[position + 1]
        length = int.from_bytes(content[position + 2 : position + 4], "big")
        if marker == 0xDA:
            end = _find_jpeg_end(content, position)
            return b"".join([*kept, content[position:end]])
        segment = content[position : position + 2 + length]
        kept.append(_strip_jpeg_segment(marker, segment))
        position += 2 + length


def _strip_jpeg_segment(marker, segment):
    body = segment[4:]
    if marker == _JPEG_EXIF and body.startswith(_EXIF_PREFIX):
        tiff = strip_exif(body[len(_EXIF_PREFIX) :])
        return segment[: 4 + len(_EXIF_PREFIX)] + tiff if tiff else b""
    is_application = 0xE0 <= marker <= 0xEF and marker != _JPEG_ADOBE
    is_comment = marker == 0xFE
    if is_comment or (
        is_application and not body.startswith(_JPEG_KEPT.get(marker, ()))
    ):
        return b""
    return segment


def _find_jpeg_end(content, position):
    """Return where the picture ends: what follows is another one, or hidden."""
    while (position := content.find(b"\xff", position)) != -1:
        marker = content[position + 1]
        if marker == 0xD9:
            return position + 2
        if marker == 0xFF:
            position += 1
        elif marker in (0, 1) or 0xD0 <= marker <= 0xD7:
            position += 2
        else:
            position += 2 + int.from_bytes(content[position + 2 : position + 4], "big")
    return len(content)


def _strip_png(content):
    """Walk the chunks. Source: PNG specification, 3rd edition, § 5 and 11.3."""
    kept = [content[:8]]
    position = 8
    while position + 12 <= len(content):
        length = int.from_bytes(content[position : position + 4], "big")
        chunk = content[position : position + 12 + length]
        kind = chunk[4:8]
        if kind == b"eXIf":
            if tiff := strip_exif(chunk[8:-4]):
                body = kind + tiff
                checksum = binascii.crc32(body).to_bytes(4, "big")
                kept.append(chunk[:4] + body + checksum)
        elif kind not in _PNG_DROPPED:
            kept.append(chunk)
        if kind == b"IEND":
            break
        position += 12 + length
    return b"".join(kept)


def _strip_webp(content):
    """Walk the chunks. Source: RFC 9649, § 2.7."""
    size = int.from_bytes(content[4:8], "little")
    end = min(8 + size, len(content))
    chunks = []
    position = 12
    while position + 8 <= end:
        length = int.from_bytes(content[position + 4 : position + 8], "little")
        kind = content[position : position + 4]
        body = content[position + 8 : position + 8 + length]
        chunks.append((kind, body))
        position += 8 + length + length % 2
    chunks = [
        (kind, _strip_webp_exif(body) if kind == b"EXIF" else body)
        for kind, body in chunks
        if kind != b"XMP "
    ]
    chunks = [(kind, body) for kind, body in chunks if body or kind != b"EXIF"]
    kinds = {kind for kind, _body in chunks}
    written = b"".join(
        _webp_chunk(kind, _webp_flags(body, kinds) if kind == b"VP8X" else body)
        for kind, body in chunks
    )
    return b"RIFF" + struct.pack("<I", 4 + len(written)) + b"WEBP" + written


def _strip_webp_exif(body):
    # Some writers begin as a JPEG does.
    return strip_exif(body.removeprefix(_EXIF_PREFIX))


def _webp_flags(body, kinds):
    flags = body[0] & ~0x04  # no XMP
    if b"EXIF" not in kinds:
        flags &= ~0x08
    return bytes([flags]) + body[1:]


def _webp_chunk(kind, body):
    padding = b"\x00" * (len(body) % 2)
    return kind + struct.pack("<I", len(body)) + body + padding


_STRIPPERS = {
    "image/jpeg": _strip_jpeg,
    "image/png": _strip_png,
    "image/webp": _strip_webp,
}
