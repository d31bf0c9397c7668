"""A decimal point that quote or transcript has alone: another number, but where nobody says it."""

from __future__ import annotations

import pytest

from dispatch.align.placement import placements
from dispatch.align.reading import reading_of
from dispatch.align.stream import streams
from dispatch.wording import tokens
from tests.align.conversation import conversation


def differences(said: str, quote: str) -> list[tuple[str, str, str]]:
    (stream,) = streams(conversation([("U1", said), ("D1", "Copy, out.")]))
    found = reading_of(placements(quote, tokens(quote), stream)[0], None)
    return [(e.difference.quoted, e.difference.heard, e.difference.meaning) for e in found.edits]


@pytest.mark.parametrize(
    ("heard", "printed"),
    [
        ("350", "3.50"),
        ("three fifty", "3.50"),
        ("three hundred fifty", "3.50"),
        ("3.50", "350"),
        ("35", "3.5"),
        ("three point five", "35"),
        ("2.5", "25"),
        ("986", "98.6"),
        ("$350", "$3.50"),
        ("3.5", "3.6"),
    ],
)
def test_a_point_in_one_side_alone_makes_another_number(heard: str, printed: str) -> None:
    said, quote = (f"The meter is at {number} by the door." for number in (heard, printed))
    assert differences(said, quote) == [(printed, heard, "number")]


@pytest.mark.parametrize(
    ("heard", "printed"),
    [
        ("three point five", "3.5"),
        ("three fifty dollars", "$3.50"),
        ("one fifty-five three forty", "155.340"),
        ("155340", "155.340"),
        ("155-340", "155.340"),
        ("155.340", "155340"),
        ("one eighteen three", "118.3"),
        ("1183", "118.3"),
        ("ninety eight six", "98.6"),
        ("4:05 pm", "4.05 pm"),
        ("405 pm", "4.05 pm"),
        ("7:30", "7.30"),
        ("1930", "19.30"),
        ("16.05 hours", "1605 hours"),
        ("10.4", "10-4"),
        ("ten four", "10.4"),
        ("9.1.1", "911"),
        ("44.55", "4455"),
    ],
)
def test_a_point_that_goes_without_saying_is_no_difference(heard: str, printed: str) -> None:
    said, quote = (f"The other one goes at {number} by the door." for number in (heard, printed))
    assert differences(said, quote) == []


@pytest.mark.parametrize(
    ("said", "quote", "same"),
    [
        ("Be there at seven thirty.", "Be there at 7.30.", True),
        ("We are at three fifty.", "We are at 3.50.", False),
        ("Open the valve at three fifty psi.", "Open the valve at 3.50 psi.", False),
    ],
)
def test_a_time_of_day_is_told_by_the_words_around(said: str, quote: str, same: bool) -> None:
    assert (differences(said, quote) == []) is same


def test_a_place_is_no_point_of_a_number() -> None:
    said, quote = "Meet me at the point, five units are there.", "Meet me at the point, 6 units are there."
    assert differences(said, quote) == [("6", "five", "number")]


def test_a_half_of_the_day_stays_what_is_added() -> None:
    said, quote = "We cleared the scene at 405 today.", "We cleared the scene at 4.05 pm today."
    assert differences(said, quote) == [("4.05 pm", "405", "function")]
