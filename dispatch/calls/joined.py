"""Several calls as one recording: their sound on one time line, silence between, and their clock."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dispatch.interfaces import SAMPLE_RATE_HZ, Hearing
from dispatch.values import ClockPoint, Recording, Span

if TYPE_CHECKING:
    from dispatch.interfaces import FloatArray


@dataclass(frozen=True, slots=True)
class Call:
    """A recording in a conversation: where it begins there, in time and in the count of transmissions."""

    hearing: Hearing
    offset_ms: int
    first: int
    runs_on: bool = False
    """Whether its first transmission is the last of the call before, cut in two."""

    @property
    def recording(self) -> Recording:
        return self.hearing.transcript.recording

    @property
    def span(self) -> Span:
        return Span(self.offset_ms, self.offset_ms + self.recording.duration_ms)


class JoinedAudio:
    """:class:`~dispatch.interfaces.Audio` of several calls, silence between them."""

    def __init__(self, recording: Recording, calls: Sequence[Call]) -> None:
        self._recording = recording
        self._calls = calls
        self._offsets = [call.offset_ms for call in calls]

    @property
    def recording(self) -> Recording:
        return self._recording

    @property
    def channels(self) -> tuple[int, ...]:
        said = {t.channel for call in self._calls for t in call.hearing.transcript.transmissions}
        return tuple(sorted(said)) or (0,)

    @property
    def duration_ms(self) -> int:
        return self._recording.duration_ms

    def read(self, channel: int, span: Span) -> FloatArray:
        import numpy as np

        per_ms = SAMPLE_RATE_HZ // 1000
        end_ms = max(span.start_ms, min(span.end_ms, self.duration_ms))
        samples = np.zeros((end_ms - span.start_ms) * per_ms, np.float32)
        first = max(0, bisect_right(self._offsets, span.start_ms) - 1)
        for call in self._calls[first : bisect_left(self._offsets, end_ms)]:
            common = call.span & span
            if common is None or call.hearing.audio is None:
                continue
            piece = call.hearing.audio.read(channel, common.shift(-call.offset_ms))
            at = (common.start_ms - span.start_ms) * per_ms
            samples[at : at + len(piece)] = piece[: len(samples) - at]
        return samples


def joined_recording(calls: Sequence[Call]) -> Recording:
    """One recording that stands for the calls: their places, their clock, their damage."""
    first = calls[0].recording
    clock: list[ClockPoint] = []
    for call in calls:
        places = dict.fromkeys((0, *(point.at_ms for point in call.recording.clock)))
        for point in map(call.recording.clock_at, places):
            if point is not None:
                clock.append(replace(point, at_ms=point.at_ms + call.offset_ms))
    return replace(
        first,
        sha256=hashlib.sha256("".join(call.recording.sha256 for call in calls).encode()).hexdigest(),
        bytes=sum(call.recording.bytes for call in calls),
        channels=1,
        duration_ms=calls[-1].span.end_ms,
        header_duration_ms=None,
        damage=tuple(
            replace(line, span=line.span.shift(call.offset_ms))
            for call in calls
            for line in call.recording.damage
        ),
        clock=tuple(clock),
        notes=(),
    )
