from . import sav_quote_answer
from . import sav_gate_override
from . import sav_equipment_transfer
from . import sav_label_print
from . import sav_priority_override
from . import sav_component_change
