"""What a log-likelihood ratio of quoted and heard words says: which the sound prefers, and how surely."""

from __future__ import annotations

from dispatch.odds import clamp, logistic
from dispatch.values import Preference

DECIDED_NATS = 2.0
"""Log-likelihood ratio from which the sound is said to prefer a wording."""

OPEN = 0.45
"""Probability of the quoted words where nothing speaks for either side."""

_PER_NAT = 0.5


def p_quoted_by_sound(ratio: float | None) -> float:
    """Probability of the quoted side where the recogniser was told one side's words and not the other's.

    The transcript decides nothing there; the sound was asked without being told.

    Args:
        ratio: corrected log-likelihood ratio, nats; None where the sound was not asked.

    Example:
        >>> p_quoted_by_sound(None), p_quoted_by_sound(-8.0) < 0.05
        (0.45, True)
    """
    return OPEN if ratio is None else logistic(_PER_NAT * clamp(-30.0, ratio, 30.0))


def preference(ratio: float | None) -> Preference:
    """The side that the sound prefers, if it prefers one clearly; ``ratio`` in nats, above 0 for the quoted.

    Example:
        >>> [preference(ratio).value for ratio in (None, 1.9, 2.0, -2.0)]
        ['neither', 'neither', 'quoted', 'heard']
    """
    if ratio is None or abs(ratio) < DECIDED_NATS:
        return Preference.NEITHER
    return Preference.QUOTED if ratio > 0 else Preference.HEARD


def rounded(ratio: float | None) -> float | None:
    """A ratio as it is shown."""
    return None if ratio is None else round(ratio, 2)
