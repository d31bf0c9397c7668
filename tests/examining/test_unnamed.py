"""A voice of whom nothing tells which unit it is, asked of the sound."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.examining.examine import ExamineOptions, examine
from dispatch.interfaces import Hearing
from dispatch.values import Claim, Finding, Role, Transcript, Verdict
from tests.align.conversation import conversation
from tests.judge.test_verdict import Silence, TrueSound

TALK = [
    ("D1", "Ladder 3, use the fire exit on the river side."),
    ("U1", "Ladder 3, we're two minutes off."),
    ("U2", "Hazmat 2, I'm reading three parts at the gate."),
    ("U3", "Let it rain, we found him in the back bedroom."),
]
WORDS = "We found him in the back bedroom."


def heard() -> Transcript:
    """One clipped transmission of Ladder 3 is a voice by itself; the next ones have no call sign."""
    transcript = conversation(TALK)
    units = {"U1": "Ladder 3", "U2": "Hazmat 2"}
    named = [
        replace(one, unit=units.get(one.speaker or ""), unit_basis="speech" if one.speaker in units else None)
        for one in transcript.transmissions
    ]
    return replace(transcript, transmissions=tuple(named))


def said(truth: str, unit: str) -> Finding:
    """What is found of words given to a unit, where the last transmission truly opened so."""
    transcript = heard()
    sound = TrueSound(conversation([*TALK[:-1], ("U3", truth)]))
    claims = [
        Claim("c1", WORDS, attributed_to=Role.UNIT, unit=unit),
        Claim("c2", "I'm reading three parts at the gate.", attributed_to=Role.UNIT, unit="Hazmat 2"),
    ]
    hearing = Hearing(transcript, Silence(transcript.recording))
    return examine(claims, [hearing], sound, ExamineOptions()).findings[0]


@pytest.mark.parametrize(
    ("truth", "unit", "verdict", "known"),
    [
        ("Ladder 3, we found him in the back bedroom.", "Ladder 3", Verdict.VERBATIM, "Ladder 3"),
        ("Hazmat 2, we found him in the back bedroom.", "Ladder 3", Verdict.CANNOT_DETERMINE, "Hazmat 2"),
        ("Let it rain, we found him in the back bedroom.", "Ladder 3", Verdict.CANNOT_DETERMINE, None),
    ],
)
def test_who_a_voice_without_a_name_is(truth: str, unit: str, verdict: Verdict, known: str | None) -> None:
    found = said(truth, unit)
    assert found.verdict is verdict
    assert found.said_by is not None and found.said_by.unit == known
    assert any("by its sound it calls itself" in reason for reason in found.reasons) is (known is not None)
