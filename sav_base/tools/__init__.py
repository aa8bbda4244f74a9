# `label_pdf` is imported where labels are printed: the rules need neither a PDF library
# nor a bar code one.
from .label_code import accessory_code, case_code, equipment_code, reception_code
from .label_code import parse as parse_label_code
from .meter import consumption
from .money import allocate
from .warranty import assess, is_return
