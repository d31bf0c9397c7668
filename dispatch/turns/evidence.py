"""From transmissions and their grouping to what is known of each speaker."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence

from dispatch.turns.callsigns import Parsed, Part, parse
from dispatch.turns.language import features
from dispatch.turns.model import RoleModel
from dispatch.turns.roles import SpeakerEvidence
from dispatch.values import Transmission

EXCHANGE_MS = 15_000
"""Transmissions this close together belong to one exchange."""
LEAST_DEVIATION_DB = 2.0


def parse_all(transmissions: Sequence[Transmission]) -> tuple[Parsed, ...]:
    """Every text taken apart, with the call signs of the whole recording known."""
    first = [parse(transmission.text) for transmission in transmissions]
    numbers = Counter(sign.number.split()[0] for parsed in first for sign in set(parsed.call_signs))
    known = frozenset(number for number, count in numbers.items() if count > 1)
    return tuple(parse(transmission.text, known) for transmission in transmissions)


def word_log_odds(parsed: Parsed, model: RoleModel) -> float:
    """Log-odds, from its words alone, that a transmission is the dispatcher's."""
    seen = features(parsed)
    return model.words_bias + sum(w * x for w, x in zip(model.words, seen, strict=True))


def exchanges(transmissions: Sequence[Transmission]) -> tuple[tuple[int, int], ...]:
    """Pairs of transmissions of one channel that follow each other within :data:`EXCHANGE_MS`."""
    pairs: list[tuple[int, int]] = []
    last: dict[int, int] = {}
    for i, transmission in enumerate(transmissions):
        before = last.get(transmission.channel)
        if before is not None:
            gap = transmission.span.start_ms - transmissions[before].span.end_ms
            if gap < EXCHANGE_MS:
                pairs.append((before, i))
        last[transmission.channel] = i
    return tuple(pairs)


def following(pairs: Sequence[tuple[int, int]], groups: Sequence[int]) -> dict[tuple[int, int], int]:
    """How often two speakers spoke right after each other, lower number first."""
    counts: Counter[tuple[int, int]] = Counter()
    for a, b in pairs:
        if groups[a] != groups[b]:
            counts[min(groups[a], groups[b]), max(groups[a], groups[b])] += 1
    return dict(counts)


def speaker_evidence(
    groups: Sequence[int],
    parsed: Sequence[Parsed],
    words: Sequence[float],
    floors_db: Sequence[float | None],
    pairs: Sequence[tuple[int, int]],
    known: Mapping[int, float],
) -> tuple[SpeakerEvidence, ...]:
    """What is known of each speaker, in the order of their numbers."""
    count = max(groups, default=-1) + 1
    members: list[list[int]] = [[] for _ in range(count)]
    for i, group in enumerate(groups):
        members[group].append(i)
    between = [(a, b) for a, b in pairs if groups[a] != groups[b]]
    partners = Counter(groups[i] for pair in between for i in pair)
    called = _called(parsed, pairs, groups)
    lines = _cleaner(members, floors_db)
    return tuple(
        SpeakerEvidence(
            text=sum(words[i] for i in member),
            transmissions=len(member),
            line=lines[group],
            hub=partners[group] / len(between) if between else 0.5,
            named=sum(bool(parsed[i].call_signs) for i in member),
            distinct=len({parsed[i].call_signs[0].number for i in member if parsed[i].call_signs}),
            called=called[group],
            known=known.get(group),
        )
        for group, member in enumerate(members)
    )


def _called(
    parsed: Sequence[Parsed], pairs: Sequence[tuple[int, int]], groups: Sequence[int]
) -> Counter[int]:
    """Answers to calls to the console, less answers to calls from it."""
    out: Counter[int] = Counter()
    for a, b in pairs:
        parts = [piece.part for piece in parsed[a].opening]
        if groups[a] != groups[b] and parts[:1] == [Part.FACILITY] and Part.TO not in parts:
            out[groups[b]] += 1
            out[groups[a]] -= 1
    return out


def _cleaner(members: Sequence[Sequence[int]], floors_db: Sequence[float | None]) -> list[float]:
    """How much lower than usual the noise floor on each speaker's line is, in deviations."""
    means = []
    for member in members:
        heard = [floor for i in member if (floor := floors_db[i]) is not None]
        means.append(statistics.fmean(heard) if heard else None)
    usable = [mean for mean in means if mean is not None]
    if len(usable) < 2:
        return [0.0] * len(members)
    centre, spread = statistics.fmean(usable), max(LEAST_DEVIATION_DB, statistics.pstdev(usable))
    return [0.0 if mean is None else (centre - mean) / spread for mean in means]
