"""What every scorer owes: the true text explains its sound better than a changed one or other talk."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pytest

from dispatch.interfaces import LikelihoodScorer
from dispatch.transcribe import scoring
from dispatch.transcribe.engines import open_engine
from dispatch.transcribe.jointly import JointScorer
from dispatch.transcribe.moonshine.ear import Moonshine
from dispatch.transcribe.options import HearingOptions
from dispatch.transcribe.runtime import Alignment
from dispatch.transcribe.whisper import WhisperEngine
from dispatch.values import Stretch
from tests.transcribe.sounds import FloatArray, MemoryAudio, noise

pytestmark = pytest.mark.model


@pytest.fixture(scope="module", params=["one model", "two models", "moonshine"])
def scorer(request: pytest.FixtureRequest, tiny: WhisperEngine) -> LikelihoodScorer:
    if request.param == "one model":
        return tiny
    if request.param == "moonshine":
        return Moonshine(HearingOptions(threads=1))
    return JointScorer((tiny, open_engine(HearingOptions(model="base", threads=1))))


@pytest.fixture(scope="module")
def call(police: MemoryAudio, stretches: tuple[Stretch, ...]) -> FloatArray:
    return police.read(0, stretches[0].span.grow(150))


def test_truth_beats_changed_details_and_other_talk(
    scorer: LikelihoodScorer, call: FloatArray, truth: dict[str, Any]
) -> None:
    said = truth["transmissions"][0]["spoken"]
    assert "east door" in said
    changed = said.replace("east door", "west door")
    other = truth["transmissions"][3]["spoken"]
    right, wrong, far = scorer.score(call, [said, changed, other])
    assert right.log_prob > wrong.log_prob + 2
    assert wrong.log_prob > far.log_prob


def test_a_score_does_not_depend_on_what_is_asked_with_it(scorer: LikelihoodScorer, call: FloatArray) -> None:
    texts = ["alarm at the feed mill", "all units clear", "alarm at the feed mill"]
    together = scorer.score(call, texts)
    assert together[0] == together[2]
    # each under a key of its own, so that it is asked anew
    assert together == tuple(scorer.score(call, [text], key=f"{n}")[0] for n, text in enumerate(texts))
    assert scorer.score(call, texts, key="a") == scorer.score(call, texts, key="a") == together


@pytest.fixture
def asked(tiny: WhisperEngine, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many tokens the network is asked of, each time that it is."""
    asked: list[int] = []
    align = tiny._runtime.align

    def counted(memory: FloatArray, tokens: Sequence[int], rows: int) -> Alignment:
        asked.append(len(tokens))
        return align(memory, tokens, rows)

    monkeypatch.setattr(tiny._runtime, "align", counted)
    return asked


def test_a_text_is_asked_once_of_a_window(
    tiny: WhisperEngine, call: FloatArray, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoring, "CACHED_SCORES", 3)
    scorer = scoring.Scorer(tiny._runtime)
    first = scorer.score(call, ["one", "two two", "one"], key="a")
    assert scorer.score(call, ["two two", "one"], key="a") == first[1::-1]
    assert len(asked) == 2
    scorer.score(call, ["one"], key="b")
    scorer.score(call[:-1600], ["one"], key="a")
    assert len(asked) == 4, "another window, or another length of it"
    assert scorer.score(call, ["one", "two two"], key="a") == first[:2]
    assert len(asked) == 5, "the one that was asked longest ago is forgotten"


def test_words_add_up_and_stand_in_the_window(scorer: LikelihoodScorer, call: FloatArray) -> None:
    (score,) = scorer.score(call, ["alarm at the feed mill, 620 Depot Street"])
    assert [word for word, _, _ in score.words] == [
        "alarm",
        "at",
        "the",
        "feed",
        "mill,",
        "620",
        "Depot",
        "Street",
    ]
    assert math.isclose(sum(log for _, log, _ in score.words), score.log_prob, abs_tol=1e-6)
    assert all(span.end_ms <= len(call) / 16 + 20 for _, _, span in score.words)


def test_noise_gives_what_the_language_alone_expects(scorer: LikelihoodScorer) -> None:
    likely, unlikely = scorer.score(noise(4), ["Thank you very much.", "Zebra umbrella quartz."])
    assert likely.log_prob > unlikely.log_prob


def test_no_text_scores_nothing(scorer: LikelihoodScorer) -> None:
    (score,) = scorer.score(noise(2), [" "])
    assert (score.log_prob, score.tokens, score.words) == (0.0, 0, ())


def test_texts_cut_to_the_same_words_are_asked_once(
    tiny: WhisperEngine, call: FloatArray, asked: list[int]
) -> None:
    long = "go " * 300
    first, other = tiny.score(call, [f"{long}left", f"{long}right"], key="cut")
    assert (len(asked), first.tokens) == (1, other.tokens)
    assert first.log_prob == other.log_prob


def test_half_a_character_is_nothing_that_was_said(scorer: LikelihoodScorer, call: FloatArray) -> None:
    clean, broken = scorer.score(
        call, ["alarm at the feed mill", "alarm \ud83d at the\ufffd feed mill\ud800"]
    )
    assert broken.log_prob == clean.log_prob
    assert [word for word, *_ in broken.words] == [word for word, *_ in clean.words]
