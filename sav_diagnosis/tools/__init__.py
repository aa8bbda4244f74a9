from .expression import ExpressionError, evaluate, references
from .scenario import problems, resolve
from .scenario_types import type_problems
