"""From frames to transmissions: which lulls are a pause, and where a key was let go.

Between two lulls is an island of sound. A lull that shows the carrier to be gone (quieter than the noise
under the voices beside it, or much louder, or digital silence where the voices have none) parts two
transmissions however short it is. One that shows the carrier's own noise is a pause. Where the feed gives
no sign, as behind a noise gate, the length of the lull decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dispatch.audio.frames import FLOOR_DB, HOP_MS, Frames
from dispatch.audio.lulls import Lull, smooth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]
    BoolArray = NDArray[np.bool_]

CARRIER_DROP_DB = 6.0
"""A change of noise level that no pause makes by itself."""
LONGEST_PAUSE = 3000 // HOP_MS
"""Frames of carrier noise within one transmission."""
LONGEST_SILENT_PAUSE = 700 // HOP_MS
"""Frames of silence within one transmission where nothing tells a carrier from none."""
POOL = 20_000 // HOP_MS
"""Frames to each side from which an island too short to show its own noise takes it."""
DIP_PERCENTILE = 4.0
TELLING_ISLAND = 800 // HOP_MS
IDLE_LULL = 400 // HOP_MS
IDLE_REACH = 30_000 // HOP_MS

PAD_BEFORE, PAD_AFTER = 100 // HOP_MS, 250 // HOP_MS
"""Frames of the carrier's own noise kept around the voice: soft beginnings, breath and last consonants."""

SHORTEST = 150 // HOP_MS


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between two islands: lulls that touch, ``[start, end)``."""

    start: int
    end: int
    lulls: tuple[Lull, ...]
    signed: bool = False
    """Whether a tone lies in it."""


SLIVER = 4
"""Frames between two lulls that hold nothing but the step from one to the other."""


def group(lulls: list[Lull], tones: Sequence[tuple[int, int]]) -> list[Gap]:
    """Lulls and tones less than a window apart, together; tones take the frames that both claim."""
    pieces: list[tuple[int, int, Lull | None]] = [(start, end, None) for start, end in tones]
    pieces += [(lull.start, lull.end, lull) for lull in lulls]
    gaps: list[Gap] = []
    for start, end, lull in sorted(pieces, key=lambda piece: piece[:2]):
        if gaps and start - gaps[-1].end <= SLIVER:
            last = gaps.pop()
            inside = last.lulls if lull is None else (*last.lulls, lull)
            gaps.append(Gap(last.start, max(last.end, end), inside, last.signed or lull is None))
        else:
            gaps.append(Gap(start, end, (lull,) if lull else (), lull is None))
    return gaps


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Noise levels under the voices and in the idle channel, as far as they can be seen from one place."""

    gaps: list[Gap]
    floors: list[float | None]
    """Level that each island dips to, None for one too short to say; island i follows gap i."""

    def idle_db(self, at: int) -> float:
        levels = [
            lull.level_db
            for gap in self.gaps
            for lull in gap.lulls
            if lull.frames >= IDLE_LULL and gap.start < at + IDLE_REACH and gap.end > at - IDLE_REACH
        ]
        return min(levels, default=FLOOR_DB)

    def floor_db(self, index: int) -> float:
        """Of the island after gap ``index``, or of those around it."""
        own = self.floors[index]
        if own is not None:
            return own
        at = self.gaps[index].end
        near = [
            floor
            for gap, floor in zip(self.gaps, self.floors, strict=True)
            if floor is not None and abs(gap.end - at) < POOL
        ]
        return min(near, default=0.0)


def parts(gap: Gap, left_db: float, right_db: float, idle_db: float) -> bool:
    """Whether somebody let go of the key in this gap, between voices over noise of these levels."""
    if gap.signed or not gap.lulls:
        return True
    lowest = min(lull.level_db for lull in gap.lulls)
    loudest = max(lull.level_db for lull in gap.lulls)
    under = min(left_db, right_db)
    if loudest > max(left_db, right_db) + CARRIER_DROP_DB:
        return True
    at_idle = lowest < idle_db + CARRIER_DROP_DB
    if at_idle and lowest < under - CARRIER_DROP_DB:
        return True
    longest = LONGEST_SILENT_PAUSE if at_idle else LONGEST_PAUSE
    return gap.end - gap.start > longest


