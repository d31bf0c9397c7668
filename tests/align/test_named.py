"""Which speakers may be the unit that a claim names."""

from __future__ import annotations

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
