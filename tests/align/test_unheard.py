"""Noise between transmissions that could drown speech, and noise that a carrier would silence."""

from __future__ import annotations

import numpy as np
import pytest

from dispatch.align.unheard import unheard_in
from dispatch.interfaces import Hearing
from dispatch.values import Span, Transcript
from tests.align.conversation import conversation

LINES = [("D1", "Tow is ordered for bay two"), ("U1", "Give it forty minutes")] * 4
GAP_MS = 2000
SPEECH, HISS, OPEN_SQUELCH, JAMMED = 0.1, 0.001, 0.06, 0.3
"""Levels, of full scale."""


class OnAir:
    """A channel at rest at one level, in its pauses within a transmission at another."""

    channels = (0,)

    def __init__(
        self, transcript: Transcript, *, rest: float, pauses: float, jammed: Span | None = None
    ) -> None:
        self.recording, self.duration_ms = transcript.recording, transcript.recording.duration_ms
        rng = np.random.default_rng(1)
        self._samples = rng.standard_normal(self.duration_ms * 16).astype(np.float32)
        level = np.full(self.duration_ms * 16, rest, dtype=np.float32)
        for transmission in transcript.transmissions:
            start, end = transmission.span.start_ms * 16, transmission.span.end_ms * 16
            level[start:end] = SPEECH
            level[start + 1600 : start + 6400] = pauses
        if jammed is not None:
            level[jammed.start_ms * 16 : jammed.end_ms * 16] = JAMMED
        self._samples *= level

    def read(self, channel: int, span: Span) -> np.ndarray:
        return self._samples[span.start_ms * 16 : span.end_ms * 16]


def longest_ms(*, rest: float, pauses: float, jammed: bool = False) -> int:
    transcript = conversation(LINES, gap_ms=GAP_MS)
    third = transcript.transmissions[2].span
    hidden = Span(third.end_ms + 200, third.end_ms + 1800) if jammed else None
    audio = OnAir(transcript, rest=rest, pauses=pauses, jammed=hidden)
    return unheard_in(Hearing(transcript, audio)).longest_ms()


@pytest.mark.parametrize(
    ("rest", "pauses", "jammed", "hidden_ms"),
    [
        (HISS, HISS, False, 0),
        (HISS, HISS, True, 1600),
        (OPEN_SQUELCH, HISS, False, 0),
        (OPEN_SQUELCH, HISS, True, 1600),
        (OPEN_SQUELCH, OPEN_SQUELCH, False, GAP_MS),
    ],
    ids=["quiet", "one burst", "open squelch", "a burst above it", "noise that no carrier silences"],
)
def test_noise_hides_speech_unless_a_carrier_silences_it(
    rest: float, pauses: float, jammed: bool, hidden_ms: int
) -> None:
    assert longest_ms(rest=rest, pauses=pauses, jammed=jammed) == pytest.approx(hidden_ms, abs=100)
