"""Recordings that change or vanish, broken models, clocks that go wrong: never a wrong transcript."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest

from dispatch.batch import local
from dispatch.batch.work import Result
from dispatch.transcribe.models import resolve_model
from tests.cli.conftest import Command
from tests.reliability.conftest import ALONE, TINY, cut, transcripts


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two recordings, of which something happens to the first."""
    (tmp_path / "calls").mkdir()
    return cut(tmp_path / "calls" / "a.wav", 20, 23), cut(tmp_path / "calls" / "b.wav", 30, 33)


def before_transcribing(monkeypatch: pytest.MonkeyPatch, victim: Path, change: object) -> None:
    """Have ``change`` happen to one recording when it has been hashed and is about to be decoded."""
    attempt_together = local.attempt_together

    def changed(paths: list[Path], *rest: object) -> list[Result]:
        if victim in paths:
            change(victim)  # type: ignore[operator]
        return attempt_together(paths, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(local, "attempt_together", changed)


def grow(path: Path) -> None:
    path.write_bytes(path.read_bytes() + bytes(8000))


def other_sound_same_size_same_times(path: Path) -> None:
    """What a clock set back makes of a recorder that writes over its file."""
    before = path.stat()
    data = path.read_bytes()
    path.write_bytes(data[:1000] + bytes(len(data) - 1000))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.model
@pytest.mark.parametrize(
    ("change", "why"),
    [
        (grow, "it changed while it was read"),
        (other_sound_same_size_same_times, "it changed while it was read"),
        (Path.unlink, "no such file"),
    ],
)
def test_a_recording_that_changes_or_vanishes_has_no_transcript(
    dispatch: Command,
    tmp_path: Path,
    pair: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    change: object,
    why: str,
) -> None:
    before_transcribing(monkeypatch, pair[0], change)
    ended = dispatch("transcribe", *pair, "-o", tmp_path / "out", *TINY)
    assert ended.code == 3
    [line] = ended.errors
    assert "a.wav" in line and why in line
    assert list(transcripts(tmp_path / "out")) == ["b.transcript.json"]


@pytest.mark.model
@pytest.mark.parametrize("change", [grow, Path.unlink], ids=["changes", "vanishes"])
def test_a_recording_lost_before_its_sound_is_asked_costs_only_itself(
    dispatch: Command,
    tmp_path: Path,
    pair: tuple[Path, Path],
    claims: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: object,
) -> None:
    from dispatch.cli import work

    told = work.Work.in_given_order

    def then_changed(self: work.Work, done: list[object]) -> list[object]:
        change(pair[0])  # type: ignore[operator]
        return told(self, done)  # type: ignore[arg-type, return-value]

    monkeypatch.setattr(work.Work, "in_given_order", then_changed)
    ended = dispatch("verify", *pair, "--claims", claims, "-o", tmp_path / "out", *ALONE, "--clips", "none")
    assert ended.code == 3, ended
    [line] = ended.errors
    assert "a.wav" in line
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert [one["recording"]["path"] for one in report["recordings"]] == [str(pair[1])]


@pytest.mark.model
def test_clocks_decide_nothing(
    dispatch: Command, tmp_path: Path, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files from the future and from before there were files; a clock that is set back between two runs."""
    os.utime(pair[0], (4_000_000_000, 4_000_000_000))
    os.utime(pair[1], (0, 0))
    assert dispatch("transcribe", *pair, "-o", tmp_path / "out", *TINY).code == 0
    first = transcripts(tmp_path / "out")
    monkeypatch.setattr("time.time", lambda: 1.0)
    for path in (tmp_path / "out").iterdir():
        os.utime(path, (4_000_000_000, 4_000_000_000))
    ended = dispatch("transcribe", *pair, "-o", tmp_path / "out", *TINY)
    assert "2 already transcribed" in ended.err
    other_sound_same_size_same_times(pair[0])
    ended = dispatch("transcribe", *pair, "-o", tmp_path / "out", *TINY)
    assert "1 already transcribed" in ended.err
    again = transcripts(tmp_path / "out")
    assert again["b.transcript.json"] == first["b.transcript.json"]
    sha256 = hashlib.sha256(pair[0].read_bytes()).hexdigest()
    written = [json.loads(data)["recording"]["sha256"] for data in again.values()]
    assert sha256 in written and len(again) == 3


@pytest.fixture(scope="module")
def model() -> Path:
    return resolve_model("tiny.en").folder


def linked(model: Path, folder: Path, broken: str, data: bytes) -> Path:
    """A folder with the files of a model, one of them replaced."""
    folder.mkdir()
    for file in model.iterdir():
        if file.is_file() and file.name != broken:
            (folder / file.name).symlink_to(file)
    (folder / broken).write_bytes(data)
    return folder


@pytest.mark.model
@pytest.mark.parametrize(
    ("file", "way"),
    [
        ("model.bin", "truncated"), ("model.bin", "empty"), ("model.bin", "of zeros"),
        ("config.json", "truncated"), ("config.json", "empty"),
        ("tokenizer.json", "truncated"), ("vocabulary.txt", "truncated"),
    ],
)  # fmt: skip
def test_a_model_folder_that_is_broken(
    dispatch: Command, tmp_path: Path, call: Path, model: Path, file: str, way: str
) -> None:
    whole = (model / file).read_bytes()[:3_000_000]
    data = {"truncated": whole[: len(whole) // 3], "empty": b"", "of zeros": bytes(min(len(whole), 5000))}[
        way
    ]
    folder = linked(model, tmp_path / "m", file, data)
    ended = dispatch("transcribe", call, "-o", tmp_path / "out", "--model", folder)
    assert ended.code == 2, ended
    assert len(ended.errors) == 1 and "Traceback" not in ended.err
    assert not list((tmp_path / "out").glob("*"))


@pytest.mark.model
@pytest.mark.parametrize("at", [6, 13, 61, 90])
def test_a_model_file_with_a_damaged_head(
    dispatch: Command, tmp_path: Path, call: Path, model: Path, at: int
) -> None:
    """Found by bending heads of model files: names that are no text, variables that are not there."""
    data = bytearray((model / "model.bin").read_bytes()[:2_000_000])
    data[at] ^= 0xFF
    folder = linked(model, tmp_path / "m", "model.bin", bytes(data))
    ended = dispatch("transcribe", call, "-o", tmp_path / "out", "--model", folder)
    assert ended.code == 2, ended
    assert len(ended.errors) == 1 and "Traceback" not in ended.err


@pytest.mark.model
def test_evidence_is_never_written(dispatch: Command, tmp_path: Path, call: Path, claims: Path) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    for file in (call, claims):
        shutil.copy(file, folder)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    words = ("verify", folder, "--claims", folder / claims.name, "-o", tmp_path / "out", *ALONE)
    assert dispatch(*words, "--clips", "files").code == 0
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before
