"""Which speakers may be the unit that a claim names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.align.named import Names
from dispatch.align.stream import streams
from dispatch.values import Claim, Role
from dispatch.values.evidence import ClaimEvidence, Searched

from .conversation import conversation

TALK = [
    ("S1", "Skelling Harbour, kitty-wakes, the tow has parted."),
    ("D1", "KittyWake, harbour, how long is the line you've got left?"),
    ("S1", "About forty metres, and it's around my port screw."),
    ("S2", "Harbour, Ronavel, I only left the slip three minutes ago."),
    ("D1", "Rona Bell, come back north of the buoy."),
    ("S2", "North of the buoy."),
    ("S3", "Lifeboat 12, I'm putting two hands on her."),
]


@pytest.mark.parametrize(
    ("unit", "may_be"),
    [
        ("the tug Kittiwake", {"S1", "D1"}),
        ("Rona Belle", {"S2", "D1"}),
        ("Lifeboat 12", {"S3"}),
        ("Marigold", set()),
        (None, set()),
    ],
)
def test_a_name_without_a_number_is_known_by_its_sound(unit: str | None, may_be: set[str]) -> None:
    """Vessels are spelt as the recogniser likes; who opens with the name, or answers it, may be it."""
    claim = Claim("c1", "I'm putting two hands on her.", attributed_to=Role.UNIT, unit=unit)
    searched = Searched(1000, 0, by_sound=1.0, confident_text=1.0, covered=1.0)
    names = Names(streams(conversation(TALK)))
    assert names.filled(ClaimEvidence(claim, (), None, searched)).naming == may_be


def test_a_beats_number_is_often_said_without_what_is_before_its_letter() -> None:
    lines = [
        ("D1", "4-Paul-12, hold there."),
        ("U1", "Paul 12, I'm east of it."),
        ("U2", "Lincoln 7, I'm close."),
    ]
    claim = Claim("c1", "I'm close.", attributed_to=Role.UNIT, unit="4-Paul-12")
    evidence = ClaimEvidence(
        claim, (), None, Searched(1000, 0, by_sound=1.0, confident_text=1.0, covered=1.0)
    )
    assert Names(streams(conversation(lines))).filled(evidence).naming == {"D1", "U1"}


def test_who_calls_a_name_and_gives_a_number_is_not_the_one_so_called() -> None:
    """ "Marta K, 612." is 612 speaking, where the console calls Marta K by that name alone."""
    talk = conversation(
        [
            ("D1", "Marta K, sector, what can you see?"),
            ("S1", "Three hooded people in a raft."),
            ("S2", "Sector, 612, we have them in sight."),
            ("S2", "Marta K, 612, stay upwind of them."),
        ]
    )
    heard = [
        replace(t, unit="612", unit_basis="speech") if t.speaker == "S2" else t for t in talk.transmissions
    ]
    claim = Claim("c1", "Stay upwind of them.", attributed_to=Role.UNIT, unit="Marta K")
    searched = Searched(1000, 0, by_sound=1.0, confident_text=1.0, covered=1.0)
    evidence = ClaimEvidence(claim, (), None, searched)
    for called, may_be in ((talk.transmissions[0].text, {"D1", "S1"}), ("Sector.", {"S2"})):
        told = replace(talk, transmissions=(replace(heard[0], text=called), *heard[1:]))
        assert Names(streams(told)).filled(evidence).naming == may_be
