"""The further forms of a transcript: each of the current one, and over nobody else's file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.errors import OutputError
from dispatch.formats import render
from dispatch.store.forms import write_form
from dispatch.store.transcripts import TranscriptFolder
from tests.align.conversation import conversation

HEARD = conversation([("D", "engine 51 go ahead"), ("U", "on scene")])
OTHER = conversation([("D", "engine 52 go ahead")])


def write(path: Path, recording: Path, said: list[str] | None = None) -> None:
    write_form(path, HEARD, recording, print if said is None else said.append)


def test_a_form_of_another_transcript_or_by_a_person_is_kept(tmp_path: Path) -> None:
    path, said = tmp_path / "night.txt", list[str]()
    path.write_text("my own notes")
    write(path, tmp_path / "night.wav", said)
    assert path.read_text("utf-8") == render(HEARD, "txt")
    assert (tmp_path / "night.earlier-1.txt").read_text() == "my own notes"
    assert said == [f"{path}: not of this transcript; kept as night.earlier-1.txt"]


def test_a_form_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    path, said = tmp_path / "night.srt", list[str]()
    write(path, tmp_path / "night.wav", said)
    made = path.stat().st_ino
    write(path, tmp_path / "night.wav", said)
    assert (path.stat().st_ino, said) == (made, [])


@pytest.mark.parametrize(("name", "sidecar"), [("X.wav", "X.json"), ("X.wav.mp3", "X.wav.json")])
def test_a_recorders_file_beside_the_recording_keeps_its_name(
    tmp_path: Path, name: str, sidecar: str
) -> None:
    (tmp_path / sidecar).write_text('{"start_time": 1}')
    with pytest.raises(OutputError, match="recorder"):
        write(tmp_path / sidecar, tmp_path / name)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {sidecar: '{"start_time": 1}'}


def test_no_transcript_is_put_where_a_recorders_file_would_be_sought(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="another folder"):
        write(tmp_path / "X.json", tmp_path / "X.wav")
    assert not list(tmp_path.iterdir())


def test_json_elsewhere_is_refused_only_over_what_is_no_transcript(tmp_path: Path) -> None:
    path, recording = tmp_path / "X.json", tmp_path / "calls" / "X.wav"
    write_form(path, OTHER, recording, print)
    write(path, recording)
    assert path.read_text("utf-8") == render(HEARD, "json")
    assert (tmp_path / "X.earlier-1.json").read_text("utf-8") == render(OTHER, "json")
    path.write_text("[]")
    with pytest.raises(OutputError):
        write(path, recording)
    assert path.read_text() == "[]"


def test_forms_are_kept_with_the_transcript_that_they_are_of(tmp_path: Path) -> None:
    folder, recording = TranscriptFolder(tmp_path), tmp_path / "calls" / "night.wav"
    folder.write("night", HEARD)
    for name in ("txt", "srt"):
        write(tmp_path / f"night.{name}", recording)
    (tmp_path / "night.csv").write_text("my own table")
    other = replace(OTHER, engine=replace(OTHER.engine, model_sha256="f" * 64))
    assert folder.write("night", other) == tmp_path / "night.transcript.earlier-1.json"
    assert {path.name for path in tmp_path.iterdir()} == {
        "night.transcript.json",
        "night.transcript.earlier-1.json",
        "night.earlier-1.txt",
        "night.earlier-1.srt",
        "night.csv",
    }
    assert (tmp_path / "night.earlier-1.txt").read_text("utf-8") == render(HEARD, "txt")


def test_forms_follow_a_transcript_that_is_made_anew(tmp_path: Path) -> None:
    folder = TranscriptFolder(tmp_path)
    folder.write("night", HEARD)
    write(tmp_path / "night.txt", tmp_path / "calls" / "night.wav")
    anew = replace(OTHER, recording=HEARD.recording, engine=HEARD.engine)
    assert folder.write("night", anew) is None
    assert (tmp_path / "night.txt").read_text("utf-8") == render(anew, "txt")
    assert len(list(tmp_path.iterdir())) == 2
