"""Probabilities and log-odds, natural logarithms throughout."""

from __future__ import annotations

import math
from collections.abc import Iterable


def logistic(log_odds: float) -> float:
    """The probability with the given log-odds; callers bound what may be far below 0, about -700.

    Example:
        >>> logistic(0.0), round(logistic(2.0), 3)
        (0.5, 0.881)
    """
    return 1 / (1 + math.exp(-log_odds))


def log_odds(probability: float) -> float:
    """The log-odds of a probability, which counts as no nearer to 0 or 1 than a millionth.

    Example:
        >>> log_odds(0.5), round(log_odds(1.0), 1)
        (0.0, 13.8)
    """
    bounded = clamp(1e-6, probability, 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


def log_sum(logs: Iterable[float]) -> float:
    """The logarithm of the sum of what some logarithms are of; there has to be one.

    Example:
        >>> round(log_sum([0.0, 0.0]), 3), log_sum([-1000.0])
        (0.693, -1000.0)
    """
    listed = list(logs)
    top = max(listed)
    return top + math.log(sum(math.exp(one - top) for one in listed))


def clamp(low: float, x: float, high: float) -> float:
    """``x``, or the end of the range that it lies beyond.

    Example:
        >>> [clamp(-1.0, x, 1.0) for x in (-3.0, 0.5, 2.0)]
        [-1.0, 0.5, 1.0]
    """
    return max(low, min(high, x))
