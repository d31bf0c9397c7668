"""A quote's 12-hour times where the 24-hour ones were heard: one small difference."""

from __future__ import annotations

import pytest

from dispatch.align.gather import gather
from dispatch.align.placement import Placement, compared, placements
from dispatch.align.stream import streams
from dispatch.interfaces import Hearing
from dispatch.values import Claim
from dispatch.wording import tokens
from tests.align.conversation import conversation


def best(said: str, quote: str) -> Placement:
    (stream,) = streams(conversation([("D1", said), ("U1", "Copy, out.")]))
    return placements(quote, tokens(quote), stream)[0]


def edits(said: str, quote: str) -> list[tuple[str, str, str]]:
    return [(e.quoted, e.heard, e.meaning.value) for e in best(said, quote).edits]


@pytest.mark.parametrize(
    ("heard", "printed"),
    [
        ("1605", "4:05 p.m."),
        ("sixteen oh five", "4:05 p.m."),
        ("16.05", "4:05 p.m."),
        ("2119 hours", "9:19 p.m."),
        ("twenty one nineteen hours", "9:19 p.m."),
        ("1358", "1:58 p.m."),
        ("1600", "4 p.m."),
        ("oh three twenty seven", "3:27 a.m."),
        ("0327", "3:27 a.m."),
        ("O327", "3:27 a.m."),
        ("O 327", "3:27 a.m."),
        ("327 hours", "3:27 a.m."),
        ("0327", "3:27"),
        ("oh three twenty seven", "3:27"),
        ("1200", "noon"),
        ("2400 hours", "midnight"),
    ],
)
@pytest.mark.parametrize("ending", [".", ", seven thirty one.", " today."])
def test_a_time_of_24_hours_is_the_one_printed(heard: str, printed: str, ending: str) -> None:
    said, quote = f"We cleared at {heard}{ending}", f"We cleared at {printed}{ending}"
    found = best(said, quote)
    assert edits(said, quote) == [(printed, heard, "none")]
    assert found.similarity > 0.98


def test_the_number_behind_a_time_is_compared_by_itself() -> None:
    said = "We cleared at 1605, seven thirty one."
    assert edits(said, "We cleared at 4:05 p.m., 732.") == [
        ("4:05 p.m.", "1605", "none"),
        ("732", "seven thirty one", "number"),
    ]
    assert edits(said, "We cleared at 4:05.") == [("4:05", "1605", "number")]
    assert edits(said, "We cleared at 4:15 p.m.") == [("4:15 p.m.", "1605", "number")]


@pytest.mark.parametrize(
    ("said", "quote", "meaning"),
    [
        ("We cleared at 1605 today.", "We cleared at 4:15 p.m. today.", "number"),
        ("We cleared at 1605 today.", "We cleared at 4:05 a.m. today.", "number"),
        ("We cleared at 0731 today.", "We cleared at 7:31 p.m. today.", "number"),
        ("We cleared at 4:05 am today.", "We cleared at 4:05 p.m. today.", "number"),
        ("We cleared at 4:05 today.", "We cleared at 4:05 p.m. today.", "function"),
        ("We cleared at 731 today.", "We cleared at 7:31 p.m. today.", "function"),
    ],
)
def test_another_time_is_another_number(said: str, quote: str, meaning: str) -> None:
    assert [m for _, _, m in edits(said, quote)] == [meaning]


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("We cleared at 4 pm, Engine 1605.", "We cleared at 4 p.m., Engine 1605."),
        ("We cleared at four oh five pm, at 1605.", "We cleared at 4:05 p.m., at 1605."),
        ("We cleared by 4 pm.", "We cleared by 4PM."),
    ],
)
def test_a_time_printed_as_it_was_said_is_no_difference(said: str, quote: str) -> None:
    assert edits(said, quote) == []


def test_places_with_either_clock_are_found_once_each() -> None:
    lines = [("D1", "Be clear by 1605 today."), ("D1", "Be clear by 4:05 p.m. today.")]
    (stream,) = streams(conversation(lines, gap_ms=60_000))
    quote = "Be clear by 4:05 p.m. today."
    found = compared(quote, tokens(quote), stream).placements()
    assert sorted((p.places, len(p.edits)) for p in found) == [((0,), 1), ((1,), 0)]


def test_the_sound_is_asked_about_the_time_as_it_was_heard() -> None:
    talk = conversation([("U1", "False alarm at 2119 hours, returning."), ("D1", "Copy.")])
    claim = Claim("c1", "False alarm at 9:19 p.m., returning.")
    (evidence,) = gather([claim], [Hearing(talk, None)], None).evidence
    assert evidence.readings[0].as_heard == ((0, "False alarm at 2119 hours, returning"),)
