"""How probable it is that the quoted words, and not the transcript's, are what was said at a place."""

from __future__ import annotations

import math

from dispatch.wording import Meaning

_UNASKED = -1.8
"""Log-odds of the quoted words where the sound was not asked: the recogniser heard something else."""

_EVEN_NATS = -3.0
"""Ratio at which both are as probable: the heard words are the recogniser's own choice for this sound, so
they start ahead even where it erred."""

_EVEN_GUARDED_NATS = -1.0
"""The same for words that an altered quote changes: where the sound hardly tells "fourteen" from "forty", the
recogniser's choice stands until the sound says otherwise."""

_PER_NAT = 0.5
_PER_DOUBT = 2.0
_PER_LIKENESS = 7.0
"""Words that sound alike are where a recogniser errs, in names above all."""

_PER_UNEVEN_WORD = 1.0
"""A recogniser mistakes words; it seldom loses or makes up several in clear speech."""

_OPEN = 0.45
"""Neither wording shown."""

_UNLIKE = 0.45
"""Likeness of two words picked at random that share a rhythm: what is above counts."""

_FORGIVEN = (Meaning.PLACE, Meaning.CONTENT, Meaning.FUNCTION, Meaning.NONE, Meaning.TENSE)
"""Meanings in which sounding alike speaks for a misheard word. Not in the others: "east" for "west", "can"
for "can't" and "thirteen" for "thirty" sound alike as well, and are just what an altered quote changes."""


def p_quoted(
    ratio: float | None, alike: float, heard_probability: float, meaning: Meaning, uneven_words: int = 0
) -> float:
    """Probability of the quoted side of a difference.

    Args:
        ratio: corrected log-likelihood ratio, nats; None where the sound was not asked.
        alike: how alike both sides sound, 0..1.
        heard_probability: the recogniser's own for its weakest word there.
        meaning: what the difference does.
        uneven_words: how many more words one side has than the other.

    Example:
        >>> p_quoted(8.0, 0.0, 0.4, Meaning.PLACE) > 0.9
        True
        >>> p_quoted(-8.0, 0.0, 0.9, Meaning.NUMBER) < 0.05
        True
    """
    likeness = max(0.0, alike - _UNLIKE) if meaning in _FORGIVEN else 0.0
    likeness *= 0.5 if meaning is Meaning.TENSE else 1.0
    even = _EVEN_NATS if meaning in _FORGIVEN else _EVEN_GUARDED_NATS
    odds = _UNASKED if ratio is None else _PER_NAT * (ratio - even)
    odds += _PER_DOUBT * (0.6 - heard_probability) + _PER_LIKENESS * likeness
    odds -= _PER_UNEVEN_WORD * max(0, uneven_words - 1)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def p_quoted_by_sound(ratio: float | None) -> float:
    """Probability of the quoted side where the recogniser was told one side's words and not the other's.

    The transcript decides nothing there; the sound was asked without being told.

    Example:
        >>> p_quoted_by_sound(None), p_quoted_by_sound(-8.0) < 0.05
        (0.45, True)
    """
    return _OPEN if ratio is None else 1 / (1 + math.exp(-_PER_NAT * max(-30.0, min(30.0, ratio))))
