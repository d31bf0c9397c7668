"""Which unit a voice is: a unit that says its call sign is that unit."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dispatch.turns.callsigns import CallSign
from dispatch.turns.openings import Parsed, Part
from dispatch.turns.vocabulary import ORDERS, SECOND_PERSON
from dispatch.wording.lexicon import OFFICES

LEAST_WEIGHT = 0.8
ADDRESSED = 0.1
"""Weight of a call sign that is more likely the one spoken to."""
LEAST_SHARE = 0.6
POSITION = 0.3
"""Weight of a position, such as "command": the one spoken to more often than the speaker."""
BY_ORDER = 1.0
"""A weight above this is told by the order of the names, whatever the words are like."""
BEHIND = 0.6
"""Weight of a call sign behind words that can't be read."""
OF_ITSELF = 0.8
"""Weight of a call sign that a unit who acknowledges goes on to speak of: "10-4, car 31 is coming"."""
CALLED = 0.4
"""Weight of being called, or answered, by a call sign once."""
ONLY_CALLED = 0.3
"""The same where the voice never gives that call sign itself: others talk in between."""
SHORT = 2
"""Digits that a number is called by for short, at least: "Rockland 612" is 45612."""
HEARSAY = 0.3
"""What a bare number counts that no other speaker says, and any number that another voice claims more."""


@dataclass(frozen=True, slots=True)
class UnitTalk:
    """What tells a unit's call sign: all it says, and what the others do."""

    texts: Sequence[Parsed]
    words: Sequence[float] = ()
    """Log-odds of each text that the console speaks; none where they are not known."""
    called: Sequence[CallSign] = ()
    """Those with which the dispatcher calls and answers it."""
    others: Container[str] = frozenset()
    """The words and numbers that other speakers say: a bare number that nobody else does may be a count."""


def claimed(parsed: Parsed) -> tuple[tuple[CallSign, float], ...]:
    """Call signs that a unit may be giving as its own, with a weight for how the grammar reads.

    Example:
        >>> from dispatch.turns.openings import parse
        >>> [(str(sign), weight) for sign, weight in claimed(parse("Dispatch, 618"))]
        [('618', 1.5)]
        >>> [(str(sign), weight) for sign, weight in claimed(parse("Ladder 8, search the third floor"))]
        [('Ladder 8', 0.1)]
        >>> [(str(sign), weight) for sign, weight in claimed(parse("Truck 11 to command, it's out"))]
        [('Truck 11', 1.5)]
    """
    signs = parsed.call_signs
    found: list[tuple[CallSign, float]] = []
    if signs:
        parts = [piece.part for piece in parsed.opening]
        weight = _opening_weight(parts, len(signs), [word.text for word in parsed.body[:3]])
        before_to = (a.call_sign for a, b in pairwise(parsed.opening) if b.part is Part.TO and a.call_sign)
        sign = next(before_to, signs[-1])
        found.append((sign, min(weight, POSITION) if sign.number in OFFICES else weight))
    elif parsed.behind is not None:
        found.append((parsed.behind, BEHIND))
    if parsed.closing is not None:
        found.append((parsed.closing, 0.7))
    return tuple(found)


def _opening_weight(parts: Sequence[Part], signs: int, start: Sequence[str]) -> float:
    pairs = set(pairwise(parts))
    if (Part.FROM, Part.CALL_SIGN) in pairs:
        return 2.0
    if (Part.FACILITY, Part.CALL_SIGN) in pairs or (Part.CALL_SIGN, Part.TO) in pairs:
        return 1.5
    if parts[0] is Part.ACKNOWLEDGEMENT and start[:1] == ["is"]:
        return OF_ITSELF
    if parts[0] is Part.ACKNOWLEDGEMENT or (Part.TO, Part.CALL_SIGN) in pairs or signs > 2:
        return ADDRESSED
    if start and (start[0] in ORDERS or SECOND_PERSON & set(start)):
        return ADDRESSED
    return 0.6 if signs == 2 else 1.0


