"""Times of a 12-hour clock in print, and those of 24 hours that radio says for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.wording import Meaning, meaning_of, tokens
from dispatch.wording.clock import heard_times, printed_times


def in_print(text: str) -> list[tuple[str, str]]:
    found = tokens(text)
    times = printed_times(text, found)
    return [(text[found[t.first].start : found[t.after - 1].end], t.digits[0]) for t in times]


def on_air(text: str, *wanted: str) -> list[str]:
    found = tokens(text)
    return [text[found[t.first].start : found[t.after - 1].end] for t in heard_times(found, wanted)]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("at 4:05 p.m.", [("4:05 p.m.", "1605")]),
        ("at 731, 4:05 pm, today", [("4:05 pm", "1605")]),
        ("unit 7 4:05 p.m.", [("4:05 p.m.", "1605")]),
        ("at 4.05pm", [("4.05pm", "1605")]),
        ("by 4PM or 12 a.m.", [("4PM", "1600"), ("12 a.m.", "0000")]),
        ("four oh five p.m.", [("four oh five p.m.", "1605")]),
        ("noon, 12 noon, midnight", [("noon", "1200"), ("12 noon", "1200"), ("midnight", "0000")]),
        ("4:05, 14:05, 4:05:10, 1.4:05, 4:65", [("4:05", "0405")]),
        ("14 p.m., 4:61 p.m., I am 5, 4² p.m., p.m.", []),
    ],
)
def test_what_is_a_time_in_print(text: str, times: list[tuple[str, str]]) -> None:
    assert in_print(text) == times


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("at 1605, 731", ["1605"]),
        ("at sixteen oh five, seven thirty one", ["sixteen oh five"]),
        ("five, 16:05 hours", ["16:05 hours"]),
        ("at oh three twenty seven", ["oh three twenty seven"]),
        ("O327, O 327 and 327 hours", ["O327", "O 327", "327 hours"]),
        ("327, Oscar 327, 1605 feet, the 1605 block, 11605, 16051", []),
    ],
)
def test_where_a_time_was_said(text: str, times: list[str]) -> None:
    assert on_air(text, "1605", "0327") == times


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_minute_of_the_day_is_found_as_it_is_said(hour: int, minute: int) -> None:
    text = f"at {(hour + 11) % 12 + 1}:{minute:02} {'ap'[hour >= 12]}.m. today"
    (time,) = printed_times(text, tokens(text))
    assert time.digits[0] == f"{hour:02}{minute:02}"
    assert on_air(f"at {hour:02}{minute:02} hours", *time.digits) == [f"{hour:02}{minute:02} hours"]


def test_a_half_of_the_day_added_is_small_and_the_other_one_is_not() -> None:
    assert meaning_of(tokens("p.m."), ()) is Meaning.FUNCTION
    assert meaning_of(tokens("4 p.m."), tokens("4 am")) is Meaning.NUMBER
