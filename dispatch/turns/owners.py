"""Whose each call sign is: who opens with it as his own, and who answers when it is called.

A call sign at the head of a transmission is the speaker's own or the one spoken to. Whoever answers to one
is a unit, however he commands the others: nobody calls a console so.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dispatch.turns.openings import Parsed
from dispatch.turns.vocabulary import POSITIONS

OWN_POSITION = 0.15
"""Chance that who opens with a position, such as "command", holds it: mostly it is the one he calls."""
OWN_FIRST = 0.1
"""Chance that the first of two call signs is the speaker's: it is the one he calls."""
CLEARLY_MORE = 1.25
"""A call sign's owner has so many times the votes of the next speaker."""
Votes = defaultdict[str, defaultdict[int, float]]
"""For each call sign the votes of each speaker."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A call sign at a transmission's head: ``own`` is the chance that it is the speaker's."""

    number: str
    own: float


def mentions(parsed: Parsed, words: float) -> tuple[Mention, ...]:
    """The call signs of an opening; ``words`` are the log-odds that the console speaks.

    Example:
        >>> from dispatch.turns.openings import parse
        >>> [(m.number, round(m.own, 2)) for m in mentions(parse("Command, Tanker 1, we're staying"), -2.0)]
        [('command', 0.1), ('1', 0.88)]
    """
    signs = parsed.call_signs
    unit = 1 / (1 + math.exp(words))
    found = []
    for place, sign in enumerate(signs[:2]):
        own = min(unit, OWN_POSITION) if sign.number in POSITIONS else unit
        first_of_two = place == 0 and len(signs) > 1 and signs[1].number != sign.number
        found.append(Mention(sign.number, min(own, OWN_FIRST) if first_of_two else own))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a call sign is, and how often he answered to it when somebody else called."""

    speaker: int
    answered: float


def owners(
    mentioned: Sequence[Sequence[Mention]], pairs: Sequence[tuple[int, int]], groups: Sequence[int]
) -> dict[str, Owner]:
    """The speaker that each call sign belongs to, where that is clear.

    It belongs to the speaker who opens with it as his own, and with few others, and to the one who speaks
    when somebody else has called it.
    """
    signs: dict[int, set[str]] = {}
    for speaker, said in zip(groups, mentioned, strict=True):
        signs.setdefault(speaker, set()).update(one.number for one in said if one.own > 0.5)
    answers = dict(pairs)
    given: Votes = defaultdict(lambda: defaultdict(float))
    answered: Votes = defaultdict(lambda: defaultdict(float))
    for i, said in enumerate(mentioned):
        speaker, answer = groups[i], answers.get(i)
        for one in said:
            given[one.number][speaker] += one.own / max(1, len(signs[speaker]))
        if said and answer is not None and groups[answer] != speaker:
            called = said[0]
            chance = (1 - called.own) * _answers_to(mentioned[answer], called.number)
            answered[called.number][groups[answer]] += chance
    clear = ((number, _clearly_most(own, answered[number])) for number, own in given.items())
    return {number: Owner(best, answered[number][best]) for number, best in clear if best is not None}


def _clearly_most(given: Mapping[int, float], answered: Mapping[int, float]) -> int | None:
    """The speaker with :data:`CLEARLY_MORE` votes than the next one."""
    votes = {one: given.get(one, 0.0) + answered.get(one, 0.0) for one in {*given, *answered}}
    best = max(votes, key=lambda speaker: (votes[speaker], -speaker))
    next_most = max((count for speaker, count in votes.items() if speaker != best), default=0.0)
    return best if votes[best] > CLEARLY_MORE * next_most else None


def _answers_to(said: Sequence[Mention], number: str) -> float:
    """Chance that a transmission right after a call is its answer, by the call sign that it opens with.

    Example:
        >>> own, other = Mention("913", 0.9), Mention("960", 0.9)
        >>> [_answers_to(said, "913") for said in ((), (own,), (other,))]
        [1.0, 0.9, 0.0]
    """
    return max((one.own for one in said if one.number == number), default=0.0) if said else 1.0


def addressed(
    mentioned: Sequence[Sequence[Mention]], groups: Sequence[int], owned: Mapping[str, Owner]
) -> list[int]:
    """For each speaker openings with another's call sign, less openings with his own."""
    out = [0] * (max(groups, default=-1) + 1)
    for speaker, said in zip(groups, mentioned, strict=True):
        for one in said:
            if one.number in owned:
                out[speaker] += 1 if owned[one.number].speaker != speaker else -1
    return out
