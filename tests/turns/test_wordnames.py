"""Units that go by a name without a number."""

from __future__ import annotations

import pytest

from dispatch.turns.callsigns import Names
from dispatch.turns.openings import parse
from dispatch.turns.wordnames import word_names

from .talk import line, told

AT_SEA = [
    line("U1", "Coastguard, yacht Kittiwake, we've lost our rudder."),
    line("D", "Kittiwake, coastguard, how many are you?"),
    line("U1", "Coastguard, Kittiwake, three people on board."),
    line("U2", "Coastguard, fishing vessel Ocean Pride, I can see her from here."),
    line("D", "Ocean Pride, stand by her until the lifeboat comes."),
    line("U2", "Ocean Pride, standing by."),
    line("D", "Kittiwake, a lifeboat is on its way to you."),
    line("U1", "Thank you, we can see a ship."),
]


def test_ships_are_known_by_their_names() -> None:
    turns = told(AT_SEA)
    assert {one.unit for one in turns.speakers} == {None, "Kittiwake", "Ocean Pride"}
    last = turns.transmissions[-1]
    assert (last.unit, last.unit_basis) == ("Kittiwake", "voice")


def test_the_longest_name_is_taken_and_its_vessel_left_out() -> None:
    names = Names(words=frozenset({("ocean",), ("ocean", "pride")}))
    parsed = parse("Coast Guard, vessel Ocean Pride, on our way.", names)
    assert [str(sign) for sign in parsed.call_signs] == ["Ocean Pride"]


@pytest.mark.parametrize(
    "texts",
    [
        ["Dispatch, negative.", "Negative, dispatch."],
        ["Dispatch, we are clear.", "Dispatch, we are clear."],
        ["Coast Guard, Wren.", "Roger, Coast Guard."],
        ["Northern Tern.", "Northern Tern."],
        ["Control, engine 5.", "Engine 5, control."],
        [],
    ],
)
def test_ordinary_words_and_names_said_once_are_none(texts: list[str]) -> None:
    assert word_names(texts) == frozenset()
