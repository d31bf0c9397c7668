"""Loops and impossible readings are suspected; what people really say on the air is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.transcribe.guards import Doubt, Measures, doubts, loops

SURE = Measures(duration_s=3.0, avg_log_prob=-0.2, no_speech_prob=0.01, snr_db=20.0)
WORDS = st.lists(st.sampled_from("engine five go ahead copy that we are en route now".split()), min_size=1)


@pytest.mark.parametrize(
    "text",
    [
        "Mayday, mayday, mayday, this is Seven Bravo Charlie.",
        "Copy, copy.",
        "Thirty one hundred South Archer, thirty one hundred South Archer.",
        "9 9 9 9, nine nine nine nine, one zero zero zero.",
        "Radio check, one two one two one two.",
        "Fault 1-0-1-0-1-0-1-0, ten million is 10,000,000.",
        "Engine 5, go ahead.",
    ],
)
def test_radio_repetition_is_no_loop(text: str) -> None:
    assert not loops(text)


@pytest.mark.parametrize("size", range(1, 12))
def test_every_length_of_loop_is_seen(size: int) -> None:
    phrase = "go to the north side of that old brick building now please".split()[:size]
    assert loops(" ".join(phrase * 6))


@pytest.mark.parametrize(
    "text",
    [
        "1-2-0,404-53 4-53-3-4-3-4-3-4-3-4-3-4-3-4-3-4-3-4-3-",
        "I'm Michael. M-2-2-1-4-4-4-4-4-4-4-4-4-4-4",
        "22. 22. 22. 22. 22. 22. 22",
    ],
)
def test_digits_without_end_are_a_loop(text: str) -> None:
    assert loops(text)


@given(WORDS)
def test_a_text_said_once_more_than_people_do_is_a_loop(words: list[str]) -> None:
    assert loops(" ".join(words * 6))


def test_more_words_than_fit_are_too_fast() -> None:
    text = "we are on the second floor of the building with two lines and need another company up here"
    assert Doubt.TOO_FAST in doubts(text, Measures(0.8, -0.2, 0.01, 20.0))
    assert not doubts(text, Measures(5.0, -0.2, 0.01, 20.0))


def test_sound_without_text_and_text_without_sound() -> None:
    assert doubts("", SURE) == (Doubt.SOUND_WITHOUT_TEXT,)
    assert Doubt.TEXT_WITHOUT_SOUND in doubts("Thank you.", Measures(3.0, -0.9, 0.9, 2.0))


def test_a_stock_phrase_clearly_said_is_kept() -> None:
    assert not doubts("Thank you.", SURE)
    assert Doubt.STOCK_PHRASE in doubts("Thank you.", Measures(3.0, -0.8, 0.1, 3.0))
