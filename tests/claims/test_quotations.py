"""Every way of quoting: the marks, their nesting and breaking off, and what is no quotation."""

from __future__ import annotations

import pytest

from dispatch.claims import find_claims


def quotes(text: str, media_type: str = "text/plain") -> list[str]:
    return [claim.quote for claim in find_claims(text, media_type=media_type) if claim.kind.value == "quote"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Hold short,” the controller said.", ["Hold short"]),
        ('"Hold short," the controller said.', ["Hold short"]),
        ("‘Hold short,’ the controller said.", ["Hold short"]),
        ("'Hold short,' the controller said.", ["Hold short"]),
        ("« Hold short », the controller said.", ["Hold short"]),
        ("„Hold short“, the controller said.", ["Hold short"]),
        ("„Hold short”, the controller said.", ["Hold short"]),
        ("»Hold short«, the controller said.", ["Hold short"]),
        ("”Hold short,” the controller said.", ["Hold short"]),
        ("``Hold short,'' the controller said.", ["Hold short"]),
        ("“He said ‘hold short’ twice,” the controller said.", ["He said ‘hold short’ twice"]),
        ("‘He said “hold short” twice,’ the controller said.", ["He said “hold short” twice"]),
        ("‘The crews’ truck isn’t here,’ the controller said.", ["The crews’ truck isn’t here"]),
        ("“Send [the engine] … now,” the controller said.", ["Send [the engine] … now"]),
        ('The pipe was 12" wide, and the controller said, "Hold."', ["Hold."]),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Clear out,” a dispatcher said. “Nobody goes.”", ["Clear out. Nobody goes."]),
        ("“Clear out,” a dispatcher said, “and stay out.”", ["Clear out, and stay out."]),
        ("“Where?” a dispatcher asked shortly after 9 p.m. “Say again.”", ["Where? Say again."]),
        ("“Clear out,” she said, before adding: “Nobody goes.”", ["Clear out", "Nobody goes."]),
        ("“Go,” a dispatcher said. Ten minutes later the sky fell. “Stop.”", ["Go", "Stop."]),
        ("“Go,” a dispatcher said. “Going,” an officer said.", ["Go", "Going"]),
    ],
)
def test_an_attribution_in_between(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


def test_each_paragraph_opens_again() -> None:
    text = "The dispatcher said: “All units, hold.\n\n“Nobody goes in.\n\n“That is all.”\n\nIt was not all."
    (claim,) = (c for c in find_claims(text) if c.kind.value == "quote")
    assert claim.quote == "All units, hold. Nobody goes in. That is all."
    assert len(claim.parts) == 3


def test_a_line_break_inside() -> None:
    assert quotes("The dispatcher said: “All units,\nhold.” Then silence.") == ["All units, hold."]


@pytest.mark.parametrize(
    "text",
    [
        "The crews’ trucks weren’t in the dogs’ park, and it’s the ’90s.",
        "The state defines “diversion” as a request.",
        "His column is titled “Nobody Goes Home.”",
        "It is saved as “night_3.mp3” for you.",
        "The so-called “golden hour” is over.",
        "Rock ’n’ roll, y’all.",
        "",
        "“”",
        '""',
    ],
)
def test_what_is_no_quotation(text: str) -> None:
    assert quotes(text) == []


def test_a_missing_closing_mark_is_told() -> None:
    (claim,) = find_claims("The dispatcher said: “All units, hold short of the dam.\n\nNothing moved.")
    assert claim.quote == "All units, hold short of the dam."
    assert claim.warning and "closing quotation mark" in claim.warning


def test_a_transcript_without_marks() -> None:
    text = "TRANSCRIPT\n\n[21:04] DISPATCH: Four-Ten, go.\n[21:05] UNIT 410: Four-Ten, on scene.\n(static)\n"
    found = [(c.quote, c.attributed_to.value, c.unit) for c in find_claims(text)]
    assert found == [("Four-Ten, go.", "dispatcher", None), ("Four-Ten, on scene.", "unit", "UNIT 410")]


def test_a_block_quotation_in_markdown() -> None:
    text = "The dispatcher radioed:\n\n> All *units*, hold.\n> Nobody goes.\n\nThey held."
    (claim,) = find_claims(text, media_type="text/markdown")
    assert (claim.quote, claim.attributed_to.value) == ("All units, hold. Nobody goes.", "dispatcher")
