"""Another language is heard as such, and its words are not written as English."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dispatch.audio.decode import open_audio
from dispatch.transcribe.engines import open_engine
from dispatch.transcribe.guards import Doubt
from dispatch.transcribe.languages import Linguist, is_other_language
from dispatch.transcribe.models import PINNED, ModelFiles
from dispatch.transcribe.options import HearingOptions
from dispatch.transcribe.runtime import Decoding
from dispatch.transcribe.whisper import WhisperEngine
from dispatch.values import Flag, Heard, Span, Stretch
from tests.transcribe.sounds import MemoryAudio

ITALIAN = Path(__file__).with_name("italian.flac")
"""A synthetic voice, as scripts/make_nonspeech.py writes it."""
PORTUGUESE = Path(__file__).with_name("portuguese.flac")
"""Another, of which tiny.en makes "I keep you should go or look out"."""
MEMORY = np.zeros((300, 4), np.float32)


class FakeRuntime:
    """Knows how probable a text is in each language, and how it reads."""

    def __init__(self, guesses: dict[str, float], readings: dict[str, tuple[float, str]]) -> None:
        self.guesses, self.readings, self.asked = guesses, readings, list[str]()
        self.tokens = self
        self.language = "en"

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


def other(runtime: FakeRuntime, average: float = -0.6, most: int = 20) -> bool:
    return is_other_language(runtime, MEMORY, average, most)  # type: ignore[arg-type]


def heard_of(engine: WhisperEngine, path: Path, span: Span) -> Heard:
    with open_audio(path) as audio:
        samples = audio.read(0, Span(0, audio.duration_ms)).copy()
    (heard,) = engine.hear(MemoryAudio((samples,)), [Stretch(span, snr_db=25.0)])
    return heard


SPANISH = (-0.2, "hay dos heridos")


@pytest.mark.parametrize(
    ("guesses", "readings", "verdict"),
    [
        ({}, {}, False),  # a model that knows English alone
        ({"en": 0.7, "es": 0.3}, {"es": SPANISH}, False),
        ({"es": 0.9, "en": 0.1}, {"es": SPANISH}, True),
        ({"en": 0.4, "la": 0.3, "es": 0.1}, {"la": (-2.0, "hic"), "es": SPANISH}, True),
        ({"es": 0.9, "en": 0.1}, {"es": (-0.69, "hay dos heridos")}, True),
        ({"en": 0.4, "es": 0.3}, {"es": (-0.61, "hay dos heridos")}, False),  # ours is the likelier
        ({"zh": 0.9, "en": 0.1}, {"zh": (-0.9, "no sense")}, False),  # noise, taken for Chinese
        ({"nn": 0.9, "en": 0.1}, {"nn": (-0.1, "siom goi " * 6)}, False),  # noise, read in circles
        ({"nn": 0.9, "en": 0.1}, {"nn": (-0.1, " ".join("abcdefghijklmnopqrstuvw"))}, False),  # never ends
    ],
)
def test_a_guess_is_put_to_the_test(
    guesses: dict[str, float], readings: dict[str, tuple[float, str]], verdict: bool
) -> None:
    assert other(FakeRuntime(guesses, {"?": (-3.0, "?"), **readings})) is verdict


def test_only_the_likeliest_are_read() -> None:
    runtime = FakeRuntime(
        {"zh": 0.3, "en": 0.2, "ja": 0.1, "ko": 0.09, "es": 0.08}, {"es": SPANISH, "?": (-3, "?")}
    )
    assert not other(runtime)
    assert runtime.asked == ["zh", "ja", "ko"]


@pytest.mark.parametrize(
    ("guesses", "english", "verdict", "asked"),
    [
        ({"en": 0.7, "es": 0.3}, -0.6, False, []),
        ({"es": 0.7, "en": 0.3}, -0.6, True, ["en", "es"]),
        ({"es": 0.7, "en": 0.3}, -0.05, False, ["en", "es"]),  # poor sound, and English after all
    ],
)
def test_beside_a_model_of_english_alone_another_reads_it_in_both(
    guesses: dict[str, float], english: float, verdict: bool, asked: list[str]
) -> None:
    runtime = FakeRuntime(guesses, {"es": SPANISH, "en": (english, "I do")})
    linguist = Linguist(ModelFiles(Path(), "base", "", known=True), HearingOptions())
    vars(linguist)["_runtime"] = runtime
    assert linguist.hears_another(np.zeros(16_000, np.float32), 20) is verdict
    assert runtime.asked == asked


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
    answers: list[bool] = []
    ask = Linguist.hears_another
    monkeypatch.setattr(Linguist, "hears_another", lambda *of: answers.append(ask(*of)) or answers[-1])
    samples = police.read(0, Span(0, 60_000))
    noise = np.random.default_rng(1).normal(size=len(samples)).astype(np.float32)
    noisy = MemoryAudio((samples + 0.7 * noise * samples.std(),))
    assert len(list(tiny.hear(noisy, [one for one in stretches if one.span.end_ms <= 60_000]))) > 5
    assert answers and not any(answers)


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
