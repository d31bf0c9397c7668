"""The burst of noise that a closing squelch lets through after the voice, joined to it or on its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from scipy.ndimage import maximum_filter1d

from dispatch.audio.frames import BANDS, HOP_MS, Frames
from dispatch.audio.lulls import runs, smooth

if TYPE_CHECKING:
    from numpy.typing import NDArray


LONGEST, SHORTEST = 700 // HOP_MS, 50 // HOP_MS
EDGE = 6
"""Frames within which the burst falls away."""
CORE = 4
SCATTER_DB = 2.0
"""Standard deviation of the level of band-limited noise in 10 ms is about 1 dB, compressed up to 2."""
BURST_SCATTER_DB, BURST_STEP_DB = 4.0, 10.0
"""So near its median level lies a burst, so far above what is beside it."""
NOISY_HARMONICITY, NOISY_PURITY = 0.15, 0.2
"""White noise has means of 0.10 and 0.12, the least voiced syllable deep in noise 0.11 and 0.24."""
STEP_DB = 5.0
"""Mean change of the bands where a voice or its carrier's noise gives way to the burst."""
RISING_DB = 6.0
"""Treble over bass from which noise is a sibilant: discriminator noise is flat or, de-emphasised, falls."""
NEAR, QUIETER_DB = 100, 20.0
"""A discriminator without a carrier is about as loud as voices within a second, not so much quieter."""
ABOVE_FLOOR_DB, END_STEP_DB = 6.0, 10.0
"""A squelch shuts within 30 ms; sibilants fade."""


def voice_end(frames: Frames, start: int, end: int) -> int:
    """``end``, or where the squelch tail begins that ends the sound ``[start, end)``.

    A tail is noise of one level and colour, no sibilant, louder than the noise under the voice, that sets
    in with a step and ends with one.
    """
    level = frames.level_db
    last = np.arange(max(start, end - EDGE), end)
    if not len(last):
        return end
    edge = int(last[level[last] > level[last].max() - 4][-1])
    first = max(start, edge - LONGEST)
    if edge - first < SHORTEST:
        return end
    if level[edge] - level[edge + 1 : edge + 4].min(initial=level[edge]) < END_STEP_DB:
        return end
    core = level[edge - CORE : edge]
    same = np.abs(level[first:edge] - np.median(core)) < 2 * SCATTER_DB
    length = len(same) if same.all() else int(np.argmin(same[::-1]))
    begin = edge - length
    if length < SHORTEST or core.std() > SCATTER_DB or not is_noise(frames, slice(begin, edge)):
        return end
    return begin if begin - start <= 2 or _steps(frames, start, begin, edge) else end


def squelch_bursts(frames: Frames) -> Iterator[tuple[int, int]]:
    """``[start, end)`` of each stretch of noise of one level that sets in and ends with a step."""
    level = frames.level_db
    mean, square = smooth(level, EDGE), smooth(level * level, EDGE)
    loud = maximum_filter1d(smooth(level, 2 * EDGE), 2 * NEAR + 1, mode="nearest")
    even = np.sqrt(np.maximum(square - mean * mean, 0)) < SCATTER_DB
    noisy = (smooth(frames.harmonicity, EDGE) < NOISY_HARMONICITY) & (
        smooth(frames.purity[:, 0], EDGE) < NOISY_PURITY
    )
    for first, last in runs(even & noisy):
        start, end = max(0, first - EDGE // 2), min(len(level), last + EDGE // 2)
        if SHORTEST <= end - start <= LONGEST and is_noise(frames, slice(first, last)):
            within = float(np.median(level[first:last]))
            before, after = level[max(0, start - EDGE) : start], level[end : end + EDGE]
            if within < loud[start] - QUIETER_DB:
                continue
            if all(len(side) and within - side.min() > BURST_STEP_DB for side in (before, after)):
                inside = np.flatnonzero(np.abs(level[start:end] - within) < BURST_SCATTER_DB) + start
                if len(inside) >= SHORTEST:
                    yield int(inside[0]), int(inside[-1]) + 1


def is_noise(frames: Frames, inside: slice | NDArray[np.intp]) -> bool:
    """Whether these frames hold noise without voice, tone or sibilant."""
    bands = frames.bands_db[inside].mean(axis=0)
    third = BANDS // 3
    return bool(
        frames.harmonicity[inside].mean() < NOISY_HARMONICITY
        and frames.purity[inside, 0].mean() < NOISY_PURITY
        and bands[-third:].mean() - bands[:third].mean() < RISING_DB
    )


def _steps(frames: Frames, start: int, begin: int, edge: int) -> bool:
    before = frames.bands_db[max(start, begin - 5) : begin - 1].mean(axis=0)
    inside = frames.bands_db[begin + 1 : edge].mean(axis=0)
    floor_db = np.percentile(frames.level_db[start:begin], 5)
    louder = frames.level_db[begin:edge].mean() > floor_db + ABOVE_FLOOR_DB
    return bool(louder and np.abs(before - inside).mean() > STEP_DB)
