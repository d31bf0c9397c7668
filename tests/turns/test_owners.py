"""Whose a call sign is, told by who opens with it and who answers to it."""

from __future__ import annotations

from dispatch.turns.openings import parse
from dispatch.turns.owners import Mention, addressed, mentions, owners

UNIT, CONSOLE = -2.0, 2.0


def test_who_answers_to_a_call_sign_owns_it() -> None:
    said = [mentions(parse("Car 12, take the front."), CONSOLE), ()]
    found = owners(said, [(0, 1)], [0, 1])
    assert found["12"].speaker == 1
    assert found["12"].answered > 0.8
    assert addressed(said, [0, 1], found) == [1, 0], "who calls another by his call sign"


def test_who_opens_with_another_call_sign_answers_nothing() -> None:
    said = [(Mention("12", 0.1),), (Mention("44", 0.1),), (Mention("12", 0.9),)]
    found = owners(said, [(0, 1), (1, 2)], [0, 1, 2])
    assert found["12"].speaker == 2
    assert found["12"].answered == 0.0


def test_a_console_that_calls_back_does_not_own_the_call_sign() -> None:
    said = [mentions(parse("Car 12, I need a plate."), UNIT), mentions(parse("Car 12, stand by."), CONSOLE)]
    found = owners(said, [(0, 1)], [0, 1])
    assert found["12"].speaker == 0


def test_a_call_sign_that_two_may_own_is_nobodys() -> None:
    said = [(Mention("12", 0.5),), (Mention("12", 0.5),)]
    assert owners(said, [], [0, 1]) == {}


def test_who_opens_with_a_position_mostly_calls_it() -> None:
    (position,) = mentions(parse("Command, we're at the door."), UNIT)
    assert position == Mention("command", 0.15)
