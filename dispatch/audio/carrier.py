"""Whether the carrier went down in a gap between two voices: the sign that somebody let go of the key.

A gap that is quieter than the noise under the voices beside it, or that steps up to noise much louder, parts
two transmissions however short it is. One that holds the carrier's own noise is a pause. Where the feed gives
no sign, as behind a noise gate whose pauses are as silent as the idle channel, its length decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dispatch.audio.frames import HOP_MS, Frames
from dispatch.audio.lulls import Lull, matching, runs, smooth
from dispatch.audio.tails import is_burst

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]

SLIVER = 4
"""Frames between two lulls that hold nothing but the step from one to the other."""
CARRIER_DROP_DB = 6.0
"""A change of noise level that no pause makes by itself."""
LONGEST_PAUSE = 3000 // HOP_MS
"""Frames of the carrier's own noise within one transmission."""
LONGEST_SILENCE = 700 // HOP_MS
"""Frames of silence within one transmission where nothing tells a carrier from none."""
SHORTEST_DROP = 80 // HOP_MS
"""Frames that a carrier is away at least between two keys."""
DROPOUT = 350 // HOP_MS
"""Frames up to which a hole in the middle of a sound is lost audio and not a key."""
NEAR = 20_000 // HOP_MS
"""Frames to each side whose voices tell what a feed's pauses look like."""
IDLE_LULL = 400 // HOP_MS
"""Frames of lull long enough to be the idle channel rather than a breath."""
IDLE_NEAR = 30_000 // HOP_MS
SAME_NOISE_DB = 5.0
GATED_DIPS_PER_S = 0.15
"""Dips to the idle level per second of voice from which voices pause as quietly as the channel idles."""
STEP = 8
"""Frames within which one noise gives way to another where a carrier comes or goes."""
TELLING = 800 // HOP_MS
"""Frames of voice that hold a pause deep enough to show the noise under it."""
DIP_PERCENTILE = 4.0
TELLING_NEAR = 5_000 // HOP_MS
EDGE = 3
"""Frames at a hole's rim that show whether it cuts through a sound."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between two voices: lulls and tones that touch, frames ``[start, end)``."""

    start: int
    end: int
    lulls: tuple[Lull, ...] = ()
    signed: bool = False
    """Whether a tone lies in it."""


def gaps_between(lulls: Sequence[Lull], signs: Sequence[tuple[int, int]], frames: int) -> list[Gap]:
    """Lulls and signs that touch, together; the first starts at 0, the last ends at ``frames``."""
    pieces: list[tuple[int, int, Lull | None]] = [(start, end, None) for start, end in signs]
    pieces += [(lull.start, lull.end, lull) for lull in lulls]
    gaps = [Gap(0, 0)]
    for start, end, lull in sorted(pieces, key=lambda piece: piece[:2]):
        last = gaps[-1]
        if start - last.end <= SLIVER:
            inside = last.lulls if lull is None else (*last.lulls, lull)
            gaps[-1] = Gap(last.start, max(last.end, end), inside, last.signed or lull is None)
        else:
            gaps.append(Gap(start, end, (lull,) if lull else (), lull is None))
    last = gaps[-1]
    if frames - last.end > SLIVER:
        gaps.append(Gap(frames, frames))
    return gaps


def _with_bursts(frames: Frames, lulls: Sequence[Lull], signs: Sequence[tuple[int, int]]) -> list[Lull]:
    """The lulls, and as lulls of their own the bursts of squelch noise that stand between them."""
    found = list(lulls)
    for before, after in pairwise(gaps_between(lulls, signs, len(frames))):
        if is_burst(frames, before.end, after.start):
            inside = slice(before.end, after.start)
            level_db, bands = np.median(frames.level_db[inside]), np.median(frames.bands_db[inside], axis=0)
            found.append(Lull(before.end, after.start, float(level_db), tuple(bands.tolist())))
    return sorted(found, key=lambda lull: lull.start)


