"""From words in the sound to words in the transcript: each once, in order, where it was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.transcribe import windows
from dispatch.transcribe.decoding import Reading
from dispatch.transcribe.readout import heard, placed
from dispatch.transcribe.runtime import Alignment
from dispatch.transcribe.tokens import WordTokens
from dispatch.transcribe.windows import Window, plan
from dispatch.transcribe.wordtimes import refined
from dispatch.values import Heard, Span, Stretch
from tests.transcribe.sounds import MemoryAudio

SLACK_MS = 80
"""A boundary goes to the quietest moment within 60 ms, in steps of 10; levels are smoothed over three."""
MEMORY = np.zeros((1, 1), np.float32)


@dataclass(frozen=True)
class Said:
    """A word and where it is in the recording."""

    text: str
    span: Span


@dataclass(frozen=True)
class Listener:
    """Reads a window perfectly: every word of which the window holds the greater part. One token a word."""

    said: Sequence[Said]

    def read(self, window: Window) -> tuple[Reading, Any]:
        inside = [n for n, word in enumerate(self.said) if self._holds(window, word)]
        text = " ".join(self.said[n].text for n in inside)
        return Reading(tuple(inside), text, -0.1, 0.0, (), MEMORY), _Runtime(self.said, window)

    @staticmethod
    def _holds(window: Window, word: Said) -> bool:
        middle_ms = (word.span.start_ms + word.span.end_ms) // 2
        return window.keep.start_ms <= middle_ms < window.keep.end_ms


@dataclass(frozen=True)
class _Runtime:
    said: Sequence[Said]
    window: Window

    @property
    def tokens(self) -> _Runtime:
        return self

    def words(self, tokens: Sequence[int]) -> list[WordTokens]:
        return [WordTokens(" " + self.said[n].text, at, at + 1) for at, n in enumerate(tokens)]

    def align(self, memory: Any, tokens: Sequence[int], rows: int) -> Alignment:
        starts = [(self.said[n].span.start_ms - self.window.span.start_ms) / 1000 for n in tokens]
        end = (self.said[tokens[-1]].span.end_ms - self.window.span.start_ms) / 1000
        return Alignment((0.9,) * len(tokens), (*starts, end))


@st.composite
def traffic(draw: st.DrawFn) -> tuple[list[Said], list[Stretch], MemoryAudio]:
    """Transmissions of words with pauses, and the sound: loud where a word is, quiet elsewhere."""
    said: list[Said] = []
    stretches: list[Stretch] = []
    at = draw(st.integers(0, 2_000))
    for _ in range(draw(st.integers(1, 4))):
        start = at
        for _ in range(draw(st.integers(1, 120))):
            length = draw(st.sampled_from((120, 250, 400, 700)))
            said.append(Said(f"word{len(said)}", Span(at, at + length)))
            at += length + draw(st.sampled_from((0, 100, 180, 600)))
        stretches.append(Stretch(Span(start, said[-1].span.end_ms)))
        at = said[-1].span.end_ms + draw(st.integers(400, 3_000))
    samples = np.full((at + 100) * SAMPLE_RATE_HZ // 1000, 1e-4, np.float32)
    for word in said:
        swell = np.sin(np.linspace(0.1, np.pi - 0.1, word.span.duration_ms * 16))
        samples[word.span.start_ms * 16 : word.span.end_ms * 16] = 0.1 * swell
    return said, stretches, MemoryAudio((samples,))


def transcribed(said: Sequence[Said], stretches: Sequence[Stretch], audio: MemoryAudio) -> list[Heard]:
    made = []
    for stretch in stretches:
        pieces = []
        for window in plan(stretch, audio):
            reading, runtime = Listener(said).read(window)
            pieces.append(placed(runtime, reading, window, audio.read(0, window.span)))
        made.append(heard(stretch, pieces))
    return made


@settings(max_examples=60, deadline=None)
@given(traffic(), st.sampled_from((9_000, 13_500, 28_000)), st.sampled_from((0, 50, 200)))
def test_each_word_comes_once_and_in_order(
    made: tuple[list[Said], list[Stretch], MemoryAudio], longest_ms: int, margin_ms: int
) -> None:
    said, stretches, audio = made
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "LONGEST_MS", longest_ms)
        patch.setattr(windows, "MARGIN_MS", margin_ms)
        result = transcribed(said, stretches, audio)
    words = [word for one in result for word in one.words]
    assert [word.word for word in words] == [word.text for word in said]
    assert " ".join(one.text for one in result) == " ".join(word.text for word in said)
    edges = [edge for word in words for edge in (word.span.start_ms, word.span.end_ms)]
    assert edges == sorted(edges)
    for one in result:
        assert all(word.span in one.stretch.span for word in one.words)


@settings(max_examples=30, deadline=None)
@given(traffic())
def test_words_stand_where_they_were_said(made: tuple[list[Said], list[Stretch], MemoryAudio]) -> None:
    said, stretches, audio = made
    words = [word for one in transcribed(said, stretches, audio) for word in one.words]
    for word, true in zip(words, said, strict=True):
        assert abs(word.span.start_ms - true.span.start_ms) <= SLACK_MS


def test_a_channel_quieter_than_every_pause_hides_none() -> None:
    """The carrier's own noise is what a pause sounds like, not the idle channel beside it."""
    rng = np.random.default_rng(5)

    def noise(seconds: float, level: float) -> np.ndarray:
        return (level * rng.standard_normal(round(seconds * SAMPLE_RATE_HZ))).astype(np.float32)

    said = [noise(0.6, 0.1), noise(0.2, 1e-3), noise(0.6, 0.1)]
    samples = np.concatenate([noise(0.3, 1e-6), *said, noise(0.3, 1e-6)])
    (_, end), (start, _) = refined([0.3, 1.2], [1.2, 1.7], samples, (0.3, 1.7))
    assert (end, start) == (pytest.approx(0.9, abs=0.03), pytest.approx(1.1, abs=0.03))


def test_a_pause_belongs_to_one_boundary() -> None:
    word, pause = np.full(3_200, 0.1, np.float32), np.full(1_600, 1e-4, np.float32)
    samples = np.concatenate([word, pause, word, word])
    times = refined([0.0, 0.32, 0.5], [0.32, 0.5, 0.7], samples)
    assert times[1][0] == pytest.approx(0.3, abs=0.03)
    assert times[2][0] == pytest.approx(0.5, abs=0.07)
