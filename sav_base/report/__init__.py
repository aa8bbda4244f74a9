from . import report_sav_delivery_note
from . import sale_report
