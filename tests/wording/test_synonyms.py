"""What a newspaper put in place of a word: the same thing, or another.

``pairs.jsonl`` was written by somebody who had not seen the list of synonyms. The list grew with every
other line in view, so those on the other lines measure it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dispatch.wording import Meaning, meaning_of, tokens
from dispatch.wording.synonyms import partners

PAIRS = [json.loads(line) for line in (Path(__file__).parent / "pairs.jsonl").read_text("utf-8").splitlines()]
SMALL = (Meaning.NONE, Meaning.FUNCTION)


def difference(pair: dict[str, Any]) -> Meaning:
    """The class of what stands between the words that both sides begin and end with."""
    quoted, heard = list(tokens(pair["quoted"])), list(tokens(pair["heard"]))
    while quoted and heard and quoted[0].norm == heard[0].norm:
        quoted, heard = quoted[1:], heard[1:]
    while quoted and heard and quoted[-1].norm == heard[-1].norm:
        quoted, heard = quoted[:-1], heard[:-1]
    return meaning_of(quoted, heard)


@pytest.mark.parametrize("pair", [p for p in PAIRS if not p["same"]], ids=lambda p: p["quoted"])
def test_another_thing_is_no_small_difference(pair: dict[str, Any]) -> None:
    assert difference(pair) not in SMALL


def test_most_of_what_says_the_same_is_a_small_difference() -> None:
    unseen = [difference(pair) in SMALL for pair in PAIRS[1::2] if pair["same"]]
    assert sum(unseen) >= 0.55 * len(unseen)


def test_synonyms_are_mutual() -> None:
    every = partners()
    assert all(word in every[other] for word, others in every.items() for other in others)


def test_verbs_stand_for_each_other_in_one_form_alone() -> None:
    assert "stopped" in partners()["halted"] and "stopping" in partners()["halting"]
    assert "stop" not in partners()["halted"] and "stopped" not in partners()["halting"]


def test_irregular_verbs_keep_past_and_participle_apart() -> None:
    assert "spoke" in partners()["talked"] and "spoken" in partners()["talked"]
    assert "spoken" not in partners()["spoke"]
