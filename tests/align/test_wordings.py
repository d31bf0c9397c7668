"""A transmission's text with quoted words in the place of the heard ones."""

from __future__ import annotations

import pytest

from dispatch.align.placement import placements
from dispatch.align.stream import streams
from dispatch.align.wordings import rewritten
from dispatch.wording import tokens
from tests.align.conversation import conversation


@pytest.mark.parametrize(
    ("said", "quote", "way"),
    [
        (
            "He'll open the street by noon.",
            "They will open the street by noon.",
            "They'll open the street by noon.",
        ),
        (
            "The hose let go and I guess it emptied.",
            "and I would guess it emptied",
            "and I'd guess it emptied",
        ),
        (
            "We do need an engine on Main.",
            "We do not need an engine on Main.",
            "We don't need an engine on Main.",
        ),
        (
            "They'll open the street by noon.",
            "We'll open the street by noon.",
            "We will open the street by noon.",
        ),
        (
            "I toned them at 1450, engine six.",
            "I toned them at 2:15 p.m., engine six.",
            "toned them at fourteen fifteen, engine six",
        ),
    ],
)
def test_words_are_put_in_drawn_together_and_written_out(said: str, quote: str, way: str) -> None:
    (stream,) = streams(conversation([("D1", said)]))
    (edit,) = placements(quote, tokens(quote), stream)[0].edits
    quoted, _ = rewritten(said, edit)
    assert any(way in one for one in quoted), quoted


def test_both_sides_are_written_as_they_are_spoken() -> None:
    """Or one would be likelier by its writing alone."""
    said, quote = "He will open the street by noon.", "They will open the street by noon."
    (stream,) = streams(conversation([("D1", said)]))
    (edit,) = placements(quote, tokens(quote), stream)[0].edits
    quoted, heard = rewritten(said, edit)
    assert "They'll open the street by noon." in quoted
    assert "He'll open the street by noon." in heard
