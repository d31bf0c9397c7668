"""How alike two written words sound, for names that the recogniser spells its own way.

A coarse phonetic key (consonant classes, vowels folded) compared by edit distance: enough to tell
"Kedsey" for "Kedzie" (a spelling) from "Pulaski" for "Pershing" (another street).
"""

from __future__ import annotations

import functools
import re

from rapidfuzz.distance import Levenshtein

_RULES = (
    (r"^kn", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"tch", "C"), (r"ch", "C"), (r"sh|ti(?=o)|ci(?=a)", "S"),
    (r"ph", "f"), (r"gh(?=t)", ""), (r"gh", ""), (r"th", "T"), (r"dg", "j"), (r"ck", "k"), (r"qu", "kw"),
    (r"x", "ks"), (r"c(?=[eiy])", "s"), (r"c", "k"), (r"g(?=[eiy])", "j"), (r"z", "s"), (r"v", "f"),
    (r"wh", "w"), (r"mb$", "m"), (r"e$", ""), (r"(?<=[aeiou])y", "i"), (r"y", "i"), (r"d(?=$)", "t"),
    (r"(ee|ea|ie|ey|ei)", "i"), (r"(oo|ou|ew|ue)", "u"), (r"(ai|ay)", "e"), (r"(au|aw|oa|ow)", "o"),
    (r"h", ""), (r"(.)\1+", r"\1"),
)  # fmt: skip


@functools.lru_cache(maxsize=65536)
def sound_key(word: str) -> str:
    """A coarse phonetic spelling of a lower-case word.

    Example:
        >>> sound_key("kedzie") == sound_key("kedsey")
        True
    """
    key = re.sub(r"[^a-z]", "", word)
    for pattern, written in _RULES:
        key = re.sub(pattern, written, key)
    return key


@functools.lru_cache(maxsize=65536)
def sound_similarity(first: str, second: str) -> float:
    """0 for words with nothing in common to 1 for words that sound the same.

    Example:
        >>> sound_similarity("lagrange", "la grange") > 0.9
        True
        >>> sound_similarity("pershing", "pulaski") < 0.5
        True
    """
    a, b = sound_key(first), sound_key(second)
    if not a or not b:
        return 1.0 if first == second else 0.0
    return float(Levenshtein.normalized_similarity(a, b))
