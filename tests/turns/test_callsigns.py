"""Names at the head and the tail of what is heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.turns.callsigns import CallSign, Names, not_counted
from dispatch.turns.evidence import parse_all
from dispatch.turns.language import FEATURES, features
from dispatch.turns.lexemes import lexemes
from dispatch.turns.naming import UnitTalk, own_call_signs
from dispatch.turns.openings import Part, parse
from dispatch.values import Span, Transmission


def own_call_sign(voice: UnitTalk) -> CallSign | None:
    return own_call_signs({0: voice}).get(0)


@pytest.mark.parametrize(
    "text, signs",
    [
        ("Engine 17 on scene.", ["Engine 17"]),
        ("nine twenty two, ten four", ["922"]),
        ("9.22, false alarm.", ["922"]),
        ("10-4-9-31, the tow is ordered.", ["931"]),
        ("922-104, we're rolling.", ["922"]),
        ("Ladder 8, Engine 5, an alarm on Mill Road", ["Ladder 8", "Engine 5"]),
        ("Shuttle five one kilo, hold position", ["Shuttle 51 Kilo"]),
        ("Division Alpha, everybody is out.", ["Division Alpha"]),
        ("County 3, I have the owner on the line.", ["County 3"]),
        ("County, 22 is on scene.", ["22"]),
        ("County 22 is on scene.", ["22"]),
        ("Two patients on the sidewalk.", []),
        ("40 minutes out.", []),
        ("39th and Mill, smoke showing.", []),
        ("", []),
    ],
)
def test_call_signs_of_an_opening(text: str, signs: list[str]) -> None:
    assert [str(sign) for sign in parse(text).call_signs] == signs


@pytest.mark.parametrize(
    "text, parts",
    [
        ("Dispatch, 618.", [Part.FACILITY, Part.CALL_SIGN]),
        ("Tug 4, ground, hold.", [Part.CALL_SIGN, Part.FACILITY]),
        ("Crew 31 to dispatch, done here.", [Part.CALL_SIGN, Part.TO, Part.FACILITY]),
        ("All units, clear out.", [Part.EVERYBODY]),
        ("Battalion 3 to everyone on the roof, get off.", [Part.CALL_SIGN, Part.TO, Part.EVERYBODY]),
        ("Coast Guard, this is vessel 6, over.", [Part.FACILITY, Part.FROM, Part.CALL_SIGN]),
    ],
)
def test_parts_of_an_opening(text: str, parts: list[Part]) -> None:
    assert [piece.part for piece in parse(text).opening] == parts


@pytest.mark.parametrize(
    "text, told",
    [
        ("Sergeant 5 to all cars, nobody chases that truck.", (0.0, 1.0)),
        ("Dispatch to all cars, he is armed.", (1.0, 0.0)),
        ("All units, he is armed.", (1.0, 0.0)),
    ],
)
def test_who_calls_everybody_by_his_own_call_sign_is_a_unit(text: str, told: tuple[float, float]) -> None:
    found = dict(zip(FEATURES, features(parse(text)), strict=True))
    assert (found["everybody"], found["names_itself"]) == told


@pytest.mark.parametrize(
    ("text", "many", "on_the_phone"),
    [
        ("Engine 33, Truck 6, Battalion 7, commercial fire, 2810 Pacific Avenue.", 1.0, 0.0),
        ("Engine 33, Truck 6, switch to the fireground channel.", 0.0, 0.0),
        ("Command, I have the owner on the phone.", 0.0, 1.0),
        ("I've got the railroad on the line, they're asking which track.", 0.0, 1.0),
        ("Is she still on the line?", 0.0, 0.0),
        ("David 6, the owner's people are on my other line.", 0.0, 1.0),
    ],
)
def test_who_sends_several_or_has_somebody_on_the_phone_is_told(
    text: str, many: float, on_the_phone: float
) -> None:
    found = dict(zip(FEATURES, features(parse(text)), strict=True))
    assert (found["names_many"], found["has_on_the_phone"]) == (many, on_the_phone)


def test_a_kind_nobody_listed_is_learnt_from_the_recording() -> None:
    names = Names(numbers=frozenset({"12"}), kinds=frozenset({"gas"}))
    assert str(parse("Gas 12, six minutes.", names).call_signs[0]) == "Gas 12"
    assert str(parse("Guess 12, six minutes.", names).call_signs[0]) == "12"
    assert parse("Gas 12, six minutes.").call_signs == ()


def test_the_call_sign_given_most_is_the_units_own() -> None:
    said = [
        "Battalion 2 responding.",
        "Battalion 2 has command.",
        "Ladder 8, search the third floor.",
        "Copy.",
    ]
    assert own_call_sign(UnitTalk([*map(parse, said)])) == CallSign("2", "battalion")
    assert own_call_sign(UnitTalk([parse("Engine 4 here."), parse("Engine 9 here.")])) is None
    assert own_call_sign(UnitTalk([])) is None


def test_who_is_called_command_keeps_the_call_sign_that_he_gives() -> None:
    (command,) = parse("Command, both tracks are shut down.").call_signs
    said = [parse("Battalion 7 is on the way."), parse("They don't have to leave.")]
    found = own_call_signs({1: UnitTalk(said, (), [command] * 4), 2: UnitTalk(said[1:], (), [command] * 4)})
    assert {voice: str(sign) for voice, sign in found.items()} == {1: "Battalion 7", 2: "Command"}


def test_a_bare_number_that_nobody_else_says_is_hardly_a_name() -> None:
    said = [parse("27, traffic."), parse("55 in a 35, traffic is light.")]
    assert str(own_call_sign(UnitTalk(said, others={"27"}))) == "27"
    assert own_call_sign(UnitTalk(said, others={"27", "55"})) is None


def test_a_number_that_counts_for_others_is_no_call_sign() -> None:
    said = [parse("15 is right, seven going in.")]
    assert own_call_sign(UnitTalk(said, others=not_counted(lexemes("I have 15 patients")))) is None
    assert str(own_call_sign(UnitTalk(said, others=not_counted(lexemes("15, go ahead"))))) == "15"


def test_who_is_only_called_beside_a_voice_is_that_voice_from_three_calls_on() -> None:
    sign = CallSign("2", "ops")
    assert own_call_sign(UnitTalk([parse("Ground, it's shut.")], called=[sign] * 2)) is None
    assert own_call_sign(UnitTalk([parse("Ground, it's shut.")], called=[sign] * 3)) == sign


def test_words_like_the_consoles_speak_against_the_name_they_open_with() -> None:
    said = [parse("Adam 7, is the child with her?")]
    assert str(own_call_sign(UnitTalk(said, words=[-1.0]))) == "Adam 7"
    assert own_call_sign(UnitTalk(said, words=[1.0])) is None


def test_a_call_sign_behind_a_garbled_console_is_the_speakers() -> None:
    assert str(parse("Disbash Battalion 6. I need a boat.").behind) == "Battalion 6"
    assert parse("Tell Battalion 6, I'm coming.").behind is None


@given(st.text(max_size=80))
def test_any_text_is_taken_apart(text: str) -> None:
    parsed = parse(text)
    values = features(parsed)
    assert len(values) == len(FEATURES)
    assert all(0.0 <= value <= 1.0 for value in values)
    assert len(parsed.body) <= len(parsed.words)


def test_a_number_alone_is_a_transmission_like_any_other() -> None:
    assert len(features(parse("945"))) == len(FEATURES)
    assert [str(sign) for sign in parse("945").call_signs] == ["945"]
    assert len(features(parse("00²"))) == len(FEATURES)


def test_things_counted_are_no_call_sign_unless_the_number_is_one_elsewhere() -> None:
    assert parse("11 houses, all but two are empty.").call_signs == ()
    assert parse("11 copies.").call_signs == (CallSign("11"),)
    assert parse("11 houses.", Names(numbers=frozenset({"11"}))).call_signs == (CallSign("11"),)


def test_airlines_have_kinds_of_two_words() -> None:
    names = Names(kinds=frozenset({"china eastern"}))
    assert str(parse("China Eastern 711, descend to 8,000 feet.", names).call_signs[0]) == "China Eastern 711"


def test_a_controller_clears_and_a_pilot_reads_back() -> None:
    names = Names(numbers=frozenset({"711"}), kinds=frozenset({"china eastern"}))

    def cleared(text: str) -> float:
        return dict(zip(FEATURES, features(parse(text, names)), strict=True))["names_then_clearance"]

    assert cleared("China Eastern 711, descend and maintain 4,000.") == 1
    assert cleared("Descend and maintain 4,000, China Eastern 711.") == 0


def test_a_post_named_by_an_orders_word_is_learnt_from_three_openings() -> None:
    said = (
        "Watch 1, I want a car on both gates.",
        "Watch 1, the kite's here.",
        "Watch 1, a gardener saw him.",
    )
    talk = [Transmission(n, Span(2000 * n, 2000 * n + 900), text=text) for n, text in enumerate(said)]
    assert [str(sign) for one in parse_all(talk) for sign in one.call_signs] == ["Watch 1"] * 3
    assert [one.call_signs for one in parse_all(talk[:2])] == [(), ()]


def test_a_word_called_by_itself_is_the_console_and_no_unit() -> None:
    said = ["Sector, ferry Aurelia, nine miles north.", "Sector, I did not.", "Sector 612, three aboard."]
    talk = [Transmission(k, Span(k, k + 1), text=text) for k, text in enumerate(said)]
    heads = [one.opening[0].part for one in parse_all(talk)]
    assert heads == [Part.FACILITY] * 3
    assert [str(sign) for sign in parse_all(talk)[2].call_signs] == ["612"]
    fireground = [Transmission(k, Span(k, k + 1), text=f"Sector {k + 2}, we need a line.") for k in range(3)]
    assert [str(sign) for one in parse_all(fireground) for sign in one.call_signs] == [
        "Sector 2",
        "Sector 3",
        "Sector 4",
    ]
