"""Bursts of data between voices: unit identification and status sent as frequency-shift keying.

MDC1200 and FleetSync key 1200 and 1800 Hz at 1200 baud. What tells them from a voice is their envelope: keyed
tones keep one amplitude, a voice is modulated by its own pitch, noise by chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import signal

from dispatch.audio.frames import HOP, HOP_MS, Frames
from dispatch.audio.lulls import runs, smooth
from dispatch.audio.tones import Tone
from dispatch.interfaces import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from dispatch.interfaces import FloatArray

KEYED_BANDS = slice(3, 10)
"""850 to 2250 Hz: both tones of the keying and their nearest sidebands."""
KEYED_SHARE_DB = -1.5
"""So much of the voice band's power lies there in a burst."""
FLAT_DB = 2.0
LOUD_DB = -50.0
SHORTEST, LONGEST = 120 // HOP_MS, 5000 // HOP_MS
"""MDC1200's shortest packet, 40 bits of sync and 112 of data at 1200 baud, takes 127 ms; hard-clipped vowels
keep as even an envelope for up to 100 ms."""
STEADY_ENVELOPE = 0.3
"""Standard deviation over mean of a keyed tone's envelope; of noise it is 0.52, of voices more."""
LOWEST_HZ, SHIFT_HZ = 850.0, (300.0, 1000.0)
"""The lower tone, and the shift to the upper: less is one tone that wavers, more is noise."""
SPREAD = (15, 85)
"""Percentiles of the instantaneous frequency that lie on the two tones."""
MARK_HZ, SPACE_HZ, TOLERANCE_HZ = 1200.0, 1800.0, 120.0
_BAND = np.asarray(signal.butter(4, (700, 2500), "bandpass", fs=SAMPLE_RATE_HZ, output="sos"))


@dataclass(frozen=True, slots=True)
class Burst:
    """Frames ``[start, end)`` of keyed data between two tones, in hertz."""

    start: int
    end: int
    low_hz: float
    high_hz: float

    @property
    def protocol(self) -> str | None:
        """The family of signalling that uses these tones, where it is one that is known."""
        known = abs(self.low_hz - MARK_HZ) < TOLERANCE_HZ and abs(self.high_hz - SPACE_HZ) < TOLERANCE_HZ
        return "MDC1200 or FleetSync" if known else None


def find_bursts(samples: FloatArray, frames: Frames, tones: Sequence[Tone]) -> Iterator[Burst]:
    """Bursts in time order, where no tone stands."""
    free = np.ones(len(frames), bool)
    for tone in tones:
        free[tone.start : tone.end] = False
    power = 10 ** (frames.bands_db / 10)
    share_db = 10 * np.log10(power[:, KEYED_BANDS].sum(axis=1) / power.sum(axis=1))
    flat = np.abs(frames.level_db - smooth(frames.level_db, 5)) < FLAT_DB
    likely = free & flat & (frames.level_db > LOUD_DB) & (share_db > KEYED_SHARE_DB)
    for start, end in runs(likely):
        if SHORTEST <= end - start <= LONGEST:
            keyed = _keyed(samples[start * HOP : end * HOP])
            if keyed:
                yield Burst(max(0, start - 2), min(len(frames), end + 2), *keyed)


def _keyed(samples: FloatArray) -> tuple[float, float] | None:
    """The two tones between which the samples are keyed, if they are."""
    analytic = signal.hilbert(signal.sosfiltfilt(_BAND, samples))[HOP:-HOP]
    envelope = np.abs(analytic)
    if not len(envelope) or envelope.std() > STEADY_ENVELOPE * envelope.mean():
        return None
    turning = np.angle(analytic[1:] * np.conj(analytic[:-1])) * SAMPLE_RATE_HZ / (2 * np.pi)
    low, high = np.percentile(turning, SPREAD)
    keyed = low > LOWEST_HZ and SHIFT_HZ[0] < high - low < SHIFT_HZ[1]
    return (round(float(low)), round(float(high))) if keyed else None
