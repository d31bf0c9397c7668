"""The print of a sound: the same talk through another channel is known again, other talk is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import signal

from dispatch.audio.decode import open_audio
from dispatch.audio.soundprint import likeness, soundprint
from dispatch.values import Span

SAMPLES = Path(__file__).parents[2] / "audio_samples"
RATE_HZ = 16_000


def stretches(name: str, spans: list[tuple[float, float]]) -> list[Any]:
    with open_audio(SAMPLES / name) as audio:
        return [audio.read(0, Span(round(a * 1000), round(b * 1000))) for a, b in spans]


@pytest.fixture(scope="module")
def talk() -> list[Any]:
    import json

    found = []
    for name in ("fire-maplecourt.wav", "police-feedmill.flac"):
        truth = json.loads((SAMPLES / name).with_suffix(".truth.json").read_text())
        said = [(t["start"], t["end"]) for t in truth["transmissions"] if t["end"] - t["start"] >= 1.2]
        found += stretches(name, said)
    return found


def second_site(samples: Any, seed: int, noise: float = 0.15) -> Any:
    """Another receiver: later, narrower, quieter, with its own hiss and the grain of a poor codec."""
    rng = np.random.default_rng(seed)
    late = np.concatenate([np.zeros(rng.integers(1000, 6000)), samples[rng.integers(0, 1500) :]])
    narrow = signal.sosfilt(signal.butter(3, (400, 2600), "bandpass", fs=RATE_HZ, output="sos"), late)
    hiss = rng.normal(0, noise * np.std(samples), len(narrow))
    grainy = 0.3 * (narrow + hiss)
    step = np.abs(grainy).max() / 24
    return (np.round(grainy / step) * step).astype(np.float32)


def test_the_same_talk_through_another_channel(talk: list[Any]) -> None:
    alike = [likeness(soundprint(one), soundprint(second_site(one, n))) for n, one in enumerate(talk)]
    assert sum(found.is_one for found in alike) >= 0.9 * len(talk)


def test_the_shift_is_the_delay(talk: list[Any]) -> None:
    for delay_ms in (0, 130, 740):
        late = np.concatenate([np.zeros(delay_ms * 16, np.float32), talk[0]])
        found = likeness(soundprint(talk[0]), soundprint(late))
        assert abs(found.shift_ms - delay_ms) <= 10


def test_other_talk_of_similar_length_is_not_one(talk: list[Any]) -> None:
    prints = [soundprint(one) for one in talk]
    others = [soundprint(second_site(one, n)) for n, one in enumerate(talk)]
    compared = [
        likeness(prints[a], others[b])
        for a in range(len(talk))
        for b in range(len(talk))
        if a != b and 0.5 < len(talk[a]) / len(talk[b]) < 2
    ]
    assert len(compared) > 200
    assert not any(found.is_one for found in compared)


def test_noise_and_silence_are_like_nothing(talk: list[Any]) -> None:
    rng = np.random.default_rng(3)
    noise = [rng.normal(0, 0.1, 48_000).astype(np.float32) for _ in range(2)]
    silence = np.zeros(48_000, np.float32)
    for one, other in ((noise[0], noise[1]), (noise[0], talk[0]), (silence, talk[0]), (silence, silence)):
        assert not likeness(soundprint(one), soundprint(other)).is_one


def test_too_little_sound_is_no_evidence(talk: list[Any]) -> None:
    short = soundprint(talk[0][: 16 * 500])
    assert not likeness(short, soundprint(talk[0])).is_one
    assert not likeness(soundprint(np.zeros(0, np.float32)), short).is_one
