from . import test_definition
from . import test_expression
from . import test_js
from . import test_scenario
from . import test_scenario_types
