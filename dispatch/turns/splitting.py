"""Stretches in which the voice changes, cut in two at the pause between.

A dispatcher answers before the squelch closes, a telephone is patched through, a key stays down. A wrong
cut costs words, so one is made only at a pause, between two parts long enough to compare, whose line
or level changes too, and whose voices are clearly not one. Where they are one, what was embedded to find
that out is kept: it is that transmission's voice, and is not embedded again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dispatch.interfaces import SAMPLE_RATE_HZ, Audio, SpeakerEmbedder
from dispatch.values import Span, Stretch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dispatch.turns.listening import KnownVoices

    FloatArray = NDArray[np.float32]

LEAST_PART_MS = 1200
"""Speech on both sides of a cut; less says too little of a voice."""
COMPARED_MS = 1500
"""Sound compared on each side: three seconds in all, as much as is ever embedded of a transmission."""
LEAST_PAUSE_MS = 120
LONGEST_SEARCHED_MS = 60_000
LONG_PAUSE_MS = 100
"""A pause longer by this is as telling as one decibel of change."""
PAUSE_BELOW_DB = 12.0
"""A pause is this far below the speech around it."""
FRAME_MS = 20
CHANGED_DB = 2.5
"""Change of the long-term spectrum or level across a pause that is worth comparing voices for."""
SAME_VOICE_COSINE = 0.33
"""Parts of one transmission by one speaker lie above this: of 111 with a pause in 364, none below 0.35."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A lull inside a stretch, in milliseconds from the stretch's start."""

    start_ms: int
    end_ms: int
    change_db: float
    """Root mean square difference of the spectra on its two sides."""

    @property
    def duration_ms(self) -> int:
        return self.end_ms - self.start_ms


def split_turns(
    audio: Audio,
    stretches: Sequence[Stretch],
    embedder: SpeakerEmbedder,
    known: KnownVoices | None = None,
) -> tuple[Stretch, ...]:
    """The stretches in order, those cut where the voice clearly changes at a pause.

    ``known`` is filled with the voice of each stretch, by channel and span, that was compared and left whole.
    """
    out: list[Stretch] = []
    for stretch in stretches:
        out.extend(_split(audio, stretch, embedder, {} if known is None else known))
    return tuple(out)


def _split(
    audio: Audio,
    stretch: Stretch,
    embedder: SpeakerEmbedder,
    known: KnownVoices,
) -> tuple[Stretch, ...]:
    span = stretch.span
    if not 2 * LEAST_PART_MS <= span.duration_ms <= LONGEST_SEARCHED_MS:
        return (stretch,)
    samples = audio.read(stretch.channel, span)
    candidates = pauses(samples)
    if not candidates:
        return (stretch,)
    pause = max(candidates, key=lambda one: one.change_db + one.duration_ms / LONG_PAUSE_MS)
    if pause.change_db < CHANGED_DB:
        return (stretch,)
    before, after = _voices_beside(samples, pause, embedder)
    if float(before @ after) >= SAME_VOICE_COSINE:
        known[stretch.channel, span] = _mean_direction(before, after)
        return (stretch,)
    left = Span(span.start_ms, span.start_ms + pause.start_ms)
    right = Span(span.start_ms + pause.end_ms, span.end_ms)
    return replace(stretch, span=left), replace(stretch, span=right)


def _voices_beside(samples: FloatArray, pause: Pause, embedder: SpeakerEmbedder) -> FloatArray:
    """The voices before and after a pause, shape (2, dimension)."""
    per_ms = SAMPLE_RATE_HZ // 1000
    left = samples[max(0, pause.start_ms - COMPARED_MS) * per_ms : pause.start_ms * per_ms]
    right = samples[pause.end_ms * per_ms : (pause.end_ms + COMPARED_MS) * per_ms]
    return embedder.embed([left, right])


def _mean_direction(before: FloatArray, after: FloatArray) -> FloatArray:
    import numpy as np

    both = before + after
    return np.asarray(both / np.linalg.norm(both), dtype=np.float32)


def pauses(samples: FloatArray) -> tuple[Pause, ...]:
    """Lulls with enough sound on both sides, samples shape (n,)."""
    import numpy as np

    frame = FRAME_MS * SAMPLE_RATE_HZ // 1000
    count = len(samples) // frame
    frames = samples[: count * frame].reshape(count, frame).astype(np.float64)
    power_db = 10 * np.log10(np.mean(frames**2, axis=1) + 1e-10)
    speech_db = float(np.quantile(power_db, 0.8))
    low = power_db < speech_db - PAUSE_BELOW_DB
    edges = np.flatnonzero(np.diff(np.concatenate([[0], low.astype(np.int8), [0]])))
    out = []
    spectra = np.abs(np.fft.rfft(frames * np.hanning(frame), axis=1)) ** 2
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        before, after = ~low[:first], ~low[last:]
        long_enough = min(before.sum(), after.sum()) * FRAME_MS >= LEAST_PART_MS
        if (last - first) * FRAME_MS < LEAST_PAUSE_MS or not long_enough:
            continue
        change = _change_db(spectra[:first][before], spectra[last:][after])
        out.append(Pause(first * FRAME_MS, last * FRAME_MS, change))
    return tuple(out)


def _change_db(before: NDArray[np.float64], after: NDArray[np.float64]) -> float:
    """How far two mean spectra are apart between 300 and 3400 Hz, level included, dB."""
    import numpy as np

    hertz = np.fft.rfftfreq(FRAME_MS * SAMPLE_RATE_HZ // 1000, 1 / SAMPLE_RATE_HZ)
    band = (hertz >= 300) & (hertz <= 3400)
    a, b = (10 * np.log10(part[:, band].mean(axis=0) + 1e-12) for part in (before, after))
    return float(np.sqrt(np.mean((a - b) ** 2)))
