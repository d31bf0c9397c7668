"""The sounds on a channel that are not speech: pages, beeps, bursts, tails. Mono float32 at 8 kHz."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lab.channel import RATE_HZ

Samples = npt.NDArray[np.float32]
DTMF_HZ = {
    k: (r, c)
    for r, row in zip((697, 770, 852, 941), ("123A", "456B", "789C", "*0#D"), strict=True)
    for c, k in zip((1209, 1336, 1477, 1633), row, strict=True)
}


def tone(hz: float, seconds: float, amplitude: float = 0.2) -> Samples:
    """A sine with 4 ms edges."""
    n = int(seconds * RATE_HZ)
    edge = np.minimum(1.0, np.minimum(np.arange(n), np.arange(n)[::-1]) / (0.004 * RATE_HZ))
    return (amplitude * edge * np.sin(2 * np.pi * hz * np.arange(n) / RATE_HZ)).astype(np.float32)


def two_tone_page(first_hz: float, second_hz: float) -> Samples:
    """A two-tone sequential page: one second of the first tone, three of the second."""
    return np.concatenate([tone(first_hz, 1.0), tone(second_hz, 3.0)])


def hi_lo(seconds: float = 1.2) -> Samples:
    """An alert warbling between two tones."""
    step = 0.15
    return np.concatenate([tone(1050 if i % 2 else 800, step) for i in range(int(seconds / step))])


def roger_beep() -> Samples:
    """Two short rising tones when the key is let go."""
    return np.concatenate([tone(1200, 0.06, 0.12), tone(1600, 0.06, 0.12)])


def permit_tone() -> Samples:
    """The three short beeps of a trunked radio that has been given a channel."""
    gap = np.zeros(int(0.025 * RATE_HZ), np.float32)
    return np.concatenate([tone(910, 0.05, 0.12), gap, tone(910, 0.05, 0.12), gap, tone(910, 0.05, 0.12)])


def dtmf(digits: str) -> Samples:
    """Keypad digits, 80 ms on and 60 ms off."""
    gap = np.zeros(int(0.06 * RATE_HZ), np.float32)
    parts = []
    for d in digits:
        low, high = DTMF_HZ[d]
        parts += [tone(low, 0.08, 0.12) + tone(high, 0.08, 0.12), gap]
    return np.concatenate(parts)


def data_burst(bits: int, seed: int) -> Samples:
    """1200 baud phase-continuous shift keying between 1200 and 1800 Hz, as MDC1200 sends its unit ids."""
    rng = np.random.default_rng(seed)
    stream = np.concatenate([np.tile([0, 1], 12), rng.integers(0, 2, bits)])
    hz = np.repeat(np.where(stream, 1800.0, 1200.0), RATE_HZ // 1200 + 1)
    return (0.18 * np.sin(2 * np.pi * np.cumsum(hz) / RATE_HZ)).astype(np.float32)
