"""Text four times as long takes four times the work: counted, and by processor time where no call is made."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from types import FrameType

import pytest

from dispatch.claims import find_claims

SMALL = 6_000
"""Characters: enough that what is found once, and the first sentences, count for nothing."""


def _prose(*sentences: str) -> Callable[[int], str]:
    """Sentences over and over, with names of which each is met with a few times at most, as in no prose."""

    def text(length: int) -> str:
        chance = random.Random(1)
        out, size, number = ["The radio recording was released."], 0, 0
        while size < length:
            names = [_name(chance) for _ in range(3)]
            sentence = sentences[number % len(sentences)].format(*names, n=number)
            out.append(sentence + ("\n\n" if number % 5 == 4 else ""))
            size, number = size + len(out[-1]) + 1, number + 1
        return " ".join(out)

    return text


def _name(chance: random.Random) -> str:
    family = "".join(chance.choice("bdlmnr") + chance.choice("aeiou") for _ in range(3))
    return f"{chance.choice(('Ann', 'Gus', 'Dana'))} {family.title()}"


SHAPES = {
    "names": _prose("Sgt. {0} told {1} that {2} had left.", "Officer {0} met {1}, a medic, and {2}."),
    "pronouns": _prose("He told {0} that she asked them.", "She told them that he was told by {1}."),
    "bare nouns": _prose(
        "The operator told {0}.", "The supervisor asked {1} of Unit {n}.", "The chief told her."
    ),
    "orders": _prose(
        "Dispatchers told {0} not to go in.", "{1} was told to wait by {2}.", "No order was given."
    ),
    "one name": _prose("Ann Hale told Gus Cole over the radio to wait for Dana Marsh."),
    "dates": _prose("{0} was told to leave at 9:14 p.m. on March 3, {n:04d}.", "He radioed {1} at 9 p.m."),
    "no full stop": _prose("and dispatchers told {0} that {1} of Engine {n} had asked {2} who was there and"),
}


def _calls(text: str) -> int:
    """Calls of functions, in Python and in C, that reading the text takes."""
    count = 0

    def counted(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        find_claims(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_calls_grow_with_the_text(shape: str) -> None:
    small, large = (_calls(SHAPES[shape](length)) for length in (SMALL, 4 * SMALL))
    assert large < 5 * small


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_text(shape: str) -> None:
    """What a single call does (a copy, a search) is not counted above; sixteen times would be the square."""
    small, large = (SHAPES[shape](length) for length in (4 * SMALL, 16 * SMALL))
    ratios = []
    for _ in range(3):  # a machine with other work on it can spoil one measurement
        ratios.append(_seconds(large) / _seconds(small))
        if ratios[-1] < 8:
            return
    pytest.fail(f"four times the text takes {min(ratios):.1f} times as long")


def _seconds(text: str) -> float:
    """Of processor time."""
    began = time.process_time()
    find_claims(text)
    return time.process_time() - began
