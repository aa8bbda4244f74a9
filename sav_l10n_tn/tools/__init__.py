from .amount_in_words import AMOUNT_LIMIT, LANGUAGES, amount_in_words
