"""Transcripts on disk: whole or not at all, reused only for the same work, never one over another."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.errors import InputError, OutputError, SchemaError
from dispatch.files import output_folder, sha256_of, write_whole
from dispatch.store.transcripts import TranscriptFolder, json_bytes, read_transcript
from dispatch.values import Coverage, Details, Engine, Recording, Transcript

ENGINE = Engine("whisper", "1.2.1", "base", "m" * 64, "en", settings=Details((("beam_size", 5),)))


def transcript(sha256: str = "a" * 64, engine: Engine = ENGINE) -> Transcript:
    recording = Recording("night.wav", sha256, 44, "wav", "pcm_s16le", 16_000, 1, 1000)
    return Transcript(recording, engine, (), (), (), Coverage(1000, 0, 0, 0))


@pytest.fixture
def folder(tmp_path: Path) -> TranscriptFolder:
    return TranscriptFolder(tmp_path)


def test_a_transcript_comes_back_as_it_was(folder: TranscriptFolder) -> None:
    folder.write("night", transcript())
    assert read_transcript(folder.path_of("night")) == transcript()


def test_only_the_very_same_work_is_used_again(folder: TranscriptFolder) -> None:
    folder.write("night", transcript())
    assert folder.find("night", "a" * 64, ENGINE) == transcript()
    assert folder.find("night", "b" * 64, ENGINE) is None
    assert folder.find("other", "a" * 64, ENGINE) is None


@pytest.mark.parametrize(
    "change",
    [
        {"model_sha256": "n" * 64},
        {"language": "es"},
        {"prompt": "Kedzie."},
        {"version": "1.3"},
        {"settings": Details((("beam_size", 4),))},
        {"model_known": False},
    ],
)
def test_any_difference_in_model_or_settings_is_new_work(folder: TranscriptFolder, change: dict) -> None:
    folder.write("night", transcript())
    assert folder.find("night", "a" * 64, replace(ENGINE, **change)) is None


def test_the_same_model_by_another_name_is_the_same_work(folder: TranscriptFolder) -> None:
    folder.write("night", transcript())
    assert folder.find("night", "a" * 64, replace(ENGINE, model="/models/base")) == transcript()


def test_a_transcript_of_another_schema_is_new_work(folder: TranscriptFolder) -> None:
    old = json_bytes(transcript()).replace(b"dispatch.transcript/1", b"dispatch.transcript/0")
    write_whole(folder.path_of("night"), old)
    assert folder.find("night", "a" * 64, ENGINE) is None


def test_recordings_of_one_name_get_distinct_ones(folder: TranscriptFolder) -> None:
    first = folder.stem_for(Path("north/night.wav"), "a" * 64)
    second = folder.stem_for(Path("south/NIGHT.mp3"), "b" * 64)
    assert (first, second) == ("night", "NIGHT-bbbbbbbb")
    assert folder.stem_for(Path("copy/night.wav"), "a" * 64) == "night"


def test_a_file_that_has_grown_takes_its_own_name_and_nobody_else_s(folder: TranscriptFolder) -> None:
    half, whole, other = ("a" * 64, "b" * 64, "c" * 64)
    assert folder.stem_for(Path("night.wav"), half) == "night"
    assert folder.stem_for(Path("south/night.wav"), other) == "night-cccccccc"
    assert folder.stem_for(Path("night.wav"), whole) == "night"
    folder.write("night", transcript(half))
    assert TranscriptFolder(folder.folder).stem_for(Path("night.wav"), whole) == "night-bbbbbbbb"
    assert TranscriptFolder(folder.folder).stem_for(Path("night.wav"), whole, {half}) == "night"
    again = TranscriptFolder(folder.folder)
    assert again.stem_for(Path("copy/night.wav"), half) == "night"
    assert again.stem_for(Path("night.wav"), whole, {half}) == "night-bbbbbbbb"


def test_a_name_taken_in_an_earlier_run_stays_with_its_recording(tmp_path: Path) -> None:
    TranscriptFolder(tmp_path).write("night", transcript("a" * 64))
    later = TranscriptFolder(tmp_path)
    assert later.stem_for(Path("night.wav"), "b" * 64) == "night-bbbbbbbb"
    assert later.stem_for(Path("night.wav"), "a" * 64) == "night"


def test_a_file_that_is_no_transcript_is_left_alone(folder: TranscriptFolder) -> None:
    folder.path_of("night").write_text("my notes")
    assert folder.stem_for(Path("night.wav"), "a" * 64) == "night-aaaaaaaa"


def test_a_very_long_name_still_fits_the_file_system(folder: TranscriptFolder) -> None:
    stem = folder.stem_for(Path("ü" * 120 + ".wav"), "a" * 64)
    folder.write(stem, transcript())
    assert folder.find(stem, "a" * 64, ENGINE) == transcript()


def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.json"
    write_whole(target, "old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="no space left on device"):
        write_whole(target, "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_no_file_takes_the_place_of_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "report.json")
    with pytest.raises(OutputError, match="not a regular file; name another place"):
        write_whole(tmp_path / "report.json", "new")
    assert [path.is_fifo() for path in tmp_path.iterdir()] == [True]


def test_an_output_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError, match="file exists"):
        output_folder(tmp_path / "out")


def test_reading_what_is_not_there_or_no_transcript(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_transcript(tmp_path / "none.json")
    (tmp_path / "list.json").write_text("[" * 100_000)
    with pytest.raises(SchemaError, match="not JSON"):
        read_transcript(tmp_path / "list.json")
    with pytest.raises(InputError):
        sha256_of(tmp_path)


def test_what_a_dying_run_left_is_gone_when_the_next_one_ends(tmp_path: Path) -> None:
    import subprocess
    import sys

    from dispatch.files import alone_in

    dying = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    left = tmp_path / f".dispatch-{dying.pid}-00ff.part"
    left.write_bytes(b"half")
    with alone_in(tmp_path):
        assert left.exists()
        dying.kill()
        dying.communicate()
    assert not left.exists()
