"""What somebody may leave where recordings and results lie: pipes, devices, endless links, huge files."""

from __future__ import annotations

import os
import sqlite3
import time
import zlib
from pathlib import Path

import pytest

from dispatch.archive.database import Archive
from dispatch.archive.within import Within
from dispatch.batch.folder import find_recordings
from dispatch.errors import DispatchError, InputError, ModelError
from dispatch.files import read_bounded, sha256_of
from dispatch.report import read_report
from dispatch.store import transcripts as store
from dispatch.store.transcripts import TranscriptFolder, json_bytes, read_transcript
from dispatch.transcribe.models import resolve_model
from dispatch.transcribe.vocabulary import read_vocabulary
from dispatch.turns import read_corrections
from tests.archive.night import BASE, night
from tests.cli.conftest import Command
from tests.reliability.conftest import TINY, cut, transcripts

ENDLESS = Path("/dev/zero")
needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
needs_devices = pytest.mark.skipif(not ENDLESS.exists(), reason="no such device here")


@needs_pipes
@needs_devices
def test_a_folder_of_traps_costs_only_the_traps(tmp_path: Path, dispatch: Command) -> None:
    calls = tmp_path / "calls"
    calls.mkdir()
    good = cut(calls / "good.wav", 20, 23)
    os.mkfifo(calls / "pipe.wav")
    (calls / "device.wav").symlink_to(ENDLESS)
    (calls / "loop.wav").symlink_to("loop.wav")
    (calls / "folder.wav").mkdir()
    (calls / "up").symlink_to("..")
    os.mkfifo(good.with_suffix(".json"))
    ended = dispatch("transcribe", calls, "-o", tmp_path / "out", *TINY)
    assert ended.code == 3, ended.err
    assert "Traceback" not in ended.err
    for name in ("pipe.wav", "device.wav", "loop.wav"):
        assert f"error: {calls / name}: " in ended.err, ended.err
    assert list(transcripts(tmp_path / "out")) == ["good.transcript.json"]


def test_a_link_to_itself_is_found_and_searching_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.wav").symlink_to("a.wav")
    (tmp_path / "b.wav").write_bytes(b"x")
    found, failed = find_recordings([tmp_path])
    assert [path.name for path in found] == ["a.wav", "b.wav"] and not failed


@needs_pipes
def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "x.transcript.json"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="not a regular file"):
        sha256_of(pipe)
    with pytest.raises(InputError, match="not a regular file"):
        read_transcript(pipe)
    transcript, _ = next(iter(night()))
    folder = TranscriptFolder(tmp_path)
    stem = folder.stem_for(Path("x.wav"), transcript.recording.sha256)
    assert stem != "x"  # the pipe's name is taken
    folder.write(stem, transcript)
    assert folder.find(stem, transcript.recording.sha256, transcript.engine) == transcript


@needs_devices
@pytest.mark.parametrize("read", [read_transcript, read_report, read_corrections, read_vocabulary])
def test_a_file_without_end(read: object, tmp_path: Path) -> None:
    endless = tmp_path / "endless.json"
    endless.symlink_to(ENDLESS)
    with pytest.raises(DispatchError, match=r"larger than|not a regular file"):
        read(endless)  # type: ignore[operator]


def test_no_more_is_read_than_may_be(tmp_path: Path) -> None:
    file = tmp_path / "large"
    file.write_bytes(bytes(1 << 20))
    assert len(read_bounded(file, 1 << 20)) == 1 << 20
    with pytest.raises(InputError, match="larger than"):
        read_bounded(file, (1 << 20) - 1)


def test_a_transcript_larger_than_any_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    transcript, _ = next(iter(night()))
    path = tmp_path / "a.transcript.json"
    path.write_bytes(json_bytes(transcript))
    assert read_transcript(path) == transcript
    monkeypatch.setattr(store, "LARGEST_JSON", 100)
    with pytest.raises(InputError, match="larger than"):
        read_transcript(path)


def packed_bomb() -> bytes:
    """128 MB of blanks in 130 kB."""
    packing = zlib.compressobj(9)
    return b"".join(packing.compress(b" " * (1 << 20)) for _ in range(128)) + packing.flush()


@pytest.mark.parametrize(
    "data", [packed_bomb, lambda: zlib.compress(b"[" * 100_000), lambda: b"x", lambda: 5, lambda: "text"]
)
def test_an_archive_with_something_else_for_a_transcript(tmp_path: Path, data: object) -> None:
    path = tmp_path / "night.db"
    with Archive(path, create=True) as archive:
        archive.add_all(night())
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE transcript SET data = ?", (data(),))  # type: ignore[operator]
    with Archive(path) as archive, pytest.raises(InputError, match="can't be read"):
        list(archive.made_by(next(iter(night()))[0].recording.sha256, BASE))


def test_an_archive_with_something_else_for_a_place(tmp_path: Path) -> None:
    path = tmp_path / "night.db"
    with Archive(path, create=True) as archive:
        archive.add_all(night())
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE place SET details = ?", ("[" * 100_000,))
    with Archive(path) as archive, pytest.raises(InputError, match="can't be read"):
        list(archive.stored(archive.transcripts_within(Within())))


def test_an_archive_that_brings_programs_along(tmp_path: Path) -> None:
    """A view that never ends in a table's place, and a trigger."""
    path = tmp_path / "night.db"
    with Archive(path, create=True) as archive:
        archive.add_all(night())
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n"
    for statement in (
        f"CREATE VIEW more AS {endless}",
        "CREATE TRIGGER t AFTER INSERT ON place BEGIN DELETE FROM recording; END",
    ):
        with sqlite3.connect(path) as raw:
            raw.execute(statement)
        began = time.monotonic()
        for create in (False, True):
            with pytest.raises(InputError, match="views or triggers"):
                Archive(path, create=create)
        assert time.monotonic() - began < 30
        with sqlite3.connect(path) as raw:
            raw.execute("DROP VIEW IF EXISTS more")


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "vocabulary.txt"])
def test_a_model_with_an_enormous_file(tmp_path: Path, name: str) -> None:
    for file in ("model.bin", "config.json", "tokenizer.json"):
        (tmp_path / file).write_bytes(b"{}")
    with (tmp_path / name).open("wb") as file:
        file.truncate(3 << 30)  # takes no room on the disk
    with pytest.raises(ModelError, match=f"{name} is larger than 64 MB"):
        resolve_model(str(tmp_path))
