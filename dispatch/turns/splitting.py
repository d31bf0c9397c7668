"""Stretches in which the voice changes, cut in two at the pause between.

A dispatcher answers before the squelch closes, a telephone is patched through, a key stays down. A wrong
cut costs words, so one is made only at a pause, between two parts long enough to compare, whose line
or level changes too, and whose voices are clearly not one. What was embedded to find that out is kept: it is
the voice of the transmission, or of each part, and nothing of it is embedded again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dispatch.interfaces import SAMPLE_RATE_HZ, Audio, SpeakerEmbedder
from dispatch.turns.sound import FRAME_MS, FRAME_SAMPLES, frame_powers, in_frames
from dispatch.values import Span, Stretch

if TYPE_CHECKING:
    from dispatch.interfaces import FloatArray
    from dispatch.turns.listening import KnownVoices

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
COMPARED_HZ = 300, 3400
CHANGED_DB = 2.5
"""Change of the long-term spectrum or level across a pause that is worth comparing voices for."""
SAME_VOICE_COSINE = 0.33
"""Parts of one transmission by one speaker lie above this: of 111 with a pause in 364, none below 0.35."""
AT_ONCE = 16
"""Stretches whose sound beside pauses is held in memory and embedded together."""


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


@dataclass(frozen=True, slots=True)
class MaybeTwo:
    """A pause and the sound on its two sides, whose voices are to be compared."""

    pause: Pause
    sounds: tuple[FloatArray, FloatArray]


def split_turns(
    audio: Audio,
    stretches: Sequence[Stretch],
    embedder: SpeakerEmbedder,
    known: KnownVoices | None = None,
) -> tuple[Stretch, ...]:
    """The stretches in order, those cut where the voice clearly changes at a pause.

    ``known`` is filled with the voices that were compared, by channel and span of what they are left in.
    """
    out: list[Stretch] = []
    for first in range(0, len(stretches), AT_ONCE):
        some = stretches[first : first + AT_ONCE]
        doubts = [_doubt(audio, stretch) for stretch in some]
        sounds = [sound for doubt in doubts if doubt is not None for sound in doubt.sounds]
        voices = iter(embedder.embed(sounds))
        for stretch, doubt in zip(some, doubts, strict=True):
            if doubt is None:
                out.append(stretch)
                continue
            before, after = next(voices), next(voices)
            if float(before @ after) < SAME_VOICE_COSINE:
                parts = dict(zip(_cut(stretch, doubt.pause), (before, after), strict=True))
            else:
                parts = {stretch: _mean_direction(before, after)}
            out.extend(parts)
            if known is not None:
                known.update({(part.channel, part.span): voice for part, voice in parts.items()})
    return tuple(out)


def _doubt(audio: Audio, stretch: Stretch) -> MaybeTwo | None:
    """The pause at which a stretch may change its voice; None where there is none."""
    span = stretch.span
    if not 2 * LEAST_PART_MS <= span.duration_ms <= LONGEST_SEARCHED_MS:
        return None
    samples = audio.read(stretch.channel, span)
    found = max(
        pauses(samples), key=lambda one: one.change_db + one.duration_ms / LONG_PAUSE_MS, default=None
    )
    if found is None or found.change_db < CHANGED_DB:
        return None
    per_ms = SAMPLE_RATE_HZ // 1000
    left = samples[max(0, found.start_ms - COMPARED_MS) * per_ms : found.start_ms * per_ms]
    right = samples[found.end_ms * per_ms : (found.end_ms + COMPARED_MS) * per_ms]
    return MaybeTwo(found, (left.copy(), right.copy()))


def _cut(stretch: Stretch, pause: Pause) -> tuple[Stretch, Stretch]:
    span = stretch.span
    left = Span(span.start_ms, span.start_ms + pause.start_ms)
    right = Span(span.start_ms + pause.end_ms, span.end_ms)
    return replace(stretch, span=left), replace(stretch, span=right)


def _mean_direction(before: FloatArray, after: FloatArray) -> FloatArray:
    import numpy as np

    both = before + after
    return np.asarray(both / np.linalg.norm(both), dtype=np.float32)


def pauses(samples: FloatArray) -> tuple[Pause, ...]:
    """Lulls with enough sound on both sides, samples shape (n,)."""
    import numpy as np

    power_db = 10 * np.log10(frame_powers(samples) + 1e-10)
    speech_db = float(np.quantile(power_db, 0.8))
    low = power_db < speech_db - PAUSE_BELOW_DB
    edges = np.flatnonzero(np.diff(np.concatenate([[0], low.astype(np.int8), [0]])))
    loud = np.concatenate([[0], np.cumsum(~low)])
    lulls = [
        (first, last)
        for first, last in edges.reshape(-1, 2).tolist()
        if (last - first) * FRAME_MS >= LEAST_PAUSE_MS
        and min(loud[first], loud[-1] - loud[last]) * FRAME_MS >= LEAST_PART_MS
    ]
    if not lulls:
        return ()
    spectra, spoken = _spectra(samples), ~low
    return tuple(
        Pause(
            first * FRAME_MS,
            last * FRAME_MS,
            _change_db(spectra[:first][spoken[:first]], spectra[last:][spoken[last:]]),
        )
        for first, last in lulls
    )


def _spectra(samples: FloatArray) -> FloatArray:
    """Power of each frame at the frequencies of speech on the radio, shape (frames, frequencies)."""
    import numpy as np
    from scipy.fft import rfft

    lowest, highest = (hertz * FRAME_MS // 1000 for hertz in COMPARED_HZ)
    found = rfft(in_frames(samples) * np.hanning(FRAME_SAMPLES).astype(np.float32), axis=1)[
        :, lowest : highest + 1
    ]
    return np.asarray(found.real**2 + found.imag**2)


def _change_db(before: FloatArray, after: FloatArray) -> float:
    """How far two mean spectra are apart, level included, dB."""
    import numpy as np

    a, b = (10 * np.log10(part.mean(axis=0, dtype=np.float64) + 1e-12) for part in (before, after))
    return float(np.sqrt(np.mean((a - b) ** 2)))
