"""Speakers told apart by words alone, where there is no sound to compare.

Roles follow the chain of talk: each transmission's words, and that a dispatcher seldom follows a dispatcher.
What the dispatcher says is one speaker; a unit is known by its call sign, or by having just been called.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from dispatch.odds import clamp, logistic
from dispatch.turns.callsigns import CallSign
from dispatch.turns.naming import ADDRESSED, claimed
from dispatch.turns.openings import Parsed
from dispatch.values import Transmission

DISPATCHER_AGAIN = math.log(0.05 / 0.95)
"""Log-odds that a dispatcher follows a dispatcher, rather than a unit."""
DISPATCHER_NEXT = math.log(0.65 / 0.35)
"""Log-odds that a dispatcher, rather than another unit, follows a unit."""
CONSOLE = "dispatcher"


def group_by_words(
    transmissions: Sequence[Transmission], parsed: Sequence[Parsed], words: Sequence[float]
) -> tuple[str, ...]:
    """A name for the speaker of each transmission, from roles and call signs."""
    chances = chain(words)
    groups: list[str] = []
    addressed: dict[int, CallSign | None] = {}
    for i, (transmission, text) in enumerate(zip(transmissions, parsed, strict=True)):
        channel = transmission.channel
        if chances[i] > 0.5:
            groups.append(CONSOLE)
            addressed[channel] = text.call_signs[-1] if text.call_signs else addressed.get(channel)
            continue
        own = max(claimed(text), key=lambda sign: sign[1], default=None)
        sign = own[0] if own is not None and own[1] > ADDRESSED else addressed.get(channel)
        groups.append(f"unit {sign.number}" if sign is not None else f"unit after {i}")
    return tuple(groups)


def chain(words: Sequence[float]) -> tuple[float, ...]:
    """Probability that each transmission is the dispatcher's, by forward and backward sums.

    Example:
        >>> [round(p, 1) for p in chain([4.0, -0.2, 4.0])]
        [1.0, 0.0, 1.0]
    """
    step = [
        [logistic(-DISPATCHER_NEXT), logistic(DISPATCHER_NEXT)],
        [logistic(-DISPATCHER_AGAIN), logistic(DISPATCHER_AGAIN)],
    ]
    seen = [(1.0, math.exp(clamp(-20.0, value, 20.0))) for value in words]
    forward: list[tuple[float, float]] = []
    for i, (unit, console) in enumerate(seen):
        if not i:
            forward.append(_normal(unit, console))
            continue
        u, d = forward[-1]
        forward.append(
            _normal(unit * (u * step[0][0] + d * step[1][0]), console * (u * step[0][1] + d * step[1][1]))
        )
    backward = (1.0, 1.0)
    out: list[float] = []
    for i in range(len(seen) - 1, -1, -1):
        u, d = forward[i]
        out.append(_normal(u * backward[0], d * backward[1])[1])
        unit, console = seen[i][0] * backward[0], seen[i][1] * backward[1]
        backward = _normal(step[0][0] * unit + step[0][1] * console, step[1][0] * unit + step[1][1] * console)
    return tuple(reversed(out))


def _normal(unit: float, console: float) -> tuple[float, float]:
    return unit / (unit + console), console / (unit + console)