def transmissions(
    frames: Frames, speech: FloatArray, lulls: list[Lull], tones: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """``[start, end)`` in frames of each transmission, between lulls and tones ``[start, end)``."""
    n = len(frames)
    gaps = group(lulls, tones)
    if not gaps or gaps[0].start > 0:
        gaps.insert(0, Gap(0, 0, ()))
    if gaps[-1].end < n:
        gaps.append(Gap(n, n, ()))
    level = smooth(frames.level_db, 3)
    floors = [_floor(level[gap.end : after.start]) for gap, after in pairwise(gaps)]
    around = Surroundings(gaps[:-1], floors)
    found: list[tuple[int, int]] = []
    begin = 0
    for i in range(1, len(gaps)):
        last = i == len(gaps) - 1
        if not last and not parts(
            gaps[i], around.floor_db(i - 1), around.floor_db(i), around.idle_db(gaps[i].start)
        ):
            continue
        start, end = padded(gaps[begin], gaps[i], around.idle_db(gaps[i].start))
        end = without_tail(frames, start, end)
        if end - start >= SHORTEST and is_voice(frames, speech, start, end):
            found.append((start, end))
        begin = i
    return found


def _floor(level: FloatArray) -> float | None:
    inner = level[5:-5]
    return float(np.percentile(inner, DIP_PERCENTILE)) if len(inner) >= TELLING_ISLAND else None


def padded(before: Gap, after: Gap, idle_db: float) -> tuple[int, int]:
    start, end = before.end, after.start
    if _ends_in_lull(before) and before.lulls[-1].level_db > idle_db + CARRIER_DROP_DB:
        start = max(before.lulls[-1].start, start - PAD_BEFORE)
    if _starts_with_lull(after) and after.lulls[0].level_db > idle_db + CARRIER_DROP_DB:
        end = min(after.lulls[0].end, end + PAD_AFTER)
    return start, end


def _ends_in_lull(gap: Gap) -> bool:
    return bool(gap.lulls) and gap.lulls[-1].end >= gap.end - 1


def _starts_with_lull(gap: Gap) -> bool:
    return bool(gap.lulls) and gap.lulls[0].start <= gap.start + 1


TAIL_LONGEST = 700 // HOP_MS
TAIL_SHORTEST = 4
TAIL_SCATTER_DB = 2.0


def without_tail(frames: Frames, start: int, end: int) -> int:
    """``end``, or the beginning of the burst of noise that a closing squelch lets through before it."""
    edge = end - 2
    if edge - start < TAIL_SHORTEST + 2:
        return end
    first = max(start, edge - TAIL_LONGEST)
    level = frames.level_db[first:edge]
    core = level[-TAIL_SHORTEST:]
    if core.std() > TAIL_SCATTER_DB:
        return end
    same = np.abs(level - np.median(core)) < 2 * TAIL_SCATTER_DB
    length = int(np.argmin(same[::-1])) if not same.all() else len(same)
    if length < TAIL_SHORTEST:
        return end
    at = edge - length
    inside = slice(at, edge)
    noisy = frames.harmonicity[inside].mean() < 0.17 and frames.purity[inside, 0].mean() < 0.4
    flat = np.std(frames.bands_db[inside].mean(axis=0)) < 6.0
    abrupt = at - start <= 2 or _step_db(frames.bands_db, slice(max(start, at - 5), at - 1), inside) > 5
    return at if noisy and flat and abrupt else end


def _step_db(bands_db: FloatArray, before: slice, after: slice) -> float:
    """Mean difference of the bands' levels."""
    return float(np.abs(bands_db[before].mean(axis=0) - bands_db[after].mean(axis=0)).mean())


def is_voice(frames: Frames, speech: FloatArray, start: int, end: int) -> bool:
    inside = slice(start, end)
    harmonic = float(np.mean(frames.harmonicity[inside] > 0.25))
    return bool(speech[inside].max() > 0.3 or harmonic > 0.1)
