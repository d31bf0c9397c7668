"""What is taken from a transmission's sound: a few seconds of voice, and how clean the line is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatch.interfaces import SAMPLE_RATE_HZ, Audio
from dispatch.values import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]

WINDOW_MS = 2500
"""Longest stretch of a transmission that is embedded; half a second more tells voices apart no better."""
LEAST_MS = 300
"""Less sound than this says nothing of a voice."""
SEARCHED_MS = 30_000
"""The window is looked for in this much from the transmission's start."""
FRAME_MS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """How a line sounds: the quiet between words below the speech, and highs against lows, both in dB."""

    floor_db: float
    tilt_db: float


def loudest_window(audio: Audio, channel: int, span: Span) -> FloatArray:
    """The most energetic stretch of at most :data:`WINDOW_MS` of the span, samples shape (n,)."""
    import numpy as np

    samples = audio.read(channel, Span(span.start_ms, min(span.end_ms, span.start_ms + SEARCHED_MS)))
    size = WINDOW_MS * SAMPLE_RATE_HZ // 1000
    if len(samples) <= size:
        return samples
    step = FRAME_MS * SAMPLE_RATE_HZ // 1000
    energy = np.concatenate([[0.0], np.cumsum(np.square(samples, dtype=np.float64))])
    starts = np.arange(0, len(samples) - size + 1, step)
    best = int(starts[np.argmax(energy[starts + size] - energy[starts])])
    return samples[best : best + size]


def line_of(samples: FloatArray) -> Line:
    """Floor and tilt of a window of speech; zeros for one too short to tell."""
    import numpy as np

    frame = FRAME_MS * SAMPLE_RATE_HZ // 1000
    count = len(samples) // frame
    if count < 10:
        return Line(0.0, 0.0)
    frames = samples[: count * frame].reshape(count, frame).astype(np.float64)
    power = 10 * np.log10(np.mean(frames**2, axis=1) + 1e-10)
    floor = float(np.quantile(power, 0.1) - np.quantile(power, 0.9))
    spectrum = np.mean(np.abs(np.fft.rfft(frames * np.hanning(frame), axis=1)) ** 2, axis=0)
    hertz = np.fft.rfftfreq(frame, 1 / SAMPLE_RATE_HZ)
    low = spectrum[(hertz >= 300) & (hertz < 1000)].mean()
    high = spectrum[(hertz >= 1500) & (hertz < 3300)].mean()
    return Line(floor, float(10 * np.log10((high + 1e-12) / (low + 1e-12))))
