from . import test_label_code
from . import test_label_pdf
from . import test_meter
from . import test_money
from . import test_reception
from . import test_warranty
