"""Of two readings of a window the likelier words, difference by difference."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dispatch.transcribe.weighing import chosen

WORDS = st.lists(st.sampled_from("engine four take the rear stairs, Stairs two too".split()), max_size=8)


@given(WORDS, WORDS, st.dictionaries(st.text(), st.floats(-9, 0)))
def test_each_word_is_of_one_of_the_two_readings(
    mine: list[str], other: list[str], likes: dict[str, float]
) -> None:
    found = chosen(" ".join(mine), " ".join(other), lambda text: likes.get(text, float(hash(text) % 7)))
    assert set(found.split()) <= {*mine, *other}


@given(WORDS, WORDS)
def test_what_is_no_likelier_changes_nothing(mine: list[str], other: list[str]) -> None:
    assert chosen(" ".join(mine), " ".join(other), lambda text: -1.0) == " ".join(mine)


def test_differences_are_decided_one_by_one() -> None:
    ours, theirs = "Ladder too to the rear, stay of the roof.", "Ladder two to the rear. Stay off the roof"
    liked = {"two", "off"}
    found = chosen(ours, theirs, lambda text: float(len(liked & set(text.split()))))
    assert found == "Ladder two to the rear, stay off the roof."


def test_marks_and_capitals_are_no_difference() -> None:
    asked: list[str] = []

    def likelihood(text: str) -> float:
        asked.append(text)
        return 0.0

    assert chosen("Copy, on scene.", "copy on scene", likelihood) == "Copy, on scene."
    assert chosen("Car 31, 10-4.", "car thirty one, ten four", likelihood) == "Car 31, 10-4."
    assert not asked
