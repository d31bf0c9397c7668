"""Clips: what they hold, how loud they are, and that they never differ from one day to the next."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.audio.clips import MEDIA_TYPES, Media, cut_clip, levelled
from dispatch.audio.decode import DecodedAudio, open_audio
from dispatch.values import Span
from tests.audio.recordings import click_offsets_ms, clicks, written

MEDIA: list[Media] = sorted(MEDIA_TYPES)


@pytest.fixture
def audio(tmp_path: Path) -> DecodedAudio:
    path = tmp_path / "a.wav"
    path.write_bytes(written(clicks(40, 16000) * np.float32(0.1), 16000, "WAV"))
    return open_audio(path)


@pytest.mark.parametrize("media", MEDIA)
def test_a_clip_holds_what_its_span_says(audio: DecodedAudio, tmp_path: Path, media: Media) -> None:
    clip = cut_clip(audio, claim_id="c1", channel=0, span=Span(10_000, 14_000), media=media)
    assert (clip.claim_id, clip.channel, clip.span) == ("c1", 0, Span(5000, 19_000))
    assert clip.recording == audio.recording.sha256
    assert clip.media_type == MEDIA_TYPES[media]
    assert clip.sha256 == hashlib.sha256(clip.data).hexdigest()
    path = tmp_path / "clip"
    path.write_bytes(clip.data)
    with open_audio(path) as heard:
        assert heard.duration_ms == pytest.approx(14_000, abs=1)
        assert heard.recording.channels == 1 and heard.recording.damage == ()
        assert click_offsets_ms(heard) == pytest.approx([0] * 13, abs=1)


@pytest.mark.parametrize("media", MEDIA)
def test_the_same_clip_twice_is_the_same_bytes(audio: DecodedAudio, media: Media) -> None:
    first, second = (
        cut_clip(audio, claim_id="c1", channel=0, span=Span(3000, 5000), media=media) for _ in range(2)
    )
    assert first == second


def test_a_clip_carries_no_more_than_sound(audio: DecodedAudio) -> None:
    for media in MEDIA:
        data = cut_clip(audio, claim_id="the-claim", channel=0, span=Span(0, 2000), media=media).data
        for word in (b"the-claim", b"a.wav", b"Lavf6", b"Lavc6", b"TSSE"):
            assert word not in data


def test_a_claim_stays_small(audio: DecodedAudio) -> None:
    clip = cut_clip(audio, claim_id="c1", channel=0, span=Span(0, 30_000))
    assert clip.span == Span(0, 35_000)
    assert len(clip.data) < 150_000
    assert len(clip.peaks) == max(600, clip.span.duration_ms * 40 // 1000)
    assert 1000 < len(clip.spectrogram_png) < 80_000


def test_a_clip_stops_at_the_ends_of_the_recording(audio: DecodedAudio) -> None:
    clip = cut_clip(audio, claim_id="c1", channel=0, span=Span(39_000, 41_000), before_ms=100, media="wav")
    assert clip.span == Span(38_900, 40_000)
    with pytest.raises(ValueError, match="nothing to hear"):
        cut_clip(audio, claim_id="c1", channel=0, span=Span(60_000, 61_000))


def test_an_unknown_form_is_refused(audio: DecodedAudio) -> None:
    with pytest.raises(ValueError, match="flac"):
        cut_clip(audio, claim_id="c1", channel=0, span=Span(0, 10), media="flac")  # type: ignore[arg-type]


@pytest.mark.parametrize("span", [Span(5, 8), Span(5, 6)])
def test_a_very_short_clip_can_be_cut(audio: DecodedAudio, span: Span) -> None:
    for media in MEDIA:
        clip = cut_clip(audio, claim_id="c", channel=0, span=span, before_ms=0, after_ms=0, media=media)
        assert clip.span == span and clip.data and len(clip.peaks) == 16 * span.duration_ms


def test_ends_are_faded_and_speech_is_brought_up(audio: DecodedAudio) -> None:
    import soundfile

    clip = cut_clip(
        audio, claim_id="c", channel=0, span=Span(2002, 3002), before_ms=0, after_ms=0, media="wav"
    )
    samples, rate = soundfile.read(io.BytesIO(clip.data))
    assert rate == 16_000
    assert abs(samples[0]) < 3e-3 and abs(samples[-1]) < 3e-3
    original = audio.read(0, clip.span)
    assert np.abs(samples).max() > 2 * np.abs(original).max()


@settings(max_examples=100, deadline=None)
@given(
    level=st.floats(1e-6, 1.0),
    peak=st.floats(0, 1),
    length=st.integers(1, 5000),
)
def test_levelling_never_clips(level: float, peak: float, length: int) -> None:
    samples = np.full(length, level, dtype=np.float32)
    samples[length // 2] = peak
    assert np.abs(levelled(samples)).max() <= 0.9


def test_levelling_leaves_silence_alone_and_bounds_its_gain() -> None:
    silence = np.zeros(16_000, dtype=np.float32)
    assert np.array_equal(levelled(silence), silence)
    faint = np.full(16_000, 1e-5, dtype=np.float32)
    assert levelled(faint).max() == pytest.approx(1e-3, rel=0.01)
    assert levelled(silence[:0]).shape == (0,)


def test_clips_need_no_ffmpeg_and_say_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(written(clicks(3, 16000), 16000, "WAV"))
    code = f"""
from pathlib import Path
from dispatch.audio.clips import cut_clip
from dispatch.audio.decode import open_audio
from dispatch.values import Span
with open_audio(Path({str(path)!r})) as audio:
    for media in ("mp3", "opus", "wav"):
        print(cut_clip(audio, claim_id="c", channel=0, span=Span(0, 1000), media=media).sha256)
"""
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env={"PATH": ""}, check=True
        )
        for _ in range(2)
    ]
    assert runs[0].stderr == ""
    assert runs[0].stdout == runs[1].stdout and len(runs[0].stdout.split()) == 3
