"""Steady lines in the spectrum: one tone or two at once, found, timed, measured.

Vowels are tonal too, so a line counts only while its frequency stands still: a voice does not hold one
harmonic to a few hertz for a tenth of a second and put nearly all its power there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dispatch.audio.frames import HOP_MS, Frames
from dispatch.audio.lulls import runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dispatch.interfaces import FloatArray

    BoolArray = NDArray[np.bool_]

QUIETEST_DB = -65.0
LOWEST_HZ = 260.0
"""Below lies the pitch of voices, and no paging plan goes there: Quick Call II begins at 282.2 Hz."""
VOICE_HZ = 600.0
"""Up to here a single harmonic can hold most of a vowel's power."""
STEP_HZ = 12.0
"""Most that a standing tone seems to move from frame to frame."""
WEAKER_LINE = 0.05
"""Least share of the second line in two tones sent together: DTMF twist is at most 8 dB, and filters add."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How steady and how alone a line must be, from this length on."""

    shortest_ms: int
    purity: float
    drift_hz: float
    """Standard deviation of the frequency."""


HIGH = (Standing(50, 0.96, 4.0), Standing(150, 0.90, 3.0), Standing(500, 0.60, 2.0))
LOW = (Standing(250, 0.97, 2.0), Standing(600, 0.60, 1.5))
"""Longer and steadier where vowels live."""
DOUBLE = (Standing(250, 0.95, 2.0), Standing(600, 0.60, 1.5))
GLIDE_MS, LOW_GLIDE_MS, GLIDE_STEP_HZ, GLIDE_PURITY = 300, 500, 40.0, 0.93
KEYPAD = (Standing(40, 0.90, 4.0),)
SHORTEST_MS = {1: HIGH[0].shortest_ms, 2: KEYPAD[0].shortest_ms}
"""The shortest tone of one line and of two: what is shorter need not be looked at."""

ROWS_HZ, COLUMNS_HZ = (697, 770, 852, 941), (1209, 1336, 1477, 1633)
"""ITU-T Q.23."""
KEYS = ("123A", "456B", "789C", "*0#D")
KEY_TOLERANCE = 0.018
"""ITU-T Q.24: within 1.8 % of nominal is to be accepted."""


@dataclass(frozen=True, slots=True)
class Tone:
    """Frames ``[start, end)`` in which one line or two stand still."""

    start: int
    end: int
    hertz: tuple[float, ...]
    level_db: float
    glides: bool = False
    """Whether the one line moves, as a siren's does; ``hertz`` then holds its lowest and highest."""

    @property
    def ms(self) -> int:
        return (self.end - self.start) * HOP_MS


def find_tones(frames: Frames) -> list[Tone]:
    """Tones in time order, single and double, none overlapping another."""
    loud = (frames.level_db > QUIETEST_DB) & (frames.peak_hz.min(axis=1) > 0)
    single = list(_standing(frames, loud, 1))
    free = _without(loud, single)
    double = list(_standing(frames, free, 2))
    gliding = list(_gliding(frames, _without(free, double)))
    return sorted(single + double + gliding, key=lambda tone: tone.start)


def dtmf_key(hertz: tuple[float, ...]) -> str | None:
    """The key that sends these two tones, or None.

    Example:
        >>> dtmf_key((770.0, 1336.0)), dtmf_key((480.0, 620.0))
        ('5', None)
    """
    if len(hertz) != 2:
        return None
    places = [
        next((i for i, nominal in enumerate(plan) if abs(f / nominal - 1) <= KEY_TOLERANCE), None)
        for f, plan in zip(hertz, (ROWS_HZ, COLUMNS_HZ), strict=True)
    ]
    row, column = places
    return None if row is None or column is None else KEYS[row][column]


def _standing(frames: Frames, allowed: BoolArray, lines: int) -> Iterator[Tone]:
    hertz = np.sort(frames.peak_hz[:, :lines], axis=1)
    purity = frames.purity[:, lines - 1]
    still = np.zeros(len(frames), bool)
    still[1:] = np.abs(np.diff(hertz, axis=0)).max(axis=1) < STEP_HZ
    pure = allowed & (purity > HIGH[-1].purity) & (hertz[:, 0] > LOWEST_HZ)
    if lines == 2:
        pure &= purity - frames.purity[:, 0] > WEAKER_LINE
    for start, end in _same_line(pure, still, SHORTEST_MS[lines]):
        inside = slice(start, end)
        middle = tuple(round(float(f), 1) for f in np.median(hertz[inside], axis=0))
        if _stands(hertz[inside], purity[inside], _demands(middle)):
            yield Tone(start, end, middle, round(float(np.median(frames.level_db[inside])), 1))


def _gliding(frames: Frames, allowed: BoolArray) -> Iterator[Tone]:
    """Lines that move smoothly and alone for longer than a voice's strongest harmonic does."""
    hertz = frames.peak_hz[:, 0]
    smooth = np.zeros(len(frames), bool)
    smooth[1:] = np.abs(np.diff(hertz)) < GLIDE_STEP_HZ
    alone = allowed & (frames.purity[:, 0] > GLIDE_PURITY) & (hertz > LOWEST_HZ)
    for start, end in _same_line(alone, smooth, GLIDE_MS):
        shortest_ms = GLIDE_MS if hertz[start:end].min() > VOICE_HZ else LOW_GLIDE_MS
        if (end - start) * HOP_MS >= shortest_ms:
            low, high = (round(float(f), 1) for f in np.percentile(hertz[start:end], (2, 98)))
            level_db = round(float(np.median(frames.level_db[start:end])), 1)
            yield Tone(start, end, (low, high), level_db, glides=True)


def _without(allowed: BoolArray, tones: list[Tone]) -> BoolArray:
    free = allowed.copy()
    for tone in tones:
        free[tone.start : tone.end] = False
    return free


def _demands(hertz: tuple[float, ...]) -> tuple[Standing, ...]:
    if len(hertz) == 2:
        return KEYPAD if dtmf_key(hertz) else DOUBLE
    return HIGH if hertz[0] > VOICE_HZ else LOW


def _same_line(pure: BoolArray, still: BoolArray, shortest_ms: int) -> Iterator[tuple[int, int]]:
    """Runs of pure frames, parted where the line jumps, no shorter than ``shortest_ms``."""
    shortest = -(-shortest_ms // HOP_MS)
    for start, end in runs(pure):
        if end - start >= shortest:
            jumps = np.flatnonzero(~still[start + 1 : end]) + start + 1
            edges = [start, *jumps.tolist(), end]
            yield from ((a, b) for a, b in pairwise(edges) if b - a >= shortest)


def _stands(hertz: FloatArray, purity: FloatArray, demands: tuple[Standing, ...]) -> bool:
    met = [demand for demand in demands if len(hertz) * HOP_MS >= demand.shortest_ms]
    if not met:
        return False
    inner = hertz[1:-1] if len(hertz) > 4 else hertz
    return bool(np.median(purity) >= met[-1].purity and inner.std(axis=0).max() < met[-1].drift_hz)
