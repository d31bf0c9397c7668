"""How probable it is that the quoted words, and not the transcript's, are what was said at a place."""

from __future__ import annotations

import math

from dispatch.wording import Meaning

_PRIOR = -1.2
"""Log-odds of the quoted words before anything is asked: the recogniser heard something else."""

_PER_NAT = 0.45
_PER_DOUBT = 2.0
_PER_LIKENESS = 2.5


def p_quoted(ratio: float | None, alike: float, heard_probability: float, meaning: Meaning) -> float:
    """Probability of the quoted side of a difference.

    Args:
        ratio: corrected log-likelihood ratio, nats; None where the sound was not asked.
        alike: how alike both sides sound, 0..1.
        heard_probability: the recogniser's own for its weakest word there.
        meaning: what the difference does.

    Example:
        >>> p_quoted(8.0, 0.0, 0.4, Meaning.PLACE) > 0.9
        True
        >>> p_quoted(-8.0, 0.0, 0.9, Meaning.NUMBER) < 0.05
        True
    """
    odds = _PRIOR + _PER_DOUBT * (0.6 - heard_probability) + _PER_LIKENESS * max(0.0, alike - 0.5)
    odds += _PER_NAT * ratio if ratio is not None else 0.0
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
