from . import test_legal_guarantee
