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
    "up": "open clean lock block light tie hook fill finish wake sit stand hurry call ring load pack "
    "cover board seal tape rope free use end climb rise lift raise jack prop back speed gas fuel "
    "warm heat charge wash write meet link join line stack pile cut chop swell dry burn buckle "
    "bandage patch mop sweep coil roll fold wrap bundle box suit gear dress mask chain hitch "
    "crank start power boot double team tighten ease chase clear close heal help save rinse fence "
    "tow slow hose phone settle split count add",
}
"""Verbs that say the same with a particle as without."""
_VERBS = {
    particle: frozenset().union(*map(verb_forms, verbs.split())) for particle, verbs in _SAYS_NO_MORE.items()
}

_MOVING = frozenset().union(
    *map(
        verb_forms,
        "go come move walk drive run head send bring take get sit stand park climb step hike pull".split(),
    )
)
_BEFORE = frozenset("to into in on at from and onto by through".split())
"""Between a verb of moving and one of these a particle tells nothing more: "moved up into the front car"."""

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
    moved = _moved(alone[0], one, other, i, j) or _has_verb(alone[0], one, other, i)
    return moved or (alone[0] != "off" and _between(one, other, i, j))


def _between(one: Side, other: Side, i: int, j: int) -> bool:
    """Whether a verb of moving stands right before on both sides, and right behind what tells whither."""
    before, behind = (_shared(one, other, k) for k in (i - 1, j))
    return before in _MOVING and behind in _BEFORE


def _shared(one: Side, other: Side, k: int) -> str:
    mine, theirs = (side[k] if 0 <= k < len(side) else None for side in (one, other))
    return mine.norm if mine is not None and theirs is not None and mine.norm == theirs.norm else ""


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
