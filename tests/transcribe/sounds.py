"""Sounds made on the spot, and decoded audio held in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.values import Recording, Span

FloatArray = NDArray[np.float32]


def noise(seconds: float, level: float = 0.05, seed: int = 1) -> FloatArray:
    rng = np.random.default_rng(seed)
    return (level * rng.standard_normal(round(seconds * SAMPLE_RATE_HZ))).astype(np.float32)


def syllables(seconds: float, seed: int = 1) -> FloatArray:
    """Voiced bursts with pauses: speech-shaped, meaning nothing."""
    time = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    pitch_hz = 110 + 20 * np.sin(2 * np.pi * 0.7 * time + seed)
    phase = 2 * np.pi * np.cumsum(pitch_hz) / SAMPLE_RATE_HZ
    voice = sum(np.sin(k * phase) / k for k in range(1, 20))
    envelope = np.clip(np.sin(2 * np.pi * 3.1 * time + seed), 0, None)
    return (0.2 * voice * envelope).astype(np.float32)


@dataclass(frozen=True)
class MemoryAudio:
    """An :class:`~dispatch.interfaces.Audio` over arrays, one a channel."""

    samples: tuple[FloatArray, ...]
    reads: list[Span] = field(default_factory=list)

    @property
    def recording(self) -> Recording:
        return Recording(
            "memory.wav", "0" * 64, 0, "wav", "pcm", SAMPLE_RATE_HZ, len(self.samples), self.duration_ms
        )

    @property
    def channels(self) -> tuple[int, ...]:
        return tuple(range(len(self.samples)))

    @property
    def duration_ms(self) -> int:
        return len(self.samples[0]) * 1000 // SAMPLE_RATE_HZ

    def read(self, channel: int, span: Span) -> FloatArray:
        self.reads.append(span)
        per_ms = SAMPLE_RATE_HZ // 1000
        return self.samples[channel][span.start_ms * per_ms : span.end_ms * per_ms]
