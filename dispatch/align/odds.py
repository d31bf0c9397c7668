"""How probable the quoted words are where only the sound may tell."""

from __future__ import annotations

import math

_PER_NAT = 0.5
_OPEN = 0.45
"""Neither wording shown."""


def p_quoted_by_sound(ratio: float | None) -> float:
    """Probability of the quoted side where the recogniser was told one side's words and not the other's.

    The transcript decides nothing there; the sound was asked without being told.

    Args:
        ratio: corrected log-likelihood ratio, nats; None where the sound was not asked.

    Example:
        >>> p_quoted_by_sound(None), p_quoted_by_sound(-8.0) < 0.05
        (0.45, True)
    """
    return _OPEN if ratio is None else 1 / (1 + math.exp(-_PER_NAT * max(-30.0, min(30.0, ratio))))
