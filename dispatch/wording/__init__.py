"""Text to comparable tokens, and what a difference between tokens does to the meaning.

Printed and spoken English meet in one form: "10-4, 922" and "ten four, nine twenty two" give the
same tokens, and each token knows the characters it comes from.
"""

from dispatch.wording.classes import Meaning, weight
from dispatch.wording.meaning import meaning_of
from dispatch.wording.sounds import sound_similarity
from dispatch.wording.tokens import Kind, Token, digits_of, is_one_number, tokens

__all__ = [
    "Kind",
    "Meaning",
    "Token",
    "digits_of",
    "is_one_number",
    "meaning_of",
    "sound_similarity",
    "tokens",
    "weight",
]
