"""Sound made right for the model: level alone. Nothing is filtered out and no noise removed.

Whisper has seen noise, and what a denoiser takes away is gone: it was worse in 40 of 40 settings
(arXiv 2512.17562).
"""

from __future__ import annotations

import numpy as np

from dispatch.transcribe.features import RATE_HZ, FloatArray

SPEECH_LEVEL = 10 ** (-26 / 20)
"""Speech is brought to -26 dB of full scale, a usual level of test speech. What
level is chosen hardly matters: -20 dB, a fixed peak and none at all were within one word in a hundred."""
MAX_GAIN = 30.0
"""Silence is not blown up to speech."""
LOUD_PERCENTILE = 90
"""Level of the loud frames of a window, its speech; clicks are fewer."""
FRAME = RATE_HZ // 40
"""25 ms."""


def prepared(samples: FloatArray) -> FloatArray:
    """``samples`` with their mean removed and their level set, shape as given.

    Example:
        >>> tone = 0.01 * np.sin(np.arange(16_000) / 5).astype(np.float32)
        >>> bool(0.04 < np.sqrt(np.mean(prepared(tone) ** 2)) < 0.06)
        True
    """
    if not len(samples):
        return samples
    centred = samples - samples.mean()
    frames = centred[: max(1, len(centred) // FRAME) * FRAME]
    blocks = frames.reshape(-1, FRAME) if len(frames) % FRAME == 0 else frames[None]
    loudness = np.sqrt(np.square(blocks, dtype=np.float64).mean(axis=1))
    gain = min(MAX_GAIN, SPEECH_LEVEL / max(float(np.percentile(loudness, LOUD_PERCENTILE)), 1e-9))
    levelled: FloatArray = np.clip(centred * np.float32(gain), -1.0, 1.0).astype(np.float32)
    return levelled
