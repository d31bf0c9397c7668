"""Whether the carrier went down in a gap between two voices: the sign that somebody let go of the key.

A gap that is quieter than the noise under the voices beside it, or that steps up to noise much louder, parts
two transmissions however short it is. One that holds the carrier's own noise is a pause. Where the feed gives
no sign, as behind a noise gate whose pauses are as silent as the idle channel, its length decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dispatch.audio.frames import HOP_MS, Frames
from dispatch.audio.gaps import Gap, gaps_between, with_bursts, with_clicks, without_voice
from dispatch.audio.lulls import Lull, matching, runs, smooth
from dispatch.audio.tails import is_noise, squelch_bursts, voice_end

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dispatch.interfaces import FloatArray

    BoolArray = NDArray[np.bool_]

LONGEST_PAUSE = 3000 // HOP_MS
"""Frames of the carrier's own noise within one transmission."""
LONGEST_SILENCE = 700 // HOP_MS
"""Frames of silence within one transmission where nothing tells a carrier from none."""
SHORTEST_DROP = 50 // HOP_MS
"""Frames that a carrier is away at least between two keys."""
DROPOUT = 350 // HOP_MS
"""Frames up to which a hole in the middle of a sound is lost audio and not a key."""
IDLE_LULL = 400 // HOP_MS
"""Frames of lull long enough to be the idle channel rather than a breath."""
IDLE_NEAR = 30_000 // HOP_MS
SAME_NOISE_DB = 5.0
SILENT_DB, SILENT_FRAMES = -70.0, 500 // HOP_MS
"""No carrier's noise is so faint. Where so many frames within half a minute to each side are, the channel
idles silently, however short its turns leave that."""
HOLE = 20 // HOP_MS
"""Frames that a silent channel stays silent at least behind a squelch tail."""
SHORT_GAP, SHORT_GAP_DB_APART = 150 // HOP_MS, 18.0
"""A gap no longer than a stop consonant must be this much more silent than the carrier beside it."""
UNLIKE_DB, LONGEST_UNLIKE = 1.5, 1200 // HOP_MS
"""A steady noise so far from the idle channel's is rather the carrier's: its pauses may be longer."""
OPEN_SQUELCH_DB, STEP_PERCENTILE = 10.0, 35.0
STEP = 8
"""Frames within which one noise gives way to another where a carrier comes or goes."""
RIM = 3
"""Frames at a hole's rim that show whether it cuts through a sound."""
PLATEAU, PLATEAU_SCATTER_DB = 50 // HOP_MS, 2.0
"""Frames of bare carrier at a silence's rim: keys are pressed before and let go after the words."""
SIDE, POOL = 4000 // HOP_MS, 5000 // HOP_MS
"""Frames of voice looked at beside a gap, and beyond a lull's own reach in which its like is looked for."""
TELLING = 800 // HOP_MS
"""Frames of voice that hold a pause deep enough to show the noise under it."""
FAR_DB_APART = 14.0
FLOOR_DB_APART, FLOOR_PERCENTILES, FLOOR_SPREAD_DB = 8.0, (2, 10), 5.0
"""How far a carrier's noise lies over an idle channel, and how the pauses of a voice pile up on that noise;
without a carrier's noise they fade to ever deeper levels."""
FLUENT, BREATH = 1500 // HOP_MS, 300 // HOP_MS
"""Frames of voice with no dip to the level of the gap, which then is no breath either if it is so long."""
LOUD, OTHER_LEVEL_DB, SHORT_SILENCE = 85.0, 8.0, 200 // HOP_MS
"""Halves of one transmission differ by 7 dB at most in 95 of 100."""


