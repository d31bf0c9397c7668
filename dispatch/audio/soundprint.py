"""Whether two stretches of sound are one transmission, recorded twice.

Two sites, a patch or a second feed give other noise, another codec, another level and another cut, but
the same voice saying the same syllables at the same pace. What stays is how the power in each band rises
and falls; that is compared, at every shift, by correlation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import fft, ndimage

from dispatch.audio.frames import HOP_MS, measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dispatch.interfaces import FloatArray

RANGE_DB = 25.0
"""Below the loudest of a band by more than this there is the channel's noise, not the voice."""
SMOOTH_HOPS = 3
LOUDNESS_SHARE = 0.5
"""How much of what all bands do together is taken out: all talk has words and pauses."""
LEAST_COMMON_MS = 1000
"""A shorter common stretch can't be told from other talk by itself."""
LEAST_MOVEMENT_DB = 1.0
"""What moves less than this, in the mean of the bands, is a steady noise or silence."""
NEAR_HOPS = 12
ALIKE, AHEAD = 0.45, 0.32
"""From these on two stretches are one transmission: on 275 sentences through two channels each, no pair
of 10,965 different ones came so far, and 70 % of the same ones did (docs/benchmarks.md)."""


@dataclass(frozen=True, slots=True)
class Soundprint:
    """How each band rises and falls: dB above its mean, shape (n, bands), a row every 10 ms."""

    rows: FloatArray

    @property
    def duration_ms(self) -> int:
        return len(self.rows) * HOP_MS


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two stretches are at their best shift."""

    correlation: float
    """1 for the same sound, about 0.2 for other talk."""
    ahead: float
    """By how much it is more alike there than at any other shift: chance has many shifts to try."""
    shift_ms: int
    """What lies at t in the first lies at t + shift in the second."""
    common_ms: int

    @property
    def is_one(self) -> bool:
        """Whether, by these two alone, it is one transmission."""
        return self.correlation >= ALIKE and self.ahead >= AHEAD


NOT_ALIKE = Likeness(0.0, 0.0, 0, 0)


def soundprint(samples: FloatArray) -> Soundprint:
    """The print of mono samples at 16 kHz, shape (n,)."""
    bands = measure(samples).bands_db.astype(np.float32)
    if not len(bands):
        return Soundprint(bands)
    smooth = ndimage.uniform_filter1d(bands, SMOOTH_HOPS, axis=0, mode="nearest")
    ceiling = np.quantile(smooth, 0.98, axis=0)
    heard = np.maximum(smooth, ceiling - RANGE_DB)
    rows = heard - heard.mean(axis=0)
    return Soundprint((rows - LOUDNESS_SHARE * rows.mean(axis=1, keepdims=True)).astype(np.float32))


def likeness(first: Soundprint, second: Soundprint, least_ms: int = LEAST_COMMON_MS) -> Likeness:
    """How alike two prints are at the shift that makes them most alike.

    Example:
        >>> rng = np.random.default_rng(1)
        >>> voice = (rng.normal(0, 0.1, 48_000) * (1 + np.sin(np.arange(48_000) / 900))).astype(np.float32)
        >>> one, other = soundprint(voice), soundprint(np.concatenate([np.zeros(8000, np.float32), voice]))
        >>> found = likeness(one, other)
        >>> found.correlation > 0.9, found.shift_ms
        (True, 500)
    """
    a, b = first.rows, second.rows
    least = max(1, least_ms // HOP_MS, min(len(a), len(b)) * 6 // 10)
    if min(len(a), len(b)) < least:
        return NOT_ALIKE
    size = fft.next_fast_len(len(a) + len(b) - 1, real=True)
    spectrum_a, spectrum_b = fft.rfft(a, size, axis=0), fft.rfft(b, size, axis=0)
    products = fft.irfft((np.conj(spectrum_a) * spectrum_b).sum(axis=1), size)
    shifts = np.arange(-(len(a) - 1), len(b))
    products = products[shifts % size]
    begin_a, end_a = np.maximum(0, -shifts), np.minimum(len(a), len(b) - shifts)
    energy_a, energy_b = _running(a), _running(b)
    common = end_a - begin_a
    still = LEAST_MOVEMENT_DB**2 * a.shape[1] * common
    moved_a, moved_b = (
        energy_a[end_a] - energy_a[begin_a],
        energy_b[end_a + shifts] - energy_b[begin_a + shifts],
    )
    power = np.maximum(moved_a, still) * np.maximum(moved_b, still)
    alike = np.where(common >= least, products / np.sqrt(np.maximum(power, 1e-6)), -1.0)
    best = int(alike.argmax())
    elsewhere = np.concatenate([alike[: max(0, best - NEAR_HOPS)], alike[best + NEAR_HOPS + 1 :]])
    ahead = alike[best] - max(0.0, elsewhere.max(initial=0.0))
    return Likeness(float(alike[best]), float(ahead), int(shifts[best]) * HOP_MS, int(common[best]) * HOP_MS)


def _running(rows: FloatArray) -> NDArray[np.float64]:
    """Energy of the rows before each, shape (n + 1,)."""
    return np.concatenate([[0.0], np.cumsum(np.square(rows, dtype=np.float64).sum(axis=1))])
