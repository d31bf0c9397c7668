"""Log-mel energies as Kaldi makes them, which the speaker model was trained on.

Windows of 25 ms every 10 ms, whole ones only; each loses its mean, is sharpened by 0.97 and weighted by a
Hann window to the power 0.85; triangles between 20 and 8000 Hz overlap by half on the mel scale. No dither.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from dispatch.interfaces import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]

MEL_BINS = 80
FRAME, STEP, POINTS = SAMPLE_RATE_HZ * 25 // 1000, SAMPLE_RATE_HZ // 100, 512
SHARPENED = 0.97
LOWEST_HZ, HIGHEST_HZ = 20.0, SAMPLE_RATE_HZ / 2


def filterbank(samples: FloatArray) -> FloatArray:
    """Log-mel energies, shape (frames, 80), the mean over the frames removed; of at least 25 ms of sound."""
    import numpy as np
    from scipy.fft import rfft

    frames = np.lib.stride_tricks.sliding_window_view(samples, FRAME)[::STEP]
    frames = frames - frames.mean(axis=1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    spectrum = rfft((frames - np.float32(SHARPENED) * before) * _window(), POINTS, axis=1)
    energies = (spectrum.real**2 + spectrum.imag**2) @ _triangles()
    logs = np.log(np.maximum(energies, np.finfo(np.float32).eps))
    return np.asarray(logs - logs.mean(axis=0), dtype=np.float32)


@functools.cache
def _window() -> FloatArray:
    import numpy as np

    return np.asarray(np.hanning(FRAME) ** 0.85, dtype=np.float32)


@functools.cache
def _triangles() -> FloatArray:
    """How much of each frequency each mel bin takes, shape (frequencies, 80)."""
    import numpy as np

    at = _mel(np.arange(POINTS // 2 + 1) * SAMPLE_RATE_HZ / POINTS)[:, None]
    lowest, highest = _mel(np.array([LOWEST_HZ, HIGHEST_HZ]))
    edges = np.linspace(lowest, highest, MEL_BINS + 2)
    low, middle, high = edges[:-2], edges[1:-1], edges[2:]
    rising, falling = (at - low) / (middle - low), (high - at) / (high - middle)
    return np.asarray(np.maximum(0.0, np.minimum(rising, falling)), dtype=np.float32)


def _mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    return np.asarray(1127.0 * np.log1p(hertz / 700.0))
