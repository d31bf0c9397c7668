"""Damage costs what it hits: later times stay true, and what is lost is listed."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatch.audio.decode import DecodedAudio, open_audio
from dispatch.audio.mpeg import parse_mpeg, stream_info
from dispatch.errors import AudioError
from dispatch.values import Damage
from tests.audio.recordings import chunk_offset, click_offsets_ms, clicks, encoded, written

SECONDS = 12.25
MADE = {
    "mp3": encoded(clicks(SECONDS, 16000), 16000, "mp3"),
    "m4a": encoded(clicks(SECONDS, 16000), 16000, "m4a"),
    "aac": encoded(clicks(SECONDS, 16000), 16000, "aac"),
    "opus": encoded(clicks(SECONDS, 48000), 48000, "opus"),
    "vorbis": written(clicks(SECONDS, 16000), 16000, "OGG", "VORBIS"),
    "flac": written(clicks(SECONDS, 16000), 16000, "FLAC"),
    "wav": written(clicks(SECONDS, 16000), 16000, "WAV"),
}


def opened(folder: Path, data: bytes) -> DecodedAudio:
    path = folder / "a.bin"
    path.write_bytes(data)
    return open_audio(path)


def mp3_frames(data: bytes) -> list[tuple[int, int]]:
    """Offset and length of each frame of sound."""
    found, at = [], data.index(b"\xff\xf3")
    while (header := parse_mpeg(data[at : at + 4])) is not None:
        if stream_info(data[at : at + header.length]) is None:
            found.append((at, header.length))
        at += header.length
    return found


def is_declared(number: int, damage: tuple[Damage, ...], reach_ms: int = 150) -> bool:
    at = number * 1000
    return any(line.span.start_ms - reach_ms <= at <= line.span.end_ms + reach_ms for line in damage)


def assert_true_times(audio: DecodedAudio) -> None:
    """Every click outside the damage is heard, and no later or earlier than 30 ms."""
    for number, offset in enumerate(click_offsets_ms(audio), start=1):
        if not is_declared(number, audio.recording.damage):
            assert offset is not None, f"click {number} is gone, and no damage says so"
            assert abs(offset) <= 30, f"click {number} is {offset} ms off"


@pytest.mark.parametrize("spoilt", [1, 2, 7])
def test_mp3_frames_without_their_headers(tmp_path: Path, spoilt: int) -> None:
    data = bytearray(MADE["mp3"])
    frames = mp3_frames(MADE["mp3"])[100 : 100 + spoilt]
    for offset, _ in frames:
        data[offset : offset + 4] = b"\0\0\0\0"
    with opened(tmp_path, bytes(data)) as audio:
        (line,) = audio.recording.damage
        assert line.span.duration_ms == pytest.approx(36 * spoilt, abs=1)
        assert audio.recording.duration_ms == audio.recording.header_duration_ms
        assert_true_times(audio)


def test_a_bit_rate_that_is_four_times_its_frames(tmp_path: Path) -> None:
    data = bytearray(MADE["mp3"])
    offset, length = mp3_frames(MADE["mp3"])[204]
    data[offset + 2] ^= 0x80
    header = parse_mpeg(bytes(data[offset : offset + 4]))
    assert header is not None and header.length == 4 * length, "else the next header is not where it says"
    with opened(tmp_path, bytes(data)) as audio:
        (line,) = audio.recording.damage
        assert line.span.duration_ms == pytest.approx(36, abs=1)
        assert audio.recording.duration_ms == audio.recording.header_duration_ms
        assert_true_times(audio)


def test_variable_mp3_frames_of_any_length(tmp_path: Path) -> None:
    import io

    import soundfile

    loud = clicks(SECONDS, 16000, noise=0.0)
    loud[40000:80000] += np.random.default_rng(1).normal(size=40000).astype(np.float32) * 0.2
    buffer = io.BytesIO()
    soundfile.write(buffer, loud, 16000, format="MP3", bitrate_mode="VARIABLE")
    data = bytearray(buffer.getvalue())
    frames = mp3_frames(bytes(data))
    assert len({length for _, length in frames}) > 2
    for number in (30, 31, 90, 120, 121, 122, 200):
        data[frames[number][0] : frames[number][0] + 4] = b"\0\0\0\0"
    with opened(tmp_path, bytes(data)) as audio:
        assert audio.recording.duration_ms == audio.recording.header_duration_ms
        offsets = click_offsets_ms(audio)
        assert [offset for offset in offsets[-3:]] == pytest.approx([0, 0, 0], abs=1)
        assert audio.recording.damage


def test_mp3_without_any_tag_counts_by_its_bytes(tmp_path: Path) -> None:
    frames = mp3_frames(MADE["mp3"])
    data = bytearray(MADE["mp3"][frames[0][0] :])
    base = frames[0][0]
    for offset, length in frames[50:59]:
        data[offset - base : offset - base + length] = bytes(length)
    delay_ms = 1105 / 16
    with opened(tmp_path, bytes(data)) as audio:
        assert audio.recording.header_duration_ms is None
        (line,) = audio.recording.damage
        assert line.span.duration_ms == pytest.approx(9 * 36, abs=1)
        late = [offset for offset in click_offsets_ms(audio)[3:] if offset is not None]
        assert late == pytest.approx([delay_ms] * len(late), abs=1) and len(late) == 8


def test_mp3_frames_too_many_for_its_tag_are_still_sound(tmp_path: Path) -> None:
    frames = mp3_frames(MADE["mp3"])
    start = frames[0][0]
    with opened(tmp_path, MADE["mp3"] + MADE["mp3"][start:]) as audio:
        assert audio.recording.duration_ms == pytest.approx(2 * SECONDS * 1000, abs=250)


@pytest.mark.parametrize("kind", ["mp3", "flac", "opus", "vorbis", "aac", "wav"])
def test_a_truncated_recording_gives_what_there_is(tmp_path: Path, kind: str) -> None:
    data = MADE[kind]
    with opened(tmp_path, data[: len(data) // 2]) as audio:
        # Opus and Vorbis come in pages of about a second.
        assert audio.recording.duration_ms == pytest.approx(SECONDS * 500, abs=1300)
        assert_true_times(audio)
        if kind in ("mp3", "flac", "wav"):
            assert audio.recording.header_duration_ms == 12250
            assert "before its header says" in audio.recording.damage[-1].what


def test_a_truncated_m4a_with_its_index_first(tmp_path: Path) -> None:
    data = encoded(clicks(SECONDS, 16000), 16000, "m4a", movflags="faststart")
    with opened(tmp_path, data[: len(data) // 2]) as audio:
        assert 5000 < audio.recording.duration_ms < 7000
        assert audio.recording.header_duration_ms == 12250
        assert audio.recording.damage
        assert_true_times(audio)


def test_a_wav_that_was_never_closed(tmp_path: Path) -> None:
    data = bytearray(MADE["wav"])
    at = chunk_offset(bytes(data), b"data")
    data[4:8] = data[at - 4 : at] = b"\xff\xff\xff\xff"
    with opened(tmp_path, bytes(data)) as audio:
        assert audio.recording.duration_ms == 12250
        assert audio.recording.header_duration_ms is None
        assert audio.recording.damage == ()


def test_a_header_that_promises_years_is_reported_and_not_followed(tmp_path: Path) -> None:
    data = bytearray(MADE["flac"])
    data[21] |= 0x0F  # the number of samples in the stream: 36 bits
    data[22:26] = b"\xff\xff\xff\xff"
    with opened(tmp_path, bytes(data)) as audio:
        assert audio.recording.duration_ms == 12250
        assert (audio.recording.header_duration_ms or 0) > 1000 * 3600 * 1000
        assert "before its header says" in audio.recording.damage[-1].what


def test_samples_that_are_not_numbers(tmp_path: Path) -> None:
    sound = clicks(SECONDS, 16000)
    data = bytearray(written(sound, 16000, "WAV", "FLOAT"))
    at = chunk_offset(bytes(data), b"data") + 4 * 40000
    data[at : at + 12] = np.array([np.nan, np.inf, -np.inf], dtype="<f4").tobytes()
    with opened(tmp_path, bytes(data)) as audio:
        assert [line.what for line in audio.recording.damage] == ["samples that are not numbers"]
        assert audio.recording.damage[0].span.start_ms <= 2500 <= audio.recording.damage[0].span.end_ms
        assert np.isfinite(audio.read(0, audio.recording.damage[0].span)).all()
        assert_true_times(audio)


@pytest.mark.parametrize("kind", ["flac", "opus", "vorbis", "m4a"])
def test_damage_in_the_middle_is_silence_of_the_same_length(tmp_path: Path, kind: str) -> None:
    data = bytearray(MADE[kind])
    middle = len(data) // 2
    data[middle : middle + 400] = bytes(400)
    with opened(tmp_path, bytes(data)) as audio:
        assert audio.recording.duration_ms == pytest.approx(12250, abs=1)
        (line,) = audio.recording.damage
        assert np.abs(audio.read(0, line.span)[160:-160]).max() < 0.05
        assert_true_times(audio)


def test_a_damaged_first_page_takes_its_time(tmp_path: Path) -> None:
    data = bytearray(MADE["vorbis"])
    pages = [at for at in range(len(data)) if data[at : at + 4] == b"OggS"]
    data[pages[2] + 200] ^= 0xFF  # two pages of headers come first
    with opened(tmp_path, bytes(data)) as audio:
        assert audio.recording.damage[0].span.start_ms == 0
        assert_true_times(audio)


SEEDS = {kind: len(data) for kind, data in MADE.items()}


@settings(
    max_examples=70,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(kind=st.sampled_from(sorted(MADE)), seed=st.integers(0, 2**32), flips=st.integers(1, 12))
def test_flipped_bytes_never_end_in_a_traceback_and_keep_the_clock(
    tmp_path: Path, kind: str, seed: int, flips: int
) -> None:
    data = bytearray(MADE[kind])
    chance = random.Random(seed)
    # The headers that say what the numbers mean are left whole: wrong ones make another recording.
    index = bytes(data).find(b"moov")
    stop = index if kind == "m4a" and index > 4000 else len(data)
    for _ in range(flips):
        data[chance.randrange(4000, stop)] ^= 1 << chance.randrange(8)
    try:
        with opened(tmp_path, bytes(data)) as audio:
            offsets = click_offsets_ms(audio)
            undeclared = [
                offset
                for number, offset in enumerate(offsets, start=1)
                if not is_declared(number, audio.recording.damage)
            ]
            # A flip that the format can't notice may spoil a click, but never moves those after it.
            moved = [offset for offset in undeclared if offset is None or abs(offset) > 30]
            assert len(moved) <= flips and not (len(moved) > 2 and moved == undeclared[-len(moved) :])
    except AudioError:
        pass


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(kind=st.sampled_from(sorted(MADE)), seed=st.integers(0, 2**32))
def test_mangled_files_end_in_sound_or_an_audio_error(tmp_path: Path, kind: str, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(MADE[kind][: chance.choice([300, 5000, 20000])])
    for _ in range(chance.randrange(1, 30)):
        at = chance.randrange(len(data))
        length = chance.choice([1, 1, 2, 40])
        action = chance.randrange(4)
        if action == 0:
            data[at : at + length] = chance.randbytes(length)
        elif action == 1:
            del data[at : at + length]
        elif action == 2:
            data[at:at] = data[max(0, at - 200) : at]
        else:
            data[at : at + length] = b"\xff" * length
    try:
        with opened(tmp_path, bytes(data) or b"x") as audio:
            assert audio.duration_ms > 0
    except AudioError as error:
        assert "\n" not in str(error)
