"""Where nobody speaks: steady noise and digital silence, found without knowing how loud either is.

Gaussian noise scatters by an amount that follows from the width of a band and the length of a window
alone. Speech, even buried in noise, scatters by twice as much and more: so steadiness needs no level.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.ndimage import maximum_filter1d, uniform_filter1d

from dispatch.audio.frames import BANDS, FLOOR_DB, Frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dispatch.interfaces import FloatArray

    BoolArray = NDArray[np.bool_]

SMOOTHING = 5
"""Frames over which band levels are averaged before their scatter is taken."""
SCATTER = 21
"""Frames whose scatter decides: ±100 ms, longer than a steady vowel stays steady in every band."""
STEADY_DB = 1.7
"""Mean scatter of the bands below which sound is steady: white noise has 0.95 to 1.25, speech over 2.5."""
STEADY_HARMONICITY = 0.2
STEADY_PURITY = 0.6
SHORTEST_ZERO = 4
MATCH_LEVEL_DB, MATCH_BANDS_DB = 2.5, 3.5
"""How far three frames of one noise stray from its mean: whole band, and mean over bands."""
HUSH_DB, HUSH_REACH, SHORTEST_HUSH = 30.0, 100, 15
"""So far below the loudest sound within a second to each side, for 150 ms: deeper than a word goes."""
TWO_NOISES_DB = 12.0
"""A stretch that spreads further holds a voice's end or its carrier's noise beside the silence."""


@dataclass(frozen=True, slots=True)
class Lull:
    """A run of frames ``[start, end)`` of one noise, or of digital silence."""

    start: int
    end: int
    level_db: float
    bands_db: tuple[float, ...]
    zero: bool = False
    steady: bool = True
    """Whether it is noise of one level, not a sound that fades."""

    @property
    def frames(self) -> int:
        return self.end - self.start


def runs(mask: BoolArray) -> Iterator[tuple[int, int]]:
    """``[start, end)`` of each run of true values.

    Example:
        >>> list(runs(np.array([True, True, False, True])))
        [(0, 2), (3, 4)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def smooth(values: FloatArray, frames: int) -> FloatArray:
    """Running mean along the first axis, shape kept."""
    mean: FloatArray = uniform_filter1d(values, frames, axis=0, mode="nearest")
    return mean


def scatter_db(bands_db: FloatArray) -> FloatArray:
    """Scatter of band levels around each frame, mean over the bands, shape (n,)."""
    bands = smooth(bands_db, SMOOTHING)
    mean, square = smooth(bands, SCATTER), smooth(bands * bands, SCATTER)
    scatter: FloatArray = np.sqrt(np.maximum(square - mean * mean, 0)).mean(axis=1)
    return scatter


def shape_scatter_db(frames: Frames) -> FloatArray:
    """Scatter of the spectrum's shape, whatever its level: static that comes and goes keeps its shape."""
    bands = frames.bands_db
    return scatter_db(bands - bands.mean(axis=1, keepdims=True))


def matching(frames: Frames, lull: Lull, reach: slice) -> BoolArray:
    """Which frames of ``reach`` sound like the lull."""
    if lull.zero:
        return frames.zero[reach]
    level, bands = smooth(frames.level_db[reach], 3), smooth(frames.bands_db[reach], 3)
    close: BoolArray = (np.abs(level - lull.level_db) < MATCH_LEVEL_DB) & (
        np.abs(bands - np.asarray(lull.bands_db, np.float32)).mean(axis=1) < MATCH_BANDS_DB
    )
    return close


def find_lulls(frames: Frames) -> list[Lull]:
    """Lulls in time order, not overlapping: digital silence from 40 ms, noise from about 200 ms."""
    taken = np.zeros(len(frames), bool)
    found = []
    for start, end in runs(frames.zero):
        if end - start >= SHORTEST_ZERO:
            found.append(Lull(start, end, FLOOR_DB, (FLOOR_DB,) * BANDS, zero=True))
            taken[start:end] = True
    steady = (
        (scatter_db(frames.bands_db) < STEADY_DB)
        & (smooth(frames.harmonicity, 11) < STEADY_HARMONICITY)
        & (smooth(frames.purity[:, 0], 11) < STEADY_PURITY)
        & ~taken
    )
    level, bands = smooth(frames.level_db, 3), smooth(frames.bands_db, 3)
    for begin, end in runs(steady):
        start = max(begin, found[-1].end if found and not found[-1].zero else 0)
        if start >= end:
            continue
        lull = _grown(start, end, frames, level, bands, taken)
        taken[lull.start : lull.end] = True
        found.append(lull)
    found += _hushes(frames, level, taken)
    return sorted(found, key=lambda lull: lull.start)


def _hushes(frames: Frames, level: FloatArray, taken: BoolArray) -> Iterator[Lull]:
    """Longer stretches far below the sound around them, whose noise is not steady: gain control at work."""
    around = maximum_filter1d(smooth(frames.level_db, 10), 2 * HUSH_REACH + 1, mode="nearest")
    for start, end in runs((level < around - HUSH_DB) & ~taken):
        if end - start < SHORTEST_HUSH:
            continue
        low, high = np.percentile(level[start:end], (10, 90))
        deep = level[start:end] < (low + high) / 2
        for first, last in runs(deep) if high - low > TWO_NOISES_DB else [(0, end - start)]:
            inside = slice(start + first, start + last)
            bands = np.median(frames.bands_db[inside], axis=0)
            level_db = float(np.median(frames.level_db[inside]))
            if last - first >= SHORTEST_ZERO:
                yield Lull(inside.start, inside.stop, level_db, tuple(bands.tolist()), steady=False)


def _grown(
    start: int, end: int, frames: Frames, level: FloatArray, bands: FloatArray, taken: BoolArray
) -> Lull:
    """The lull around a steady run: as far to both sides as the same noise goes on."""
    core = slice(max(0, start - SMOOTHING), min(len(frames), end + SMOOTHING))
    core_level = float(np.median(frames.level_db[core]))
    core_bands = np.median(frames.bands_db[core], axis=0)
    first, last = max(0, start - 2 * SCATTER), min(len(frames), end + 2 * SCATTER)
    near = slice(first, last)
    same = (
        (np.abs(level[near] - core_level) < MATCH_LEVEL_DB)
        & (np.abs(bands[near] - core_bands).mean(axis=1) < MATCH_BANDS_DB)
        & ~taken[near]
    )
    while start > first and same[start - 1 - first]:
        start -= 1
    while end < last and same[end - first]:
        end += 1
    return Lull(start, end, core_level, tuple(core_bands.tolist()))
