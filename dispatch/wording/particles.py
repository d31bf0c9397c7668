"""Particles of verbs: "turn off the valve" is "turn the valve off", and who cleans out a truck cleans it.

Elsewhere "up", "down", "off", "out" and "over" are directions, and one more or fewer alters a quote.
"""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.wording.synonyms import verb_forms
from dispatch.wording.tokens import Token

PARTICLES = frozenset("up down off out over".split())

MOST_BETWEEN = 4
"""Words of an object that stand between a verb and its particle, at most."""

_SAYS_NO_MORE = {
    "down": "slow calm cool sit lie kneel settle quiet hose wash fall",
    "out": "clean check rinse dry spread stretch",
    "off": "close block rope tape fence finish",
    "over": "topple tip",
}
"""Verbs that say the same with a particle as without."""
_VERBS = {
    particle: frozenset().union(*map(verb_forms, verbs.split())) for particle, verbs in _SAYS_NO_MORE.items()
}

Side = Sequence[Token | None]
"""One side of an alignment, step by step; None where only the other side has a word."""


def is_idle(one: Side, other: Side, i: int, j: int) -> bool:
    """Whether the words of steps ``i`` to ``j`` are a particle that changes nothing where it stands.

    It stands elsewhere behind the same verb on the other side, or its verb says the same without it.

    Args:
        one: the side that has words there.
        other: the side that has none there.
        i: the first step.
        j: the step behind the last.
    """
    alone = [t.norm for t in one[i:j] if t]
    if len(alone) != 1 or alone[0] not in PARTICLES or any(other[i:j]):
        return False
    return _moved(alone[0], one, other, i, j) or _has_verb(alone[0], one, other, i)


def _moved(particle: str, one: Side, other: Side, i: int, j: int) -> bool:
    """Whether the other side has the particle nearby, with nothing but shared words between."""
    for steps in (range(i - 1, -1, -1), range(j, len(one))):
        for between, at in enumerate(steps):
            mine, theirs = one[at], other[at]
            if theirs is not None and theirs.norm == particle and mine is None:
                return 0 < between <= MOST_BETWEEN
            if mine is None or theirs is None or mine.norm != theirs.norm:
                break
    return False


def _has_verb(particle: str, one: Side, other: Side, i: int) -> bool:
    """Whether a verb that both sides have just before, or before its object, says the same with it."""
    for mine, theirs in list(zip(one[:i], other[:i], strict=True))[: -MOST_BETWEEN - 1 : -1]:
        if mine is None or theirs is None or mine.norm != theirs.norm:
            return False
        if mine.norm in _VERBS.get(particle, ()):
            return True
    return False
