"""What a quote is torn from where it begins or ends in the midst of a clause."""

from __future__ import annotations

import pytest

from dispatch.align.cuts import torn_from
from dispatch.align.placement import placements
from dispatch.align.stream import streams
from dispatch.wording import tokens
from tests.align.conversation import conversation


def torn(said: str, quote: str) -> str:
    (stream,) = streams(conversation([("D1", said)]))
    return torn_from(placements(quote, tokens(quote), stream)[0])


@pytest.mark.parametrize(
    ("said", "quote", "beside"),
    [
        ("Without the truck, go to the mill road.", "The truck, go to the mill road.", "Without"),
        ("Cancel the ambulance to the mill road.", "The ambulance to the mill road.", "Cancel"),
        ("Stop him from leaving the mill road.", "leaving the mill road", "Stop him from"),
        ("Twelve-year-old boy by the mill road.", "Year-old boy by the mill road.", "Twelve"),
        ("He shot the dog handler by the mill.", "He shot the dog.", "handler"),
        ("He shot the dog handler by the mill.", "He shot the dog …", "handler"),
        ("Between 10 and 40 people are inside.", "40 people are inside.", "Between 10 and"),
        ("We'll be at the mill in five minutes.", "We'll be at the mill in five.", "minutes"),
        ("We have 40% on the gauge.", "We have 40.", "%"),
        ("He's got a 12-gauge by the mill.", "He's got a 12.", "gauge"),
        ("The plate is 4-Paul-12 from Ohio.", "The plate is 4.", "Paul"),
        ("He has no pulse in the left foot.", "He has no pulse.", "in the"),
        ("It's too early to say he ran the light.", "He ran the light.", "It's too early to say"),
        ("Stop telling people the water is safe.", "The water is safe.", "Stop telling people"),
        ("Other than the cook, everybody got out.", "Everybody got out.", "than"),
        ("Exercise, exercise, the officer is down.", "The officer is down.", "exercise"),
        ("Pressure's one eighty over one ten.", "Eighty over one ten.", "one"),
        ("The house behind 415 Pine is on fire.", "415 Pine is on fire.", "The house behind"),
        ("Send it to 40 Elm, no, scratch that, 40 Oak.", "Send it to 40 Elm.", "scratch that, 40"),
        ("In case he has a gun, stay back.", "He has a gun, stay back.", "In case"),
        ("If you can't stop they go to the mill road.", "They go to the mill road.", "If you can't stop"),
        ("My guess is the door is locked.", "The door is locked.", "My guess is"),
        ("Allegedly the door is locked.", "The door is locked.", "Allegedly"),
        ("You can't tell me there were kids inside.", "There were kids inside.", "You can't tell me"),
        ("The mother of the girl is missing.", "The girl is missing.", "The mother of"),
        ("Half of the building is gone.", "The building is gone.", "Half of"),
        ("A minor injury to the driver.", "Injury to the driver.", "A minor"),
        ("All but three are out.", "Three are out.", "All but"),
        ("Do not, under any circumstances, go in.", "Go in.", "not"),
        ("I want the fans off.", "I want the fans.", "off"),
        ("They're 20 minutes behind schedule.", "They're 20 minutes.", "behind schedule"),
        ("It's on Elm, correction, Oak Street.", "It's on Elm.", "correction, Oak Street"),
        ("Cleared to land, disregard, go around.", "Cleared to land.", "disregard"),
        ("We have 14, no, 40 people up there.", "We have 14.", "no, 40"),
    ],
)
def test_what_turns_it_round_or_belongs_to_its_last_word_is_named(said: str, quote: str, beside: str) -> None:
    assert torn(said, quote) == beside


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Engine 5, we have smoke at the mill road.", "We have smoke at the mill road."),
        ("Be advised the bridge is out by the mill.", "The bridge is out by the mill."),
        ("All companies the bridge is out by the mill.", "The bridge is out by the mill."),
        ("Hold there and don't go by the mill.", "Don't go by the mill."),
        ("It tripped on its own and we can't go on.", "We can't go on."),
        ("I'm not, the boy's up on the mill.", "The boy's up on the mill."),
        ("He'll be two hours waiting for the wrecker.", "He'll be two hours."),
        ("Cancel the ambulance, the truck is at the mill.", "The truck is at the mill."),
        ("We're stopping at the mill 96 you copy.", "We're stopping at the mill."),
        ("Cactus 5 cleared for takeoff runway 27 wind calm.", "Cactus 5 cleared for takeoff."),
        ("The gate is open send two more.", "The gate is open."),
        ("There's a broken window on the north side.", "There's a broken window."),
        ("Engine 5 to command, the mill is on fire.", "Command, the mill is on fire."),
        ("Tanker 5 is clear. Disregard the boat.", "Tanker 5 is clear."),
        ("He's going past the old stone mill towards town.", "He's going past the old stone mill."),
        ("He went to the mill, pump running.", "He went to the mill."),
        ("41-46 has her at the mill.", "46 has her at the mill."),
    ],
)
def test_a_clause_of_its_own_hangs_on_nothing(said: str, quote: str) -> None:
    assert torn(said, quote) == ""
