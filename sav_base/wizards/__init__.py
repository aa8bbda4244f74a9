from . import sav_quote_answer
