"""The same transmission on two recordings: two sites, a patch, two feeds.

It is one event with a second witness, not two events. Only what can have been on the air at the same
time is compared, where clocks tell; then the sound decides. A short or noisy transmission that can't be
told by itself is taken along by a neighbour that can, at the same distance between the recordings.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from dispatch.errors import DispatchError
from dispatch.interfaces import Hearing
from dispatch.values import Span

if TYPE_CHECKING:
    from dispatch.audio.soundprint import Likeness, Soundprint

SLACK_S = 5.0
"""Sites, patches and networks delay a transmission by up to a second or two, each its own way."""
MARGIN_MS = 300
MOST_COMPARED = 20_000
"""Pairs compared at most; some ten seconds of work."""
LIKE_LENGTHS = 3.0
TOGETHER_MS = 150
NEIGHBOURS = 3
LEAST_TAKEN_MS, TAKEN_ALONG = 400, 0.3


@dataclass(frozen=True, slots=True)
class Place:
    """A transmission of a recording, which goes by its SHA-256."""

    recording: str
    transmission: int
    span: Span
    channel: int


@dataclass(frozen=True, slots=True)
class Twin:
    """Two places that hold one transmission; at ``t`` in the first is ``t + apart_ms`` in the second."""

    first: Place
    second: Place
    apart_ms: int
    correlation: float

    def turned(self) -> Twin:
        return Twin(self.second, self.first, -self.apart_ms, self.correlation)


def find_twins(
    hearings: Sequence[Hearing], wanted: Collection[tuple[str, int]] | None = None
) -> tuple[Twin, ...]:
    """Pairs of transmissions, each on another recording, that are one event.

    ``wanted`` are the transmissions, by SHA-256 and id, whose twins are asked for; None for all. Only
    what may be a twin of theirs, or of their neighbours, is decoded and compared.
    """
    reach = range(-NEIGHBOURS, NEIGHBOURS + 1)
    near = None if wanted is None else {(sha256, number + k) for sha256, number in wanted for k in reach}
    pairs = _ordered(hearings, islice(_candidates(hearings, near), MOST_COMPARED))
    prints = _prints(hearings, {place for pair in pairs for place in pair})
    if not prints:
        return ()
    from dispatch.audio.soundprint import likeness

    found: dict[tuple[str, str], list[Twin]] = defaultdict(list)
    doubtful: list[tuple[Twin, Likeness]] = []
    for first, second in pairs:
        if first not in prints or second not in prints:
            continue
        alike = likeness(prints[first], prints[second])
        if alike.common_ms == 0:
            alike = likeness(prints[first], prints[second], LEAST_TAKEN_MS)
            doubtful.append((_twin(first, second, alike), alike))
        elif alike.is_one:
            found[first.recording, second.recording].append(_twin(first, second, alike))
        else:
            doubtful.append((_twin(first, second, alike), alike))
    taken = [
        twin
        for twin, alike in doubtful
        if alike.correlation >= TAKEN_ALONG
        and _has_neighbour(twin, found[twin.first.recording, twin.second.recording])
    ]
    twins = [*(twin for some in found.values() for twin in some), *taken]
    return tuple(sorted(twins, key=lambda t: (t.first.recording, t.first.transmission, t.second.recording)))


def _twin(first: Place, second: Place, alike: Likeness) -> Twin:
    starts = max(0, second.span.start_ms - MARGIN_MS) - max(0, first.span.start_ms - MARGIN_MS)
    return Twin(first, second, starts + alike.shift_ms, round(alike.correlation, 3))


def _has_neighbour(twin: Twin, sure: Sequence[Twin]) -> bool:
    return any(
        abs(one.apart_ms - twin.apart_ms) <= TOGETHER_MS
        and abs(one.first.transmission - twin.first.transmission) <= NEIGHBOURS
        for one in sure
    )


def _ordered(hearings: Sequence[Hearing], pairs: Iterator[tuple[Place, Place]]) -> list[tuple[Place, Place]]:
    """Each pair once, the place on the recording that was named first in front."""
    order = {hearing.transcript.recording.sha256: n for n, hearing in enumerate(hearings)}
    turned = ((a, b) if order[a.recording] < order[b.recording] else (b, a) for a, b in pairs)
    return list(dict.fromkeys(turned))


def _candidates(
    hearings: Sequence[Hearing], near: Collection[tuple[str, int]] | None
) -> Iterator[tuple[Place, Place]]:
    """Pairs of transmissions on different recordings that may be one, one of them near what is asked for."""
    timed, untimed = _placed(hearings)
    places = [place for _, _, place in timed]
    for first, others in (*_at_one_time(timed), *((one, (*untimed, *places)) for one in untimed)):
        if near is None or (first.recording, first.transmission) in near:
            for second in others:
                if first.recording != second.recording and _like_long(first, second):
                    yield first, second
    for first in places if untimed else ():
        if near is not None and (first.recording, first.transmission) in near:
            yield from ((first, second) for second in untimed if _like_long(first, second))


def _placed(hearings: Sequence[Hearing]) -> tuple[list[tuple[float, float, Place]], list[Place]]:
    """Transmissions with their moments and doubts in seconds, in time order, and those without a clock."""
    timed: list[tuple[float, float, Place]] = []
    untimed: list[Place] = []
    for hearing in hearings if len(hearings) > 1 else ():
        recording = hearing.transcript.recording
        for one in hearing.transcript.transmissions if hearing.audio is not None else ():
            place = Place(recording.sha256, one.id, one.span, one.channel)
            clock = recording.clock_at(one.span.start_ms)
            if clock is None:
                untimed.append(place)
            else:
                at_s = datetime.fromisoformat(clock.time).timestamp()
                timed.append((at_s, (clock.uncertainty or 0.0) + SLACK_S / 2, place))
    timed.sort(key=lambda one: (one[0], one[2].recording, one[2].transmission))
    return timed, untimed


def _at_one_time(timed: Sequence[tuple[float, float, Place]]) -> Iterator[tuple[Place, list[Place]]]:
    """Each place with those that may have been on the air when it was."""
    times = [at_s for at_s, _, _ in timed]
    widest_s = max((doubt_s for _, doubt_s, _ in timed), default=0.0)
    for at_s, doubt_s, place in timed:
        reach_s = doubt_s + widest_s
        around = timed[bisect_left(times, at_s - reach_s) : bisect_right(times, at_s + reach_s)]
        yield (
            place,
            [
                other
                for other_s, other_doubt_s, other in around
                if abs(other_s - at_s) <= doubt_s + other_doubt_s
            ],
        )


def _like_long(first: Place, second: Place) -> bool:
    shorter, longer = sorted((first.span.duration_ms, second.span.duration_ms))
    return longer <= LIKE_LENGTHS * max(1, shorter)


def _prints(hearings: Sequence[Hearing], wanted: set[Place]) -> dict[Place, Soundprint]:
    """The print of each place, recording by recording; one that can't be read any more has none."""
    if not wanted:
        return {}
    from dispatch.audio.soundprint import soundprint

    found = {}
    for hearing in hearings:
        sha256 = hearing.transcript.recording.sha256
        for place in sorted((p for p in wanted if p.recording == sha256), key=lambda p: p.transmission):
            try:
                assert hearing.audio is not None
                found[place] = soundprint(hearing.audio.read(place.channel, place.span.grow(MARGIN_MS)))
            except DispatchError:
                break
    return found
