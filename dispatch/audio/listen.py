"""Where somebody speaks and what else is on the channel, for a recording of any length.

The recording is worked through in blocks with a minute of context to each side. What is decided about a
moment depends on the sound around it alone, so the blocks' borders do not show, and a day of audio takes
no more memory than ten minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from dispatch.audio.activity import transmissions
from dispatch.audio.events import name_tones
from dispatch.audio.frames import HOP_MS, Frames, measure
from dispatch.audio.lulls import find_lulls
from dispatch.audio.tones import find_tones
from dispatch.audio.voice import speech_probability
from dispatch.interfaces import Audio, Progress
from dispatch.values import Event, Span, Stretch

BLOCK_MS = 300_000
CONTEXT_MS = 60_000


@dataclass(frozen=True, slots=True)
class Listening:
    """All that can be said of a recording before any word is recognised."""

    stretches: tuple[Stretch, ...]
    """Transmissions, sorted by start, then channel."""
    events: tuple[Event, ...]
    """Sound that is not speech, sorted likewise."""


def listen(audio: Audio, progress: Progress | None = None) -> Listening:
    """Find every transmission and every event of a recording, on each of its channels."""
    stretches: list[Stretch] = []
    events: list[Event] = []
    blocks = list(_blocks(audio.duration_ms))
    for channel in range(audio.channels):
        ear = _Ear(audio, channel)
        for done, (core, context) in enumerate(blocks, start=1):
            ear.hear(core, context)
            if progress:
                progress((channel + done / len(blocks)) / audio.channels)
        stretches += ear.stretches()
        events += ear.events
    return Listening(
        tuple(sorted(stretches, key=lambda stretch: (stretch.span, stretch.channel))),
        tuple(sorted(events, key=lambda event: (event.span, event.channel))),
    )


def _blocks(duration_ms: int) -> Iterator[tuple[Span, Span]]:
    """(core, core with context), the cores side by side."""
    for start in range(0, duration_ms, BLOCK_MS):
        core = Span(start, min(duration_ms, start + BLOCK_MS))
        around = core.grow(CONTEXT_MS)
        yield core, Span(around.start_ms, min(duration_ms, around.end_ms))


@dataclass(slots=True)
class _Ear:
    """Listens to one channel, block after block."""

    audio: Audio
    channel: int
    events: list[Event] = field(default_factory=list)
    _done: list[Stretch] = field(default_factory=list)

    def hear(self, core: Span, context: Span) -> None:
        samples = self.audio.read(self.channel, context)
        frames = measure(samples)
        speech = speech_probability(samples, frames.level_db)
        tones = find_tones(frames)
        found = transmissions(frames, speech, find_lulls(frames), [(tone.start, tone.end) for tone in tones])
        offset = context.start_ms // HOP_MS
        for start, end in found:
            self._add(frames, start, end, offset, core)
        for named in name_tones(tones):
            event = named.event(self.channel, offset)
            if core.start_ms <= event.span.start_ms < core.end_ms:
                self.events.append(event)

    def _add(self, frames: Frames, start: int, end: int, offset: int, core: Span) -> None:
        """Keep a transmission whose middle lies in the core."""
        span = Span((start + offset) * HOP_MS, min((end + offset) * HOP_MS, self.audio.duration_ms))
        if core.start_ms <= (span.start_ms + span.end_ms) // 2 < core.end_ms:
            self._done.append(_stretch(frames, start, end, span, self.channel))

    def stretches(self) -> list[Stretch]:
        return self._done


CLIPPED_SHARE = 0.05
"""Share of frames that touch full scale."""


def _stretch(frames: Frames, start: int, end: int, span: Span, channel: int) -> Stretch:
    level = frames.level_db[start:end]
    speech_db = _mean_db(level[level >= np.percentile(level, 50)])
    noise_db = float(np.percentile(level, 5))
    clipped = bool(frames.clipped[start:end].mean() > CLIPPED_SHARE)
    return Stretch(span, channel, round(speech_db, 1), round(speech_db - noise_db, 1), clipped)


def _mean_db(level_db: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(10 ** (level_db / 10))))
