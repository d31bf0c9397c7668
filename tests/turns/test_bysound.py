"""Call signs that the recogniser missed, asked of the sound."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dispatch.turns.bysound import MOST_ASKED, named_by_sound
from dispatch.values import Span, Transmission

NAMES, RIVALS = ["Ladder 3", "Hazmat 2", "Pump 41"], ["Ladder 8", "Hazmat 4"]


def said(*texts: str) -> list[Transmission]:
    return [Transmission(k, Span(k * 5000, k * 5000 + 3000), text=text) for k, text in enumerate(texts)]


class Ear:
    """What was truly said: the nearer a text comes to it, word by word from the front, the likelier it is."""

    def __init__(self, truth: dict[str, str], per_word: float = 5.0) -> None:
        self.truth, self.per_word, self.asked = truth, per_word, 0

    def __call__(self, transmission: Transmission, texts: Sequence[str]) -> list[float]:
        self.asked += 1
        spoken = self.truth.get(transmission.text, transmission.text).split()
        return [-self.per_word * self._wrong(text.split(), spoken) for text in texts]

    @staticmethod
    def _wrong(text: list[str], spoken: list[str]) -> int:
        return sum(a != b for a, b in zip(text, spoken, strict=False)) + abs(len(text) - len(spoken))


def test_a_call_sign_heard_as_other_words_or_left_out_is_found() -> None:
    ear = Ear(
        {
            "Let it rain, we found him.": "Ladder 3, we found him.",
            "I'm reading three parts at the gate.": "Hazmat 2, I'm reading three parts at the gate.",
        }
    )
    assert named_by_sound(said("Let it rain, we found him."), NAMES, RIVALS, ear) == "Ladder 3"
    assert named_by_sound(said("I'm reading three parts at the gate."), NAMES, RIVALS, ear) == "Hazmat 2"


@pytest.mark.parametrize(
    "truth",
    [
        "Ladder 8, we found him.",  # nobody's call sign is likelier
        "Let it rain, we found him.",  # it was heard as it was said
        "Ladder 3, you take him.",  # he calls somebody else
    ],
)
def test_what_speaks_for_another_or_for_nobody_names_nobody(truth: str) -> None:
    heard = "Let it rain, you take him." if "you" in truth else "Let it rain, we found him."
    assert named_by_sound(said(heard), NAMES, RIVALS, Ear({heard: truth})) is None


def test_two_call_signs_in_one_voice_name_nobody() -> None:
    ear = Ear(
        {
            "Let it rain, we found him.": "Ladder 3, we found him.",
            "Have met two, we're on.": "Hazmat 2, we're on.",
        }
    )
    assert named_by_sound(said("Let it rain, we found him."), NAMES, RIVALS, ear) == "Ladder 3"
    assert (
        named_by_sound(said("Let it rain, we found him.", "Have met two, we're on."), NAMES, RIVALS, ear)
        is None
    )


def test_a_few_transmissions_are_asked_and_empty_ones_never() -> None:
    ear = Ear({})
    texts = ["", *(f"We are at the gate, {k} of us." for k in range(2 * MOST_ASKED))]
    assert named_by_sound(said(*texts), NAMES, RIVALS, ear) is None
    assert ear.asked == MOST_ASKED
    assert named_by_sound(said(""), NAMES, RIVALS, ear) is None