class Channel:
    """What the noise on one channel looks like around each moment: idle, and under the voices."""

    def __init__(self, frames: Frames, lulls: Sequence[Lull], signs: Sequence[tuple[int, int]]) -> None:
        self.frames = frames
        self.level_db = smooth(frames.level_db, 3)
        self._long = [lull for lull in lulls if lull.frames >= IDLE_LULL]
        busy = np.ones(len(frames), bool)
        for start, end in [*((lull.start, lull.end) for lull in lulls), *signs]:
            busy[max(0, start - SLIVER) : end + SLIVER] = False
        self._busy_before = np.concatenate([[0], np.cumsum(busy)])
        idle = self._idle_runs()
        self._dips = np.array([(start + end) // 2 for start, end in idle if busy[(start + end) // 2]], int)
        every = _with_bursts(frames, [*lulls, *self._drops(idle, busy)], signs)
        self.gaps = gaps_between(every, signs, len(frames))
        self._floors = [self._floor(a.end, b.start) for a, b in pairwise(self.gaps)]

    def is_idle(self, lull: Lull) -> bool:
        """Whether a lull sounds like the channel when nobody transmits."""
        idle_db = self._idle_db(lull.start)
        return lull.zero or idle_db is None or abs(lull.level_db - idle_db) < SAME_NOISE_DB

    def parts(self, index: int) -> bool:
        """Whether somebody let go of the key in gap ``index``."""
        gap = self.gaps[index]
        if gap.signed or not gap.lulls or any(self._steps_up(lull) for lull in gap.lulls):
            return True
        idle = [lull for lull in gap.lulls if self.is_idle(lull)]
        if not idle:
            return gap.end - gap.start > LONGEST_PAUSE
        if gap.end - gap.start > LONGEST_SILENCE:
            return True
        under_db = min(self._floor_db(index - 1), self._floor_db(index)) - CARRIER_DROP_DB
        if min(lull.level_db for lull in idle) > under_db:
            return False
        return not self.gated(gap.start, gap.end) and not self._cuts_a_sound(gap)

    def gated(self, start: int, end: int) -> bool:
        """Whether the voices around ``[start, end)`` dip to the idle level in their own pauses."""
        first, last = max(0, start - NEAR), min(len(self.frames), end + NEAR)
        voice_s = (self._busy_before[last] - self._busy_before[first]) * HOP_MS / 1000
        elsewhere = (self._dips < start) | (self._dips >= end)
        dips = np.sum((self._dips >= first) & (self._dips < last) & elsewhere)
        return bool(dips > GATED_DIPS_PER_S * max(voice_s, 1.0))

    def _idle_db(self, at: int) -> float | None:
        """Level of the noise that longer lulls within half a minute hold for the longest time."""
        near = [lull for lull in self._long if lull.start < at + IDLE_NEAR and lull.end > at - IDLE_NEAR]
        held = [
            sum(other.frames for other in near if abs(other.level_db - lull.level_db) < SAME_NOISE_DB)
            for lull in near
        ]
        return near[int(np.argmax(held))].level_db if near else None

    def _idle_runs(self) -> list[tuple[int, int]]:
        """Runs of frames that sound like the idle channel, whether or not long enough to be a lull."""
        same = np.zeros(len(self.frames), bool)
        same |= self.frames.zero
        edges = [(a.end + b.start) // 2 for a, b in pairwise(self._long)]
        begins, ends = [0, *edges][: len(self._long)], [*edges, len(self.frames)][: len(self._long)]
        for lull, first, last in zip(self._long, begins, ends, strict=True):
            if self.is_idle(lull):
                reach = slice(max(0, first - TELLING_NEAR), last + TELLING_NEAR)
                same[reach] |= matching(self.frames, lull, reach)
        return [(start, end) for start, end in runs(same) if end - start >= 2]

    def _drops(self, idle: Sequence[tuple[int, int]], busy: NDArray[np.bool_]) -> list[Lull]:
        """Idle runs too short for a lull, kept only where they are rare enough to be carriers going down."""
        return [
            Lull(start, end, float(np.median(self.level_db[start:end])), ())
            for start, end in idle
            if end - start >= SHORTEST_DROP and busy[start:end].all() and not self.gated(start, end)
        ]

    def _floor(self, start: int, end: int) -> float | None:
        inner = self.level_db[start + 5 : max(start + 5, end - 5)]
        return float(np.percentile(inner, DIP_PERCENTILE)) if len(inner) >= TELLING else None

    def _floor_db(self, index: int) -> float:
        """Noise under the voice after gap ``index``; or of those near one too short to pause."""
        own = self._floors[index]
        if own is not None:
            return own
        start, end = self.gaps[index].end, self.gaps[index + 1].start
        near = [
            floor
            for gap, floor in zip(self.gaps[1:], self._floors, strict=True)
            if floor is not None and abs(gap.start - start) < TELLING_NEAR
        ]
        return min([*near, float(self.level_db[start:end].min(initial=0.0))])

    def _steps_up(self, lull: Lull) -> bool:
        """Whether noise sets in or ends with a step, far above what is beside it: an open squelch.

        Gain control lets noise rise in a pause too, but slowly.
        """
        before = self.level_db[max(0, lull.start - STEP) : lull.start]
        after = self.level_db[lull.end : lull.end + STEP]
        below = lull.level_db - CARRIER_DROP_DB
        return not lull.zero and any(len(side) and side.min() < below for side in (before, after))

    def _cuts_a_sound(self, gap: Gap) -> bool:
        """Whether the gap is a short hole in the middle of a sound: loud at once before and behind it."""
        if gap.end - gap.start > DROPOUT:
            return False
        level = self.level_db
        loud = np.percentile(level[max(0, gap.start - 100) : gap.end + 100], 90) - 15
        before = level[max(0, gap.start - EDGE - 1) : gap.start - 1]
        after = level[gap.end + 1 : gap.end + 1 + EDGE]
        return bool(len(before) and len(after) and before.min() > loud and after.min() > loud)
