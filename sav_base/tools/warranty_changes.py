# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What changed between two judgements of one warranty."""

# In the order in which a person looks for a reason.
COMPARED = (
    "on",
    "basis",
    "basis_kind",
    "source",
    "document",
    "policy",
    "customer_kind",
    "country",
    "exclusion_key",
    "extra_days",
)


def list_fact_changes(before: dict, after: dict) -> list:
    """Return what changed from one set of facts to the next.

    Terms and extensions are compared as wholes: each that came, went or is counted
    otherwise gives one change.

    >>> old = {"on": "2026-01-01", "terms": [{"key": "1:sale", "months": 12}]}
    >>> new = {"on": "2026-02-01", "terms": [{"key": "1:sale", "months": 24}]}
    >>> [change["what"] for change in list_fact_changes(old, new)]
    ['on', 'term']

    :param before: facts as JSON holds them; a key that is absent is None
    :param after: the later facts
    :return: ``[{"what", "before", "after"}, …]``; ``what`` is one of ``COMPARED``,
        ``"term"`` or ``"extension"``, and both values are None where there was nothing
    """
    changes = [
        {"what": key, "before": before.get(key), "after": after.get(key)}
        for key in COMPARED
        if (before.get(key) or None) != (after.get(key) or None)
    ]
    for what, name, key in (
        ("term", "terms", "key"),
        ("extension", "extensions", "id"),
    ):
        old = {_get_key(row, key): row for row in before.get(name) or []}
        new = {_get_key(row, key): row for row in after.get(name) or []}
        changes += [
            {"what": what, "before": old.get(row), "after": new.get(row)}
            for row in dict.fromkeys([*old, *new])
            if old.get(row) != new.get(row)
        ]
    return changes


def _get_key(row, key):
    return row.get(key) or row.get("code")
