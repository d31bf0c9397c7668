"""Speech that a reading passed over: found by the time of the word that it lies under, and read by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dispatch.transcribe.decoding import Reading, Sound
from dispatch.transcribe.guards import Doubt
from dispatch.transcribe.overlooked import Gap, filled, overlooked, window_of
from dispatch.transcribe.readout import Placed
from dispatch.transcribe.whisper import WhisperEngine
from dispatch.transcribe.windows import Window
from dispatch.values import Span, Stretch, Word
from tests.transcribe.sounds import FloatArray, MemoryAudio, noise, syllables

WINDOW = Window(Span(10_000, 16_000), Span(10_200, 15_800), 0)
VOICE = syllables(6.0) + noise(6.0, 0.003)


def piece(*words: tuple[str, int, int], log_prob: float = -0.2, doubts: tuple[Doubt, ...] = ()) -> Placed:
    text = " ".join(word for word, _, _ in words)
    reading = Reading(tuple(range(2 * len(words))), text, log_prob, 0.0, doubts, np.zeros(0, np.float32))
    return Placed(reading, tuple(Word(word, Span(start, end), 0.9) for word, start, end in words))


SKIPPED = piece(("I'm", 10_200, 13_000), ("on", 13_000, 13_200), ("scene.", 13_200, 14_000))
FOUND_WORDS = ("Engine", 10_250, 11_000), ("five,", 11_000, 11_800)


def gap_in(placed: Placed, samples: FloatArray = VOICE) -> Gap | None:
    return overlooked(placed, WINDOW, samples)


def test_a_first_word_that_lasts_three_seconds_hides_what_was_said_before_it() -> None:
    gap = gap_in(SKIPPED)
    assert gap == Gap(Span(10_200, 12_880), 0, range(1), Span(12_880, 13_000))
    assert window_of(gap, WINDOW) == Window(Span(10_000, 13_050), Span(10_200, 12_880), 0)


def test_a_second_one_hides_it_with_the_first() -> None:
    second = piece(("On", 10_200, 10_500), ("scene", 10_500, 13_500), ("now", 13_500, 13_800))
    assert gap_in(second) == Gap(Span(10_200, 13_080), 0, range(2), Span(13_080, 13_500))


def test_a_last_one_hides_what_was_said_after_it_and_another_what_was_said_before() -> None:
    last = piece(("On", 10_200, 10_500), ("scene", 10_500, 13_500))
    assert gap_in(last) == Gap(Span(10_800, 13_500), 2, range(1, 2), Span(10_500, 10_800))
    said = ("Go", 10_200, 10_500), ("on", 10_500, 10_700), ("down", 10_700, 13_500), ("now", 13_500, 13_800)
    midst = piece(*said)
    assert gap_in(midst) == Gap(Span(10_700, 13_260), 2, range(2, 3), Span(13_260, 13_500))


@pytest.mark.parametrize(
    "word", [("1,180.05", 10_200, 12_700), ("organizers", 10_200, 11_700), ("Uh,", 10_200, 11_200)]
)
def test_digits_long_words_and_drawn_out_ones_hide_nothing(word: tuple[str, int, int]) -> None:
    assert gap_in(piece(word, ("go", 13_000, 13_200))) is None


def test_a_pause_hides_nothing() -> None:
    quiet = np.concatenate([noise(3.0, 0.003), VOICE[: 3 * 16_000]])
    assert gap_in(SKIPPED, quiet) is None


FIRST = Gap(Span(10_200, 12_880), 0, range(1), Span(12_880, 13_000))


@pytest.mark.parametrize("echo", [0, 1, 2])
def test_what_is_found_stands_before_the_word_which_gets_its_own_time(echo: int) -> None:
    again = [("I'm", 12_000, 12_200), ("on", 12_200, 12_800)]
    whole = filled(SKIPPED, FIRST, piece(*FOUND_WORDS, *again[:echo]))
    assert whole.reading.text == "Engine five, I'm on scene."
    assert [word.word for word in whole.words] == whole.reading.text.split()
    edges = [edge for word in whole.words for edge in (word.span.start_ms, word.span.end_ms)]
    assert edges == sorted(edges)
    assert whole.words[2].span == Span(12_880, 13_000)
    assert whole.reading.alternatives == (SKIPPED.reading.text,)
    assert whole.reading.avg_log_prob == pytest.approx(-0.2)


@pytest.mark.parametrize(
    "found",
    [
        piece(),
        piece(("Engine", 10_250, 11_000)),
        piece(("I'm", 10_250, 11_000), ("on", 11_000, 11_800)),
        piece(*FOUND_WORDS, doubts=(Doubt.IMPROBABLE,)),
        piece(*FOUND_WORDS, log_prob=-0.8, doubts=(Doubt.OTHER_LANGUAGE,)),
    ],
)
def test_what_is_unsure_too_little_or_said_beside_it_is_not_put_in(found: Placed) -> None:
    assert filled(SKIPPED, FIRST, found) is SKIPPED


def test_what_may_be_of_another_language_is_put_in_if_sure_and_flagged() -> None:
    whole = filled(SKIPPED, FIRST, piece(*FOUND_WORDS, log_prob=-0.6, doubts=(Doubt.OTHER_LANGUAGE,)))
    assert whole.reading.text == "Engine five, I'm on scene."
    assert whole.reading.doubts == (Doubt.UNLIKE_OURS,)


def test_a_number_slowly_said_is_not_heard_twice() -> None:
    slow = piece(("at", 10_200, 10_500), ("1837", 10_500, 14_500), ("Zulu.", 14_500, 15_000))
    gap = gap_in(slow)
    assert gap is not None
    spelt = piece(("one,", 10_600, 11_000), ("eight,", 11_000, 11_800), ("three,", 11_800, 12_000))
    assert filled(slow, gap, spelt) is slow


@given(
    said=st.lists(
        st.tuples(
            st.sampled_from(["I'm", "on", "4100", "12-34-56-78-90", "organizers", "--", "é"]),
            st.integers(0, 2000),
            st.integers(0, 300),
        ),
        max_size=8,
    ),
    found=st.lists(st.sampled_from(["Engine", "five,", "I'm", "on", "4100"]), max_size=5),
)
@example(said=[("12-34-56-78-90", 100, 0), ("on", 1200, 0), ("on", 100, 0)], found=["Engine", "five,"])
def test_whatever_the_times_no_word_is_lost_or_out_of_order(
    said: list[tuple[str, int, int]], found: list[str]
) -> None:
    at_ms, words = WINDOW.keep.start_ms, []
    for word, long_ms, pause_ms in said:
        words.append((word, at_ms, at_ms + long_ms))
        at_ms += long_ms + pause_ms
    first = piece(*words)
    gap = overlooked(first, WINDOW, np.tile(VOICE, 4))
    if gap is None:
        return
    inside = Window(gap.span, gap.span, 0).keep
    step_ms = inside.duration_ms // max(1, len(found))
    times = [inside.start_ms + k * step_ms for k in range(len(found) + 1)]
    whole = filled(first, gap, piece(*zip(found, times, times[1:], strict=False)))
    kept = [word.word for word in whole.words]
    added = len(kept) - len(words)
    assert kept[: gap.at] + kept[gap.at + added :] == [word for word, _, _ in words]
    edges = [edge for word in whole.words for edge in (word.span.start_ms, word.span.end_ms)]
    assert edges == sorted(edges)


@pytest.mark.model
def test_a_sentence_that_the_first_reading_skips_is_heard(
    tiny: WhisperEngine,
    police: MemoryAudio,
    stretches: tuple[Stretch, ...],
    truth: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The real model's readings of calls in two sentences begin with the second one, on purpose."""
    calls = [k for k, one in enumerate(truth["transmissions"]) if len(one["sentences"]) > 1]
    whole = list(tiny.hear(police, [stretches[k] for k in calls]))
    read = tiny._decoder.read

    def skipping(sounds: Sequence[Sound]) -> list[Reading]:
        monkeypatch.setattr(tiny._decoder, "read", read)
        return [second_sentence(tiny, reading) for reading in read(sounds)]

    monkeypatch.setattr(tiny._decoder, "read", skipping)
    again = list(tiny.hear(police, [stretches[k] for k in calls]))
    skipped = [one for one in whole if ends_of_sentences(one.text.split())]
    restored = [one.text for one in again if one.text in {other.text for other in skipped}]
    assert len(skipped) >= 5
    assert len(restored) >= 0.6 * len(skipped), [one.text for one in again]
    for one in again:
        edges = [edge for word in one.words for edge in (word.span.start_ms, word.span.end_ms)]
        assert edges == sorted(edges)
        assert all(word.span in one.stretch.span for word in one.words)


def ends_of_sentences(words: Sequence[str]) -> list[int]:
    return [k for k, word in enumerate(words[:-1]) if word[-1] in ".?!"]


def second_sentence(engine: WhisperEngine, reading: Reading) -> Reading:
    words = [word for word in engine._runtime.tokens.words(reading.tokens) if word.text.strip()]
    ends = ends_of_sentences([word.text.strip() for word in words])
    if not ends:
        return reading
    kept = reading.tokens[words[ends[0] + 1].first :]
    return replace(reading, tokens=kept, text=engine._runtime.tokens.decode(kept).strip())
