"""Whose each call sign is: who opens with it as his own, and who answers when it is called.

A call sign at the head of a transmission is the speaker's own or the one spoken to. Whoever answers to one
is a unit, however he commands the others: nobody calls a console so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dispatch.odds import logistic
from dispatch.turns.openings import Parsed, Part, Piece
from dispatch.wording.lexicon import OFFICES

OWN_POSITION = 0.15
"""Chance that who opens with a position, such as "command", holds it: mostly it is the one he calls."""
OWN_FIRST = 0.1
"""Chance that the first of two call signs is the speaker's: it is the one he calls."""
HABIT, HABITUAL = 3, 0.8
"""Openings with one call sign and no other from which it is taken for the speaker's, and that chance."""
UNHEARD = 0.5
"""What a call that nobody here answers counts against all who are heard: its owner may be elsewhere."""
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
        >>> [(m.number, round(m.own, 2)) for m in mentions(parse("Tanker 1 to command, we're staying"), 0.0)]
        [('1', 0.9), ('command', 0.1)]
        >>> [(m.number, round(m.own, 2)) for m in mentions(parse("Dispatch, supervisor, I'm close"), -2.0)]
        [('supervisor', 0.88)]
    """
    unit = logistic(-words)
    signs = [(place, piece.call_sign) for place, piece in enumerate(parsed.opening) if piece.call_sign]
    found = []
    for number, (place, sign) in enumerate(signs[:2]):
        said = _by_grammar(parsed.opening, place)
        called = sign.number in OFFICES and not _behind_console(parsed.opening, place)
        own = min(unit, OWN_POSITION) if called else unit
        if number == 0 and len(signs) > 1 and signs[1][1].number != sign.number:
            own = min(own, OWN_FIRST)
        found.append(Mention(sign.number, own if said is None else said))
    return tuple(found)


def by_habit(mentioned: Sequence[Sequence[Mention]], groups: Sequence[int]) -> list[tuple[Mention, ...]]:
    """The mentions, of a speaker who always opens with one call sign as his own.

    Words seldom tell "31, I looked at that door" from a call to 31. But who calls several units by name, that
    one among them, is the console or commands; who only ever says the one is that unit.

    Example:
        >>> console, unit = (Mention("31", 0.4),), (Mention("31", 0.3),)
        >>> said = by_habit([console, unit, (Mention("12", 0.4),), unit, unit], [0, 1, 0, 1, 1])
        >>> said[0][0].own, said[1][0].own
        (0.4, 0.8)
    """
    opened: defaultdict[int, list[str]] = defaultdict(list)
    for speaker, said in zip(groups, mentioned, strict=True):
        opened[speaker] += [one.number for one in said]
    callers = [set(numbers) for numbers in opened.values() if len(set(numbers)) > 1]
    habits = {
        speaker: numbers[0]
        for speaker, numbers in opened.items()
        if len(numbers) >= HABIT
        and len(set(numbers)) == 1
        and any(numbers[0] in called for called in callers)
    }
    return [
        tuple(
            replace(one, own=max(one.own, HABITUAL)) if habits.get(speaker) == one.number else one
            for one in said
        )
        for speaker, said in zip(groups, mentioned, strict=True)
    ]


def _behind_console(opening: Sequence[Piece], place: int) -> bool:
    """Whether the console is named right before: "Dispatch, supervisor" is somebody's who calls it."""
    return place > 0 and opening[place - 1].part is Part.FACILITY


def _by_grammar(opening: Sequence[Piece], place: int) -> float | None:
    """Chance that a call sign is the speaker's by "to" or "from" beside it; None where there is neither."""
    before = opening[place - 1].part if place else None
    after = opening[place + 1].part if place + 1 < len(opening) else None
    if before is Part.FROM or after is Part.TO:
        return 1 - OWN_FIRST
    return OWN_FIRST if before is Part.TO or after is Part.FROM else None


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
    unheard: defaultdict[str, float] = defaultdict(float)
    for i, said in enumerate(mentioned):
        speaker, answer = groups[i], answers.get(i)
        for one in said:
            given[one.number][speaker] += one.own / max(1, len(signs[speaker]))
        if said and answer is not None and groups[answer] != speaker:
            called = said[0]
            chance = (1 - called.own) * _answers_to(mentioned[answer], said)
            answered[called.number][groups[answer]] += chance
            unheard[called.number] += UNHEARD * (1 - called.own - chance)
        elif said:
            unheard[said[0].number] += UNHEARD * (1 - said[0].own)
    clear = ((number, _clearly_most(own, answered[number], unheard[number])) for number, own in given.items())
    return {number: Owner(best, answered[number][best]) for number, best in clear if best is not None}


def _clearly_most(given: Mapping[int, float], answered: Mapping[int, float], unheard: float) -> int | None:
    """The speaker with :data:`CLEARLY_MORE` votes than the next one, and than somebody not heard."""
    votes = {one: given.get(one, 0.0) + answered.get(one, 0.0) for one in {*given, *answered}}
    best = max(votes, key=lambda speaker: (votes[speaker], -speaker))
    next_most = max((count for speaker, count in votes.items() if speaker != best), default=0.0)
    next_most = max(next_most, unheard)
    return best if votes[best] > CLEARLY_MORE * next_most else None


def _answers_to(said: Sequence[Mention], call: Sequence[Mention]) -> float:
    """Chance that a transmission right after a call is its answer, by the call sign that it opens with: that
    of the one called, as the speaker's own, or that of the one who calls.

    Example:
        >>> call = Mention("command", 0.1), Mention("913", 0.9)
        >>> own, caller, other = Mention("command", 0.9), Mention("913", 0.1), Mention("960", 0.9)
        >>> [round(_answers_to(said, call), 2) for said in ((), (own,), (caller,), (other,))]
        [1.0, 0.9, 0.81, 0.0]
    """
    if not said:
        return 1.0
    own = max((one.own for one in said if one.number == call[0].number), default=0.0)
    callers = {one.number: one.own for one in call[1:]}
    return max(own, max((callers.get(one.number, 0.0) * (1 - one.own) for one in said), default=0.0))


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


def answered_as(owned: Mapping[str, Owner], count: int) -> tuple[list[float], list[float]]:
    """For each of ``count`` speakers how often he answered to a call sign, and how often to a title."""
    signs, titles = [0.0] * count, [0.0] * count
    for name, owner in owned.items():
        (titles if name in OFFICES else signs)[owner.speaker] += owner.answered
    return signs, titles


def nameless(
    mentioned: Sequence[Sequence[Mention]], groups: Sequence[int], owned: Mapping[str, Owner], count: int
) -> list[float]:
    """For each of ``count`` speakers how often he would have named himself, had he done it as the others do.

    0 for who ever opens with a call sign of his own. Units give theirs, and a console has none to give.

    Example:
        >>> said = [(Mention("31", 0.9),), (), (Mention("31", 0.2),), (), (Mention("31", 0.9),)]
        >>> nameless(said, [0, 1, 1, 0, 0], {"31": Owner(0, 0.0)}, 2)
        [0.0, 1.3333333333333333]
    """
    said, named = [0] * count, [0] * count
    for speaker, signs in zip(groups, mentioned, strict=True):
        his = (one for one in signs if one.number in owned and owned[one.number].speaker == speaker)
        said[speaker] += 1
        named[speaker] += any(one.own > 0.5 for one in his)
    every, all_named = sum(said), sum(named)
    return [
        0.0 if named[k] or every == said[k] else said[k] * all_named / (every - said[k]) for k in range(count)
    ]
