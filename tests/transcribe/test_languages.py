"""Another language is heard as such, and its words are not written as English."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dispatch.audio.decode import open_audio
from dispatch.transcribe import decoding
from dispatch.transcribe.engines import open_engine
from dispatch.transcribe.guards import Doubt
from dispatch.transcribe.languages import language_doubt
from dispatch.transcribe.models import PINNED
from dispatch.transcribe.options import HearingOptions
from dispatch.transcribe.runtime import Decoding
from dispatch.transcribe.whisper import WhisperEngine
from dispatch.values import Flag, Heard, Span, Stretch
from tests.transcribe.sounds import MemoryAudio

ITALIAN = Path(__file__).with_name("italian.flac")
"""A synthetic voice, as scripts/make_nonspeech.py writes it."""
PORTUGUESE = Path(__file__).with_name("portuguese.flac")
"""Another, of which tiny.en makes "I keep you should go or look out"."""
SAMPLES = np.zeros(16_000, np.float32)


class FakeRuntime:
    """Knows how probable a text is in each language, and how it reads."""

    def __init__(self, guesses: dict[str, float], readings: dict[str, tuple[float, str]]) -> None:
        self.guesses, self.readings, self.asked = guesses, readings, list[str]()
        self.tokens = self
        self.language = "en"
        self.is_multilingual = bool(guesses)

    def memories(self, windows: list[object]) -> list[object]:
        return windows

    def languages(self, memory: object) -> dict[str, float]:
        return self.guesses

    def generate(self, memories: object, prompt: object, most: int, search: object, language: str) -> Any:
        self.asked.append(language)
        average, text = self.readings.get(language, (-3.0, "?"))
        return [Decoding(tuple(range(len(text.split()))), average, 0.0)]

    def decode(self, tokens: tuple[int, ...]) -> str:
        return next(text for _, text in self.readings.values() if len(text.split()) == len(tokens))


def doubt_of(runtime: FakeRuntime) -> Doubt | None:
    return language_doubt(runtime, SAMPLES, 20)  # type: ignore[arg-type]


def heard_of(engine: WhisperEngine, path: Path, span: Span) -> Heard:
    with open_audio(path) as audio:
        samples = audio.read(0, Span(0, audio.duration_ms)).copy()
    (heard,) = engine.hear(MemoryAudio((samples,)), [Stretch(span, snr_db=25.0)])
    return heard


SPANISH = (-0.2, "hay dos heridos")
ENGLISH = (-0.6, "I do")


OTHER, UNLIKE = Doubt.OTHER_LANGUAGE, Doubt.UNLIKE_OURS


@pytest.mark.parametrize(
    ("guesses", "readings", "doubt", "asked"),
    [
        ({}, {}, None, []),  # a model that knows English alone
        ({"en": 0.85, "es": 0.15}, {"es": SPANISH}, None, []),
        ({"en": 0.7, "es": 0.3}, {"es": SPANISH}, UNLIKE, []),
        ({"zh": 0.3, "en": 0.09}, {}, OTHER, []),  # nobody made words of ours out of that
        ({"es": 0.9, "en": 0.1}, {"es": SPANISH}, OTHER, ["en", "es"]),
        ({"en": 0.4, "la": 0.3, "es": 0.1}, {"la": (-2.0, "hic"), "es": SPANISH}, OTHER, ["en", "la", "es"]),
        ({"es": 0.9, "en": 0.1}, {"es": (-0.61, "hay dos heridos")}, UNLIKE, ["en", "es"]),
        ({"zh": 0.9, "en": 0.1}, {"zh": (-0.9, "no sense")}, UNLIKE, ["en", "zh"]),  # taken for Chinese
        ({"nn": 0.9, "en": 0.1}, {"nn": (-0.1, "siom goi " * 6)}, UNLIKE, ["en", "nn"]),  # read in circles
        (
            {"nn": 0.9, "en": 0.1},
            {"nn": (-0.1, " ".join("abcdefghijklmnopqrstuvw"))},  # never ends
            UNLIKE,
            ["en", "nn"],
        ),
    ],
)
def test_a_guess_is_put_to_the_test(
    guesses: dict[str, float],
    readings: dict[str, tuple[float, str]],
    doubt: Doubt | None,
    asked: list[str],
) -> None:
    runtime = FakeRuntime(guesses, {"?": (-3.0, "?"), "en": ENGLISH, **readings})
    assert doubt_of(runtime) is doubt
    assert runtime.asked == asked


def test_only_the_likeliest_are_read() -> None:
    guesses = {"zh": 0.3, "en": 0.2, "ja": 0.1, "ko": 0.09, "es": 0.08}
    runtime = FakeRuntime(guesses, {"es": SPANISH, "en": ENGLISH, "?": (-3.0, "?")})
    assert doubt_of(runtime) is UNLIKE
    assert runtime.asked == ["en", "zh", "ja", "ko"]


@pytest.mark.model
def test_words_unlike_ours_are_kept_and_marked_as_perhaps_made_up(
    base: WhisperEngine, police: MemoryAudio, stretches: tuple[Stretch, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "language_doubt", lambda *_: UNLIKE)
    samples = police.read(0, Span(0, 60_000))
    noise = np.random.default_rng(1).normal(size=len(samples)).astype(np.float32)
    noisy = MemoryAudio((samples + 0.7 * noise * samples.std(),))
    found = list(base.hear(noisy, [one for one in stretches if one.span.end_ms <= 20_000]))
    marked = [one for one in found if Flag.DOUBTFUL_LANGUAGE in one.flags]
    assert marked and all(one.text and Flag.POSSIBLE_HALLUCINATION in one.flags for one in marked)


@pytest.mark.model
def test_a_model_of_english_alone_makes_no_words_of_portuguese(tiny: WhisperEngine) -> None:
    heard = heard_of(tiny, PORTUGUESE, Span(250, 5_010))
    assert heard.text == "" and not heard.words
    assert {Flag.OTHER_LANGUAGE, Flag.UNINTELLIGIBLE} <= set(heard.flags)
    assert dict(tiny.engine.settings)["linguist"] == PINNED["base"]


@pytest.mark.model
def test_weak_english_is_not_taken_for_another_language_by_it(
    tiny: WhisperEngine,
    police: MemoryAudio,
    stretches: tuple[Stretch, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers: list[Doubt | None] = []
    monkeypatch.setattr(
        decoding, "language_doubt", lambda *of: answers.append(language_doubt(*of)) or answers[-1]
    )
    samples = police.read(0, Span(0, 60_000))
    noise = np.random.default_rng(1).normal(size=len(samples)).astype(np.float32)
    noisy = MemoryAudio((samples + 0.7 * noise * samples.std(),))
    assert len(list(tiny.hear(noisy, [one for one in stretches if one.span.end_ms <= 60_000]))) > 5
    assert answers and OTHER not in answers


@pytest.fixture(scope="module")
def base() -> WhisperEngine:
    return open_engine(HearingOptions(model="base", threads=1))


@pytest.mark.model
def test_italian_is_kept_beside_and_not_as_words(base: WhisperEngine) -> None:
    heard = heard_of(base, ITALIAN, Span(200, 6_200))
    assert heard.text == "" and not heard.words
    assert {Flag.OTHER_LANGUAGE, Flag.UNINTELLIGIBLE} <= set(heard.flags)
    assert any("bridge" in text for text in heard.alternatives)


@pytest.mark.model
def test_english_is_never_taken_for_another_language(
    base: WhisperEngine, police: MemoryAudio, stretches: tuple[Stretch, ...]
) -> None:
    for heard in base.hear(police, stretches[:6]):
        assert heard.text and Flag.OTHER_LANGUAGE not in heard.flags


@pytest.mark.model
def test_english_in_noise_is_never_taken_for_another_language(
    base: WhisperEngine, police: MemoryAudio
) -> None:
    samples = police.read(0, Span(0, 20_000))
    noise = np.random.default_rng(1).normal(size=len(samples)).astype(np.float32)
    for level in (0.3, 1.0):
        mixed = samples + level * noise * samples.std()
        reading = base.decode(mixed)
        assert Doubt.OTHER_LANGUAGE not in reading.doubts
