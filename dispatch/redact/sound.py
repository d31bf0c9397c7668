"""A recording's sound with its private stretches replaced, for clips that may be passed on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from dispatch.interfaces import SAMPLE_RATE_HZ, Audio
from dispatch.values import Recording, Span

if TYPE_CHECKING:
    from dispatch.interfaces import FloatArray

Filling = Literal["tone", "silence"]
TONE_HZ = 1000
TONE_LEVEL = 0.05
"""Amplitude, -26 dB of full scale: heard, and no shock."""
PER_MS = SAMPLE_RATE_HZ // 1000


class MaskedAudio:
    """:class:`dispatch.interfaces.Audio` of which nothing can be read where a mask lies, on any channel.

    A tone is a function of the place alone, so the same piece always has the same samples.
    """

    def __init__(self, audio: Audio, spans: Sequence[Span], filling: Filling = "tone") -> None:
        self._audio = audio
        self._spans = tuple(spans)
        self._filling = filling

    @property
    def recording(self) -> Recording:
        return self._audio.recording

    @property
    def channels(self) -> tuple[int, ...]:
        return self._audio.channels

    @property
    def duration_ms(self) -> int:
        return self._audio.duration_ms

    def read(self, channel: int, span: Span) -> FloatArray:
        import numpy as np

        samples = np.array(self._audio.read(channel, span), dtype=np.float32)
        first = span.start_ms * PER_MS
        for mask in self._spans:
            start = max(0, mask.start_ms * PER_MS - first)
            end = min(len(samples), mask.end_ms * PER_MS - first)
            if start < end:
                at = np.arange(first + start, first + end) / SAMPLE_RATE_HZ
                tone = TONE_LEVEL * np.sin(2 * np.pi * TONE_HZ * at)
                samples[start:end] = tone if self._filling == "tone" else 0.0
        return samples
