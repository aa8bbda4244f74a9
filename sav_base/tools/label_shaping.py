# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Text turned into the characters to draw from left to right, one by one.

PDF and label printers draw characters in the order they are given, in the form they are
given. Arabic letters are joined with the presentation forms of Unicode; the order is
that of the bidirectional algorithm (UAX #9) for one line without embeddings.
"""

import unicodedata
from bisect import bisect_right

_JOINER, _NON_JOINER, _TATWEEL = "\u200d", "\u200c", "\u0640"
_MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
_OPENING = dict(zip("([{", ")]}", strict=True))
_VOWELLED = ("ARABIC ", "HEBREW ")


def _read_forms():
    """Return the forms of each Arabic letter, and those of lam before an alef."""
    forms, ligatures = {}, {}
    for number in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)):
        kind, *letters = unicodedata.decomposition(chr(number)).split() or [""]
        letters = [chr(int(letter, 16)) for letter in letters]
        kind = kind.strip("<>")
        if kind not in ("isolated", "initial", "medial", "final"):
            continue
        if len(letters) == 1:
            forms.setdefault(letters[0], {})[kind] = chr(number)
        elif len(letters) == 2 and letters[0] == "\u0644" and letters[1] in "آأإا":
            ligatures.setdefault(letters[1], {})[kind] = chr(number)
    # The g of Tunisian names has no forms of its own: where it is joined to what
    # follows, it looks like veh.
    veh = forms["\u06a4"]
    forms["\u06a8"] = {
        **{"isolated": "\u06a8", "final": "\u06a8"},
        **{"initial": veh["initial"], "medial": veh["medial"]},
    }
    return forms, ligatures


_FORMS, _LIGATURES = _read_forms()


def is_right_to_left(text: str) -> bool:
    """Tell whether the first letter of a text is of a script read from the right."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def needs_shaping(text: str) -> bool:
    """Tell whether a text holds anything that is not drawn as it is written."""
    return not text.isascii() and any(
        unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text
    )


def shape(text: str) -> str:
    """Return the characters of a line of text as they are drawn, left to right.

    Optional vowels of Arabic and Hebrew are left out: placing them takes more than a
    font's characters. Marks of direction and of joining do their work and go.

    >>> shape("abc (12)")
    'abc (12)'
    >>> [f"{ord(character):x}" for character in shape("باب")]
    ['fe8f', 'fe8e', 'fe91']
    """
    return _reorder(_join(_drop_vowels(text)))


def _drop_vowels(text):
    return "".join(
        character
        for character in text
        if unicodedata.category(character) != "Mn"
        or not unicodedata.name(character, "").startswith(_VOWELLED)
    )


def _join(text):
    """Return the text with its Arabic letters in the forms that join them."""
    joined = []
    for rank, letter in enumerate(text):
        forms = _FORMS.get(letter)
        before = text[rank - 1] if rank else ""
        after = text[rank + 1] if rank + 1 < len(text) else ""
        if letter in _LIGATURES and before == "\u0644":
            tied = rank > 1 and _joins_next(text[rank - 2])
            joined[-1] = _LIGATURES[letter]["final" if tied else "isolated"]
        elif forms:
            from_before = _joins_next(before) and "final" in forms
            to_after = "initial" in forms and _joins_previous(after)
            kind = ("isolated", "initial", "final", "medial")[
                2 * from_before + to_after
            ]
            joined.append(forms.get(kind, letter))
        elif letter not in (_JOINER, _NON_JOINER):
            joined.append(letter)
    return "".join(joined)


def _joins_next(letter):
    return letter in (_JOINER, _TATWEEL) or "initial" in _FORMS.get(letter, ())


def _joins_previous(letter):
    return letter in (_JOINER, _TATWEEL) or "final" in _FORMS.get(letter, ())


def _reorder(text):
    """Return the characters in the order they are seen (UAX #9, from P2 to L4)."""
    base = "R" if is_right_to_left(text) else "L"
    kept, kinds = [], []
    for character in text:
        kind = unicodedata.bidirectional(character) or "L"
        # Embeddings and isolates, which the caller has no use for, are left out (X9).
        if kind not in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"):
            kept.append(character)
            kinds.append("ON" if kind in ("S", "WS", "B", "BN") else kind)
    _resolve_weak(kinds, base)
    _resolve_brackets(kept, kinds, base)
    _resolve_neutral(kinds, base)
    odd = int(base == "R")
    levels = [_level(kind, odd) for kind in kinds]
    seen = [
        _MIRRORED.get(character, character) if level % 2 else character
        for character, level in zip(kept, levels, strict=True)
    ]
    for level in range(max(levels, default=0), 0, -1):
        start = None
        for rank in range(len(levels) + 1):
            inside = rank < len(levels) and levels[rank] >= level
            if inside and start is None:
                start = rank
            elif not inside and start is not None:
                seen[start:rank] = seen[start:rank][::-1]
                levels[start:rank] = levels[start:rank][::-1]
                start = None
    return "".join(seen)


def _level(kind, base):
    """Return the level of a resolved character (rules I1 and I2)."""
    if base:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)


def _resolve_weak(kinds, base):
    """Resolve marks and numbers in place (rules W1 to W7)."""
    strong, previous = base, base
    for rank, kind in enumerate(kinds):
        if kind == "NSM":
            kind = previous
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        kinds[rank] = previous = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for rank in range(1, len(kinds) - 1):
        around = {kinds[rank - 1], kinds[rank + 1]}
        if around == {"EN"} and kinds[rank] in ("ES", "CS"):
            kinds[rank] = "EN"
        elif around == {"AN"} and kinds[rank] == "CS":
            kinds[rank] = "AN"
    for way in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        previous = ""
        for rank in way:
            if kinds[rank] == "ET" and previous == "EN":
                kinds[rank] = "EN"
            previous = kinds[rank]
    strong = base
    for rank, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):
            kinds[rank] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[rank] = "L"


def _direction(kind):
    """Return the direction that a resolved character lends its neighbours, or None."""
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind)


def _resolve_brackets(characters, kinds, base):
    """Give both brackets of a pair the same direction, in place (rule N0)."""
    opened, pairs = [], []
    for rank, character in enumerate(characters):
        if kinds[rank] != "ON":
            continue
        if character in _OPENING:
            opened.append(rank)
        elif character in _OPENING.values():
            for position in range(len(opened) - 1, -1, -1):
                if _OPENING[characters[opened[position]]] == character:
                    pairs.append((opened[position], rank))
                    del opened[position:]
                    break
    for start, end in sorted(pairs):
        inside = {_direction(kind) for kind in kinds[start + 1 : end]} - {None}
        if base in inside:
            direction = base
        elif inside:
            before = (_direction(kind) for kind in reversed(kinds[:start]))
            direction = next(filter(None, before), base)
            direction = direction if direction in inside else base
        else:
            continue
        kinds[start] = kinds[end] = direction


def _resolve_neutral(kinds, base):
    """Give what is left the direction of both neighbours, or the base (N1, N2)."""
    settled = [rank for rank, kind in enumerate(kinds) if _direction(kind)]
    directions = {rank: _direction(kinds[rank]) for rank in settled}
    for rank in range(len(kinds)):
        if rank in directions:
            continue
        place = bisect_right(settled, rank)
        before = directions[settled[place - 1]] if place else base
        after = directions[settled[place]] if place < len(settled) else base
        kinds[rank] = before if before == after else base
