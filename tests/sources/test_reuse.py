"""A transcript made with other radio ids is other work; one with another label or clock is not."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dispatch.batch import work
from dispatch.batch.run import Done, transcribe_into
from dispatch.hearing.assembly import named
from dispatch.running.progress import Board
from dispatch.settings import Settings
from dispatch.store.transcripts import TranscriptFolder
from dispatch.values import Coverage, Engine, Recording, Transcript
from tests.sources.calls import DURATION_MS, trunk_recorder

ENGINE = Engine("whisper", "1", "base", "m" * 64, "en")


@pytest.fixture
def listened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for the stages; what was really listened to is written down."""
    names: list[str] = []

    def listen(path: Path, ear: Any, progress: Any = None) -> Transcript:
        names.append(str(path.relative_to(path.parents[1])))
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        recording = Recording(path.name, sha256, 4, "wav", "pcm", 8000, 1, DURATION_MS)
        whole = Transcript(recording, ENGINE, (), (), (), Coverage(DURATION_MS, 0, 0, 0))
        return named(whole, path, ear.settings)

    monkeypatch.setattr(work, "transcribe_recording", listen)
    return names


def call(folder: Path, **changes: Any) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "call.wav").write_bytes(b"RIFF")
    (folder / "call.json").write_text(json.dumps(trunk_recorder(**changes)))
    return folder / "call.wav"


def run(folder: Path, *paths: Path, **settings: Any) -> list[Transcript]:
    out = TranscriptFolder(folder / "out")
    out.folder.mkdir(exist_ok=True)
    ear: Any = SimpleNamespace(engine=ENGINE, settings=Settings(**settings))
    done = list(transcribe_into(out, paths, ear, 1, Board(quiet=True)))
    assert all(isinstance(one, Done) for one in done)
    return [one.transcript for one in done if isinstance(one, Done)]


def test_the_same_ids_are_the_same_work(tmp_path: Path, listened: list[str]) -> None:
    path = call(tmp_path / "a")
    assert run(tmp_path, path) == run(tmp_path, path)
    assert len(listened) == 1


def test_other_ids_are_other_work(tmp_path: Path, listened: list[str]) -> None:
    run(tmp_path, call(tmp_path / "a"))
    [second] = run(tmp_path, call(tmp_path / "a", srcList=[{"src": 99, "pos": 0}]))
    assert len(listened) == 2
    assert [unit["id"] for unit in second.recording.source["units"]] == ["99"]
    (tmp_path / "a" / "call.json").unlink()
    [third] = run(tmp_path, tmp_path / "a" / "call.wav")
    assert len(listened) == 3
    assert "units" not in dict(third.recording.source)


def test_another_label_and_another_zone_are_written_without_listening_again(
    tmp_path: Path, listened: list[str]
) -> None:
    run(tmp_path, call(tmp_path / "a"))
    [second] = run(tmp_path, call(tmp_path / "a", talkgroup_tag="FD 2"), tz="America/Chicago")
    assert len(listened) == 1
    assert second.recording.source["talkgroup_tag"] == "FD 2"
    assert second.recording.start_time == "2026-01-17T21:30:05-06:00"


def test_copies_with_other_ids_beside_them_are_other_work(tmp_path: Path, listened: list[str]) -> None:
    first = call(tmp_path / "a")
    same = call(tmp_path / "b")
    other = call(tmp_path / "c", srcList=[{"src": 99, "pos": 0}])
    run(tmp_path, first, same, other)
    assert listened == ["a/call.wav", "c/call.wav"]
