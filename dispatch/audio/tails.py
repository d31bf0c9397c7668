"""The burst of noise that a closing squelch lets through after the voice, joined to it or on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dispatch.audio.frames import BANDS, HOP_MS, Frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]

LONGEST, SHORTEST = 700 // HOP_MS, 50 // HOP_MS
EDGE = 6
"""Frames within which the burst falls away."""
CORE = 4
SCATTER_DB = 2.0
"""Standard deviation of the level of band-limited noise in 10 ms is about 1 dB, compressed up to 2."""
BURST_SCATTER_DB, BURST_SHARE = 3.0, 0.6
"""So near its median level lies so much of a burst."""
NOISY_HARMONICITY, NOISY_PURITY = 0.15, 0.2
"""White noise has means of 0.10 and 0.12, the least voiced syllable deep in noise 0.11 and 0.24."""
STEP_DB = 5.0
"""Mean change of the bands where a voice or its carrier's noise gives way to the burst."""
RISING_DB = 6.0
"""Treble over bass from which noise is a sibilant: discriminator noise is flat or, de-emphasised, falls."""
ABOVE_FLOOR_DB = 6.0


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
    core = level[edge - CORE : edge]
    same = np.abs(level[first:edge] - np.median(core)) < 2 * SCATTER_DB
    length = len(same) if same.all() else int(np.argmin(same[::-1]))
    begin = edge - length
    if length < SHORTEST or core.std() > SCATTER_DB or not _noise(frames, slice(begin, edge)):
        return end
    return begin if begin - start <= 2 or _steps(frames, start, begin, edge) else end


def is_burst(frames: Frames, start: int, end: int) -> bool:
    """Whether a sound standing alone is but such a burst: short, of one level, noise throughout."""
    if not CORE <= end - start <= LONGEST:
        return False
    level = frames.level_db[start:end]
    alike = np.flatnonzero(np.abs(level - np.median(level)) < BURST_SCATTER_DB)
    return len(alike) >= max(CORE, BURST_SHARE * len(level)) and _noise(frames, alike + start)


def _noise(frames: Frames, inside: slice | NDArray[np.intp]) -> bool:
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
