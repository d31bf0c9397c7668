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
from dispatch.audio.tails import is_burst, voice_end

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
IDLE_LULL = 400 // HOP_MS
"""Frames of lull long enough to be the idle channel rather than a breath."""
IDLE_NEAR = 30_000 // HOP_MS
SAME_NOISE_DB = 5.0
OPEN_SQUELCH_DB, STEP_PERCENTILE = 10.0, 35.0
STEP = 8
"""Frames within which one noise gives way to another where a carrier comes or goes."""
RIM = 3
"""Frames at a hole's rim that show whether it cuts through a sound."""
SIDE, POOL = 4000 // HOP_MS, 5000 // HOP_MS
"""Frames beside a gap that are looked at, and around it where those are too few."""
TELLING = 800 // HOP_MS
"""Frames of voice that hold a pause deep enough to show the noise under it."""
FLOOR_DB_APART, FLOOR_PERCENTILES, FLOOR_SPREAD_DB = 8.0, (2, 10), 5.0
"""How far a carrier's noise lies over an idle channel, and how the pauses of a voice pile up on that noise;
without a carrier's noise they fade to ever deeper levels."""
FLUENT, BREATH = 1500 // HOP_MS, 300 // HOP_MS
"""Frames of voice with no dip to the level of the gap, which then is no breath either if it is so long."""
LOUD, OTHER_LEVEL_DB, SHORT_SILENCE = 85.0, 8.0, 200 // HOP_MS
"""Halves of one transmission differ by 7 dB at most in 95 of 100."""


CLICK = 150 // HOP_MS
WORD_PROBABILITY, WORD_HARMONICITY, WORD_HARMONIC_SHARE = 0.5, 0.25, 0.3
"""What a sound shorter than a word's usual length must show to be one."""


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


def _with_clicks(
    frames: Frames, speech: FloatArray, lulls: Sequence[Lull], signs: Sequence[tuple[int, int]]
) -> list[Lull]:
    """The lulls, and as lulls too what stands between them and is no voice: squelch noise, clicks."""
    found = list(lulls)
    for before, after in pairwise(gaps_between(lulls, signs, len(frames))):
        start, end = before.end, after.start
        inside = slice(start, end)
        if is_burst(frames, start, end):
            bands = np.median(frames.bands_db[inside], axis=0)
            found.append(Lull(start, end, float(np.median(frames.level_db[inside])), tuple(bands.tolist())))
        elif end - start <= CLICK and not is_word(frames, speech, start, end):
            beside = [*before.lulls[-1:], *after.lulls[:1]]
            if len(beside) == 2:
                level_db = min(lull.level_db for lull in beside)
                found.append(Lull(start, end, level_db, (), steady=False))
    return sorted(found, key=lambda lull: lull.start)


def is_word(frames: Frames, speech: FloatArray, start: int, end: int) -> bool:
    """Whether a sound too short to be surely a voice is one."""
    inside = slice(start, end)
    if speech[inside].max(initial=0) > WORD_PROBABILITY:
        return True
    return bool(np.mean(frames.harmonicity[inside] > WORD_HARMONICITY) > WORD_HARMONIC_SHARE)


