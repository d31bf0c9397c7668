"""The benchmark's own arithmetic: what counts as a right role, a wrong speaker, an accusation."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from dispatch.turns import Turns
from dispatch.values import Role, Span, Transmission

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts/benchmarks"))
from speakers import Case, Sure, accusations, hints_of, interval, score

TRUTH: dict[str, Any] = {
    "id": "made",
    "seconds": 10.0,
    "channel": "analog",
    "transmissions": [
        {"index": 0, "speaker": "D", "role": "dispatcher", "start": 0.0, "end": 3.0},
        {"index": 1, "speaker": "A", "role": "unit", "start": 4.0, "end": 5.0},
        {"index": 2, "speaker": "D", "role": "dispatcher", "start": 6.0, "end": 8.0},
    ],
    "claims": [
        {"id": "c1", "truth": "verbatim", "attributed_to": "dispatcher", "evidence": [0]},
        {"id": "c2", "truth": "misattributed", "attributed_to": "unit", "evidence": [2]},
        {"id": "c3", "truth": "altered", "attributed_to": "unit", "evidence": [2]},
    ],
}
for claim in TRUTH["claims"]:
    claim.update(quote="clear out", kind="quote")


def said(number: int, start: float, end: float, speaker: str, role: Role) -> Transmission:
    span = Span(round(start * 1000), round(end * 1000))
    return Transmission(number, span, speaker=speaker, role=role, role_probability=0.95)


RIGHT = (
    said(0, 0, 3, "S1", Role.DISPATCHER),
    said(1, 4, 5, "S2", Role.UNIT),
    said(2, 6, 8, "S1", Role.DISPATCHER),
)
CASE = Case(TRUTH, RIGHT, Path("made.wav"))


def test_all_right_is_all_right() -> None:
    found = score(CASE, Turns(RIGHT, ()))
    assert (found.speech, found.role_right, found.confused, found.missed, found.false) == (6, 6, 0, 0, 0)


def test_a_voice_split_in_two_costs_the_shorter_half_and_a_wrong_role_its_time() -> None:
    split = (*RIGHT[:2], said(2, 6, 8, "S3", Role.UNIT))
    found = score(CASE, Turns(split, ()))
    assert (found.role_right, found.confused) == (4, 2)


def test_speech_missed_and_falsely_kept_count_beyond_the_collar() -> None:
    found = score(CASE, Turns((RIGHT[0], said(1, 9, 10, "S2", Role.UNIT), RIGHT[2]), ()))
    assert found.missed == pytest.approx(0.8)
    assert found.false == pytest.approx(1.0)
    assert found.role_right == pytest.approx(5.0)


def test_lengths_are_those_of_the_truth() -> None:
    assert score(CASE, Turns(RIGHT, ()), 0.0, 1.5).speech == pytest.approx(1.0)


def test_who_is_accused() -> None:
    assert accusations(CASE, Turns(RIGHT, ())) == {
        "rightly attributed": [False],
        "another role's": [True],
        "another unit's": [],
    }


def test_stated_and_true_probabilities() -> None:
    sure = Sure()
    sure.add(CASE, Turns((RIGHT[0], said(1, 4, 5, "S2", Role.DISPATCHER)), ()))
    assert (sure.stated, sure.right) == ([0.95, 0.95], [True, False])
    assert "1 of 2 above 0.9 wrong" in sure.row()


@pytest.mark.parametrize("kind, known", [("right", 3), ("console", 2), ("shifted", 3)])
def test_ids_as_a_recorder_leaves_them(kind: str, known: int) -> None:
    hints = hints_of(CASE, kind)
    assert sum(mark.known for mark in hints.marks) == known
    assert bool(hints.consoles) is (kind == "console")
    assert hints.marks[1].start_ms == (5800 if kind == "shifted" else 4000)


def test_the_interval_of_none_in_221_ends_below_one_in_fifty() -> None:
    low, high = interval(0, 221)
    assert (round(low, 3), round(high, 3)) == (0.0, 0.017)
