"""Recordings in, transmissions and events out: on channels of every kind, and where nobody speaks."""

from __future__ import annotations

import dataclasses
import importlib.util
import sys
import time
import tracemalloc
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from dispatch.audio import listen as listening
from dispatch.audio.listen import listen
from dispatch.values import Event, Span
from dispatch.workers import Workers


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"audio_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


radio = _load("radio")
RNG = np.random.default_rng(11)
LONG = (2.2, 3.1, 1.8, 2.6, 3.4, 2.0)
SHORT = (2.4, 0.5, 2.8, 0.5, 2.2, 0.55)


def spans(sound: np.ndarray) -> list[Span]:
    return [stretch.span for stretch in listen(radio.Memory((sound,))).stretches]


def events(sound: np.ndarray) -> tuple[Event, ...]:
    result = listen(radio.Memory((sound,)))
    assert result.stretches == (), "sound without a voice became a transmission"
    return result.events


def alike(found: list[Span], true: list[Span]) -> bool:
    """Whether each transmission was found alone, its ends within 350 ms."""
    return len(found) == len(true) and all(
        abs(a.start_ms - b.start_ms) <= 350 and abs(a.end_ms - b.end_ms) <= 350
        for a, b in zip(found, true, strict=True)
    )


@pytest.mark.parametrize("kind", radio.CHANNELS)
@pytest.mark.parametrize("lengths", [LONG, SHORT], ids=["long", "short answers"])
@pytest.mark.parametrize("gap_s", [0.8, 2.0])
def test_turns_are_cut_apart(kind: str, lengths: tuple[float, ...], gap_s: float) -> None:
    sound, true = radio.exchange(radio.CHANNELS[kind], gap_s, lengths)
    assert alike(spans(sound), true)


@pytest.mark.parametrize("kind", ["squelched", "digital"])
@pytest.mark.parametrize("lengths", [LONG, SHORT], ids=["long", "short answers"])
def test_turns_200_ms_apart_are_cut_apart(kind: str, lengths: tuple[float, ...]) -> None:
    sound, true = radio.exchange(radio.CHANNELS[kind], 0.2, lengths)
    assert alike(spans(sound), true)


def test_a_short_tail_before_a_short_silence_is_a_key_let_go() -> None:
    quick = radio.Channel(-76, -52, tail_s=0.06)
    sound, true = radio.exchange(quick, 0.05, LONG)
    assert alike(spans(sound), true)


def test_a_channel_that_idles_silently_is_known_by_its_short_silences() -> None:
    noisy = radio.Channel(-76, -32)
    sound, true = radio.exchange(noisy, 0.25, LONG)
    assert alike(spans(sound), true)


def test_a_weak_voice_in_noise_like_the_idle_channels_is_in_one_piece() -> None:
    sound, true = radio.exchange(radio.Channel(-30, -30), 2.0, LONG)
    assert len(spans(sound)) == len(true)