class Channel:
    """What the noise on one channel looks like around each moment: idle, and under the voices."""

    def __init__(
        self, frames: Frames, speech: FloatArray, lulls: Sequence[Lull], signs: Sequence[tuple[int, int]]
    ) -> None:
        self.frames = frames
        self.level_db = smooth(frames.level_db, 3)
        lulls = _with_clicks(frames, speech, lulls, signs)
        self._long = [
            max(gap.lulls, key=lambda lull: lull.frames)
            for gap in gaps_between(lulls, (), len(frames))
            if gap.end - gap.start >= IDLE_LULL
        ]
        self._voice = np.ones(len(frames), bool)
        for start, end in [*((lull.start, lull.end) for lull in lulls if self.is_idle(lull)), *signs]:
            self._voice[max(0, start - SLIVER) : end + SLIVER] = False
        drops = self._drops(lulls)
        for lull in drops:
            self._voice[lull.start : lull.end] = False
        every = _with_clicks(frames, speech, [*lulls, *drops], signs)
        self.gaps = gaps_between(every, signs, len(frames))

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
        if self._tail(index):
            return True
        return not self._cuts_a_sound(gap) and self._falls_silent(gap, min(lull.level_db for lull in idle))

    def _falls_silent(self, gap: Gap, silence_db: float) -> bool:
        """Whether the voice beside a short silence never falls so low by itself, or another one follows."""
        frames = gap.end - gap.start
        left, right = self._side(gap.start, -1), self._side(gap.end, 1)
        over = silence_db + FLOOR_DB_APART
        if any(_noise_floor_db(side) > over for side in (left, right)):
            return True
        if frames >= BREATH and any(len(side) >= FLUENT and side.min() > over for side in (left, right)):
            return True
        if frames >= SHORT_SILENCE and _louder(left, right):
            return True
        if max(len(left), len(right)) >= TELLING:
            return False
        around = slice(max(0, gap.start - POOL), gap.end + POOL)
        return _noise_floor_db(self.level_db[around][self._voice[around]]) > over

    def _tail(self, index: int) -> bool:
        """Whether the voice before the gap ends in the noise of a closing squelch."""
        start, end = self.gaps[index - 1].end, self.gaps[index].start
        return voice_end(self.frames, start, end) < end

    def _side(self, edge: int, step: int) -> FloatArray:
        """Levels from a gap's edge into the voice beside it, as far as that voice goes without idling."""
        first, last = (edge - SIDE, edge - STEP) if step < 0 else (edge + STEP, edge + SIDE)
        first, last = max(0, first), max(0, last)
        silent = np.flatnonzero(~self._voice[first:last])
        if len(silent):
            nearest = first + int(silent[-1 if step < 0 else 0])
            first, last = (nearest + STEP, last) if step < 0 else (first, nearest - STEP)
        return self.level_db[first : max(first, last)]

    def _idle_db(self, at: int) -> float | None:
        """Level of the noise that longer lulls within half a minute hold for the longest time."""
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
        return [
            Lull(start, end, float(np.median(self.level_db[start:end])), ())
            for start, end in runs(same)
            if end - start >= SHORTEST_DROP
        ]

    def _steps_up(self, lull: Lull) -> bool:
        """Whether noise sets in or ends with a step, far above what is beside it: an open squelch.

        Gain control lets noise rise in a pause too, but slowly.
        """
        before = self.level_db[max(0, lull.start - STEP) : lull.start]
        after = self.level_db[lull.end : lull.end + STEP]
        below = lull.level_db - OPEN_SQUELCH_DB
        return lull.steady and not lull.zero and any(
            len(side) and np.percentile(side, STEP_PERCENTILE) < below for side in (before, after)
        )

    def _cuts_a_sound(self, gap: Gap) -> bool:
        """Whether the gap is a short hole in the middle of a sound: loud at once before and behind it."""
        if gap.end - gap.start > DROPOUT:
            return False
        level = self.level_db
        loud = np.percentile(level[max(0, gap.start - 100) : gap.end + 100], 90) - 15
        before = level[max(0, gap.start - RIM - 1) : gap.start - 1]
        after = level[gap.end + 1 : gap.end + 1 + RIM]
        return bool(len(before) and len(after) and before.min() > loud and after.min() > loud)


def _noise_floor_db(level_db: FloatArray) -> float:
    """Level on which a voice's pauses pile up; minus infinity where they don't, or are too few to tell."""
    if len(level_db) < TELLING:
        return -np.inf
    lowest, low = np.percentile(level_db, FLOOR_PERCENTILES)
    return float(lowest) if low - lowest < FLOOR_SPREAD_DB else -np.inf


def _louder(left: FloatArray, right: FloatArray) -> bool:
    """Whether one side is so much louder than the other as one speaker is not in one breath."""
    if min(len(left), len(right)) < TELLING:
        return False
    return bool(abs(np.percentile(left, LOUD) - np.percentile(right, LOUD)) > OTHER_LEVEL_DB)
