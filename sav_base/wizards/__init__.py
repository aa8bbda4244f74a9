from . import sav_quote_answer
from . import sav_gate_override
