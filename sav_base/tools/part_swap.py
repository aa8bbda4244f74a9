# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def pair_swaps(removed, added):
    """Return which part took the place of which, of what one repair took and put.

    A part replaces one of the same product, those with a serial number first; what is
    left was only taken out or only put in.

    :param list removed: dicts with ``product`` (any value to compare) and ``serial``
        (text or None)
    :param list added: the same
    :return: list of ``(index in removed or None, index in added or None)``, swaps
        first, each index once

    >>> pump = {"product": "pump", "serial": "P-1"}
    >>> pair_swaps([pump], [{"product": "seal", "serial": None}, pump])
    [(0, 1), (None, 0)]
    """
    free = list(range(len(added)))
    pairs = []
    alone = []
    by_serial = sorted(
        range(len(removed)), key=lambda index: (not removed[index]["serial"], index)
    )
    for index in by_serial:
        part = removed[index]
        fitting = [
            other for other in free if added[other]["product"] == part["product"]
        ]
        if not fitting:
            alone.append((index, None))
            continue
        # One with a serial number takes the place of one with a serial number.
        taken = min(
            fitting,
            key=lambda other, serial=part["serial"]: (
                bool(added[other]["serial"]) != bool(serial),
                other,
            ),
        )
        free.remove(taken)
        pairs.append((index, taken))
    return [*pairs, *alone, *((None, other) for other in free)]
