"""Where words begin and end: the decoder's attention says roughly, the pauses in the sound exactly.

Attention puts the whole pause between two words into the first of them, and with some models (tiny.en)
lags by a third of a second. Where there is a pause nearby, the words end and begin at its edges.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dispatch.transcribe.features import RATE_HZ, FloatArray

STEP_S = 0.01
PAUSE_DEPTH = 0.15
"""Level below which a frame is a pause, as a share of the way from the noise to the speech, in dB."""
LEAST_RANGE_DB = 8.0
"""Noise and speech are never taken to be closer, or noise would be full of pauses."""
SHORTEST_PAUSE_S = 0.06
"""Longer than the closure of most stop consonants."""
BEHIND_S = 0.5
AHEAD_S = 0.05
"""How far before and after the attention's boundary a pause is looked for."""
NUDGE_S = 0.06
"""Without a pause a boundary goes to the quietest moment this close."""


def refined(
    starts_s: Sequence[float], ends_s: Sequence[float], samples: FloatArray
) -> list[tuple[float, float]]:
    """(start, end) of each word in seconds from the window's first sample, in order, none overlapping.

    Example:
        >>> voice = np.sin(np.arange(16_000) / 3).astype(np.float32)
        >>> pause = np.zeros(8_000, np.float32)
        >>> refined([0.0, 1.6], [1.6, 2.5], np.concatenate([voice, pause, voice]))
        [(0.0, 1.01), (1.49, 2.5)]
    """
    if not starts_s:
        return []
    level = relative_level(samples)
    times = [starts_s[0], *(edge for start in starts_s[1:] for edge in _boundary(level, start)), ends_s[-1]]
    ordered = np.maximum.accumulate(np.array(times))
    return [(float(ordered[2 * n]), float(ordered[2 * n + 1])) for n in range(len(starts_s))]


def relative_level(samples: FloatArray) -> NDArray[np.float64]:
    """Level of each 10 ms, 0 at the window's noise and 1 at its speech, in dB between them."""
    hop = round(STEP_S * RATE_HZ)
    frames = len(samples) // hop
    if frames == 0:
        return np.zeros(0)
    power = np.square(samples[: frames * hop].reshape(frames, hop), dtype=np.float64).mean(axis=1)
    level_db = 10 * np.log10(np.convolve(power, np.ones(3) / 3, "same") + 1e-9)
    noise_db, speech_db = np.percentile(level_db, [5, 90])
    relative: NDArray[np.float64] = (level_db - noise_db) / max(speech_db - noise_db, LEAST_RANGE_DB)
    return relative


def _boundary(level: NDArray[np.float64], at_s: float) -> tuple[float, float]:
    """Where the word before ends and the word after begins."""
    first, last = max(0, round((at_s - BEHIND_S) / STEP_S)), round((at_s + AHEAD_S) / STEP_S)
    pauses = [
        (start, end)
        for start, end in _runs(level < PAUSE_DEPTH)
        if start < last and end > first and (end - start) * STEP_S >= SHORTEST_PAUSE_S
    ]
    if pauses:
        start, end = max(pauses, key=lambda pause: pause[1] - pause[0])
        return round(start * STEP_S, 3), round(end * STEP_S, 3)
    nearest = max(0, round((at_s - NUDGE_S) / STEP_S))
    around = level[nearest : round((at_s + NUDGE_S) / STEP_S) + 1]
    quietest = round((nearest + int(np.argmin(around))) * STEP_S, 3) if len(around) else at_s
    return quietest, quietest


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """(first, past the last) of each run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
