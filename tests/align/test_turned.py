"""Statements of a quote that the sound has as questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from rapidfuzz.distance import Levenshtein

from dispatch.align.acoustic import Witness
from dispatch.align.gather import gather
from dispatch.align.placement import placements
from dispatch.align.stream import streams
from dispatch.align.turned import maybe_turned
from dispatch.interfaces import Hearing, TextScore
from dispatch.values import Claim, Engine
from dispatch.wording import tokens
from tests.align.conversation import conversation
from tests.align.test_asking import Hush


class Ear:
    """A scorer for whom a word too many or too few costs four nats; on noise each costs one."""

    engine = Engine("ear", "1", "ear", "", "en")

    def __init__(self, said: str) -> None:
        self._said = _words(said)

    def score(
        self, samples: object, texts: Sequence[str], *, key: str | None = None
    ) -> tuple[TextScore, ...]:
        on_noise = key is not None and key.startswith("noise")
        return tuple(
            TextScore(t, -len(_words(t)) if on_noise else -4.0 * self._distance(t), len(_words(t)), ())
            for t in texts
        )

    def _distance(self, text: str) -> int:
        return Levenshtein.distance(self._said, _words(text))


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'’]+", text.lower())


@pytest.mark.parametrize(
    ("said", "heard", "quote", "question"),
    [
        (
            "Have I got authority to pursue?",
            "And I got authority to pursue.",
            "I have got authority.",
            "Have I",
        ),
        (
            "And I got authority to pursue.",
            "And I got authority to pursue.",
            "I have got authority.",
            "Have I",
        ),
        ("I have got authority to pursue.", "I got authority to pursue.", "I have got authority.", ""),
        ("Do you want units for that?", "You want units for that.", "You want units for that.", "Do you"),
        ("You want units for that.", "You want units for that.", "You want units for that.", ""),
        ("Are you on the ramp yet?", "You're on the ramp yet.", "You are on the ramp yet.", "Are you"),
        ("Can't they get out of it?", "They can't get out of it.", "They can't get out of it.", "Can't they"),
        ("Do you want units for that?", "You want units for that.", "You want units for that?", ""),
        (
            "Is the fire under control?",
            "Just fire under control.",
            "The fire is under control.",
            "Is the fire",
        ),
        ("The fire is under control.", "Just fire under control.", "The fire is under control.", ""),
        (
            "Is the guard supposed to be there?",
            "The guard's supposed to be there.",
            "The guard is supposed to be there.",
            "Is the guard",
        ),
        (
            "The guard's supposed to be there.",
            "The guard's supposed to be there.",
            "The guard is supposed to be there.",
            "",
        ),
        ("Is the guard.", "The guard is.", "The guard is.", ""),
        ("Is the guard not there?", "The guard is not there.", "The guard is not there.", ""),
        (
            "Is the guard supposed to be there?",
            "The guard's supposed to be there.",
            "The guard is supposed to be elsewhere.",
            "",
        ),
        ("Did the driver call?", "The driver call.", "The driver did call.", "Did the driver"),
        ("Do you want units for that?", "You want units for that.", "Ten units went over there.", ""),
    ],
)
def test_a_question_is_told_from_a_statement_by_its_sound(
    said: str, heard: str, quote: str, question: str
) -> None:
    talk = conversation([("D1", f"Nine sixty. {heard}")])
    (stream,) = streams(talk)
    witness = Witness(Ear(f"Nine sixty. {said}"), Hush(talk.recording), talk.recording.sha256)
    (placement,) = placements(quote, tokens(quote), stream, 1)
    assert maybe_turned(placement, witness) == question


def test_what_the_sound_has_as_a_question_is_a_doubt_of_the_reading() -> None:
    talk = conversation([("D1", "And I got authority to pursue.")])
    for said, question in (
        ("Have I got authority to pursue?", "Have I"),
        ("I have got authority to pursue.", ""),
    ):
        hearing = Hearing(talk, Hush(talk.recording))
        (evidence,) = gather([Claim("c1", "I have got authority to pursue.")], [hearing], Ear(said)).evidence
        assert evidence.readings[0].maybe_asked == question
