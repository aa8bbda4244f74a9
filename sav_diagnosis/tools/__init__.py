from .expression import ExpressionError, evaluate, references
from .scenario import problems, resolve
