"""Folders of redacted copies: the originals never go, and of an earlier copy nothing stays."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.cli.main import main
from dispatch.errors import OutputError
from dispatch.hearing.sound import Searched
from dispatch.running.progress import Board
from dispatch.store.transcripts import json_bytes
from dispatch.values import Report
from dispatch.verifying.redaction import Redaction, write_redacted, write_redacted_transcript
from dispatch.verifying.verification import Choices, write_files
from tests.report import samples

QUIET = Board(quiet=True)
HEARD = samples.transcript()


def report_in(folder: Path, **choices: object) -> tuple[Report, Searched]:
    """A report with its transcript, as ``verify`` leaves it."""
    folder.mkdir(parents=True, exist_ok=True)
    data = json_bytes(HEARD)
    (folder / "night.transcript.json").write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    searched = Searched(Path("night.flac"), HEARD, "night.transcript.json", sha256)
    made = samples.report(samples.altered())
    named = replace(made.recordings[0], transcript=searched.transcript_name, transcript_sha256=sha256)
    report = replace(made, recordings=(named,), article=None)
    write_files(folder, report, [searched], None, Choices(clips="none"), QUIET)
    return report, searched


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("where", ["out", "out/../out", "link"])
def test_a_copy_never_takes_the_place_of_its_report(
    tmp_path: Path, where: str, capfd: pytest.CaptureFixture[str]
) -> None:
    report_in(tmp_path / "out")
    (tmp_path / "link").symlink_to(tmp_path / "out")
    before = files(tmp_path / "out")
    words = ["report", tmp_path / "out", "--redact", "--clips", "none", "-o", tmp_path / where]
    assert main([str(word) for word in words]) == 2
    assert files(tmp_path / "out") == before
    [line] = capfd.readouterr().err.splitlines()
    assert line.startswith("error: ") and "redacted" in line


def test_a_copy_is_written_beside_the_report_that_stays(tmp_path: Path) -> None:
    report_in(tmp_path / "out")
    before = files(tmp_path / "out")
    assert main(["report", str(tmp_path / "out"), "--redact", "--clips", "none", "--quiet"]) == 0
    after = files(tmp_path / "out")
    assert {name: after[name] for name in before} == before
    assert json.loads(after["redacted/report.json"])["tool"]["settings"]["redaction"]["redacted"]


def test_a_copy_is_written_over_no_other_report_and_no_transcript(tmp_path: Path) -> None:
    report, searched = report_in(tmp_path / "out")
    report_in(tmp_path / "other")
    alone = tmp_path / "transcripts"
    alone.mkdir()
    (alone / "night.transcript.json").write_bytes(json_bytes(HEARD))
    for folder in (tmp_path / "other", alone):
        before = files(folder)
        with pytest.raises(OutputError, match="no redacted copy"):
            write_redacted(folder, report, [searched], None, Choices(clips="none"), Redaction(), QUIET)
        assert files(folder) == before
    with pytest.raises(OutputError, match="no redacted copy"):
        write_redacted_transcript(alone, "night", HEARD, ("txt",), Redaction())
    assert files(alone) == before


WEAK, STRONG = Redaction(), Redaction(names=("kitchen", "staff", "engine", "go", "the"))


def copied(folder: Path, made: tuple[Report, Searched], redaction: Redaction, **choices: object) -> None:
    chosen = Choices(**{"clips": "none", **choices})  # type: ignore[arg-type]
    write_redacted(folder, made[0], [made[1]], None, chosen, redaction, QUIET)


def test_nothing_of_an_earlier_copy_stays(tmp_path: Path) -> None:
    made, folder = report_in(tmp_path / "out"), tmp_path / "out" / "redacted"
    write_redacted_transcript(folder, "night", HEARD, ("txt", "srt"), WEAK)
    copied(folder, made, WEAK, formats=("md", "csv", "jsonld"))
    (folder / "my notes.txt").write_text("mine")
    copied(folder, made, STRONG)
    assert set(files(folder)) == {"night.transcript.json", "report.html", "report.json", "my notes.txt"}
    assert {path.name for path in tmp_path.joinpath("out").iterdir() if path.is_dir()} == {"redacted"}


def test_clips_of_an_earlier_copy_go_with_its_page(tmp_path: Path) -> None:
    made, folder = report_in(tmp_path / "out"), tmp_path / "copy"
    copied(folder, made, WEAK)
    clip = next(iter(samples.clips_of(made[0]).values()))
    (folder / "clips").mkdir()
    (folder / "clips" / "001-c1.mp3").write_bytes(clip.data)
    page = folder / "report.html"
    stated = f'"end":2,"rec":0,"sha256":"{hashlib.sha256(clip.data).hexdigest()}"'
    page.write_text(page.read_text("utf-8") + stated, "utf-8")
    (folder / "clips" / "002-c2.mp3").write_bytes(b"of an older page")
    copied(folder, made, STRONG)
    assert set(files(folder)) == {"night.transcript.json", "report.html", "report.json"}
    assert not (folder / "clips").exists()
    assert files(tmp_path / "copy.earlier-1") == {"clips/002-c2.mp3": b"of an older page"}


def test_what_a_person_put_under_such_a_name_is_moved_out_whole(tmp_path: Path) -> None:
    made, folder, said = report_in(tmp_path / "out"), tmp_path / "copy", list[str]()
    copied(folder, made, WEAK, formats=("md",))
    (folder / "report.md").write_text("my own version")
    (folder / "night.txt").write_text("typed by me")
    (folder / "night.json").write_text('{"start_time": 1}')
    copied(folder, made, STRONG)
    mine = {"report.md": b"my own version", "night.txt": b"typed by me"}
    assert files(tmp_path / "copy.earlier-1") == mine
    assert set(files(folder)) == {"night.transcript.json", "report.html", "report.json", "night.json"}
    (folder / "night.txt").write_text("typed again")
    write_redacted_transcript(folder, "night", HEARD, ("txt",), STRONG, said.append)
    assert files(tmp_path / "copy.earlier-2") == {"night.txt": b"typed again"}
    assert len(said) == 1 and "copy.earlier-2" in said[0]


def test_forms_of_a_transcripts_earlier_copy_go(tmp_path: Path) -> None:
    folder = tmp_path / "redacted"
    for stem in ("night", "other"):
        write_redacted_transcript(folder, stem, HEARD, ("txt", "csv", "json"), WEAK)
    write_redacted_transcript(folder, "night", HEARD, ("srt",), STRONG)
    there = {"night.transcript.json", "night.srt"}
    assert set(files(folder)) == there | {f"other.{end}" for end in ("transcript.json", "txt", "csv", "json")}


@pytest.mark.parametrize("failing", ["fsync", "rename"])
def test_a_copy_that_fails_leaves_the_earlier_one(
    tmp_path: Path, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, folder = report_in(tmp_path / "out"), tmp_path / "copy"
    copied(folder, made, WEAK, formats=("md", "csv"))
    (folder / "report.csv").write_text("my own version")
    before, calls = files(folder), list[int]()

    def no_space(*_: object) -> None:
        raise OSError(28, "No space left on device")

    def fails_at_last(path: Path, target: Path) -> Path:
        calls.append(1)
        if len(calls) == 7:
            no_space()
        return renamed(path, target)

    renamed = Path.rename
    if failing == "fsync":
        monkeypatch.setattr("os.fsync", no_space)
    else:
        monkeypatch.setattr(Path, "rename", fails_at_last)
    with pytest.raises(OutputError, match="no space left"):
        copied(folder, made, STRONG)
    monkeypatch.undo()
    assert files(folder) == before
    assert {path.name for path in tmp_path.iterdir()} == {"out", "copy"}


def test_recordings_that_are_called_alike_once_masked(tmp_path: Path) -> None:
    report, one = report_in(tmp_path / "out")
    other = replace(HEARD, recording=replace(HEARD.recording, sha256="e" * 64))
    second = replace(report.recordings[0], recording=other.recording, transcript="Garcia.transcript.json")
    first = replace(report.recordings[0], transcript="Lopez.transcript.json")
    both = replace(report, recordings=(first, second))
    searched = [one, Searched(Path("Garcia.flac"), other, "Garcia.transcript.json", "")]
    names = Redaction(names=("Lopez", "Garcia"))
    write_redacted(tmp_path / "copy", both, searched, None, Choices(clips="none"), names, QUIET)
    assert len(list((tmp_path / "copy").glob("*.transcript.json"))) == 2
