"""The same transmission on two recordings: two sites, a patch, two feeds.

It is one event with a second witness, not two events. Only what can have been on the air at the same
time is compared, where clocks tell; then the sound decides. A short or noisy transmission that can't be
told by itself is taken along by a neighbour that can, at the same distance between the recordings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dispatch.errors import DispatchError
from dispatch.interfaces import Hearing
from dispatch.values import Span, Transmission

if TYPE_CHECKING:
    from dispatch.audio.soundprint import Likeness, Soundprint

SLACK_S = 5.0
"""Sites, patches and networks delay a transmission by up to a second or two, each its own way."""
MARGIN_MS = 300
MOST_COMPARED = 20_000
"""Pairs that are compared where no clock narrows them down; some ten seconds of work."""
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


def find_twins(hearings: Sequence[Hearing]) -> tuple[Twin, ...]:
    """All pairs of transmissions, each on another recording, that are one event."""
    pairs = list(_candidates(hearings))
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


def _candidates(hearings: Sequence[Hearing]) -> Iterator[tuple[Place, Place]]:
    """Pairs of transmissions on different recordings that may be one, the earlier named recording first."""
    order = {hearing.transcript.recording.sha256: n for n, hearing in enumerate(hearings)}
    timed: list[tuple[float, float, Place]] = []
    untimed: list[Place] = []
    for hearing in hearings if len(hearings) > 1 else ():
        for transmission in hearing.transcript.transmissions if hearing.audio is not None else ():
            place = _place(hearing, transmission)
            clock = hearing.transcript.recording.clock_at(transmission.span.start_ms)
            if clock is None:
                untimed.append(place)
            else:
                at_s = datetime.fromisoformat(clock.time).timestamp()
                timed.append((at_s, (clock.uncertainty or 0.0) + SLACK_S / 2, place))
    for first, second in (*_at_one_time(timed), *_at_any_time(untimed, [place for _, _, place in timed])):
        if first.recording != second.recording and _like_long(first, second):
            forward = order[first.recording] < order[second.recording]
            yield (first, second) if forward else (second, first)


def _place(hearing: Hearing, transmission: Transmission) -> Place:
    sha256 = hearing.transcript.recording.sha256
    return Place(sha256, transmission.id, transmission.span, transmission.channel)


def _at_one_time(timed: list[tuple[float, float, Place]]) -> Iterator[tuple[Place, Place]]:
    timed.sort(key=lambda one: (one[0], one[2].recording, one[2].transmission))
    widest_s = max((doubt_s for _, doubt_s, _ in timed), default=0.0)
    for number, (at_s, doubt_s, place) in enumerate(timed):
        for other_s, other_doubt_s, other in timed[number + 1 :]:
            if other_s - at_s > doubt_s + widest_s:
                break
            if other_s - at_s <= doubt_s + other_doubt_s:
                yield place, other


def _at_any_time(untimed: Sequence[Place], timed: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    """Everything with everything, as long as that is little enough to be worth it."""
    if len(untimed) * (len(untimed) // 2 + len(timed)) > MOST_COMPARED:
        return
    for number, place in enumerate(untimed):
        for other in (*untimed[number + 1 :], *timed):
            yield place, other


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
