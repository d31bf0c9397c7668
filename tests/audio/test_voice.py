"""The witness for speech: what it says of a moment does not depend on where a recording begins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from dispatch.audio import voice
from dispatch.audio.decode import open_audio
from dispatch.audio.frames import HOP, measure
from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.values import Span

SAMPLES = Path(__file__).parents[2] / "audio_samples"
NAMES = ("police-feedmill.flac", "transit-consoles.flac")
CUT = 5_371  # frames; where a recorder may cut, not at a whole minute
FAR = 30_000 // 10


@pytest.fixture(scope="module")
def traffic() -> np.ndarray:
    """Two calls with half a minute of dead air between them."""
    pieces = []
    for name in NAMES:
        with open_audio(SAMPLES / name) as audio:
            pieces.append(audio.read(0, Span(0, audio.duration_ms)))
    return np.concatenate([pieces[0], np.zeros(30 * SAMPLE_RATE_HZ, np.float32), pieces[1]])


def probability(sound: np.ndarray) -> np.ndarray:
    return voice.speech_probability(sound, measure(sound).level_db)


def test_half_a_minute_behind_a_cut_it_is_the_same(traffic: np.ndarray) -> None:
    whole, later = probability(traffic), probability(traffic[CUT * HOP :])
    assert np.ptp(whole[CUT + FAR :]) > 0.5
    assert np.abs(whole[CUT + FAR :] - later[FAR:]).max() < 0.005


def test_started_at_set_times_it_would_not_be(traffic: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    def every_half_minute(level_db: np.ndarray) -> Iterator[int]:
        yield from range(0, len(level_db), 3_000)
        yield len(level_db)

    monkeypatch.setattr(voice, "_beginnings", every_half_minute)
    whole, later = probability(traffic), probability(traffic[CUT * HOP :])
    assert np.abs(whole[CUT + FAR :] - later[FAR:]).max() > 0.05


@pytest.mark.parametrize("frames", [0, 1, 2, 3_001])
def test_each_frame_gets_one(frames: int) -> None:
    sound = np.full(frames * HOP, 0.01, np.float32)
    assert probability(sound).shape == (frames,)


def test_a_run_is_as_long_as_may_be_where_nothing_stands_out() -> None:
    rising = np.linspace(-60, -20, 3 * voice.LONGEST).astype(np.float32)
    assert list(voice._beginnings(rising)) == [0, voice.LONGEST, 2 * voice.LONGEST, 3 * voice.LONGEST]


def test_a_run_begins_where_a_silence_ends() -> None:
    level = np.full(4_000, -20, np.float32)
    level[1_000:2_000] = -120
    near = [start for start in voice._beginnings(level) if abs(start - 2_000) < voice.REACH]
    assert near == [2_000 - voice.QUIET // 2]
