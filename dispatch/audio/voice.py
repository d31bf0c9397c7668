"""Speech probability from Silero, one vote among several.

Silero (https://github.com/snakers4/silero-vad, MIT) ships inside faster-whisper. Over radio it is a
good witness for speech and a poor one against it: at its usual threshold it misses a third of noisy speech.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np

from dispatch.audio.frames import HOP, frame_count

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]

STEP = 512
"""Samples of one step of the network."""
RUN, WARM_UP = 1024, 64
"""Steps done at once, which bounds its memory, and steps it needs to forget where it was started."""

LOUD_PERCENTILE = 95.0
TARGET_DB = -20.0
GREATEST_GAIN_DB = 40.0


@functools.cache
def _network() -> Any:
    from faster_whisper.vad import get_vad_model

    return get_vad_model()


def speech_probability(samples: FloatArray, level_db: FloatArray) -> FloatArray:
    """Probability of speech in each frame, shape (n,), for samples and the levels of their n frames.

    The network was trained on speech of usual level, so a quiet feed is made as loud first.
    """
    frames = frame_count(len(samples))
    if not frames:
        return np.zeros(0, np.float32)
    gain_db = np.clip(TARGET_DB - np.percentile(level_db, LOUD_PERCENTILE), 0, GREATEST_GAIN_DB)
    gain = np.float32(10 ** (gain_db / 20))
    steps = -(-len(samples) // STEP)
    heard = [_probabilities(samples, first, min(steps, first + RUN), gain) for first in range(0, steps, RUN)]
    at, centres = (np.arange(frames) + 0.5) * HOP, (np.arange(steps) + 0.5) * STEP
    probability: FloatArray = np.interp(at, centres, np.concatenate(heard)).astype(np.float32)
    return probability


def _probabilities(samples: FloatArray, first: int, last: int, gain: np.float32) -> FloatArray:
    """Of steps ``[first, last)``, the network having listened to what comes before."""
    warm = max(0, first - WARM_UP)
    padded = np.zeros((last - warm) * STEP, np.float32)
    piece = samples[warm * STEP : last * STEP]
    padded[: len(piece)] = np.clip(piece * gain, -1, 1)
    return np.asarray(_network()(padded), np.float32).reshape(-1)[first - warm :]
