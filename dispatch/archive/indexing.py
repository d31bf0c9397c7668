"""Text as the index holds it: comparable words in one column, how they sound in another.

Both columns have the same number of terms, so that a phrase can be looked for in either. Numbers are
their digits ("922" and "nine twenty two" are ``9 2 2``), contractions are written out, fillers left out.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable

from dispatch.wording import Kind, Token, tokens
from dispatch.wording.sounds import sound_key

_PASSED_OVER = (Kind.FILLER, Kind.ELLIPSIS, Kind.BRACKET)
_UNSAFE = re.compile(r"[^\w']+")
_ONE_CASE = str.maketrans({"C": "c", "S": "x", "T": "z"})
"""Sound keys tell ch, sh and th from t by case, which an index folds; these letters are free in them."""

_PROBE = "10-4, we're at 4100 W. Lagrange Ave., can't see 39th St. Dr. Kedzie said 106.1, no one's O.K., 51K"


def terms(text: str) -> tuple[str, ...]:
    """The comparable words of a text, in order.

    Example:
        >>> terms("Uh, 10-4, we're on 39th St.")
        ('1', '0', '4', 'we', 'are', 'on', '3', '9', 'th', 'street')
    """
    return tuple(terms_of(tokens(text)))


def terms_of(found: Iterable[Token]) -> list[str]:
    """The same of tokens."""
    safe = (_UNSAFE.sub("", token.norm) for token in found if token.kind not in _PASSED_OVER)
    return [norm for norm in safe if norm.strip("'_")]


def sound_term(term: str) -> str:
    """How a term sounds, in lower case; a digit is itself.

    Example:
        >>> sound_term("kedzie") == sound_term("kedsey"), sound_term("thirst"), sound_term("9")
        (True, 'zirst', '9')
    """
    return sound_key(term).translate(_ONE_CASE) or term


@functools.cache
def fingerprint() -> str:
    """What the index depends on besides the text: it is made again where this has changed."""
    found = terms(_PROBE)
    return hashlib.sha256(" ".join((*found, *map(sound_term, found))).encode()).hexdigest()[:16]
