"""Moonshine as a second ear: what it reads, what it says of texts, and what it refuses."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.errors import ModelError
from dispatch.hearing.ear import second_model
from dispatch.interfaces import Reader
from dispatch.settings import Settings
from dispatch.transcribe import moonshine
from dispatch.transcribe.decoding import Sound
from dispatch.transcribe.engines import open_engine
from dispatch.transcribe.moonshine import files
from dispatch.transcribe.moonshine.drafts import MOST_AHEAD, Draft
from dispatch.transcribe.moonshine.ear import Moonshine
from dispatch.transcribe.moonshine.files import VOCABULARY, moonshine_files
from dispatch.transcribe.moonshine.runtime import Decoding, Memory, MoonshineRuntime, _log_softmax
from dispatch.transcribe.moonshine.tokens import END, START, MoonshineTokens, read_vocabulary
from dispatch.transcribe.options import HearingOptions
from dispatch.transcribe.prepare import prepared
from dispatch.transcribe.whisper import WhisperEngine
from dispatch.values import Stretch
from tests.transcribe.sounds import MemoryAudio, noise

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not moonshine.is_installed(), reason="there is no package of it for this system"),
]


@pytest.fixture(scope="module")
def tokens() -> MoonshineTokens:
    return read_vocabulary(moonshine_files().folder / VOCABULARY)


@pytest.fixture(scope="module")
def runtime() -> MoonshineRuntime:
    return MoonshineRuntime(moonshine_files(), 1)


@pytest.fixture(scope="module")
def sounds(police: MemoryAudio, stretches: tuple[Stretch, ...]) -> list[Sound]:
    return [Sound(prepared(police.read(0, one.span.grow(200))), 20.0) for one in stretches[:4]]


@pytest.fixture(scope="module")
def memories(runtime: MoonshineRuntime, sounds: list[Sound]) -> list[Memory]:
    return [runtime.memory(runtime.encode(one.samples)) for one in sounds]


@given(st.text())
def test_a_text_comes_back_from_its_tokens(tokens: MoonshineTokens, text: str) -> None:
    written = text.encode("utf-8", "ignore").decode()
    assert tokens.decode(tokens.encode(written)) == " ".join(written.replace("▁", " ").split())


@given(st.lists(st.sampled_from("Engine 4, take the rear-stairs. it's 10:45 Kościuszko 東京 </s>".split())))
def test_words_are_those_of_the_text(tokens: MoonshineTokens, words: list[str]) -> None:
    made = tokens.encode(" ".join(words))
    found = tokens.words(made)
    assert [one.text for one in found] == words
    assert [made[one.first : one.last] for one in found] == [tokens.encode(word) for word in words]


def test_what_is_said_is_read(runtime: MoonshineRuntime, sounds: list[Sound]) -> None:
    memory = runtime.memory(runtime.encode(sounds[0].samples))
    decoding = runtime.greedy(memory, sounds[0].duration_s)
    assert "east door" in runtime.tokens.decode(decoding.tokens)
    assert not decoding.ran_out
    # token by token or all at once, the decoder says the same
    logs = runtime.log_probs(memory, decoding.tokens)
    assert sum(logs) / len(logs) == pytest.approx(decoding.avg_log_prob, abs=1e-6)


class Recited(MoonshineRuntime):
    """Writes one text after another, whatever it hears, and remembers as the decoder does."""

    def __init__(self, tokens: MoonshineTokens, text: Sequence[int]) -> None:
        self.tokens = tokens
        self._text = (START, *text, END)
        self._written = ["read"]

    def _run(
        self, tokens: Sequence[int], rows: Any, cache: Any, kept: Sequence[str], *, keeps_sound: bool = True
    ) -> Any:
        read = np.concatenate([cache["read"], np.array(tokens, np.float32)[None, None, :, None]], axis=2)
        logits = np.zeros((len(tokens), len(self.tokens.pieces)), np.float32)
        for at in range(len(tokens)):
            so_far = read[0, 0, : read.shape[2] - len(tokens) + at + 1, 0].astype(int).tolist()
            right = so_far == list(self._text[: len(so_far)])  # only then does it know how to go on
            logits[at, self._text[len(so_far)] if right else so_far[-1]] = 20.0
        return logits, {"read": read}

    def recite(self, seconds: float, draft: Sequence[int]) -> Decoding:
        logits, start = self._run([START], None, {"read": np.zeros((1, 1, 0, 1), np.float32)}, [])
        return self.greedy(Memory(logits, start, _log_softmax(logits)[-1]), seconds, draft)


TEXTS = st.lists(st.sampled_from("at the east door Door, engine 4 10:45 . - in two".split()), max_size=30)


@given(TEXTS, TEXTS, st.data())
def test_a_draft_changes_no_word(
    tokens: MoonshineTokens, said: list[str], others: list[str], data: st.DataObject
) -> None:
    start, end = sorted((data.draw(st.integers(0, len(said))), data.draw(st.integers(0, len(said)))))
    text, draft = (tokens.encode(" ".join(one)) for one in (said, [*said[:start], *others, *said[end:]]))
    seconds = data.draw(st.sampled_from([0.0, 60.0]))
    alone, found = (Recited(tokens, text).recite(seconds, one) for one in ((), draft))
    assert found.tokens == alone.tokens == text[: len(alone.tokens)]
    assert found.ran_out == alone.ran_out == (len(alone.tokens) < len(text))
    assert found.avg_log_prob == pytest.approx(alone.avg_log_prob)


@pytest.mark.parametrize("draft", ["", "Engine 4, take the north door.", "go in"])
def test_what_is_heard_does_not_hang_on_a_draft(
    runtime: MoonshineRuntime, sounds: list[Sound], memories: list[Memory], draft: str
) -> None:
    for sound, memory in zip(sounds, memories, strict=True):
        alone = runtime.greedy(memory, sound.duration_s)
        for text in (runtime.tokens.encode(draft), (*alone.tokens[:5], *alone.tokens[7:])):
            found = runtime.greedy(memory, sound.duration_s, text)
            assert found.tokens == alone.tokens
            assert found.avg_log_prob == pytest.approx(alone.avg_log_prob, abs=1e-6)


def test_a_draft_spares_steps(
    runtime: MoonshineRuntime, sounds: list[Sound], memories: list[Memory], monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[int] = []
    run = MoonshineRuntime._run

    def counted(self: MoonshineRuntime, tokens: Sequence[int], *given: Any, **named: Any) -> Any:
        steps.append(len(tokens))
        return run(self, tokens, *given, **named)

    monkeypatch.setattr(MoonshineRuntime, "_run", counted)
    text = runtime.greedy(memories[0], sounds[0].duration_s).tokens
    alone = len(steps)
    runtime.greedy(memories[0], sounds[0].duration_s, text)
    assert alone == len(text)
    assert len(steps) - alone <= 1 + len(text) // MOST_AHEAD


@pytest.mark.parametrize(
    ("draft", "written", "behind"),
    [
        ("take the alarm", ["▁take"], "the alarm"),
        ("Take the alarm", ["▁take"], "the alarm"),
        ("at the door, engine", ["▁door"], ", engine"),
        ("four, take it", ["▁", "5"], "take it"),
        ("take it", [","], "take it"),
        ("it, take it", ["▁it", "."], "take it"),
        ("nine 22, take it", ["▁", "9", ":", "2"], "2, take it"),
        ("", ["▁take"], ""),
    ],
)
def test_a_draft_goes_on_behind_what_was_written(
    tokens: MoonshineTokens, draft: str, written: list[str], behind: str
) -> None:
    text = Draft(tokens.encode(draft), tokens)
    found = 0
    for piece in written:
        found = text.behind(found, tokens.pieces.index(piece.encode()))
    assert tokens.decode(text.written[found:]) == behind


def test_what_goes_on_for_ever_is_stopped(runtime: MoonshineRuntime, sounds: list[Sound]) -> None:
    memory = runtime.memory(runtime.encode(sounds[0].samples))
    short = runtime.greedy(memory, 0.0)
    assert short.ran_out
    assert short.tokens == runtime.greedy(memory, sounds[0].duration_s).tokens[: len(short.tokens)]


@pytest.mark.parametrize("seconds", [0.0, 0.01, 28.0])
def test_no_window_is_too_short_or_too_long(runtime: MoonshineRuntime, seconds: float) -> None:
    sound = noise(seconds)
    logs = runtime.log_probs(runtime.memory(runtime.encode(sound)), runtime.tokens.encode("go ahead"))
    assert np.isfinite(logs).all()


def test_how_many_work_at_a_time_changes_nothing(sounds: list[Sound]) -> None:
    one, three = (Moonshine(HearingOptions(threads=count)) for count in (1, 3))
    drafts = [""] * len(sounds)
    for alone, beside in zip(one.opinions(sounds, drafts), three.opinions(sounds, drafts), strict=True):
        assert alone.text == beside.text
        assert alone.likelihood.words("go in") == beside.likelihood.words("go in")


def test_a_second_ear_of_another_kind_is_weighed(
    tiny: WhisperEngine, police: MemoryAudio, stretches: tuple[Stretch, ...]
) -> None:
    both = open_engine(HearingOptions(model="tiny.en", second_model=moonshine.NAME, threads=1))
    pairs = list(zip(tiny.hear(police, stretches), both.hear(police, stretches), strict=True))
    assert all(found.text == alone.text or alone.text in found.alternatives for alone, found in pairs)
    assert any(found.alternatives != alone.alternatives for alone, found in pairs)
    assert both.engine.settings["second_model"] == moonshine_files().sha256


def test_a_window_is_read_once_under_its_name(sounds: list[Sound]) -> None:
    ear = Moonshine(HearingOptions(threads=1))
    assert "east door" in ear.read(sounds[0].samples, key="here")
    assert ear.read(sounds[0].samples, key="here") == ear.read(sounds[0].samples)
    assert ear.read(noise(2)) == ear.read(noise(2))
    assert isinstance(ear, Reader)


@pytest.mark.parametrize(
    ("settings", "second"),
    [
        (Settings(second_model="auto"), moonshine.NAME),
        (Settings(second_model="auto", model="tiny.en"), moonshine.NAME),
        (Settings(second_model="auto", model="base", language="it"), None),
        (Settings(second_model="auto", model="/models/own"), None),
        (Settings(second_model="none"), None),
        (Settings(), None),
        (Settings(second_model="tiny.en"), "tiny.en"),
    ],
)
def test_auto_is_moonshine_where_that_serves(settings: Settings, second: str | None) -> None:
    assert second_model(settings) == second


def test_auto_is_none_where_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PACKAGE", "no_such_package")
    assert second_model(Settings(second_model="auto")) is None


def test_it_knows_english_alone() -> None:
    with pytest.raises(ModelError, match="only English"):
        Moonshine(HearingOptions(language="it"))


def test_one_that_is_not_installed_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PACKAGE", "no_such_package")
    assert not moonshine.is_installed()
    with pytest.raises(ModelError, match=r"radio-dispatch\[moonshine\]"):
        Moonshine(HearingOptions())


def test_other_files_than_the_known_ones_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "changed_moonshine"
    shutil.copytree(moonshine_files().folder, here / "models" / "base-en")
    (here / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(files, "PACKAGE", here.name)
    assert moonshine_files().folder.is_relative_to(here)
    (here / "models" / "base-en" / files.ENCODER).write_bytes(b"something else")
    with pytest.raises(ModelError, match=r"encoder_model\.ort"):
        moonshine_files()


def test_a_file_that_is_no_model_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "broken.ort").write_bytes(b"no model")
    with pytest.raises(ModelError, match="can't be opened"):
        files.session(tmp_path / "broken.ort")


def test_its_words_may_be_anywhere_in_the_window(sounds: list[Sound]) -> None:
    (score,) = Moonshine(HearingOptions(threads=1)).score(sounds[0].samples, ["east door"])
    assert [(word, span.start_ms) for word, _, span in score.words] == [("east", 0), ("door", 0)]
    assert score.words[-1][2].end_ms == pytest.approx(1000 * sounds[0].duration_s, abs=25)
