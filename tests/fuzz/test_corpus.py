"""What fuzzing once found stays found, and every target stands a little more of it."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from fuzz.seeds import LISTENING, SEEDS, SPEAKERS
from fuzz.shaped import bent
from fuzz.targets import TARGETS

from dispatch.errors import DispatchError
from dispatch.turns import read_corrections
from dispatch.values import Coverage, Transmission, from_json

CORPUS = Path(__file__).parent / "corpus"
FOUND = sorted(path for path in CORPUS.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_inputs_that_once_broke_something(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_a_little_fuzzing(name: str) -> None:
    chance = random.Random(name)
    seeds = [seed.encode() for seed in SEEDS.get(name, ())] or [chance.randbytes(60)]
    for _ in range(40):
        data = bytearray(chance.choice(seeds)[:600])
        for _ in range(chance.randint(0, 6)):
            at = chance.randrange(len(data) + 1)
            data[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
        TARGETS[name](bytes(data))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"seconds": 1e999, "speech_seconds": 0}', "not a finite number"),
        ('{"seconds": NaN}', "not a finite number"),
        ('{"seconds": 1e308}', "beyond all bounds"),
        ('{"seconds": 1' + "0" * 400 + "}", "not a finite number"),
    ],
)
def test_numbers_beyond_all_bounds(text: str, why: str) -> None:
    with pytest.raises(DispatchError, match=why):
        from_json(Coverage, json.loads(text))


def test_lists_in_lists_are_refused() -> None:
    deep: object = 0
    for _ in range(2000):
        deep = [deep]
    with pytest.raises(DispatchError):
        from_json(Transmission, {"id": 0, "start": 0, "end": 1, "words": deep})


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '[{"speaker": "S1", "start": "inf", "end": "inf", "unit": "5"}]']
)
def test_corrections_of_speakers_that_cannot_be_read(tmp_path: Path, text: str) -> None:
    file = tmp_path / "speakers.json"
    file.write_text(text)
    with pytest.raises(DispatchError):
        read_corrections(file)


def test_bending_bends() -> None:
    """The shaped targets would prove nothing if what they hand over were always whole."""
    chance = random.Random(1)
    for text in (SPEAKERS, LISTENING):
        made = {bent(chance.randbytes(40), json.loads(text)) for _ in range(50)}
        assert len(made) > 30
