"""Other readings of a stretch: what they bear out of a difference, and what they don't."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.align.placement import placements
from dispatch.align.rereading import agreed, borne_out, seconded
from dispatch.align.stream import streams
from dispatch.values.evidence import SecondReading
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


def second(heard: str, other: str, quote: str) -> SecondReading | None:
    (stream,) = streams(conversation([("D1", "Stand by."), ("D1", heard)]))
    placement = placements(quote, tokens(quote), stream)[0]
    assert seconded(placement, {}) == seconded(placement, {0: quote}) == (None,) * len(placement.edits)
    (found,) = seconded(placement, {1: other})
    return found


@pytest.mark.parametrize(
    ("other", "quoted", "heard"),
    [
        ("the boat's loose down stream", 1.0, 0.0),
        ("The vote loops downstream", 0.0, 1.0),
        ("the vote's loose downstream", 0.0, 0.0),
        ("nothing of that kind", 0.0, 0.0),
    ],
)
def test_a_second_model_has_either_side_or_none(other: str, quoted: float, heard: float) -> None:
    found = second("The vote loops downstream.", other, "The boat's loose downstream.")
    assert found is not None
    assert found.quoted >= quoted and (quoted or found.quoted < 1.0)
    assert found.heard >= heard and (heard or found.heard < 1.0)


@pytest.mark.parametrize(
    ("heard", "other", "quote", "found"),
    [
        ("Hold it there now please.", "hold it there please", "Hold it there please.", (1.0, 0.0)),
        ("Hold it there now please.", "hold it there now, please", "Hold it there please.", (0.0, 1.0)),
        ("Hold it there please.", "hold it there please", "Hold it there now please.", (0.0, 1.0)),
        ("Hold it there please.", "hold it there now please", "Hold it there now please.", (1.0, 0.0)),
        ("Hold it there please.", "hold it there then please", "Hold it there now please.", (0.0, 0.0)),
        ("Take the left one.", "Take the left one.", "Take the right one.", (0.0, 1.0)),
        ("A leak at 2200 Oak.", "a leak at twenty two hundred Oak", "A leak at 2020 Oak.", (0.0, 1.0)),
    ],
)  # fmt: skip
def test_words_put_in_and_left_out_are_looked_for_in_their_place(
    heard: str, other: str, quote: str, found: tuple[float, float]
) -> None:
    assert second(heard, other, quote) == SecondReading(*found)


def test_words_beside_a_denial_that_the_quote_leaves_out_are_not_agreed_on() -> None:
    (stream,) = streams(conversation([("D1", "You can not see the bottom.")]))
    quote = "You can see the bottom."
    words = {quote[a:b] for a, b in agreed(placements(quote, tokens(quote), stream)[0])}
    assert words == {"You", "the", "bottom"}
