# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What can be told from a mail that came in: a machine's, a known one, which device."""

import hashlib
import io
import re
from email.message import EmailMessage
from email.utils import parseaddr

from PIL import Image

from .photo import PhotoError, sniff_photo

# Shorter words are not looked up as serial numbers: they are words.
SERIAL_LENGTH_MIN = 4
SERIALS_MAX = 200
# Logos and icons of signatures are smaller, photos of phones are not.
PHOTO_SIDE_MIN = 400

_AUTOMATIC_PRECEDENCES = {"auto_reply", "auto-reply", "bulk", "junk"}
_AUTOMATIC_HEADERS = {
    "x-autoreply",
    "x-autoreply-from",
    "x-autorespond",
    "x-auto-reply-from",
}
_AUTOMATIC_SENDERS = {"mailer-daemon", "postmaster", "noreply-dmarc-support"}
_SILENT_SENDER = re.compile(
    r"(?:no|do[-_.]?not|ne[-_.]?pas)[-_.]?(?:reply|repondre)(?:[-_.+]|$)", re.IGNORECASE
)
_PREFIXES = re.compile(r"^\s*(?:(?:re|fw|fwd|tr|rép|aw|wg)\s*:\s*)+", re.IGNORECASE)
_SERIAL = re.compile(r"[^\W_](?:[\w./-]*[^\W_])?")


def is_automatic(headers):
    """Tell whether a program sent this mail, so that nobody waits for an answer.

    Mails of a list are not: many companies receive their customers' mails through one.
    Sources: RFC 3834 §5 (``Auto-Submitted``, empty return path), and the headers that
    older vacation programs put.

    :param headers: pairs of name and value, in any case

    >>> is_automatic([("Auto-Submitted", "auto-replied (vacation)")])
    True
    >>> is_automatic([("Auto-Submitted", "no"), ("Precedence", "list")])
    False
    """
    for name, value in headers:
        name, value = name.lower(), str(value).strip().lower()
        if name == "auto-submitted" and not value.startswith("no"):
            return True
        if name == "precedence" and value in _AUTOMATIC_PRECEDENCES:
            return True
        if name in _AUTOMATIC_HEADERS:
            return True
        if name == "return-path" and value == "<>":
            return True
        if name == "from":
            local_part = parseaddr(value)[1].partition("@")[0]
            if local_part in _AUTOMATIC_SENDERS:
                return True
    return False


def is_silent_address(address):
    """Tell whether nobody reads what is sent to an address.

    :param str address: normalised

    >>> is_silent_address("no-reply@shop.example")
    True
    >>> is_silent_address("noreply+4812@shop.example")
    True
    >>> is_silent_address("nora.reply@shop.example")
    False
    """
    local_part = address.partition("@")[0]
    return local_part in _AUTOMATIC_SENDERS or bool(_SILENT_SENDER.match(local_part))


def mail_digest(sender, subject, text, files):
    """Return one hash for the mails that say the same: SHA-256 in hexadecimal.

    Spaces, case and the prefixes of answers do not count: a mail that is sent again
    differs by its identifier and its date alone.

    :param str sender: address, normalised
    :param str subject: as received
    :param str text: body without markup
    :param files: bytes of the attachments, in any order

    >>> mail_digest("a@b.c", "Re: Pump", "It  leaks\\n", []) == mail_digest(
    ...     "a@b.c", "pump", "it leaks", []
    ... )
    True
    """
    parts = [
        (sender or "").lower(),
        _normalise(_PREFIXES.sub("", subject or "")),
        _normalise(text or ""),
        *sorted(hashlib.sha256(content).hexdigest() for content in files),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def get_content_bytes(content):
    """Return the bytes of a file of a mail.

    :param content: bytes, text, or ``EmailMessage`` (a mail forwarded as a file)

    >>> get_content_bytes("caf\u00e9")
    b'caf\xc3\xa9'
    """
    if isinstance(content, bytes):
        return content
    if isinstance(content, EmailMessage):
        return content.as_bytes()
    # Text of a charset that it does not respect has what no encoding has.
    return content.encode(errors="surrogatepass")


def serial_candidates(text):
    """Return the words of a text that may be serial numbers, in order, each once.

    :param str text: subject and body
    :return: list of str; at most ``SERIALS_MAX``

    >>> serial_candidates("Machine SN-4812/B, bought 2024. Thanks!")
    ['SN-4812/B', '2024']
    """
    words = dict.fromkeys(
        word
        for word in _SERIAL.findall(text or "")
        if len(word) >= SERIAL_LENGTH_MIN and any(char.isdigit() for char in word)
    )
    return list(words)[:SERIALS_MAX]


def is_photo(content):
    """Tell whether a file is a photo that shows something, from its bytes alone.

    :param content: bytes of the file (text is never a photo)
    """
    if not isinstance(content, bytes):
        return False
    try:
        sniff_photo(content)
        picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP"))
    except (PhotoError, OSError, ValueError, SyntaxError):
        return False
    return max(picture.size) >= PHOTO_SIDE_MIN


def _normalise(text):
    return " ".join(text.split()).casefold()