class Channel:
    """What the noise on one channel looks like around each moment: idle, and under the voices."""

    def __init__(
        self, frames: Frames, speech: FloatArray, lulls: Sequence[Lull], signs: Sequence[tuple[int, int]]
    ) -> None:
        self.frames = frames
        self.level_db = smooth(frames.level_db, 3)
        lulls = with_clicks(frames, speech, without_voice(frames, speech, lulls), signs)
        self._silent = [lull for lull in lulls if lull.level_db < SILENT_DB]
        self._long = [
            max(gap.lulls, key=lambda lull: lull.frames)
            for gap in gaps_between(lulls, (), len(frames))
            if gap.end - gap.start >= IDLE_LULL
        ]
        drops = self._drops(lulls)
        every = with_clicks(frames, speech, with_bursts(frames, [*lulls, *drops]), signs)
        self.gaps = gaps_between(every, signs, len(frames))

    def is_idle(self, lull: Lull) -> bool:
        """Whether a lull sounds like the channel when nobody transmits."""
        idle_db = self._idle_db(lull.start)
        return lull.zero or idle_db is None or abs(lull.level_db - idle_db) < SAME_NOISE_DB

    def loud(self) -> Iterator[Lull]:
        """Noise that steps up over what is beside it and is not the idle channel: tails, empty keys."""
        for gap in self.gaps:
            yield from (lull for lull in gap.lulls if not self.is_idle(lull) and self.steps_up(lull))

    def parts(self, index: int) -> bool:
        """Whether somebody let go of the key in gap ``index``."""
        gap = self.gaps[index]
        if gap.signed or not gap.lulls or any(self.steps_up(lull) for lull in gap.lulls):
            return True
        if self._tail(index):
            return True
        if self._cuts_a_sound(gap):
            return False
        idle = any(self.is_idle(lull) for lull in gap.lulls)
        if gap.end - gap.start > self._longest(gap, idle):
            return True
        return self._falls_silent(gap, min(lull.level_db for lull in gap.lulls), idle)

    def _longest(self, gap: Gap, idle: bool) -> int:
        """Frames that a pause within one transmission may have, where it sounds like this gap."""
        if not idle:
            return LONGEST_PAUSE
        idle_db = self._idle_db(gap.start)
        alike = [
            lull
            for lull in gap.lulls
            if lull.zero or not lull.steady or idle_db is None or abs(lull.level_db - idle_db) < UNLIKE_DB
        ]
        return LONGEST_SILENCE if alike else LONGEST_UNLIKE

    def _falls_silent(self, gap: Gap, silence_db: float, idle: bool) -> bool:
        """Whether a carrier stops or starts at a short silence, or the voices beside it are not one voice."""
        over = silence_db + (FLOOR_DB_APART if idle else FAR_DB_APART)
        if gap.end - gap.start < SHORT_GAP:
            over = silence_db + SHORT_GAP_DB_APART
        keyed = self._bare_carrier(gap.start - RIM - PLATEAU, over), self._bare_carrier(gap.end + RIM, over)
        if (keyed[0] and self._step_at(gap.start)) or (keyed[1] and self._step_at(gap.end)):
            return True
        if not idle:
            return False
        frames = gap.end - gap.start
        sides = self._side(gap.start, -1, silence_db), self._side(gap.end, 1, silence_db)
        if any(_noise_floor_db(side) > over for side in sides):
            return True
        if frames >= BREATH and any(len(side) >= FLUENT and side.min() > over for side in sides):
            return True
        return frames >= SHORT_SILENCE and _louder(*sides)

    def _step_at(self, edge: int) -> bool:
        """Whether the level changes there as fast as carriers come and go, faster than a sound fades."""
        level = self.frames.level_db[max(0, edge - RIM - 1) : edge + RIM + 1]
        return bool(len(level) > 2 and np.abs(level[2:] - level[:-2]).max() > FLOOR_DB_APART)

    def _bare_carrier(self, start: int, over_db: float) -> bool:
        """Whether noise of one level, far above the silence, stands at its rim, with nobody speaking."""
        inside = slice(max(0, start), start + PLATEAU)
        level = self.frames.level_db[inside]
        if len(level) < PLATEAU or level.min() < over_db or level.std() > PLATEAU_SCATTER_DB:
            return False
        return is_noise(self.frames, inside)

    def _tail(self, index: int) -> bool:
        """Whether the voice before the gap ends in the noise of a closing squelch."""
        start, end = self.gaps[index - 1].end, self.gaps[index].start
        return voice_end(self.frames, start, end) < end

    def _side(self, edge: int, step: int, silence_db: float) -> FloatArray:
        """Levels from a gap's edge into the voice beside it, as far as there is no such silence again."""
        first, last = (edge - SIDE, edge - STEP) if step < 0 else (edge + STEP, edge + SIDE)
        level = self.level_db[max(0, first) : max(0, last)]
        silent = np.flatnonzero(level < silence_db + SAME_NOISE_DB)
        if not len(silent):
            return level
        return level[silent[-1] + STEP :] if step < 0 else level[: max(0, silent[0] - STEP)]

    def _idle_db(self, at: int) -> float | None:
        """Level of the noise that longer lulls within half a minute hold for the longest time."""
        near = [lull for lull in self._silent if lull.start < at + IDLE_NEAR and lull.end > at - IDLE_NEAR]
        if sum(lull.frames for lull in near) < SILENT_FRAMES:
            near = [lull for lull in self._long if lull.start < at + IDLE_NEAR and lull.end > at - IDLE_NEAR]
        held = [
            sum(other.frames for other in near if abs(other.level_db - lull.level_db) < SAME_NOISE_DB)
            for lull in near
        ]
        return near[int(np.argmax(held))].level_db if near else None

    def _drops(self, lulls: Sequence[Lull]) -> list[Lull]:
        """Short runs outside the lulls that sound like the idle channel."""
        free = np.ones(len(self.frames), bool)
        for lull in lulls:
            free[lull.start : lull.end] = False
        same = self.frames.zero & free
        edges = [(a.end + b.start) // 2 for a, b in pairwise(self._long)]
        begins, ends = [0, *edges][: len(self._long)], [*edges, len(self.frames)][: len(self._long)]
        for lull, first, last in zip(self._long, begins, ends, strict=True):
            if self.is_idle(lull):
                reach = slice(max(0, first - POOL), last + POOL)
                same[reach] |= matching(self.frames, lull, reach) & free[reach]
        found = [
            Lull(start, end, float(np.median(self.level_db[start:end])), ())
            for start, end in runs(same)
            if end - start >= SHORTEST_DROP
        ]
        for lull in found:
            free[lull.start : lull.end] = False
        return [*found, *self._holes(free)]

    def _holes(self, free: BoolArray) -> Iterator[Lull]:
        """Runs outside the lulls, however short, that are as silent as a silent channel: between voices,
        not at a longer silence's own edge, and the shortest only behind a squelch tail.
        """
        if not self._silent:
            return
        level = self.frames.level_db
        for lull in self._silent:
            free[max(0, lull.start - STEP) : lull.end + STEP] = False
        tails = np.array([end for _, end in squelch_bursts(self.frames)])
        for start, end in runs(free & (level < SILENT_DB)):
            idle_db = self._idle_db(start)
            silent = idle_db is not None and idle_db < SILENT_DB
            tail = len(tails) and np.abs(tails - start).min() <= RIM
            if silent and end - start >= (HOLE if tail else SHORTEST_DROP):
                yield Lull(start, end, float(np.median(level[start:end])), ())

    def steps_up(self, lull: Lull) -> bool:
        """Whether noise sets in or ends with a step, far above what is beside it: an open squelch.

        Gain control lets noise rise in a pause too, but slowly.
        """
        before = self.level_db[max(0, lull.start - STEP) : lull.start]
        after = self.level_db[lull.end : lull.end + STEP]
        below = lull.level_db - OPEN_SQUELCH_DB
        return (
            lull.steady
            and not lull.zero
            and any(len(side) and np.percentile(side, STEP_PERCENTILE) < below for side in (before, after))
        )

    def _cuts_a_sound(self, gap: Gap) -> bool:
        """Whether the gap is a short hole in a sound that is no noise: loud at once before and behind it."""
        if gap.end - gap.start > DROPOUT:
            return False
        rims = (gap.start - RIM - PLATEAU, gap.start - RIM), (gap.end + RIM, gap.end + RIM + PLATEAU)
        if all(0 <= a < b <= len(self.level_db) and is_noise(self.frames, slice(a, b)) for a, b in rims):
            return False
        level = self.level_db
        loud = np.percentile(level[max(0, gap.start - 100) : gap.end + 100], 90) - 15
        before = level[max(0, gap.start - RIM - 1) : gap.start - 1]
        after = level[gap.end + 1 : gap.end + 1 + RIM]
        return bool(len(before) and len(after) and before.min() > loud and after.min() > loud)


def _noise_floor_db(level_db: FloatArray) -> float:
    """Level on which a voice's pauses pile up; minus infinity where they don't, or are too few to tell."""
    if len(level_db) < FLUENT:
        return -np.inf
    lowest, low = np.percentile(level_db, FLOOR_PERCENTILES)
    return float(lowest) if low - lowest < FLOOR_SPREAD_DB else -np.inf


def _louder(left: FloatArray, right: FloatArray) -> bool:
    """Whether one side is so much louder than the other as one speaker is not in one breath."""
    if min(len(left), len(right)) < TELLING:
        return False
    return bool(abs(np.percentile(left, LOUD) - np.percentile(right, LOUD)) > OTHER_LEVEL_DB)
