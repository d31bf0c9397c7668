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
    steps = -(-len(samples) // STEP)
    padded = np.zeros(steps * STEP, np.float32)
    padded[: len(samples)] = samples * np.float32(10 ** (gain_db / 20))
    np.clip(padded, -1, 1, out=padded)
    steps_probability = np.asarray(_network()(padded)).reshape(-1)
    at = (np.arange(frames) + 0.5) * HOP
    centres = (np.arange(steps) + 0.5) * STEP
    probability: FloatArray = np.interp(at, centres, steps_probability).astype(np.float32)
    return probability
