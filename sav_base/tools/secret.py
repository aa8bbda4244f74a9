# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Short secrets kept unreadable at rest, and only where they were put."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12  # NIST SP 800-38D: 96 bits, random, one a message
KEY_BYTES = 32  # AES-256


def seal(text, secret, place):
    """Return a text encrypted for one place: AES-256-GCM under a derived key.

    :param str text: what to hide
    :param str secret: long random text that only the server knows
    :param str place: where it is kept, as ``sav.case,7``: it opens nowhere else
    :return: ASCII text, another one at each call
    """
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(_derive_key(secret)).encrypt(nonce, text.encode(), place.encode())
    return base64.b64encode(nonce + sealed).decode()


def unseal(sealed, secret, place):
    """Return the text that ``seal`` hid with the same secret and the same place.

    :raise ValueError: another secret, another place, or changed on its way

    >>> unseal(seal("0000", "s" * 36, "sav.case,7"), "s" * 36, "sav.case,7")
    '0000'
    """
    content = base64.b64decode(sealed, validate=True)
    nonce, encrypted = content[:NONCE_BYTES], content[NONCE_BYTES:]
    try:
        opened = AESGCM(_derive_key(secret)).decrypt(nonce, encrypted, place.encode())
    except InvalidTag as error:
        raise ValueError("sealed with another secret or for another place") from error
    return opened.decode()


def _derive_key(secret):
    # RFC 5869; the purpose keeps this key apart from all others of the same secret.
    kdf = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"sav_base sealed text")
    return kdf.derive(secret.encode())
