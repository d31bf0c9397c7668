"""What every scorer owes: the true text explains its sound better than a changed one or other talk."""

from __future__ import annotations

import math
from typing import Any

import pytest

from dispatch.interfaces import LikelihoodScorer
from dispatch.transcribe.engines import open_engine
from dispatch.transcribe.jointly import JointScorer
from dispatch.transcribe.options import HearingOptions
from dispatch.transcribe.whisper import WhisperEngine
from dispatch.values import Stretch
from tests.transcribe.sounds import FloatArray, MemoryAudio, noise

pytestmark = pytest.mark.model


@pytest.fixture(scope="module", params=["one model", "two models"])
def scorer(request: pytest.FixtureRequest, tiny: WhisperEngine) -> LikelihoodScorer:
    if request.param == "one model":
        return tiny
    return JointScorer(tiny, open_engine(HearingOptions(model="base", threads=1)))


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
    assert together == tuple(scorer.score(call, [text])[0] for text in texts)
    assert scorer.score(call, texts, key="a") == scorer.score(call, texts, key="a") == together


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
