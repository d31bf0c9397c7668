"""Which unit a voice is: a unit that says its call sign is that unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from dispatch.turns.callsigns import CallSign
from dispatch.turns.openings import Parsed, Part
from dispatch.turns.vocabulary import ORDERS, SECOND_PERSON
from dispatch.wording.lexicon import POSITIONS

LEAST_WEIGHT = 0.8
ADDRESSED = 0.1
"""Weight of a call sign that is more likely the one spoken to."""
LEAST_SHARE = 0.6
POSITION = 0.3
"""Weight of a position, such as "command": the one spoken to more often than the speaker."""
CALLED = 0.4
"""Weight of being called, or answered, by a call sign once."""


def claimed(parsed: Parsed) -> tuple[tuple[CallSign, float], ...]:
    """Call signs that a unit may be giving as its own, with a weight for how the grammar reads.

    Example:
        >>> from dispatch.turns.openings import parse
        >>> [(str(sign), weight) for sign, weight in claimed(parse("Dispatch, 618"))]
        [('618', 1.5)]
        >>> [(str(sign), weight) for sign, weight in claimed(parse("Ladder 8, search the third floor"))]
        [('Ladder 8', 0.1)]
    """
    signs = parsed.call_signs
    found: list[tuple[CallSign, float]] = []
    if signs:
        parts = [piece.part for piece in parsed.opening]
        weight = _opening_weight(parts, len(signs), [word.text for word in parsed.body[:3]])
        found.append((signs[-1], min(weight, POSITION) if signs[-1].number in POSITIONS else weight))
    if parsed.closing is not None:
        found.append((parsed.closing, 0.7))
    return tuple(found)


def _opening_weight(parts: Sequence[Part], signs: int, start: Sequence[str]) -> float:
    pairs = set(pairwise(parts))
    if (Part.FROM, Part.CALL_SIGN) in pairs:
        return 2.0
    if (Part.FACILITY, Part.CALL_SIGN) in pairs or (Part.CALL_SIGN, Part.TO) in pairs:
        return 1.5
    if parts[0] is Part.ACKNOWLEDGEMENT or (Part.TO, Part.CALL_SIGN) in pairs or signs > 2:
        return ADDRESSED
    if start and (start[0] in ORDERS or SECOND_PERSON & set(start)):
        return ADDRESSED
    return 0.6 if signs == 2 else 1.0


def own_call_sign(texts: Iterable[Parsed], called: Iterable[CallSign] = ()) -> CallSign | None:
    """The call sign a unit gives as its own over all it says, or None where that isn't clear.

    ``called`` are those with which the dispatcher calls and answers it.
    """
    weights: dict[str, float] = {}
    kinds: dict[tuple[str, str], float] = {}
    own = [claim for parsed in texts for claim in claimed(parsed)]
    for sign, weight in own + [(sign, CALLED) for sign in called]:
        weights[sign.number] = weights.get(sign.number, 0.0) + weight
        kinds[sign.number, sign.kind] = kinds.get((sign.number, sign.kind), 0.0) + weight
    if not weights:
        return None
    number, weight = max(weights.items(), key=lambda item: (item[1], item[0]))
    if weight < LEAST_WEIGHT or weight < LEAST_SHARE * sum(weights.values()):
        return None
    said = {kind: w for (n, kind), w in kinds.items() if n == number and kind}
    return CallSign(number, max(said, key=lambda kind: (said[kind], kind)) if said else "")


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
