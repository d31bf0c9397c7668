"""Where somebody speaks and what else is on the channel, for a recording of any length.

The recording is worked through in blocks with a minute of context to each side. What is decided about a
moment depends on the sound around it alone, so the blocks' borders do not show, and a day of audio takes
no more memory than ten minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from dispatch.audio.activity import VOICE, sounds
from dispatch.audio.bursts import find_bursts
from dispatch.audio.events import name_burst, name_tones
from dispatch.audio.frames import HOP_MS, Frames, measure
from dispatch.audio.lulls import find_lulls
from dispatch.audio.tones import find_tones
from dispatch.audio.voice import speech_probability
from dispatch.interfaces import Audio, Progress
from dispatch.values import Event, Span, Stretch
from dispatch.workers import Workers

BLOCK_MS = 300_000
CONTEXT_MS = 60_000


@dataclass(frozen=True, slots=True)
class Listening:
    """All that can be said of a recording before any word is recognised."""

    stretches: tuple[Stretch, ...]
    """Transmissions, sorted by start, then channel."""
    events: tuple[Event, ...]
    """Sound that is not speech, sorted likewise."""


MOST_AT_A_TIME = 4
"""Blocks that are worked through side by side; each takes 100 to 160 MB."""


def listen(audio: Audio, progress: Progress | None = None, workers: Workers | None = None) -> Listening:
    """Find every transmission and every event of a recording, on each of its channels.

    With workers, several blocks are worked through at a time, which changes nothing that is found.
    """
    ears = {channel: _Ear() for channel in audio.channels}
    blocks = [(channel, *block) for channel in ears for block in _blocks(audio.duration_ms)]
    workers = workers or Workers(1)
    at_a_time = min(workers.count, MOST_AT_A_TIME)
    for first in range(0, len(blocks), at_a_time):
        together = blocks[first : first + at_a_time]
        found = workers.each(lambda block: _noticed(audio, *block), together)
        for (channel, core, _), noticed in zip(together, found, strict=True):
            ears[channel].take(noticed, core)
        if progress:
            progress((first + len(together)) / len(blocks))
    return Listening(
        tuple(sorted((s for ear in ears.values() for s in ear.stretches), key=lambda s: (s.span, s.channel))),
        tuple(sorted((e for ear in ears.values() for e in ear.events), key=lambda e: (e.span, e.channel))),
    )


def _blocks(duration_ms: int) -> Iterator[tuple[Span, Span]]:
    """(core, core with context), the cores side by side."""
    for start in range(0, duration_ms, BLOCK_MS):
        core = Span(start, min(duration_ms, start + BLOCK_MS))
        around = core.grow(CONTEXT_MS)
        yield core, Span(around.start_ms, min(duration_ms, around.end_ms))


def _noticed(audio: Audio, channel: int, core: Span, context: Span) -> Listening:
    """What is in the core of a block, in the order in which it is looked for."""
    samples = audio.read(channel, context)
    frames = measure(samples)
    speech = speech_probability(samples, frames.level_db)
    tones = find_tones(frames)
    bursts = list(find_bursts(samples, frames, tones))
    signs = [(tone.start, tone.end) for tone in tones] + [(burst.start, burst.end) for burst in bursts]
    stretches: list[Stretch] = []
    events: list[Event] = []
    for sound in sounds(frames, speech, find_lulls(frames), signs):
        inside = _span(sound.start, sound.end, context) & core
        if inside and sound.kind == VOICE:
            stretches.append(_stretch(frames, sound.start, sound.end, inside, channel))
        elif inside:
            events.append(Event(sound.kind, inside, channel))
    for named in (*name_tones(tones), *map(name_burst, bursts)):
        inside = _span(named.start, named.end, context) & core
        if inside:
            events.append(Event(named.kind, inside, channel, named.details))
    return Listening(tuple(stretches), tuple(events))


@dataclass(slots=True)
class _Ear:
    """What one channel holds, block after block; joins what the borders between them part."""

    stretches: list[Stretch] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def take(self, noticed: Listening, core: Span) -> None:
        for stretch in noticed.stretches:
            self._keep(stretch, core)
        for event in noticed.events:
            self._note(event, core)

    def _keep(self, stretch: Stretch, core: Span) -> None:
        before = self.stretches[-1] if self.stretches else None
        if before and before.span.end_ms == core.start_ms == stretch.span.start_ms:
            longer = max(before, stretch, key=lambda part: part.span.duration_ms)
            clipped = before.clipped or stretch.clipped
            self.stretches[-1] = replace(longer, span=before.span.cover(stretch.span), clipped=clipped)
        else:
            self.stretches.append(stretch)

    def _note(self, event: Event, core: Span) -> None:
        if event.span.start_ms == core.start_ms:  # what begins later goes on from nothing
            for i, before in enumerate(self.events):
                if before.span.end_ms == core.start_ms and before.kind == event.kind:
                    self.events[i] = replace(before, span=before.span.cover(event.span))
                    return
        self.events.append(event)


def _span(start: int, end: int, context: Span) -> Span:
    """Frames of a context as time on the recording's clock, not beyond the recording's end."""
    begin = context.start_ms + start * HOP_MS
    return Span(begin, max(begin, min(context.start_ms + end * HOP_MS, context.end_ms)))


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
