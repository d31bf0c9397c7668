"""Channels with the same sound count as one; channels that differ stay apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dispatch.audio.decode import DecodedAudio, open_audio
from dispatch.errors import AudioError
from dispatch.values import Span
from tests.audio.recordings import Samples, clicks, written


def opened(folder: Path, *channels: Samples, kind: str = "WAV", subtype: str = "PCM_16") -> DecodedAudio:
    path = folder / "a.bin"
    path.write_bytes(written(np.stack(channels, axis=1), 16000, kind, subtype))
    return open_audio(path)


SOUND = clicks(3, 16000)
OTHER = np.roll(SOUND, 9000)
SILENCE = np.zeros_like(SOUND)


@pytest.mark.parametrize(
    "second", [SOUND, SOUND / 2, -SOUND, SILENCE], ids=["same", "softer", "turned", "silent"]
)
def test_a_second_channel_with_nothing_new_counts_for_nothing(tmp_path: Path, second: Samples) -> None:
    with opened(tmp_path, SOUND, second) as audio:
        assert audio.channels == (0,) and audio.recording.channels == 2
        assert np.abs(audio.read(0, Span(0, 3000)) - SOUND).max() < 1e-4


def test_the_channel_with_sound_keeps_its_number(tmp_path: Path) -> None:
    with opened(tmp_path, SILENCE, SOUND) as audio:
        assert audio.channels == (1,)
        assert np.abs(audio.read(1, Span(0, 3000)) - SOUND).max() < 1e-4


def test_a_transcript_that_counted_channels_with_sound_alone_is_understood(tmp_path: Path) -> None:
    with opened(tmp_path, SILENCE, SOUND) as audio:
        assert np.array_equal(audio.read(0, Span(0, 3000)), audio.read(1, Span(0, 3000)))


def test_different_channels_are_kept_apart(tmp_path: Path) -> None:
    with opened(tmp_path, SOUND, OTHER, SOUND) as audio:
        assert audio.channels == (0, 1)
        assert np.abs(audio.read(0, Span(0, 3000)) - SOUND).max() < 1e-4
        assert np.abs(audio.read(1, Span(0, 3000)) - OTHER).max() < 1e-4
        with pytest.raises(AudioError, match="it has no channel"):
            audio.read(2, Span(0, 10))


def test_one_short_call_on_one_channel_is_enough_to_keep_it(tmp_path: Path) -> None:
    second = SOUND.copy()
    second[30000:31600] += 0.02 * np.sin(np.arange(1600) / 3, dtype=np.float32)
    with opened(tmp_path, SOUND, second) as audio:
        assert audio.channels == (0, 1)


@pytest.mark.parametrize(("kind", "channels"), [("FLAC", 8), ("WAV", 8), ("WAV", 16), ("OGG", 8)])
def test_many_channels(tmp_path: Path, kind: str, channels: int) -> None:
    # Eight planes and more are where a decoder's own channel count must be minded.
    sounds = [np.roll(SOUND, 1500 * channel) for channel in range(channels)]
    subtype = "VORBIS" if kind == "OGG" else "PCM_16"
    with opened(tmp_path, *sounds, kind=kind, subtype=subtype) as audio:
        assert audio.recording.channels == len(audio.channels) == channels


def test_more_channels_than_any_recorder_has_are_refused(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match=r"200 channels|not a sound recording|can't be read"):
        opened(tmp_path, *[SOUND[:1600]] * 200)
