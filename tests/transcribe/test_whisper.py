"""The recogniser on a real exchange: right words in the right place, whoever shares the batch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dispatch.errors import InputError
from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.transcribe.engines import open_engine
from dispatch.transcribe.options import HearingOptions
from dispatch.transcribe.whisper import WhisperEngine
from dispatch.values import Flag, Heard, Span, Stretch
from dispatch.wording.tokens import tokens
from tests.transcribe.sounds import MemoryAudio, noise

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def heard(tiny: WhisperEngine, police: MemoryAudio, stretches: tuple[Stretch, ...]) -> tuple[Heard, ...]:
    return tuple(tiny.hear(police, stretches))


def bag(text: str) -> set[str]:
    return {token.norm for token in tokens(text)}


def test_most_words_of_a_clear_exchange_are_right(heard: tuple[Heard, ...], truth: dict[str, Any]) -> None:
    said = hits = 0
    for one, true in zip(heard, truth["transmissions"], strict=True):
        if true["condition"] == "clear":
            said += len(bag(true["spoken"]))
            hits += len(bag(true["spoken"]) & bag(one.text))
    assert hits / said > 0.8


def test_words_stand_inside_their_stretch_in_order(heard: tuple[Heard, ...]) -> None:
    for one in heard:
        assert " ".join(word.word for word in one.words) == " ".join(one.text.split())
        edges = [edge for word in one.words for edge in (word.span.start_ms, word.span.end_ms)]
        assert edges == sorted(edges)
        assert all(word.span in one.stretch.span for word in one.words)
        assert all(0 < word.probability < 1 for word in one.words)


def test_sentences_begin_and_end_where_they_do(heard: tuple[Heard, ...], truth: dict[str, Any]) -> None:
    """Pauses between sentences are known to the sample: the words around them are found there."""
    errors = []
    for one, true in zip(heard, truth["transmissions"], strict=True):
        starts = [word.span.start_s for word in one.words]
        for start, _ in true["sentences"][1:]:
            if true["condition"] == "clear" and starts:
                errors.append(min(abs(at - start) for at in starts))
    assert len(errors) >= 5
    assert float(np.median(errors)) <= 0.12


def test_company_in_a_batch_changes_nothing(
    tiny: WhisperEngine, police: MemoryAudio, stretches: tuple[Stretch, ...], heard: tuple[Heard, ...]
) -> None:
    assert [next(tiny.hear(police, [stretch])) for stretch in stretches[:4]] == list(heard[:4])
    assert list(tiny.hear(police, stretches[3::-1])) == list(heard[3::-1])


def test_two_threads_hear_the_same(
    police: MemoryAudio, stretches: tuple[Stretch, ...], heard: tuple[Heard, ...]
) -> None:
    engine = open_engine(HearingOptions(model="tiny.en", threads=2))
    assert list(engine.hear(police, stretches[:4])) == list(heard[:4])


def test_time_put_in_moves_what_follows(
    tiny: WhisperEngine, police: MemoryAudio, stretches: tuple[Stretch, ...], heard: tuple[Heard, ...]
) -> None:
    samples = police.samples[0]
    at = (stretches[0].span.end_ms + stretches[1].span.start_ms) // 2 * SAMPLE_RATE_HZ // 1000
    later = np.concatenate([samples[:at], np.zeros(SAMPLE_RATE_HZ, np.float32), samples[at:]])
    moved = next(tiny.hear(MemoryAudio((later,)), [Stretch(stretches[1].span.shift(1000))]))
    assert moved.text == heard[1].text
    for before, after in zip(heard[1].words, moved.words, strict=True):
        assert abs(after.span.start_ms - before.span.start_ms - 1000) <= 20


@pytest.mark.parametrize("level", [0.0, 0.001, 0.2])
def test_nothing_is_made_up_where_nobody_speaks(tiny: WhisperEngine, level: float) -> None:
    audio = MemoryAudio((noise(6, level),))
    (one,) = tiny.hear(audio, [Stretch(Span(500, 5_500))])
    assert (one.text, one.words) == ("", ())
    assert Flag.UNINTELLIGIBLE in one.flags
    assert one.confidence < 0.5


def test_a_long_stretch_keeps_every_word_once(
    tiny: WhisperEngine, police: MemoryAudio, stretches: tuple[Stretch, ...], heard: tuple[Heard, ...]
) -> None:
    whole = Stretch(Span(stretches[0].span.start_ms, stretches[9].span.end_ms))
    assert whole.span.duration_ms > 28_000
    (one,) = tiny.hear(police, [whole])
    apart = [token.norm for piece in heard[:10] for token in tokens(piece.text)]
    together = [token.norm for token in tokens(one.text)]
    assert 0.75 * len(apart) < len(together) < 1.25 * len(apart)


def test_sound_is_read_as_it_goes(
    tiny: WhisperEngine, police: MemoryAudio, stretches: tuple[Stretch, ...]
) -> None:
    engine = open_engine(HearingOptions(model="tiny.en", threads=1, batch_size=2))
    audio = MemoryAudio(police.samples)
    shares: list[float] = []
    hearing = engine.hear(audio, stretches[:4], shares.append)
    next(hearing)
    assert max(span.end_ms for span in audio.reads) < stretches[2].span.end_ms
    assert len(list(hearing)) == 3
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_provenance_says_what_decides_the_words(tiny: WhisperEngine) -> None:
    other = open_engine(HearingOptions(model="tiny.en", threads=2, beam_size=3))
    assert tiny.engine.model == "tiny.en"
    assert tiny.engine.model_known
    assert tiny.engine.prompt == ""
    assert tiny.engine != other.engine
    assert other.engine == open_engine(HearingOptions(model="tiny.en", threads=1, beam_size=3)).engine


def test_how_many_work_at_a_time_changes_nothing(
    tiny: WhisperEngine, police: MemoryAudio, stretches: tuple[Stretch, ...]
) -> None:
    three = open_engine(HearingOptions(model="tiny.en", threads=3))
    assert list(three.hear(police, stretches)) == list(tiny.hear(police, stretches))
    sound, texts = police.read(0, stretches[0].span), ["go ahead", "no, go ahead", "go ahead", "hold there"]
    assert three.score(sound, texts) == tiny.score(sound, texts)


def test_a_second_model_is_weighed_and_what_is_put_aside_is_kept(
    tiny: WhisperEngine, police: MemoryAudio, stretches: tuple[Stretch, ...]
) -> None:
    both = open_engine(HearingOptions(model="tiny.en", second_model="base", threads=1))
    changed = 0
    for alone, seconded in zip(tiny.hear(police, stretches), both.hear(police, stretches), strict=True):
        changed += seconded.text != alone.text
        assert seconded.text == alone.text or alone.text in seconded.alternatives
        assert len(seconded.words) == len(seconded.text.split())
    assert changed
    assert both.engine.settings["second_model"] != tiny.engine.settings["second_model"]


def test_a_vocabulary_is_in_the_prompt_and_has_a_limit(tiny: WhisperEngine) -> None:
    engine = open_engine(HearingOptions(model="tiny.en", vocabulary=("Depot Street", "Car 31"), threads=1))
    assert engine.engine.prompt == "Depot Street, Car 31."
    assert engine.engine.settings["vocabulary"] == ("Depot Street", "Car 31")
    with pytest.raises(InputError, match="tokens"):
        open_engine(HearingOptions(model="tiny.en", vocabulary=("Kedzie",) * 200))
