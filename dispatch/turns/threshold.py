"""Where one recording's own scores part same from different speakers.

Noise, codec and channel move all cosines of a recording up or down together, so a threshold fitted
elsewhere is only a start. The scores of all pairs are two heaps, one for pairs of one speaker and one for
pairs of two; where they can be told apart, the threshold moves to the valley between them. One heap
alone is one speaker, or nobody twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

LEAST_PAIRS = 28
"""Pairs of eight windows; fewer make no heaps."""
LEAST_SEPARATION = 2.5
"""Distance of the heaps' means, in their common deviation, from which they count as two."""
ROUNDS = 50
TRUST = 0.6
"""How far the threshold moves from the fitted one to the recording's own."""


def own_threshold(scores: Array, fitted: float) -> float:
    """The cosine from which two windows of this recording count as one speaker.

    ``scores`` are the cosines of all pairs, shape (pairs,), with no mean taken out: taking it out makes three
    heaps where one speaker is in half of the pairs, as a dispatcher is. ``fitted`` is the threshold of the
    usual recording.

    Example:
        >>> import numpy as np
        >>> rng = np.random.default_rng(0)
        >>> scores = np.concatenate([rng.normal(-2, 0.5, 300), rng.normal(2, 0.5, 100)])
        >>> 0.5 < own_threshold(scores, fitted=2.0) < 1.2
        True
        >>> own_threshold(rng.normal(0, 0.5, 400), fitted=2.0)
        2.0
    """
    found = _two_heaps(scores) if len(scores) >= LEAST_PAIRS else None
    return fitted if found is None else fitted + TRUST * (found - fitted)


def _two_heaps(scores: Array) -> float | None:
    """The valley between two normal heaps of one width, fitted by expectation and maximisation."""
    import numpy as np

    low, high = (float(q) for q in np.quantile(scores, (0.2, 0.95)))
    width, share = float(scores.std()) / 2 + 1e-9, 0.25
    for _ in range(ROUNDS):
        odds = np.log(share / (1 - share)) + ((scores - low) ** 2 - (scores - high) ** 2) / (2 * width**2)
        of_high = 1 / (1 + np.exp(-np.clip(odds, -50, 50)))
        share = float(np.clip(of_high.mean(), 0.02, 0.9))
        low = float(((1 - of_high) * scores).sum() / (1 - of_high).sum())
        high = float((of_high * scores).sum() / of_high.sum())
        spread = ((1 - of_high) * (scores - low) ** 2 + of_high * (scores - high) ** 2).mean()
        width = float(np.sqrt(spread)) + 1e-9
    if high - low < LEAST_SEPARATION * width:
        return None
    return (low + high) / 2 + width**2 * float(np.log((1 - share) / share)) / (high - low)
