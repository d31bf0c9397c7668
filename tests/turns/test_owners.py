"""Whose a call sign is, told by who opens with it and who answers to it."""

from __future__ import annotations

from dispatch.turns.openings import parse
from dispatch.turns.owners import HABITUAL, Mention, addressed, answered_as, by_habit, mentions, owners

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


def test_who_names_the_one_that_called_answers_him() -> None:
    said = [mentions(parse("Command, Engine 21, we're at the door."), UNIT)]
    said.append(mentions(parse("Engine 21, take your minute."), CONSOLE))
    said.append(mentions(parse("Engine 21, we're in."), UNIT))
    found = owners(said, [(0, 1), (1, 2)], [0, 1, 0])
    assert (found["command"].speaker, found["21"].speaker) == (1, 0)
    signs, titles = answered_as(found, 2)
    assert titles[1] > 0.6
    assert titles[0] == 0.0
    assert signs[0] > 0.6


def test_a_title_before_a_pause_or_a_call_sign_is_a_name() -> None:
    named = [parse(text).call_signs for text in ("Foreman, there's a car here.", "Sergeant car 5 he's gone.")]
    assert [[sign.number for sign in signs] for signs in named] == [["foreman"], ["sergeant", "5"]]
    assert parse("Captain says he's coming.").call_signs == ()
    offices = ("Team leader control, two overdue.", "Watch commander to dispatch, go.", "Hi boss, it's in.")
    found = [[str(sign) for sign in parse(text).call_signs] for text in offices]
    assert found == [["Team Leader"], ["Watch Commander"], ["Boss"]]
    assert parse("Your supervisor, he's coming.").call_signs == ()


def test_a_call_sign_that_nobody_here_answers_to_is_nobodys() -> None:
    calls = [mentions(parse(f"Ambulance 9, {what}."), CONSOLE) for what in ("go ahead", "stand by", "copy")]
    assert owners(calls, [(0, 1), (1, 2)], [0, 0, 0]) == {}


def test_who_opens_with_one_call_sign_only_has_it_where_others_are_called_too() -> None:
    mine, called, another = (Mention("31", 0.3),), (Mention("31", 0.4),), (Mention("12", 0.4),)
    groups = [0, 1, 0, 1, 1]
    assert [one.own for (one,) in by_habit([called, mine, another, mine, mine], groups)] == [
        0.4, HABITUAL, 0.4, HABITUAL, HABITUAL,
    ]  # fmt: skip
    alone = [called, mine, called, mine, mine]
    assert by_habit(alone, groups) == alone, "the console may call nobody else"
    twice = [called, mine, another, mine, ()]
    assert by_habit(twice, groups) == twice, "no habit yet"
