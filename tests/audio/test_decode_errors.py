"""What can't be read says so in one line, and leaves nothing behind."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from dispatch.audio import decode
from dispatch.audio.decode import open_audio
from dispatch.audio.store import SampleWriter
from dispatch.errors import AudioError
from dispatch.values import Span
from tests.audio.recordings import clicks, encoded, written

CONCAT = b"ffconcat version 1.0\nfile secret.wav\n"
PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nsecret.wav\n#EXT-X-ENDLIST\n"


def refused(path: Path, *, apart: bool = True) -> str:
    with pytest.raises(AudioError) as caught:
        open_audio(path, apart=apart)
    line = str(caught.value)
    assert "\n" not in line and str(path) in line and ";" in line
    return line


def test_a_missing_file(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "none.mp3")


def test_a_folder(tmp_path: Path) -> None:
    assert "a folder" in refused(tmp_path)


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").touch()
    assert "empty" in refused(tmp_path / "a.mp3")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.wav")
    assert "not a regular file" in refused(tmp_path / "a.wav")


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(written(clicks(1, 8000), 8000, "WAV"))
    path.chmod(0)
    assert "permission denied" in refused(path)


@pytest.mark.parametrize("name", ["a.mp3", "a.wav", "a.m4a", "a.m3u8", "a.txt"])
@pytest.mark.parametrize(
    "content",
    [b"Engine 9, respond.\n" * 400, b"x", b"\0" * 5000, b"\xff" * 5000, PLAYLIST, CONCAT],
    ids=["text", "byte", "zeros", "ones", "playlist", "concat"],
)  # fmt: skip
def test_what_is_no_recording(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / "secret.wav").write_bytes(written(clicks(1, 8000), 8000, "WAV"))
    (tmp_path / name).write_bytes(content)
    refused(tmp_path / name)


def test_a_picture_has_no_sound(tmp_path: Path) -> None:
    import io

    import av

    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64  # type: ignore[union-attr]
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))  # type: ignore[union-attr]
        container.mux(stream.encode(None))  # type: ignore[union-attr]
    path = tmp_path / "a.mp4"
    path.write_bytes(buffer.getvalue())
    assert "holds no sound" in refused(path)


def test_a_header_without_sound(tmp_path: Path) -> None:
    whole = written(clicks(1, 8000), 8000, "WAV")
    (tmp_path / "a.wav").write_bytes(whole[:44])
    assert "no sound" in refused(tmp_path / "a.wav")


def test_an_mp4_cut_before_its_index(tmp_path: Path) -> None:
    whole = encoded(clicks(3, 16000), 16000, "m4a")
    (tmp_path / "a.m4a").write_bytes(whole[: len(whole) // 2])
    assert "index" in refused(tmp_path / "a.m4a")


@pytest.mark.parametrize("rate_hz", [1, 999, 4_000_000, 2**31 - 1])
def test_absurd_sample_rates(tmp_path: Path, rate_hz: int) -> None:
    whole = bytearray(written(clicks(1, 8000), 8000, "WAV"))
    whole[24:28] = rate_hz.to_bytes(4, "little")
    (tmp_path / "a.wav").write_bytes(whole)
    assert "Hz" in refused(tmp_path / "a.wav")


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(written(clicks(1, 8000), 8000, "WAV"))
    fingerprint = decode._fingerprint

    def grow(file: object) -> str:
        with path.open("ab") as more:
            more.write(b"more")
        return fingerprint(file)  # type: ignore[arg-type]

    monkeypatch.setattr(decode, "_fingerprint", grow)
    assert "changed while it was read" in refused(path)


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: SampleWriter, block: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(SampleWriter, "append", full)
    path = tmp_path / "a.wav"
    path.write_bytes(written(clicks(1, 8000), 8000, "WAV"))
    assert "no space left" in refused(path, apart=False)


def test_a_place_for_temporary_files_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(written(clicks(1, 8000), 8000, "WAV"))
    with pytest.raises(AudioError, match="no such file or directory"):
        open_audio(path, temp_dir=tmp_path / "none")


def test_a_recording_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dispatch.audio.timeline.MAX_DURATION_S", 2)
    path = tmp_path / "a.wav"
    path.write_bytes(written(clicks(4, 8000), 8000, "WAV"))
    assert "longer than" in refused(path, apart=False)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can't remove the name of an open file")
def test_decoded_sound_has_no_name_on_disk(tmp_path: Path) -> None:
    path, scratch = tmp_path / "a.wav", tmp_path / "scratch"
    scratch.mkdir()
    path.write_bytes(written(clicks(1, 8000), 8000, "WAV"))
    with open_audio(path, temp_dir=scratch) as audio:
        assert list(scratch.iterdir()) == []
        assert len(audio.read(0, Span(0, 100))) == 1600
    with pytest.raises(ValueError):
        audio.read(0, Span(0, 100))


def test_the_recording_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(written(clicks(1, 8000), 8000, "WAV"))
    path.chmod(0o444)
    before = path.read_bytes(), path.stat().st_mtime_ns
    open_audio(path).close()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(tmp_path.iterdir()) == [path]
