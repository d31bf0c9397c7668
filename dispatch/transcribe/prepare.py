"""Sound made right for the model: level alone. Nothing is filtered out and no noise removed.

Whisper has seen noise, and what a denoiser takes away is gone: it was worse in 40 of 40 settings
(arXiv 2512.17562).
"""

from __future__ import annotations

import numpy as np

from dispatch.transcribe.features import FloatArray

TARGET_PEAK = 0.5
"""Loudest speech is brought here, -6 dB of full scale."""
MAX_GAIN = 30.0
"""Silence is not blown up to speech."""
PEAK_PERCENTILE = 99.9
"""A click does not decide the level."""
FADE_SAMPLES = 160
"""10 ms: a window that begins inside a noise does not begin with a click."""


def prepared(samples: FloatArray) -> FloatArray:
    """``samples`` with their mean removed, their level set and both ends faded; same length.

    Example:
        >>> tone = 0.01 * np.sin(np.arange(16_000) / 5).astype(np.float32)
        >>> bool(0.25 < np.abs(prepared(tone)).max() < 0.35)
        True
    """
    if not len(samples):
        return samples
    centred = samples - samples.mean()
    peak = float(np.percentile(np.abs(centred), PEAK_PERCENTILE))
    out = (centred * min(MAX_GAIN, TARGET_PEAK / max(peak, 1e-9))).astype(np.float32)
    fade = min(FADE_SAMPLES, len(out) // 2)
    ramp = np.linspace(0.0, 1.0, fade, endpoint=False, dtype=np.float32)
    out[:fade] *= ramp
    out[len(out) - fade :] *= ramp[::-1]
    clipped: FloatArray = np.clip(out, -1.0, 1.0)
    return clipped
