"""The sample recordings and what is written about them agree."""

import hashlib
import json
from itertools import pairwise
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "audio_samples"
IDS = sorted(p.name.removesuffix(".truth.json") for p in SAMPLES.glob("*.truth.json"))


@pytest.mark.parametrize("name", IDS)
def test_the_truth_is_about_this_very_file(name: str) -> None:
    truth = json.loads((SAMPLES / f"{name}.truth.json").read_text())
    sound = (SAMPLES / truth["audio"]).read_bytes()
    assert hashlib.sha256(sound).hexdigest() == truth["sha256"]
    assert len(sound) < 2_000_000
    lines = truth["transmissions"]
    assert all(0 <= x["start"] < x["end"] <= truth["seconds"] for x in lines)
    for side in {x["channel"] for x in lines}:
        own = [x for x in lines if x["channel"] == side]
        assert all(a["end"] < b["start"] for a, b in pairwise(own))


@pytest.mark.parametrize("name", IDS)
def test_the_claims_are_those_of_the_truth_without_the_answers(name: str) -> None:
    truth = json.loads((SAMPLES / f"{name}.truth.json").read_text())
    claims = json.loads((SAMPLES / f"{name}.claims.json").read_text())
    assert [c["quote"] for c in claims] == [c["quote"] for c in truth["claims"]]
    assert not any({"truth", "evidence", "why"} & set(c) for c in claims)
    article = (SAMPLES / f"{name}.article.txt").read_text()
    assert all(words in article for words in truth["article_claims"]["other"])


def test_every_verdict_occurs() -> None:
    files = [json.loads((SAMPLES / f"{n}.truth.json").read_text()) for n in IDS]
    said = {"verbatim", "minor_differences", "misattributed", "supported"}
    not_said = {"altered", "spliced", "not_found", "contradicted", "cannot_determine"}
    assert {c["truth"] for f in files for c in f["claims"]} == said | not_said
