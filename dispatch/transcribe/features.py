"""Samples to the log-mel spectrogram that Whisper was trained on.

Conventions: mono float32 at 16 kHz; 25 ms Hann windows every 10 ms; Slaney's mel scale; the ten-based
logarithm, floored at 1e-10 and at 8 below the window's loudest value, then (x + 4) / 4.
Reference: Radford et al. 2022, section 2.2, and openai/whisper's audio.py, whose constants these are.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]

RATE_HZ = 16_000
HOP = 160
"""Samples between frames: 10 ms."""
FFT = 400
"""Samples in a frame: 25 ms."""
FRAMES_PER_SECOND = RATE_HZ // HOP
FULL_FRAMES = 30 * FRAMES_PER_SECOND
DYNAMIC_RANGE = 8.0
"""Decades of power kept below the loudest value of a window."""


def log_mel(samples: FloatArray, frames: int, mels: int = 80) -> FloatArray:
    """The log-mel spectrogram of ``samples`` followed by silence, shape (mels, frames).

    Example:
        >>> log_mel(np.zeros(1600, np.float32), 100).shape
        (80, 100)
    """
    length = frames * HOP
    padded = np.zeros(length + FFT, np.float32)
    heard = samples[:length]
    padded[FFT // 2 : FFT // 2 + len(heard)] = heard
    padded[: FFT // 2] = padded[FFT : FFT // 2 : -1]
    views = np.lib.stride_tricks.sliding_window_view(padded, FFT)[: frames * HOP : HOP]
    power = np.abs(_spectrum(views)) ** 2
    log_power = np.log10(np.maximum(_sparse_filters(mels) @ power.T, 1e-10))
    floored = np.maximum(log_power, log_power.max() - DYNAMIC_RANGE)
    return np.ascontiguousarray((floored + 4.0) / 4.0, dtype=np.float32)


def _spectrum(frames: FloatArray) -> NDArray[np.complex64]:
    from scipy.fft import rfft

    window = np.hanning(FFT + 1)[:-1].astype(np.float32)
    spectrum: NDArray[np.complex64] = rfft(frames * window, axis=-1)
    return spectrum


@functools.cache
def _sparse_filters(mels: int) -> Any:
    """The same as a sparse matrix: its product stays on one thread, where a dense one wakes all of them."""
    from scipy.sparse import csr_array

    return csr_array(mel_filters(mels))


@functools.cache
def mel_filters(mels: int) -> FloatArray:
    """Triangular filters of equal area on Slaney's mel scale, 0 to 8 kHz, shape (mels, 201)."""
    bins_hz = np.fft.rfftfreq(FFT, 1 / RATE_HZ)
    edges_hz = _mel_to_hz(np.linspace(0.0, _hz_to_mel(RATE_HZ / 2), mels + 2))
    widths_hz = np.diff(edges_hz)
    slopes = edges_hz[:, None] - bins_hz[None, :]
    rising = -slopes[:-2] / widths_hz[:-1, None]
    falling = slopes[2:] / widths_hz[1:, None]
    filters = np.maximum(0.0, np.minimum(rising, falling))
    filters *= (2.0 / (edges_hz[2:] - edges_hz[:-2]))[:, None]
    return filters.astype(np.float32)


def _hz_to_mel(hz: float) -> float:
    """Slaney's scale above 1 kHz, where alone it is needed: 15 mel at 1 kHz, then logarithmic."""
    return float(15.0 + 27.0 * np.log(hz / 1000.0) / np.log(6.4))


def _mel_to_hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(mel < 15.0, mel * 200.0 / 3.0, 1000.0 * np.exp((mel - 15.0) * np.log(6.4) / 27.0))
