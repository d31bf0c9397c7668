"""One wording gets the same ways of being written, however it is given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.align.spelling import MOST_WAYS, spellings
from dispatch.wording import tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Twenty-seven", "27"),
        ("Engine nine twenty two", "Engine 922"),
        ("the thirty ninth", "the 39th"),
        ("Ninth and Main", "9th and Main"),
        ("ten four", "10-4"),
        ("at 106.1", "at one oh six point one"),
        ("4th Ave.", "4th Avenue."),
        ("Sgt. Doe", "Sergeant Doe"),
        ("60 mph", "60 miles an hour"),
        ("$3.50", "three fifty"),
    ],
)
def test_words_and_figures_share_their_ways(one: str, other: str) -> None:
    shared = {w.lower() for w in spellings(one)} & {w.lower() for w in spellings(other)}
    assert shared, (spellings(one), spellings(other))


@pytest.mark.parametrize(
    "text", ["hold short", "the first one", "No one is hurt", "yeah, OK", "half a mile", "thousand feet"]
)
def test_what_counts_nothing_stays_as_it_is(text: str) -> None:
    assert spellings(text) == (text,)


WORDS = ["engine", "two", "twenty", "seven", "39th", "and", "Ave.", "St.", "hundred", "304", "ten-four", "go"]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_a_first_way_is_the_text_itself_and_there_are_few(words: list[str]) -> None:
    text = " ".join(words)
    ways = spellings(text)
    assert ways[0] == text and 1 <= len(ways) <= MOST_WAYS and len(set(ways)) == len(ways)


@given(st.integers(1, 99_999))
def test_a_number_is_the_same_in_all_its_ways(number: int) -> None:
    plain = {tuple(t.norm for t in tokens(way)) for way in spellings(f"Engine {number}, go")}
    assert len(plain) <= 2, plain  # "100" as pairs and digit by digit may be read as two numbers
