# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a signature is bound to: one text for one content, and its hash."""

import hashlib
import json


def hash_content(content):
    """Return the SHA-256, in hexadecimal, of a content whatever the order of its keys.

    :param dict content: values that JSON can write; numbers already rounded

    >>> hash_content({"a": 1, "b": [2]}) == hash_content({"b": [2], "a": 1})
    True
    """
    text = json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(text.encode()).hexdigest()


def list_changes(before, after):
    """Return the keys whose value differs, sorted, those of one side only too.

    Both sides are compared as JSON keeps them: a tuple is a list.

    >>> list_changes({"fee": 20, "limit": 100}, {"fee": 20, "limit": 300, "terms": ""})
    ['limit', 'terms']
    """
    before, after = json.loads(json.dumps(before)), json.loads(json.dumps(after))
    missing = object()
    return sorted(
        key
        for key in before.keys() | after.keys()
        if before.get(key, missing) != after.get(key, missing)
    )
