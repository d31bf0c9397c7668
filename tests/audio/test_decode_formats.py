"""Every format at every rate: the same sound at the same time."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatch.audio.decode import open_audio
from dispatch.values import Span, details
from tests.audio.recordings import click_offsets_ms, clicks, encoded, written

SECONDS = 4.25


def test_a_recording_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "night watch.wav"
    path.write_bytes(written(clicks(SECONDS, 8000), 8000, "WAV", "PCM_U8"))
    with open_audio(path) as audio:
        recording = audio.recording
    assert recording.path == str(path)
    assert recording.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert recording.bytes == path.stat().st_size
    assert (recording.container, recording.codec) == ("wav", "pcm_u8")
    assert (recording.sample_rate, recording.channels) == (8000, 1)
    assert (recording.duration_ms, recording.header_duration_ms) == (4250, 4250)
    assert recording.damage == () and recording.start_time is None and recording.source == ()


@pytest.mark.parametrize("rate_hz", [8000, 11025, 16000, 22050, 32000, 44100, 44101, 48000, 96000])
def test_resampling_keeps_time_to_the_sample(tmp_path: Path, rate_hz: int) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(written(clicks(SECONDS, rate_hz), rate_hz, "WAV", "PCM_16"))
    with open_audio(path) as audio:
        assert audio.recording.duration_ms == 4250
        assert click_offsets_ms(audio) == pytest.approx([0, 0, 0], abs=1000 / 16000)


@pytest.mark.parametrize(
    "subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW", "ALAW"]
)
def test_wav_of_every_depth(tmp_path: Path, subtype: str) -> None:
    sound = clicks(2.5, 16000)
    path = tmp_path / "a.wav"
    path.write_bytes(written(sound, 16000, "WAV", subtype))
    with open_audio(path) as audio:
        heard = audio.read(0, Span(0, 2500))
    tolerance = {"PCM_U8": 0.01, "ULAW": 0.03, "ALAW": 0.03}.get(subtype, 2 / 32768)
    assert np.abs(heard - sound).max() < tolerance


@pytest.mark.parametrize(
    ("kind", "subtype"),
    [("FLAC", "PCM_16"), ("FLAC", "PCM_24"), ("AIFF", "PCM_16"), ("W64", "PCM_24"), ("RF64", "PCM_16"),
     ("CAF", "PCM_16"), ("AU", "PCM_16"), ("WAVEX", "PCM_16"), ("WAV", "IMA_ADPCM"), ("WAV", "MS_ADPCM")],
)  # fmt: skip
def test_other_containers(tmp_path: Path, kind: str, subtype: str) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(written(clicks(SECONDS, 16000), 16000, kind, subtype))
    with open_audio(path) as audio:
        # ADPCM blocks are padded to their full length.
        assert audio.recording.duration_ms == pytest.approx(4250, abs=70 if "ADPCM" in subtype else 0)
        assert click_offsets_ms(audio) == pytest.approx([0, 0, 0], abs=0.1)
        assert audio.recording.damage == ()


@pytest.mark.parametrize(
    ("kind", "rate_hz"),
    [("mp3", 8000), ("mp3", 16000), ("mp3", 22050), ("mp3", 44100), ("m4a", 8000), ("m4a", 16000),
     ("m4a", 44100), ("aac", 16000), ("opus", 48000), ("mka", 48000)],
)  # fmt: skip
def test_lossy_formats_lose_no_time(tmp_path: Path, kind: str, rate_hz: int) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(encoded(clicks(SECONDS, rate_hz), rate_hz, kind))
    with open_audio(path) as audio:
        assert click_offsets_ms(audio) == pytest.approx([0, 0, 0], abs=1)
        # Neither ADTS nor this Matroska file says where the encoder's padding begins.
        padding_ms = 2 * 1024 * 1000 / rate_hz if kind in ("aac", "mka") else 0
        assert 4250 <= audio.recording.duration_ms <= 4255 + padding_ms
        assert audio.recording.damage == ()


@pytest.mark.parametrize("rate_hz", [8000, 16000, 44100, 48000])
def test_vorbis_loses_no_time(tmp_path: Path, rate_hz: int) -> None:
    path = tmp_path / "a.ogg"
    path.write_bytes(written(clicks(SECONDS, rate_hz), rate_hz, "OGG", "VORBIS"))
    with open_audio(path) as audio:
        assert (audio.recording.container, audio.recording.codec) == ("ogg", "vorbis")
        assert click_offsets_ms(audio) == pytest.approx([0, 0, 0], abs=1)
        assert audio.recording.duration_ms == pytest.approx(4250, abs=1)
        assert audio.recording.damage == ()


@pytest.mark.parametrize("mode", ["CONSTANT", "VARIABLE"])
def test_mp3_of_another_writer(tmp_path: Path, mode: str) -> None:
    import soundfile

    path = tmp_path / "a.mp3"
    soundfile.write(path, clicks(SECONDS, 16000), 16000, format="MP3", bitrate_mode=mode)
    with open_audio(path) as audio:
        assert audio.recording.header_duration_ms == audio.recording.duration_ms == 4250
        assert click_offsets_ms(audio) == pytest.approx([0, 0, 0], abs=1)


def test_a_container_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "http:x.m3u8"
    path.write_bytes(written(clicks(1, 16000), 16000, "FLAC"))
    with open_audio(path) as audio:
        assert audio.recording.codec == "flac"


def test_more_than_16_bits_are_kept(tmp_path: Path) -> None:
    whisper = clicks(2.5, 16000) * np.float32(2e-5)  # below the smallest step of 16 bits
    path = tmp_path / "a.wav"
    path.write_bytes(written(whisper, 16000, "WAV", "PCM_24"))
    with open_audio(path) as audio:
        heard = audio.read(0, Span(0, 2500))
    assert np.abs(heard - whisper).max() < 2e-7


def test_50_ms_and_silence_are_recordings(tmp_path: Path) -> None:
    for kind, sound in (("mp3", clicks(0.05, 16000)), ("m4a", np.zeros(48000, np.float32))):
        path = tmp_path / f"a.{kind}"
        path.write_bytes(encoded(sound, 16000, kind))
        with open_audio(path) as audio:
            assert audio.recording.duration_ms == len(sound) / 16
            assert audio.channels == (0,)


def test_tags_are_kept_and_made_harmless(tmp_path: Path) -> None:
    def frame(name: bytes, text: bytes) -> bytes:
        return name + (len(text) + 1).to_bytes(4, "big") + b"\0\0\3" + text

    tags = frame(b"TIT2", "Fire\x1b[31m \u202eNorth".encode()) + frame(b"TPE1", b"TG 4021 " + b"9" * 3000)
    size = bytes((len(tags) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    path = tmp_path / "a.mp3"
    path.write_bytes(b"ID3\3\0\0" + size + tags + encoded(clicks(1, 16000), 16000, "mp3"))
    with open_audio(path) as audio:
        found = audio.recording.source["tags"]
    assert found["title"] == "Fire [31m North"
    assert found["artist"].startswith("TG 4021 9") and len(found["artist"]) == 500
    assert details({"tags": found}) == audio.recording.source


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(start=st.integers(0, 6000), length=st.integers(0, 6000))
def test_any_span_reads_what_the_whole_has_there(tmp_path: Path, start: int, length: int) -> None:
    path = tmp_path / "a.flac"
    if not path.exists():
        path.write_bytes(written(clicks(SECONDS, 22050), 22050, "FLAC"))
    with open_audio(path) as audio:
        whole = audio.read(0, Span(0, 10**9))
        piece = audio.read(0, Span(start, start + length))
        assert piece.dtype == np.float32
        assert np.array_equal(piece, whole[start * 16 : (start + length) * 16])


def test_the_same_file_decodes_to_the_same_samples(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(encoded(clicks(SECONDS, 44100), 44100, "mp3"))
    with open_audio(path) as first, open_audio(path) as second:
        assert np.array_equal(first.read(0, Span(0, 5000)), second.read(0, Span(0, 5000)))
        assert first.recording == second.recording
