"""Several recordings heard side by side: their windows share batches, their words stay their own.

Short calls have a window each, and a search costs less for each window the more of one length it has. What is
made of a window depends on that window alone, so every recording gets the words that it would get by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dispatch.values import Heard, Recording, Span, Stretch

if TYPE_CHECKING:
    from dispatch.interfaces import Audio, FloatArray, Progress, Transcriber


@dataclass(frozen=True, slots=True)
class Part:
    """A recording and what of it is to be heard."""

    audio: Audio
    stretches: tuple[Stretch, ...]


class SideBySide:
    """:class:`~dispatch.interfaces.Audio` of several recordings: their channels are its channels."""

    def __init__(self, sides: Sequence[tuple[Audio, int]]) -> None:
        self._sides = sides

    @property
    def recording(self) -> Recording:
        return self._sides[0][0].recording

    @property
    def channels(self) -> tuple[int, ...]:
        return tuple(range(len(self._sides)))

    @property
    def duration_ms(self) -> int:
        return max(audio.duration_ms for audio, _ in self._sides)

    def read(self, channel: int, span: Span) -> FloatArray:
        audio, own = self._sides[channel]
        return audio.read(own, span)


def hear_abreast(
    transcriber: Transcriber, parts: Sequence[Part], progress: Progress | None = None
) -> list[tuple[Heard, ...]]:
    """What is heard in each part's stretches, in order: the same as of each part alone."""
    sides = [(part.audio, channel) for part in parts for channel in part.audio.channels]
    first = 0
    side_by_side: list[Stretch] = []
    for part in parts:
        own = {channel: first + number for number, channel in enumerate(part.audio.channels)}
        side_by_side += [replace(one, channel=own[one.channel]) for one in part.stretches]
        first += len(own)
    if not side_by_side:
        return [() for _ in parts]
    heard = iter(transcriber.hear(SideBySide(sides), side_by_side, progress))
    return [tuple(_own(part.stretches, heard)) for part in parts]


def _own(stretches: Sequence[Stretch], heard: Iterator[Heard]) -> Iterator[Heard]:
    for stretch in stretches:
        yield replace(next(heard), stretch=stretch)
