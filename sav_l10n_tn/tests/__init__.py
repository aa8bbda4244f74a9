from . import test_account_move
from . import test_amount_in_words
from . import test_documents
