"""Windows cover each stretch once, cut where it is quiet, and depend on nothing else."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.transcribe.windows import LONGEST_MS, plan
from dispatch.values import Span, Stretch
from tests.transcribe.sounds import MemoryAudio, noise


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5_000), st.integers(1, 150_000), st.integers(0, 2_000))
def test_pieces_abut_and_none_is_too_long(start: int, length: int, after: int) -> None:
    audio = MemoryAudio((noise((start + length + after) / 1000),))
    stretch = Stretch(Span(start, start + length))
    windows = plan(stretch, audio)
    assert windows[0].keep.start_ms == start
    assert windows[-1].keep.end_ms == start + length
    for one, other in itertools.pairwise(windows):
        assert one.keep.end_ms == other.keep.start_ms
    for window in windows:
        assert 0 < window.keep.duration_ms <= LONGEST_MS
        assert window.keep in window.span
        assert window.span.end_ms <= audio.duration_ms


def test_a_long_stretch_is_cut_in_its_pauses() -> None:
    samples = noise(90, 0.1)
    pauses = [(17.0, 17.3), (24.0, 24.4), (44.5, 44.8), (61.0, 61.5), (75.0, 75.3)]
    for start, end in pauses:
        samples[round(start * SAMPLE_RATE_HZ) : round(end * SAMPLE_RATE_HZ)] *= 0.01
    windows = plan(Stretch(Span(0, 90_000)), MemoryAudio((samples,)))
    for window in windows[:-1]:
        cut_s = window.keep.end_ms / 1000
        assert any(start <= cut_s <= end for start, end in pauses), cut_s


def test_a_window_does_not_depend_on_other_stretches() -> None:
    audio = MemoryAudio((noise(20), noise(20, seed=2)))
    stretch = Stretch(Span(4_000, 9_000), channel=1)
    before = plan(stretch, audio)
    plan(Stretch(Span(9_100, 12_000), channel=1), audio)
    assert plan(stretch, audio) == before
    assert before[0].channel == 1


def test_digital_silence_has_a_quietest_moment() -> None:
    audio = MemoryAudio((np.zeros(70 * SAMPLE_RATE_HZ, np.float32),))
    assert len(plan(Stretch(Span(0, 70_000)), audio)) == 3
