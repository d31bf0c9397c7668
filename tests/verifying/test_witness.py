"""Which models are asked of the sound beside the one that transcribes, and how they answer as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import fmean

import pytest

from dispatch.audio.decode import open_audio
from dispatch.errors import ModelError
from dispatch.hearing.ear import Ear, open_ear
from dispatch.settings import Settings
from dispatch.transcribe import moonshine
from dispatch.transcribe.runtime import loaded_model
from dispatch.values import Span
from dispatch.verifying.witness import Witnesses, companions, open_witnesses

pytestmark = pytest.mark.model
SAMPLE = Path(__file__).parents[2] / "audio_samples" / "fire-maplecourt.wav"


@pytest.fixture(scope="module")
def tiny() -> Iterator[Ear]:
    yield open_ear(Settings(model="tiny.en", threads=1))


@pytest.fixture
def no_moonshine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moonshine, "is_installed", lambda: False)


def names(found: Witnesses) -> list[str]:
    return [engine.model for engine in found.beside]


@pytest.mark.skipif(not moonshine.is_installed(), reason="there is no package of it for this system")
def test_a_bundled_model_is_joined_by_the_other_and_one_of_another_kind(tiny: Ear) -> None:
    found = open_witnesses(tiny)
    assert names(found) == ["moonshine", "base"]
    hashes = {engine.model_sha256 for engine in (tiny.engine, *found.beside)}
    assert len(hashes) == 3 and all(hashes)


def test_a_bundled_model_is_joined_by_the_other(tiny: Ear, no_moonshine: None) -> None:
    assert names(open_witnesses(tiny)) == ["base"]


def test_one_that_is_named_is_asked_alone(tiny: Ear) -> None:
    assert names(open_witnesses(tiny, "base")) == ["base"]


def test_base_is_loaded_once_for_languages_and_as_a_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    import ctranslate2

    loaded: list[str] = []
    load = ctranslate2.models.Whisper

    def counted(folder: str, **how: object) -> object:
        loaded.append(folder)
        return load(folder, **how)

    loaded_model.cache_clear()
    monkeypatch.setattr(ctranslate2.models, "Whisper", counted)
    ear = open_ear(Settings(model="tiny.en", threads=1))
    with open_audio(SAMPLE) as audio:
        backwards = [audio.read(0, Span(at, at + 3000))[::-1].copy() for at in range(0, 24_000, 3000)]
    for sound in backwards:
        if len(loaded) < 2:  # until one is weak enough that base is asked what language it is
            ear.backend.decode(sound)
    assert len(set(loaded)) == 2
    open_witnesses(ear, "base").scorer.score(backwards[0], ["go ahead"])
    assert len(loaded) == 2


def test_none_asks_the_model_that_transcribes_alone(tiny: Ear) -> None:
    alone = open_witnesses(tiny, "none")
    assert alone.scorer is tiny.backend
    assert alone.beside == ()


def test_a_model_of_another_kind_gets_no_companion_unasked(tiny: Ear) -> None:
    other = replace(tiny, engine=replace(tiny.engine, model_sha256="0" * 64))
    assert companions(other) == ()
    assert companions(replace(tiny, engine=replace(tiny.engine, language="it"))) == ("base",)


def test_an_english_model_is_not_asked_about_another_language(tiny: Ear) -> None:
    base = open_ear(Settings(model="base", language="it", threads=1))
    assert companions(base) == ()
    english = replace(base, engine=replace(base.engine, language="en"))
    assert companions(english)[-1] == "tiny.en"
    assert (moonshine.NAME in companions(english)) == moonshine.is_installed()


def test_a_model_that_is_not_there_is_named(tiny: Ear, tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        open_witnesses(tiny, str(tmp_path / "nothing"))


def test_all_answers_make_one_and_keep_their_order(tiny: Ear) -> None:
    joint = open_witnesses(tiny).scorer
    with open_audio(SAMPLE) as audio:
        sound = audio.read(0, Span(0, 4000))
    texts = ["structure fire on Maple Court", "pick up the kids from school"]
    ours, together = tiny.backend.score(sound, texts), joint.score(sound, texts)
    others = [tiny.backend.companion(name).score(sound, texts) for name in companions(tiny)]
    assert [score.text for score in together] == texts
    assert [score.tokens for score in together] == [score.tokens for score in ours]
    for score, *alone in zip(together, ours, *others, strict=True):
        assert score.log_prob == pytest.approx(fmean(one.log_prob for one in alone))
        assert sum(log for _, log, _ in score.words) == pytest.approx(score.log_prob, abs=1e-6)
