"""Other readings of a stretch: what they bear out of a difference, and what they don't."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.align.placement import placements
from dispatch.align.rereading import agreed, borne_out, seconded
from dispatch.align.stream import streams
from dispatch.wording import tokens
from tests.align.conversation import conversation


def shares(heard: str, other: str, quote: str) -> tuple[float, ...]:
    transcript = conversation([("D1", heard)])
    (own,) = transcript.transmissions
    read_twice = replace(transcript, transmissions=(replace(own, alternatives=(other,)),))
    (stream,) = streams(read_twice)
    return borne_out(placements(quote, tokens(quote), stream)[0])


@pytest.mark.parametrize(
    ("heard", "other", "quote", "share"),
    [
        ("The vote loops downstream.", "The boat's loose downstream.", "The boat's loose downstream.", 1.0),
        ("The vote loops downstream.", "The vote loops down stream.", "The boat's loose downstream.", 0.0),
        ("I wouldn't go under it.", "I wouldn't go, under it.", "I would go under it.", 0.0),
        ("A leak at 2200 Commerce.", "A leak at 2200, Commerce.", "A leak at 2020 Commerce.", 0.0),
        ("Hold it there now please.", "Hold it there please.", "Hold it there please.", 1.0),
    ],
)  # fmt: skip
def test_only_the_quoted_words_themselves_bear_a_difference_out(
    heard: str, other: str, quote: str, share: float
) -> None:
    found = shares(heard, other, quote)
    assert found and max(found) == share


def test_what_a_second_model_reads_bears_a_difference_out_too() -> None:
    quote = "The boat's loose downstream."
    (stream,) = streams(conversation([("D1", "Stand by."), ("D1", "The vote loops downstream.")]))
    placement = placements(quote, tokens(quote), stream)[0]
    assert max(borne_out(placement)) == 0.0
    assert max(borne_out(placement, {0: quote})) == 0.0, "that is the other transmission"
    assert borne_out(placement, {1: "the boat's loose down stream"}) == (1.0,)


@pytest.mark.parametrize(
    ("heard", "other", "quote", "found"),
    [
        ("The vote loops downstream.", "the boat's loose down stream", "The boat's loose downstream.", True),
        ("The vote loops downstream.", "The vote loops downstream", "The boat's loose downstream.", False),
        ("The vote loops downstream.", "the vote's loose downstream", "The boat's loose downstream.", False),
        ("Hold it there now please.", "hold it there please", "Hold it there please.", True),
        ("Hold it there now please.", "hold it there now, please", "Hold it there please.", False),
        ("Hold it there please.", "hold it there now please", "Hold it there now please.", True),
        ("Hold it there please.", "hold it there then please", "Hold it there now please.", False),
        ("Hold it there please.", "hold it there please", "Hold it there now please.", False),
        ("Take the left one.", "Take the left one.", "Take the right one.", False),
        ("Take the left one.", "Take the right one. The left one?", "Take the right one.", False),
        ("Leak at 2200 Oak.", "leak at twenty twenty Oak", "Leak at 2020 Oak.", True),
        ("Leak at 2200 Oak.", "leak at twenty two hundred Oak", "Leak at 2020 Oak.", False),
        ("Toned them at 1450 today.", "Toned them at 14:15 today.", "Toned them at 2:15 p.m. today.", True),
        ("Toned them at 1450 today.", "Toned them at 14:50 today.", "Toned them at 2:15 p.m. today.", False),
        ("He won't stand 11.", "", "He wants stand 11.", False),
    ],
)  # fmt: skip
def test_a_second_model_sides_with_the_quote_where_it_reads_its_words_and_no_others(
    heard: str, other: str, quote: str, found: bool
) -> None:
    (stream,) = streams(conversation([("D1", "Stand by."), ("D1", heard)]))
    placement = placements(quote, tokens(quote), stream)[0]
    assert seconded(placement, {}) == seconded(placement, {0: quote}) == (False,)
    assert seconded(placement, {1: other}) == (found,)


def test_words_beside_a_denial_that_the_quote_leaves_out_are_not_agreed_on() -> None:
    (stream,) = streams(conversation([("D1", "You can not see the bottom.")]))
    quote = "You can see the bottom."
    words = {quote[a:b] for a, b in agreed(placements(quote, tokens(quote), stream)[0])}
    assert words == {"You", "the", "bottom"}
