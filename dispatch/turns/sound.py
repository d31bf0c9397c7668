"""What is taken from a transmission's sound: a few seconds of voice, and how quiet the line is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch.interfaces import SAMPLE_RATE_HZ, Audio
from dispatch.values import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dispatch.interfaces import FloatArray

WINDOW_MS = 2500
"""Longest stretch of a transmission that is embedded; half a second more tells voices apart no better."""
LEAST_MS = 300
"""Less sound than this says nothing of a voice."""
SEARCHED_MS = 30_000
"""So much is looked at from the transmission's start."""
FRAME_MS = 20
FRAME_SAMPLES = FRAME_MS * SAMPLE_RATE_HZ // 1000
LEAST_FRAMES = 10
QUIET = 0.05
"""Share of a transmission that is between words, also when it is talked through."""


def searched(audio: Audio, channel: int, span: Span) -> FloatArray:
    """The part of a transmission that is looked at, samples shape (n,)."""
    return audio.read(channel, Span(span.start_ms, min(span.end_ms, span.start_ms + SEARCHED_MS)))


def loudest_window(samples: FloatArray) -> FloatArray:
    """The most energetic stretch of at most :data:`WINDOW_MS`, samples shape (n,)."""
    import numpy as np

    size = WINDOW_MS * SAMPLE_RATE_HZ // 1000
    if len(samples) <= size:
        return samples
    frame, across = FRAME_SAMPLES, WINDOW_MS // FRAME_MS
    energy = np.concatenate([[0.0], np.cumsum(frame_powers(samples))])
    best = frame * int(np.argmax(energy[across:] - energy[:-across]))
    return samples[best : best + size]


def floor_db(samples: FloatArray) -> float:
    """How far the quiet between words lies below the speech, dB, negative; 0 for sound too short to tell.

    Taken of a whole transmission: the loudest seconds of quick talk through a vocoder have no pause in them.
    """
    import numpy as np

    if len(samples) < LEAST_FRAMES * FRAME_SAMPLES:
        return 0.0
    quiet, speech = np.quantile(10 * np.log10(frame_powers(samples) + 1e-10), [QUIET, 0.9])
    return float(quiet - speech)


def frame_powers(samples: FloatArray) -> NDArray[np.float64]:
    """Mean square of each whole frame of :data:`FRAME_MS`."""
    import numpy as np

    frames = in_frames(samples)
    return np.asarray(np.einsum("ij,ij->i", frames, frames), dtype=np.float64) / FRAME_SAMPLES


def in_frames(samples: FloatArray) -> FloatArray:
    """The whole frames of :data:`FRAME_MS`, shape (frames, samples)."""
    count = len(samples) // FRAME_SAMPLES
    return samples[: count * FRAME_SAMPLES].reshape(count, FRAME_SAMPLES)
