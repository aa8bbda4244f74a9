# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Photos kept as proof: what a file really is, and the copy that is shown of it."""

import binascii
import io

from PIL import Image, ImageOps, WebPImagePlugin
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

PHOTO_MAX_MB = 15  # of any file, whatever a company sets
PIXELS_MAX = 80_000_000  # a picture that would fill the memory of the server
PREVIEW_SIDE = 1024  # pixels, long side
PREVIEW_QUALITY = 85

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_OPENERS = {
    "image/jpeg": JpegImageFile,
    "image/png": PngImageFile,
    "image/webp": WebPImagePlugin.WebPImageFile,
}


class PhotoError(ValueError):
    """Refusal of a file; ``code`` is one of not_a_photo, corrupt, too_many_pixels."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def sniff_photo(content):
    """Return the MIME type of a photo, read from its first bytes only.

    Names and types given by a client are never believed: an SVG called ``.jpg`` can
    carry a script.

    :param bytes content: the file
    :raise PhotoError: not_a_photo when it is no JPEG, PNG or WebP

    >>> sniff_photo(b"RIFF\\x00\\x00\\x00\\x00WEBPVP8 ")
    'image/webp'
    """
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(_PNG_SIGNATURE):
        return "image/png"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    raise PhotoError("not_a_photo")


def render_preview(content, max_side=PREVIEW_SIDE):
    """Return the photo as a fresh JPEG: upright, on white, without any metadata.

    Nothing of the source but its pixels is kept: no position, no serial number of the
    camera, no profile, nothing hidden behind the picture.

    :param bytes content: the file, a JPEG, PNG or WebP
    :param int max_side: pixels of the long side; a smaller photo is not enlarged
    :return: bytes of a JPEG
    :raise PhotoError: not_a_photo, corrupt (truncated too) or too_many_pixels
    """
    mimetype = sniff_photo(content)
    # Odoo sets Pillow to fill truncated pictures with grey: completeness is ours.
    if not _COMPLETE[mimetype](content):
        raise PhotoError("corrupt")
    try:
        source = _OPENERS[mimetype](io.BytesIO(content))
        if source.width * source.height > PIXELS_MAX:
            raise PhotoError("too_many_pixels")
        source.load()
        upright = ImageOps.exif_transpose(source).convert("RGBA")
    except PhotoError:
        raise
    except Exception as error:
        # Pillow raises whatever its decoders raise: OSError, SyntaxError, struct.error,
        # IndexError… All mean that the file cannot be shown.
        raise PhotoError("corrupt") from error
    upright.thumbnail((max_side, max_side))
    preview = Image.new("RGB", upright.size, "white")
    preview.paste(upright, mask=upright.getchannel("A"))
    output = io.BytesIO()
    preview.save(output, "JPEG", quality=PREVIEW_QUALITY, optimize=True)
    return output.getvalue()


def _is_complete_jpeg(content):
    """Tell whether the end marker is reached by walking the segments.

    Looking for FF D9 is not enough: the thumbnail inside the header has one too.
    Source: ITU-T T.81, annex B.
    """
    position = 2
    while (position := content.find(b"\xff", position)) != -1:
        marker = content[position + 1 : position + 2]
        if marker == b"\xd9":
            return True
        if not marker:
            return False
        if marker == b"\xff":  # fill byte
            position += 1
        elif marker in b"\x00\x01" or b"\xd0" <= marker <= b"\xd7":
            position += 2  # stuffed byte or restart inside a scan: no length
        else:
            length = int.from_bytes(content[position + 2 : position + 4], "big")
            position += 2 + length
    return False


def _is_complete_png(content):
    """Tell whether all chunks are whole, their sums right, the last one IEND."""
    position = len(_PNG_SIGNATURE)
    while position + 12 <= len(content):
        length = int.from_bytes(content[position : position + 4], "big")
        body = content[position + 4 : position + 8 + length]
        checksum = content[position + 8 + length : position + 12 + length]
        if binascii.crc32(body).to_bytes(4, "big") != checksum:
            return False
        if body[:4] == b"IEND":
            return True
        position += 12 + length
    return False


def _is_complete_webp(content):
    return int.from_bytes(content[4:8], "little") + 8 <= len(content)


_COMPLETE = {
    "image/jpeg": _is_complete_jpeg,
    "image/png": _is_complete_png,
    "image/webp": _is_complete_webp,
}
