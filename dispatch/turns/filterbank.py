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
    from scipy.sparse import csr_array

    from dispatch.interfaces import FloatArray

MEL_BINS = 80
FRAME, STEP, POINTS = SAMPLE_RATE_HZ * 25 // 1000, SAMPLE_RATE_HZ // 100, 512
SHARPENED = 0.97
LOWEST_HZ, HIGHEST_HZ = 20.0, SAMPLE_RATE_HZ / 2


def filterbank(samples: FloatArray) -> FloatArray:
    """Log-mel energies, shape (frames, 80), the mean over the frames removed; of at least 25 ms of sound."""
    import numpy as np
    from scipy.fft import rfft

    means = _frames(samples).mean(axis=1, keepdims=True)
    sharp = samples.copy()
    sharp[1:] -= np.float32(SHARPENED) * samples[:-1]
    frames = _frames(sharp) - np.float32(1 - SHARPENED) * means
    frames *= _window()  # 0 at the first sample, the one that has none of its frame before it
    spectrum = rfft(frames, POINTS, axis=1)
    energies = _triangles() @ (spectrum.real**2 + spectrum.imag**2).T
    logs = np.log(np.maximum(energies.T, np.finfo(np.float32).eps))
    return np.asarray(logs - logs.mean(axis=0), dtype=np.float32)


def _frames(samples: FloatArray) -> FloatArray:
    import numpy as np

    return np.lib.stride_tricks.sliding_window_view(samples, FRAME)[::STEP]


@functools.cache
def _window() -> FloatArray:
    import numpy as np

    return np.asarray(np.hanning(FRAME) ** 0.85, dtype=np.float32)


@functools.cache
def _triangles() -> csr_array:
    """How much each mel bin takes of each frequency, shape (80, frequencies): mostly nothing."""
    import numpy as np
    from scipy.sparse import csr_array

    at = _mel(np.arange(POINTS // 2 + 1) * SAMPLE_RATE_HZ / POINTS)[:, None]
    lowest, highest = _mel(np.array([LOWEST_HZ, HIGHEST_HZ]))
    edges = np.linspace(lowest, highest, MEL_BINS + 2)
    low, middle, high = edges[:-2], edges[1:-1], edges[2:]
    rising, falling = (at - low) / (middle - low), (high - at) / (high - middle)
    return csr_array(np.maximum(0.0, np.minimum(rising, falling)).T.astype(np.float32))


def _mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    return np.asarray(1127.0 * np.log1p(hertz / 700.0))
