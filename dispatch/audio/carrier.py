"""Whether the carrier went down in a gap between two voices: the sign that somebody let go of the key.

A gap that is quieter than the noise under the voices beside it, or that steps up to noise much louder, parts
two transmissions however short it is. One that holds the carrier's own noise is a pause. Where the feed gives
no sign, as behind a noise gate whose pauses are as silent as the idle channel, its length decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dispatch.audio.frames import FLOOR_DB, HOP_MS, Frames
from dispatch.audio.lulls import Lull, matching, runs, smooth

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
IDLE_NEAR = 30_000 // HOP_MS
GATED_DIPS_PER_S = 0.15
"""Dips to the idle level per second of voice from which the voices' own pauses are as quiet as the idle channel."""
DIP_PERCENTILE = 4.0
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
    """Lulls and signs less than a window apart, together; the first starts at 0, the last ends at ``frames``."""
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


class Channel:
    """What the noise on one channel looks like around each moment: idle, and under the voices."""

    def __init__(self, frames: Frames, lulls: Sequence[Lull], signs: Sequence[tuple[int, int]]) -> None:
        self.frames = frames
        self.level_db = smooth(frames.level_db, 3)
        self._long = [lull for lull in lulls if lull.frames >= IDLE_LULL]
        idle = self._idle_runs(lulls)
        busy = np.ones(len(frames), bool)
        for lull in lulls:
            busy[lull.start : lull.end] = False
        self._busy_before = np.concatenate([[0], np.cumsum(busy)])
        self._dips = np.array([(start + end) // 2 for start, end in idle if busy[(start + end) // 2]], int)
        self.lulls = sorted([*lulls, *self._drops(idle, busy)], key=lambda lull: lull.start)
        self.gaps = gaps_between(self.lulls, signs, len(frames))

    def idle_db(self, at: int) -> float:
        """Level of the idle channel: of the quietest longer lull within half a minute."""
        near = [lull for lull in self._long if lull.start < at + IDLE_NEAR and lull.end > at - IDLE_NEAR]
        return min((lull.level_db for lull in near), default=FLOOR_DB)

    def parts(self, index: int) -> bool:
        """Whether somebody let go of the key in gap ``index``."""
        gap = self.gaps[index]
        if gap.signed or not gap.lulls:
            return True
        if any(self._steps_up(lull) for lull in gap.lulls):
            return True
        lowest = min(gap.lulls, key=lambda lull: lull.level_db)
        at_idle = lowest.level_db < self.idle_db(gap.start) + CARRIER_DROP_DB
        if not at_idle:
            return gap.end - gap.start > LONGEST_PAUSE
        if gap.end - gap.start > LONGEST_SILENCE:
            return True
        return not self.gated(gap.start, gap.end) and not self._cuts_a_sound(gap)

    def gated(self, start: int, end: int) -> bool:
        """Whether the voices around ``[start, end)`` dip to the idle level in their own pauses."""
        first, last = max(0, start - NEAR), min(len(self.frames), end + NEAR)
        voice_s = (self._busy_before[last] - self._busy_before[first]) * HOP_MS / 1000
        dips = np.sum((self._dips >= first) & (self._dips < last) & ((self._dips < start) | (self._dips >= end)))
        return bool(dips > GATED_DIPS_PER_S * max(voice_s, 1.0))

    def _idle_runs(self, lulls: Sequence[Lull]) -> list[tuple[int, int]]:
        """Runs of frames that sound like the idle channel, whether or not long enough to be a lull."""
        same = np.zeros(len(self.frames), bool)
        edges = [(a.end + b.start) // 2 for a, b in zip(self._long, self._long[1:], strict=False)]
        for lull, first, last in zip(self._long, [0, *edges], [*edges, len(self.frames)], strict=True):
            if lull.level_db < self.idle_db(lull.start) + CARRIER_DROP_DB:
                reach = slice(max(0, first - IDLE_NEAR // 10), last + IDLE_NEAR // 10)
                same[reach] |= matching(self.frames, lull, reach)
        return [(start, end) for start, end in runs(same) if end - start >= 2]

    def _drops(self, idle: Sequence[tuple[int, int]], busy: NDArray[np.bool_]) -> list[Lull]:
        """Idle runs too short for a lull, kept only where they are rare enough to be carriers going down."""
        return [
            Lull(start, end, float(np.median(self.level_db[start:end])), ())
            for start, end in idle
            if end - start >= SHORTEST_DROP and busy[start:end].all() and not self.gated(start, end)
        ]

    def _steps_up(self, lull: Lull) -> bool:
        """Whether noise sets in or ends with a step, far above what is beside it: an open squelch.

        Gain control lets noise rise in a pause too, but slowly.
        """
        before = self.level_db[max(0, lull.start - 8) : lull.start]
        after = self.level_db[lull.end : lull.end + 8]
        return any(len(side) and side.min() < lull.level_db - CARRIER_DROP_DB for side in (before, after)) and (
            not lull.zero
        )

    def _cuts_a_sound(self, gap: Gap) -> bool:
        """Whether the gap is a short hole in the middle of a sound: loud at once before and behind it."""
        if gap.end - gap.start > DROPOUT:
            return False
        level = self.level_db
        loud = np.percentile(level[max(0, gap.start - 100) : gap.end + 100], 90) - 15
        before, after = level[max(0, gap.start - EDGE - 1) : gap.start - 1], level[gap.end + 1 : gap.end + 1 + EDGE]
        return bool(len(before) and len(after) and before.min() > loud and after.min() > loud)
