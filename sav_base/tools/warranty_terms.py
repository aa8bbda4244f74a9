# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which terms of a warranty hold for a customer and a device, and what they pay.

Stands on ``warranty.assess``, which judges terms that share their first day.
"""

from datetime import date
from decimal import Decimal

from .arguments import check_date, check_decimal, check_rows, check_text
from .warranty import SHARES, assess

# The legal guarantee is judged first and is not replaced by what was promised beside
# it (Tunisia: loi 92-117; France: Code de la consommation, art. L217-21). A contract
# comes after all of them.
KINDS = ("legal", "manufacturer", "commercial", "repair")

# From the narrowest: the first that a term names and another does not decides.
SCOPES = (
    "product",
    "product_category",
    "equipment_category",
    "country",
    "customer_kind",
)


def select_terms(terms: list, situation: dict) -> list:
    """Return, term by term, why it does not hold, None when it does.

    A term holds when everything that it names fits the situation. Among those of one
    kind and one code that hold, the narrowest alone stays: a term for a product beats
    the one of its category, which beats the one of a country, and so on (``SCOPES``).

    >>> everybody = {"kind": "commercial", "code": "parts"}
    >>> professionals = {**everybody, "customer_kind": ["professional"]}
    >>> select_terms([everybody, professionals], {"customer_kind": ["consumer"]})
    [None, 'customer_kind']
    >>> select_terms([everybody, professionals], {"customer_kind": ["professional"]})
    ['narrower', None]

    :param terms: dicts with ``kind`` (one of ``KINDS``), ``code`` and, for each of
        ``SCOPES``, the list of what it is limited to; empty or absent: no limit
    :param situation: for each of ``SCOPES`` the list of what the case is (a product
        category with those above it); empty or absent: not known, no limit fits
    :return: for each term None, the scope that does not fit, or ``"narrower"``
    :raises ValueError: an argument is none of this
    """
    for rank, term in enumerate(check_rows("Terms", terms, ("kind", "code")), 1):
        check_text(f"Term {rank}, code", term["code"])
        if term["kind"] not in KINDS:
            raise ValueError(
                f"Term {rank}, kind: give one of {', '.join(KINDS)}, not"
                f" {term['kind']!r}."
            )
    reasons = [_find_misfit(term, situation) for term in terms]
    narrowest = {}
    for term, reason in zip(terms, reasons, strict=True):
        if reason is None:
            key = term["kind"], term["code"]
            narrowest[key] = max(narrowest.get(key, ()), _get_narrowness(term))
    return [
        "narrower"
        if reason is None
        and _get_narrowness(term) < narrowest[term["kind"], term["code"]]
        else reason
        for term, reason in zip(terms, reasons, strict=True)
    ]


def _find_misfit(term, situation):
    for scope in SCOPES:
        wanted = term.get(scope)
        if wanted and not set(wanted) & set(situation.get(scope) or ()):
            return scope
    return None


def _get_narrowness(term):
    return tuple(bool(term.get(scope)) for scope in SCOPES)


def reduce_shares(shares: dict, reductions: list) -> dict:
    """Return what a term still pays once a cause limits it.

    >>> full = {"parts": Decimal(100), "labour": Decimal(100), "travel": Decimal(0)}
    >>> half = {"parts": Decimal(50), "labour": Decimal(0), "travel": Decimal(0)}
    >>> {key: str(share) for key, share in reduce_shares(full, [half]).items()}
    {'parts': '50', 'labour': '0', 'travel': '0'}

    :param shares: percentages ``parts``, ``labour``, ``travel``, ``Decimal``
    :param reductions: what each cause leaves at most, of the same shape
    :raises ValueError: an argument is none of this
    """
    check_rows("Reductions", reductions, SHARES)
    return {
        key: min(
            check_decimal(key, row[key])
            for row in check_rows("Shares", [shares, *reductions], SHARES)
        )
        for key in SHARES
    }


def judge_terms(terms: list, on: date) -> dict:
    """Return what terms that do not start on the same day pay on a day, and which.

    Each is judged by ``assess``. Where several pay as much, the first kind of ``KINDS``
    is the one that pays.

    >>> row = {"code": "l", "kind": "legal", "basis": date(2025, 1, 1), "months": 24,
    ...     "extra_days": 0, "parts": Decimal(100), "labour": Decimal(100),
    ...     "travel": Decimal(0)}
    >>> shop = {**row, "code": "c", "kind": "commercial", "basis": date(2025, 3, 1)}
    >>> verdict = judge_terms([shop, row], date(2026, 1, 1))
    >>> verdict["active"], verdict["kind"], verdict["end"].isoformat()
    (['c', 'l'], 'legal', '2027-03-01')

    :param terms: dicts ``code``, ``kind``, ``months``, ``basis`` (a date, None when it
        is not known: the term pays nothing), ``extra_days``, ``parts``, ``labour``,
        ``travel``
    :param on: the day to judge, not before any ``basis``
    :return: as ``assess``, and ``kind``: of the term that pays, None if none does
    :raises ValueError: an argument is none of this
    """
    check_date("Day to judge", on)
    keys = ("code", "kind", "months", "basis", "extra_days", *SHARES)
    verdicts = [
        (term, assess([term], term["basis"], on, term["extra_days"]))
        for term in check_rows("Terms", terms, keys)
    ]
    active = [(term, verdict) for term, verdict in verdicts if verdict["active"]]
    paying = [
        term
        for term, verdict in active
        if any(verdict[key] for key in ("parts", "labour"))
    ]
    end = max((v["end"] for _term, v in verdicts if v["end"]), default=None)
    return {
        **{
            key: max((verdict[key] for _term, verdict in active), default=Decimal(0))
            for key in SHARES
        },
        "active": [term["code"] for term, _verdict in active],
        "end": end,
        "days_left": (end - on).days if end else None,
        "kind": _find_payer(paying),
    }


def _find_payer(terms):
    """Return the kind of the term that pays most, the first of ``KINDS`` if equal."""
    if not terms:
        return None
    best = min(
        terms,
        key=lambda term: (-term["parts"] - term["labour"], KINDS.index(term["kind"])),
    )
    return best["kind"]


def is_same_fault(previous: dict, current: dict) -> bool:
    """Tell whether a device comes back for the fault that was repaired.

    Found faults decide once both are known, declared symptoms before.

    >>> is_same_fault({"fault": "PUMP", "symptoms": ["DRAIN"]},
    ...     {"fault": None, "symptoms": ["NOISE", "DRAIN"]})
    True

    :param previous: ``fault`` (code or None) and ``symptoms`` (codes) of the repair
    :param current: the same of the device that comes back
    """
    if previous["fault"] and current["fault"]:
        return previous["fault"] == current["fault"]
    return bool(set(previous["symptoms"]) & set(current["symptoms"]))
