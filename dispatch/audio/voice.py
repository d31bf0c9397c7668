"""Speech probability from Silero, one vote among several.

Silero (https://github.com/snakers4/silero-vad, MIT) ships inside faster-whisper. Over radio it is a
good witness for speech and a poor one against it: at its usual threshold it misses a third of noisy speech.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.ndimage import minimum_filter1d

from dispatch.audio.frames import HOP, HOP_MS, frame_count
from dispatch.audio.lulls import smooth

if TYPE_CHECKING:
    from dispatch.interfaces import FloatArray

STEP = 512
"""Samples of one step of the network."""
WARM_UP = 128
"""Steps that it hears before each run: with half of them whole transmissions in noise were passed over."""
REACH, LONGEST = 8000 // HOP_MS, 20_000 // HOP_MS
"""Frames to each side of a quietest moment, where a run begins, and of the longest run.

The network never quite forgets where it was started. So it is started anew at moments that the sound itself
sets apart, which are the same wherever a recorder has cut the recording."""
QUIET = 1000 // HOP_MS
"""Frames over which the level is averaged to find those moments: silences between words are no pauses."""
AROUND = 10_000 // HOP_MS
"""Frames beyond a run from which its loudness is taken, too."""

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
    probability = np.zeros(frame_count(len(samples)), np.float32)
    for start, end in pairwise(_beginnings(level_db)):
        probability[start:end] = _run(samples, level_db, start, end)
    return probability


def _beginnings(level_db: FloatArray) -> Iterator[int]:
    """Where each run begins, and where the last one ends, in frames."""
    level = smooth(level_db, QUIET)
    quietest = np.flatnonzero(level == minimum_filter1d(level, 2 * REACH + 1, mode="nearest"))
    last_of_equals = quietest[np.diff(quietest, append=len(level) + REACH) > REACH]
    for start, end in pairwise([0, *last_of_equals[last_of_equals > 0].tolist(), len(level)]):
        yield from range(start, end, LONGEST)
    yield len(level)


def _run(samples: FloatArray, level_db: FloatArray, start: int, end: int) -> FloatArray:
    """Of frames ``[start, end)``, the network having listened to what comes before."""
    loud_db = np.percentile(level_db[max(0, start - AROUND) : end + AROUND], LOUD_PERCENTILE)
    gain = np.float32(10 ** (np.clip(TARGET_DB - loud_db, 0, GREATEST_GAIN_DB) / 20))
    warm = min(WARM_UP, start * HOP // STEP)
    piece = samples[start * HOP - warm * STEP : end * HOP]
    padded = np.zeros(-(-len(piece) // STEP) * STEP, np.float32)
    padded[: len(piece)] = np.clip(piece * gain, -1, 1)
    steps = np.asarray(_network()(padded), np.float32).reshape(-1)[warm:]
    at, centres = (np.arange(end - start) + 0.5) * HOP, (np.arange(len(steps)) + 0.5) * STEP
    probability: FloatArray = np.interp(at, centres, steps).astype(np.float32)
    return probability
