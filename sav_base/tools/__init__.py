# `label_pdf`, `photo` and `secret` are imported where they serve: the rules need no
# library of PDF, bar codes, pictures or ciphers.
from .label_code import accessory_code, case_code, equipment_code, reception_code
from .label_code import parse as parse_label_code
from .meter import consumption
from .money import allocate
from .priority import rank
from .warranty import assess, is_return
from .warranty_changes import list_fact_changes
from .warranty_extension import (
    away_spans,
    extend_term,
    immobilised_days,
    remedy_clock,
)
from .warranty_terms import is_same_fault, judge_terms, reduce_shares, select_terms
from .signed_content import hash_content, list_changes
