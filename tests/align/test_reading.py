"""A quote's words in the transcript's own writing, wherever that means the same."""

from __future__ import annotations

import pytest

from dispatch.align.gather import gather
from dispatch.interfaces import Hearing
from dispatch.values import Claim
from tests.align.conversation import conversation

SAID = "Uh, 27, we won't go in next to the gate, it's $300 a night."


@pytest.mark.parametrize(
    ("quote", "as_heard"),
    [
        ("Twenty-seven, we will not go in beside the gate.", "27, we won't go in next to the gate"),
        ("We will go in beside the gate.", "we will go in next to the gate"),
        ("Twenty-six, we won't go in.", "twenty-six, we won't go in"),
        ("It is 300 dollars a night, sir.", "it's $300 a night sir"),
    ],
)
def test_words_that_mean_the_same_are_asked_of_the_sound_as_they_were_heard(
    quote: str, as_heard: str
) -> None:
    talk = conversation([("U1", SAID), ("D1", "Copy, stay where you are.")])
    (evidence,) = gather([Claim("c1", quote)], [Hearing(talk, None)], None).evidence
    assert [words for _, words in evidence.readings[0].as_heard] == [as_heard]


def test_a_quote_is_read_once_in_each_transmission() -> None:
    """What the sound says against one reading is not passed over by another, not asked, of the same words."""
    talk = conversation(
        [
            ("D1", "All units clear out from there. We're not sending anybody over to the location."),
            ("U1", "960 copy, clear out from there."),
            ("U2", "Ten four, we're turning around. We're not going over to the location."),
        ]
    )
    quote = "We weren't sending anybody over to the location."
    (evidence,) = gather([Claim("c1", quote)], [Hearing(talk, None)], None).evidence
    places = [[t.id for t in reading.transmissions] for reading in evidence.readings]
    assert places == [[0], [2]]