def own_call_signs(voices: Mapping[int, UnitTalk]) -> dict[int, CallSign]:
    """The call sign that each unit gives as its own over all it says, where that is clear.

    Example:
        >>> from dispatch.turns.openings import parse
        >>> said = [parse("Chief 3 has command."), parse("Truck 11, set up on the dock.")]
        >>> other = [parse("Truck 11, we're in."), parse("Truck 11 to command, it's out.")]
        >>> voices = {1: UnitTalk(said), 2: UnitTalk(other)}
        >>> {voice: str(sign) for voice, sign in own_call_signs(voices).items()}
        {1: 'Chief 3', 2: 'Truck 11'}
    """
    claims = {one: _claims(voice) for one, voice in voices.items()}
    most: dict[str, float] = {}
    for own in claims.values():
        for number, weight in _by_number(own).items():
            most[number] = max(weight, most.get(number, 0.0))
    found = {one: _clearest(own, most) for one, own in claims.items()}
    return {one: sign for one, sign in found.items() if sign is not None}


def _claims(voice: UnitTalk) -> dict[CallSign, float]:
    """Each call sign and how far it speaks for being the voice's own."""
    weights: dict[CallSign, float] = {}
    words = voice.words or [0.0] * len(voice.texts)
    for odds, text in zip(words, voice.texts, strict=True):
        for sign, weight in claimed(text):
            bare = not sign.kind and not all(part in voice.others for part in sign.number.split())
            told = 1.0 if weight > BY_ORDER else _own(odds)
            weights[sign] = weights.get(sign, 0.0) + weight * told * (HEARSAY if bare else 1.0)
    own = _by_number(weights)
    for sign in voice.called:
        weights[sign] = weights.get(sign, 0.0) + (CALLED if sign.number in own else ONLY_CALLED)
    return weights


def _own(words: float) -> float:
    """How far a call sign at the head counts as the speaker's own where the words sound like the console's.

    Example:
        >>> [round(_own(odds), 2) for odds in (-1.0, 0.0, 2.0)]
        [1.0, 1.0, 0.24]
    """
    return min(1.0, 2 / (1 + math.exp(words)))


def _by_number(claims: Mapping[CallSign, float]) -> dict[str, float]:
    """What each number is claimed with, one by which a longer one is called for short counted as that.

    Example:
        >>> _by_number({CallSign("45612", "Rockland"): 1.0, CallSign("612", "Rockland"): 1.0})
        {'45612': 2.0}
    """
    numbers: dict[str, float] = {}
    for sign, weight in claims.items():
        whole = next((other for other in claims if is_short_for(sign, other)), sign)
        numbers[whole.number] = numbers.get(whole.number, 0.0) + weight
    return numbers


def is_short_for(sign: CallSign, other: CallSign) -> bool:
    """Whether it is the other's kind and the last digits of its number."""
    is_end = len(other.number) > len(sign.number) >= SHORT and other.number.endswith(sign.number)
    return is_end and bool(sign.kind) and sign.kind == other.kind


def _clearest(claims: Mapping[CallSign, float], most: Mapping[str, float]) -> CallSign | None:
    """The call sign that a voice claims clearly; ``most`` is what any voice claims each number with."""
    numbers = _by_number(claims)
    counted = {n: weight * (HEARSAY if weight < most[n] else 1.0) for n, weight in numbers.items()}
    enough = [n for n, weight in counted.items() if n not in OFFICES and weight >= LEAST_WEIGHT]
    number = max(enough or counted, key=lambda n: (counted[n], n), default=None)
    if number is None:  # who is called "Command" four times and says once that he is Battalion 7 is both
        return None
    rivals = sum(weight for n, weight in counted.items() if n not in OFFICES or number in OFFICES)
    if counted[number] < LEAST_WEIGHT or counted[number] < LEAST_SHARE * rivals:
        return None
    kinds = {sign.kind: weight for sign, weight in claims.items() if sign.number == number and sign.kind}
    return CallSign(number, max(kinds, key=lambda kind: (kinds[kind], kind), default=""))


def full_name(sign: CallSign, texts: Iterable[Parsed]) -> CallSign:
    """The call sign with its kind, where anybody on the recording says it with one."""
    if sign.kind:
        return sign
    kinds = Counter(
        said.kind
        for parsed in texts
        for said in parsed.call_signs
        if said.number == sign.number and said.kind
    )
    return CallSign(sign.number, max(kinds, key=lambda kind: (kinds[kind], kind))) if kinds else sign