@pytest.mark.parametrize("noise_db", [-23, -15])
def test_a_voice_that_its_carriers_noise_buries_is_a_transmission(noise_db: int) -> None:
    voice = radio._about(radio.voices()[0], 2.5)
    keyed = voice + radio.noise(np.random.default_rng(3), len(voice) / radio.RATE, noise_db)
    idle = radio.noise(RNG, 3, -70)
    (found,) = spans(np.concatenate([idle, keyed, idle]))
    assert found.start_ms == pytest.approx(3000, abs=100)
    assert found.end_ms == pytest.approx(3000 + len(voice) * 1000 // radio.RATE, abs=100)


def test_a_held_key_without_a_voice_is_none() -> None:
    idle = radio.noise(RNG, 3, -70)
    events(np.concatenate([idle, radio.noise(RNG, 2.5, -23), idle]))


def test_hard_clipped_vowels_are_no_data() -> None:
    voices = [radio._about(voice, 2.5) for voice in radio.voices()]
    clipped = [np.clip(voice, -0.02, 0.02) * 10 for voice in voices]
    made = np.concatenate([part for voice in clipped for part in (radio.silence(1), voice)])
    assert not [e for e in listen(radio.Memory((made,))).events if e.kind == "data_burst"]


def test_a_pause_on_one_carrier_is_no_cut() -> None:
    first, second = (radio._about(voice, 2.0) for voice in radio.voices()[:2])
    said = np.concatenate([first, radio.silence(1.2), second])
    keyed = said + radio.noise(RNG, len(said) / radio.RATE, -42)
    idle = [radio.noise(RNG, 3, -62) for _ in range(2)]
    assert len(spans(np.concatenate([idle[0], keyed, idle[1]]))) == 1


def test_the_squelch_tail_lies_outside() -> None:
    sound, true = radio.exchange(radio.Channel(-62, -42, tail_s=0.2), 2.0, LONG)
    result = listen(radio.Memory((sound,)))
    tails = [event.span for event in result.events if event.kind == "squelch_tail"]
    assert len(tails) == len(true)
    assert not any(stretch.span & tail for stretch in result.stretches for tail in tails)


def test_consoles_are_heard_one_by_one() -> None:
    sound, true = radio.exchange(radio.CHANNELS["squelched"], 1.0, LONG[:3])
    result = listen(radio.Memory((sound, np.zeros_like(sound))))
    assert alike([stretch.span for stretch in result.stretches], true)
    assert {stretch.channel for stretch in result.stretches} == {0}


@pytest.mark.parametrize("noise_db", [None, -50], ids=["clean", "noisy"])
@pytest.mark.parametrize(
    ("sound", "kind", "name", "value"),
    [
        ((radio.tone(349, 1), radio.tone(701, 3)), "two_tone_page", "hertz", (349, 701)),
        ((radio.tone(1000, 6),), "long_tone", "hertz", (1000,)),
        (tuple(radio.tone(f, 0.25) for f in (750, 1150) * 4), "hi_lo", "hertz", (750, 1150)),
        ((radio.tone(1800, 0.12),), "beep", "hertz", (1800,)),
        ((radio.tone((480, 620), 0.5), radio.silence(0.5)) * 3, "busy_tone", "hertz", (480, 620)),
        (
            tuple(
                part
                for pair in ((697, 1209), (770, 1336), (941, 1477))
                for part in (radio.tone(pair, 0.06, 0.1), radio.silence(0.06))
            ),
            "dtmf",
            "digits",
            "15#",
        ),
        ((radio.morse("WQXB 431", 20, 1000),), "morse", "text", "WQXB 431"),
        ((radio.keyed_data(RNG, 0.2),), "data_burst", "protocol", "MDC1200 or FleetSync"),
    ],
    ids=["page", "long tone", "hi-lo", "beep", "busy", "dtmf", "morse", "data"],
)
def test_signals_are_named_and_timed(
    sound: tuple[np.ndarray, ...], kind: str, name: str, value: object, noise_db: float | None
) -> None:
    made = np.concatenate([radio.silence(1), *sound, radio.silence(1)])
    if noise_db is not None:
        made = made + radio.noise(RNG, len(made) / radio.RATE, noise_db)
    (event,) = [event for event in events(made) if event.kind == kind]
    found = event.details[name]
    assert found == value if isinstance(value, str) else found == pytest.approx(value, rel=0.02)
    end_s = 1 + sum(map(len, sound)) / radio.RATE
    assert event.span.start_s == pytest.approx(1, abs=0.06)
    assert event.span.end_s == pytest.approx(end_s, abs=0.06) or kind in {"busy_tone", "dtmf", "morse"}


@pytest.mark.parametrize(
    "sound",
    [
        radio.silence(20),
        radio.noise(RNG, 20, -25),
        radio.noise(RNG, 20, -70),
        np.concatenate([p for _ in range(8) for p in (radio.silence(1), radio.noise(RNG, 0.4, -18))]),
        radio.noise(RNG, 0.05, -20),
        radio.silence(0),
    ],
    ids=["silence", "static", "faint static", "static bursts", "50 ms", "nothing"],
)
def test_nobody_speaks(sound: np.ndarray) -> None:
    events(sound)


def test_vowels_are_no_tones() -> None:
    sound, true = radio.exchange(radio.CHANNELS["squelched"], 1.0, LONG)
    named = [event for event in listen(radio.Memory((sound,))).events if event.kind != "squelch_tail"]
    assert not any(event.span & said for event in named for said in true)


def test_block_borders_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    sound, true = radio.exchange(radio.CHANNELS["squelched"], 1.0, LONG)
    monkeypatch.setattr(listening, "BLOCK_MS", 3_000)
    assert alike(spans(sound), true)


def test_blocks_worked_through_side_by_side_give_what_they_give_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, _ = radio.exchange(radio.CHANNELS["squelched"], 1.0, LONG)
    second, _ = radio.exchange(radio.CHANNELS["digital"], 0.4, LONG)
    length = min(len(first), len(second))
    audio = radio.Memory((first[:length], second[:length]))
    monkeypatch.setattr(listening, "BLOCK_MS", 3_000)
    told: list[float] = []
    assert listen(audio, told.append, Workers(3)) == listen(audio)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_later_times_move_with_the_sound() -> None:
    sound, _ = radio.exchange(radio.CHANNELS["digital"], 1.0, LONG[:3])
    before = spans(sound)
    after = spans(np.concatenate([radio.silence(1), sound]))
    assert [span.start_ms - 1000 for span in after] == pytest.approx([s.start_ms for s in before], abs=20)


def test_memory_does_not_grow_with_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "BLOCK_MS", 20_000)
    monkeypatch.setattr(listening, "CONTEXT_MS", 10_000)
    sound, _ = radio.exchange(radio.CHANNELS["digital"], 5.0, LONG)

    @dataclasses.dataclass(frozen=True)
    class Loop(radio.Memory):  # type: ignore[misc, name-defined]
        length_ms: int = 0

        @property
        def duration_ms(self) -> int:
            return self.length_ms

        def read(self, channel: int, span: Span) -> np.ndarray:
            at = np.arange(span.start_ms * 16, span.end_ms * 16) % len(self.sound[0])
            return self.sound[0][at]

    def peak(minutes: int) -> int:
        listen(Loop((sound,), 20_000))
        tracemalloc.start()
        listen(Loop((sound,), minutes * 60_000))
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    assert peak(4) < 1.3 * peak(1)


def test_a_day_of_squelch_tails_is_noted_in_moments() -> None:
    ear = listening._Ear()
    began = time.process_time()
    for number in range(20_000):
        start_ms = number * 4000
        block_ms = start_ms // listening.BLOCK_MS * listening.BLOCK_MS
        tail = Event("squelch_tail", Span(start_ms, start_ms + 4000), 0)
        ear._note(tail, Span(block_ms, block_ms + listening.BLOCK_MS))
    assert time.process_time() - began < 5  # looking through all of them for each takes a quarter of a minute
    joined = [event for event in ear.events if event.span.duration_ms > 4000]
    assert len(joined) == 20_000 * 4000 // listening.BLOCK_MS
    assert len(ear.events) == 20_000 - len(joined)
